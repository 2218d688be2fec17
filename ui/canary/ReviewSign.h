// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canary/ReviewRows.h"

#include <QWidget>

namespace andon {

/// The shape of the whole verdict, large: seen from across the room, and never by colour alone.
class ReviewSign : public QWidget {
    Q_OBJECT
public:
    explicit ReviewSign(QWidget *parent = nullptr);
    void setTone(ReviewTone tone);
    [[nodiscard]] ReviewTone tone() const { return m_tone; }
    [[nodiscard]] QSize sizeHint() const override { return {32, 32}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ReviewTone m_tone = ReviewTone::Unknown;
};

} // namespace andon
