// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"

#include <tl/expected.hpp>

namespace andon {

/// A value, or the error that stands in its place.
template<typename T>
using Result = tl::expected<T, Error>;

/// The error as the return value of a function that gives a Result.
inline tl::unexpected<Error> failure(ErrorKind kind, QStringList arguments = {}, QString detail = {})
{
    return tl::unexpected<Error>(Error{kind, std::move(arguments), std::move(detail)});
}

} // namespace andon
