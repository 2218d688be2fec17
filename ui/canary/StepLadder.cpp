// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/StepLadder.h"

#include "ui/common/Theme.h"

#include <QPainter>

namespace andon {

using namespace Qt::StringLiterals;

StepLadder::StepLadder(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepLadder::setRollout(const Rollout &rollout)
{
    m_rollout = rollout;
    QStringList words;
    for (const RolloutStep &step : rollout.steps)
        words << tr("%1 %").arg(step.weight);
    setAccessibleName(tr("Steps of the rollout: %1; now step %2").arg(words.join(u", ")).arg(rollout.currentStep + 1));
    update();
}

QSize StepLadder::sizeHint() const
{
    return {200, fontMetrics().height() + 18};
}

void StepLadder::paintEvent(QPaintEvent *)
{
    if (m_rollout.steps.isEmpty())
        return;
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int gap = 4;
    const int count = static_cast<int>(m_rollout.steps.size());
    const double width = (this->width() - gap * (count - 1.0)) / count;
    const bool open = m_rollout.phase == RolloutPhase::Running || m_rollout.phase == RolloutPhase::Paused;
    for (int i = 0; i < count; ++i) {
        const QRectF box(i * (width + gap), 1, width, height() - 2);
        const bool current = open && i == m_rollout.currentStep;
        const bool passed = open && i < m_rollout.currentStep;
        QColor fill = passed ? colors.grid : colors.window;
        if (current) {
            fill = colors.canary;
            fill.setAlpha(m_rollout.phase == RolloutPhase::Paused ? 60 : 110);
        }
        painter.setPen(QPen(current ? colors.canary : colors.border, current ? 2 : 1));
        painter.setBrush(fill);
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4);
        QFont font = painter.font();
        font.setBold(current);
        painter.setFont(font);
        painter.setPen(current ? colors.text : colors.muted);
        painter.drawText(box, Qt::AlignCenter, (passed ? u"✓ "_s : QString()) + tr("%1 %").arg(m_rollout.steps[i].weight));
    }
}

} // namespace andon
