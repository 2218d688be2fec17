// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace andon {

/// The regions of the window in the order in which F6 visits them.
class RegionRing {
public:
    void add(QWidget *region) { m_regions.append(region); }
    /// Focuses the first place of the region after (or before) the one that has the focus.
    void advance(bool backwards) const;

private:
    QList<QWidget *> m_regions;
};

} // namespace andon
