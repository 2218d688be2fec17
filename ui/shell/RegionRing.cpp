// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/RegionRing.h"

#include <QApplication>
#include <QWidget>

namespace andon {

/// The region itself or the first widget within that a Tab would reach; null where it has none now.
static QWidget *firstStop(QWidget *region)
{
    if (!region->isVisible())
        return nullptr;
    if (region->focusPolicy() & Qt::TabFocus)
        return region;
    for (QWidget *at = region->nextInFocusChain(); at != region; at = at->nextInFocusChain()) {
        if (region->isAncestorOf(at) && (at->focusPolicy() & Qt::TabFocus) && at->isVisible() && at->isEnabled())
            return at;
    }
    return nullptr;
}

void RegionRing::advance(bool backwards) const
{
    const QWidget *focused = QApplication::focusWidget();
    const qsizetype count = m_regions.size();
    qsizetype at = backwards ? count : -1;
    for (qsizetype i = 0; i < count; ++i) {
        if (m_regions[i] == focused || m_regions[i]->isAncestorOf(focused))
            at = i;
    }
    for (qsizetype step = 1; step <= count; ++step) {
        const qsizetype next = (at + (backwards ? -step : step) + 2 * count) % count;
        if (QWidget *stop = firstStop(m_regions[next])) {
            stop->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

} // namespace andon
