// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

namespace andon {

/// What was written to `path` is there, and the journal, for `error`, does not name it: BadInput that says both.
[[nodiscard]] inline tl::unexpected<Error> notOnRecord(const QString &path, const Error &error)
{
    return tl::unexpected(Error{ErrorKind::BadInput,
                                {path, QStringLiteral("it was written, but it is not on the record (%1); try again once the journal takes entries")
                                           .arg(error.message())},
                                QStringLiteral("not on record")});
}
/// Whether `error` is one of those: there is a file.
[[nodiscard]] inline bool isNotOnRecord(const Error &error)
{
    return error.kind == ErrorKind::BadInput && error.detail == QStringLiteral("not on record");
}

} // namespace andon
