// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Event.h"
#include "ui/plot/PlotValues.h"

#include <QList>

namespace andon {

/// Marks on the time axis where actions of `service` were pressed, oldest first as given.
[[nodiscard]] QList<PlotMark> actionMarks(const QList<Event> &events, const QString &service);

} // namespace andon
