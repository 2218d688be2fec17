// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace andon {

/// What went wrong, as a kind that ui/common translates. The comment names the arguments.
enum class ErrorKind {
    // the network
    HostNotFound,       ///< host
    ConnectionRefused,  ///< host:port
    ConnectionBroken,   ///< host:port; the connection ended before the whole answer was there
    TimedOut,           ///< host:port, milliseconds
    TlsFailed,          ///< host:port, reason
    Redirected,         ///< address, target host; redirects are never followed
    AnswerTooLarge,     ///< address, limit in bytes
    BadAddress,         ///< address, reason
    // answers
    HttpStatus,         ///< address, status code, reason
    NotAuthorized,      ///< address, status code
    NotJson,            ///< address, content type
    BadAnswer,          ///< address, what was expected
    QueryRefused,       ///< query, the server's words
    // data
    NoData,             ///< what
    // files
    FileUnreadable,     ///< path, reason
    FileUnwritable,     ///< path, reason
    BadWorkspace,       ///< file:line:column, what is wrong
    BadInput,           ///< what, why
    // journal
    JournalUnusable,    ///< path, reason
    JournalBroken,      ///< path, sequence number, reason
    JournalBusy,        ///< path
    // actions
    Blocked,            ///< reason
    // secrets
    NoSecret,           ///< name, environment variable
    // programs
    ProgramMissing,     ///< program, Debian package
    ProgramFailed,      ///< program, reason
};

/// An error as a value: it never leaves as an exception, and nothing in it is secret.
struct Error {
    ErrorKind kind = ErrorKind::BadInput;
    QStringList arguments; ///< hostile text is possible: show it as plain text only
    QString detail;        ///< further text for the log, possibly empty

    /// One English sentence that says what happened, to what, and what to do next (verbs and logs;
    /// the window translates by kind).
    [[nodiscard]] QString message() const;
    bool operator==(const Error &) const = default;
};

} // namespace andon
