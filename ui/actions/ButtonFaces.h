// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionFace.h"
#include "ui/common/ButtonFacePainter.h"

namespace andon {

/// What the button of an action shows, translated.
[[nodiscard]] ButtonFace buttonFace(const ActionFace &face);
/// "tenant = acme, tool = code (and 2 more)": of those that the canary never met as many as have `room` characters, the first at
/// the least, made safe; empty: it met everybody.
[[nodiscard]] QString unmetText(const ActionPlan &plan, qsizetype room);

} // namespace andon
