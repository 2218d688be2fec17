// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace andon {

/// One side of a consequence ("level 2", "0 %, all to v41", "tenant acme: 2/s") in the person's language. The words come
/// from app/actions in English; what is not one of them (a version, a percentage) stays as it is.
[[nodiscard]] QString sideText(const QString &side);
/// "from → to".
[[nodiscard]] QString consequenceText(const QString &from, const QString &to);

} // namespace andon
