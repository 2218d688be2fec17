// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Error.h"

namespace andon {

using namespace Qt::StringLiterals;

static QString pattern(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::HostNotFound: return u"The host %1 is not known. Check the address in the workspace file."_s;
    case ErrorKind::ConnectionRefused: return u"Nothing listens at %1. Start the server or correct the address."_s;
    case ErrorKind::ConnectionBroken:
        return u"%1 closed the connection before its answer was complete. Look at the server's log."_s;
    case ErrorKind::TimedOut:
        return u"%1 gave no complete answer within %2 ms. Look at the server's load and the network between."_s;
    case ErrorKind::TlsFailed:
        return u"The TLS connection to %1 was refused: %2. Check its certificate and the name in the address."_s;
    case ErrorKind::Redirected: return u"%1 answered with a redirect to %2; Andon follows none. Correct the address."_s;
    case ErrorKind::AnswerTooLarge:
        return u"The answer of %1 is larger than %2 bytes and was cut off. Aggregate the query or ask for a shorter time."_s;
    case ErrorKind::BadAddress: return u"The address %1 cannot be used: %2. Correct it in the workspace file."_s;
    case ErrorKind::HttpStatus: return u"%1 answered %2 %3. Check the address, then the server's log."_s;
    case ErrorKind::NotAuthorized: return u"%1 refused the credentials (%2). Check the token and its rights."_s;
    case ErrorKind::NotJson: return u"%1 did not answer with JSON but with %2. Is this the right address?"_s;
    case ErrorKind::BadAnswer:
        return u"The answer of %1 is not what was expected: %2. Check the address and the query."_s;
    case ErrorKind::QueryRefused: return u"The query %1 was refused: %2. Correct it in the workspace file."_s;
    case ErrorKind::NoData: return u"No data for %1. Check that it is scraped and that the selector fits."_s;
    case ErrorKind::FileUnreadable: return u"%1 cannot be read: %2. Check the path and its permissions."_s;
    case ErrorKind::FileUnwritable:
        return u"%1 cannot be written: %2. Check the path, its permissions and the space left."_s;
    case ErrorKind::BadWorkspace: return u"%1: %2"_s;
    case ErrorKind::BadInput: return u"%1: %2."_s;
    case ErrorKind::JournalUnusable: return u"The journal %1 cannot be used: %2."_s;
    case ErrorKind::JournalBroken:
        return u"The journal %1 is broken at entry %2: %3. Keep the file as it is and compare it with a back-up."_s;
    case ErrorKind::JournalBusy:
        return u"The journal %1 is locked by another program. Try again when it has finished."_s;
    case ErrorKind::Blocked: return u"Blocked: %1."_s;
    case ErrorKind::NoSecret: return u"No secret named %1: put it into the keychain or set %2."_s;
    case ErrorKind::ProgramMissing: return u"The program %1 is not installed. Install the Debian package %2."_s;
    case ErrorKind::ProgramFailed: return u"The program %1 failed: %2."_s;
    }
    return {};
}

QString Error::message() const
{
    // All places are filled in one pass, so that a %1 inside an argument stays what it is.
    const QString text = pattern(kind);
    QString filled;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'%' && i + 1 < text.size() && text[i + 1].isDigit()) {
            filled += arguments.value(text[i + 1].digitValue() - 1);
            ++i;
        } else {
            filled += text[i];
        }
    }
    return filled;
}

} // namespace andon
