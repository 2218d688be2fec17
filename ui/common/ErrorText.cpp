// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/ErrorText.h"

#include "app/base/DisplayText.h"

#include <QCoreApplication>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct ErrorWords {
    Q_DECLARE_TR_FUNCTIONS(ErrorWords)
};

QString pattern(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::HostNotFound:
        return ErrorWords::tr("The host %1 is not known. Check the address in the workspace file.");
    case ErrorKind::ConnectionRefused:
        return ErrorWords::tr("Nothing listens at %1. Start the server or correct the address.");
    case ErrorKind::ConnectionBroken:
        return ErrorWords::tr("%1 closed the connection before its answer was complete. Look at the server's log.");
    case ErrorKind::TimedOut:
        return ErrorWords::tr("%1 gave no complete answer within %2 ms. Look at the server's load and the network between.");
    case ErrorKind::TlsFailed:
        return ErrorWords::tr("The TLS connection to %1 was refused: %2. Check its certificate and the name in the address.");
    case ErrorKind::Redirected:
        return ErrorWords::tr("%1 answered with a redirect to %2; Andon follows none. Correct the address.");
    case ErrorKind::AnswerTooLarge:
        return ErrorWords::tr("The answer of %1 is larger than %2 bytes and was cut off. Aggregate the query or ask for a shorter time.");
    case ErrorKind::BadAddress:
        return ErrorWords::tr("The address %1 cannot be used: %2. Correct it in the workspace file.");
    case ErrorKind::HttpStatus: return ErrorWords::tr("%1 answered %2 %3. Check the address, then the server's log.");
    case ErrorKind::NotAuthorized:
        return ErrorWords::tr("%1 refused the credentials (%2). Check the token and its rights.");
    case ErrorKind::NotJson:
        return ErrorWords::tr("%1 did not answer with JSON but with %2. Is this the right address?");
    case ErrorKind::BadAnswer:
        return ErrorWords::tr("The answer of %1 is not what was expected: %2. Check the address and the query.");
    case ErrorKind::QueryRefused:
        return ErrorWords::tr("The query %1 was refused: %2. Correct it in the workspace file.");
    case ErrorKind::NoData:
        return ErrorWords::tr("No data for %1. Check that it is scraped and that the selector fits.");
    case ErrorKind::FileUnreadable: return ErrorWords::tr("%1 cannot be read: %2. Check the path and its permissions.");
    case ErrorKind::FileUnwritable:
        return ErrorWords::tr("%1 cannot be written: %2. Check the path, its permissions and the space left.");
    case ErrorKind::BadWorkspace: return ErrorWords::tr("%1: %2");
    case ErrorKind::BadInput: return ErrorWords::tr("%1: %2.");
    case ErrorKind::JournalUnusable: return ErrorWords::tr("The journal %1 cannot be used: %2.");
    case ErrorKind::JournalBroken:
        return ErrorWords::tr("The journal %1 is broken at entry %2: %3. Keep the file as it is and compare it with a back-up.");
    case ErrorKind::JournalBusy:
        return ErrorWords::tr("The journal %1 is locked by another program. Try again when it has finished.");
    case ErrorKind::Blocked: return ErrorWords::tr("Blocked: %1.");
    case ErrorKind::NoSecret: return ErrorWords::tr("No secret named %1: put it into the keychain or set %2.");
    case ErrorKind::ProgramMissing:
        return ErrorWords::tr("The program %1 is not installed. Install the Debian package %2.");
    case ErrorKind::ProgramFailed: return ErrorWords::tr("The program %1 failed: %2.");
    }
    return {};
}

QString briefPattern(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::HostNotFound: return ErrorWords::tr("host %1 not known");
    case ErrorKind::ConnectionRefused: return ErrorWords::tr("nothing listens at %1");
    case ErrorKind::ConnectionBroken: return ErrorWords::tr("%1 broke off its answer");
    case ErrorKind::TimedOut: return ErrorWords::tr("%1 does not answer");
    case ErrorKind::TlsFailed: return ErrorWords::tr("no TLS with %1");
    case ErrorKind::Redirected: return ErrorWords::tr("redirect to %2 not followed");
    case ErrorKind::AnswerTooLarge: return ErrorWords::tr("answer larger than %2 bytes");
    case ErrorKind::HttpStatus: return ErrorWords::tr("it answers %2 %3");
    case ErrorKind::NotAuthorized: return ErrorWords::tr("credentials refused (%2)");
    case ErrorKind::NotJson: return ErrorWords::tr("it answers %2, not JSON");
    case ErrorKind::JournalUnusable: return ErrorWords::tr("cannot be used: %2");
    case ErrorKind::JournalBroken: return ErrorWords::tr("broken at entry %2");
    case ErrorKind::JournalBusy: return ErrorWords::tr("locked by another program");
    case ErrorKind::NoSecret: return ErrorWords::tr("no secret named %1");
    default: return pattern(kind);
    }
}

/// All places are filled in one pass, so that a %1 inside an argument stays what it is.
QString filled(const QString &text, const QStringList &arguments)
{
    QString whole;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'%' && i + 1 < text.size() && text[i + 1].isDigit())
            whole += arguments.value(text[++i].digitValue() - 1);
        else
            whole += text[i];
    }
    return whole;
}

} // namespace

QString errorText(const Error &error)
{
    return filled(pattern(error.kind), error.arguments);
}

QString errorBrief(const Error &error)
{
    return displaySafe(filled(briefPattern(error.kind), error.arguments), 160);
}

} // namespace andon
