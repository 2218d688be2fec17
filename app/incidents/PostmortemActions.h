// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/PostmortemFacts.h"

namespace andon {

/// The operations of these events, in the order of their first rows: asked, answered, read back, effect. An operation whose
/// intent is not among them has no time to effect. Pure.
[[nodiscard]] QList<ActionFact> actionFacts(const QList<Event> &events);

} // namespace andon
