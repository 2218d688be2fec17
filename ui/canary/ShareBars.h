// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Rollout.h"

#include <QWidget>

namespace andon {

/// One row a version: role, id, the weight asked for as an outline, the share observed in traffic as a bar within it.
class ShareBars : public QWidget {
    Q_OBJECT
public:
    explicit ShareBars(QWidget *parent = nullptr);
    /// Idle versions without weight and traffic are left out.
    void setShares(const QList<VersionShare> &shares, bool fresh);
    /// Versions with weight or traffic that found no room.
    [[nodiscard]] int hiddenCount() const { return m_hidden; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int rowHeight() const;
    void paintRow(QPainter &painter, const QRect &row, const VersionShare &share);

    QList<VersionShare> m_shares;
    int m_hidden = 0;
    bool m_fresh = false;
};

} // namespace andon
