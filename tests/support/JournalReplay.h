// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Event.h"

#include <QList>

#include <optional>

namespace andon {

/// The rows of every operation of a journal, taken through step() of the product: the first row that step() could not have
/// asked for where it stands, in words; nothing where all of them could. Rows of other kinds are passed over. An operation
/// may end anywhere (its process was killed) and go on as a restart goes on.
[[nodiscard]] std::optional<QString> impossibleTransition(const QList<Event> &events);

} // namespace andon
