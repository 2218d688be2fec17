// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QScrollArea;

namespace andon {

/// A shade over the lower edge of a scroll area, there while more lies below: what is cut in the middle of a line looks like
/// something that goes on.
class FoldShade : public QWidget {
public:
    /// Belongs to the area.
    explicit FoldShade(QScrollArea &area);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void place();
    QScrollArea &m_area;
};

} // namespace andon
