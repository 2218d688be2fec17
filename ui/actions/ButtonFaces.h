// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionFace.h"
#include "ui/common/ButtonFacePainter.h"

namespace andon {

/// What the button of an action shows, translated.
[[nodiscard]] ButtonFace buttonFace(const ActionFace &face);

} // namespace andon
