// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace andon {

/// Over lines that are paused: how far they are behind; pressed, they catch up. In the warning's colours, so that nobody
/// takes old lines for new ones.
class PausedChip : public QAbstractButton {
    Q_OBJECT
public:
    explicit PausedChip(QWidget *parent);
    void setBehind(qint64 milliseconds);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace andon
