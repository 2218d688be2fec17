// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"

namespace andon {

/// An error in the person's language: one sentence that says what happened, to what, and what to do next.
/// Arguments are hostile text: show it as plain text only.
[[nodiscard]] QString errorText(const Error &error);
/// The same in a few words, for a chip: "127.0.0.1:9090 refuses connections".
[[nodiscard]] QString errorBrief(const Error &error);

} // namespace andon
