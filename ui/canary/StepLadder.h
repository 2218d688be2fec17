// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Rollout.h"

#include <QWidget>

namespace andon {

/// The steps of a rollout as a ladder from left to right, the current one marked.
class StepLadder : public QWidget {
    Q_OBJECT
public:
    explicit StepLadder(QWidget *parent = nullptr);
    void setRollout(const Rollout &rollout);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Rollout m_rollout;
};

} // namespace andon
