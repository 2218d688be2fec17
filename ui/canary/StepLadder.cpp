// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/StepLadder.h"

#include "ui/common/Icon.h"
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
        words << (step.windowSeconds > 0 ? tr("%1 %").arg(step.weight) : tr("%1 % until a person goes on").arg(step.weight));
    const bool atStep = rollout.isOpen() && rollout.currentStep >= 0 && rollout.currentStep < rollout.steps.size();
    setAccessibleName(atStep ? tr("Steps of the rollout: %1; now step %2").arg(words.join(u", ")).arg(rollout.currentStep + 1)
                             : tr("Steps of the rollout: %1").arg(words.join(u", ")));
    update();
}

QSize StepLadder::sizeHint() const
{
    return {200, fontMetrics().height() + 18};
}

/// The longest form of a step's weight that fits: "✓ 5 %", "5 %", "5", or nothing.
static QString fittingText(const QFontMetrics &metrics, double width, double weight, bool passed)
{
    const QString percent = StepLadder::tr("%1 %").arg(weight);
    for (const QString &text : {(passed ? u"✓ "_s : QString()) + percent, percent, QString::number(weight, 'g', 4)}) {
        if (metrics.horizontalAdvance(text) <= width - 4)
            return text;
    }
    return {};
}

void StepLadder::paintEvent(QPaintEvent *)
{
    if (m_rollout.steps.isEmpty())
        return;
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int count = static_cast<int>(m_rollout.steps.size());
    const int gap = count > 12 ? 2 : 4;
    const double width = (this->width() - gap * (count - 1.0)) / count;
    const bool open = m_rollout.isOpen();
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
        QFont font = this->font();
        font.setBold(current);
        painter.setFont(font);
        const QColor ink = current ? colors.text : colors.muted;
        painter.setPen(ink);
        const double sign = m_rollout.steps[i].windowSeconds > 0 || width < 44 ? 0 : 12;
        const QRectF text = box.adjusted(sign, 0, 0, 0);
        painter.drawText(text, Qt::AlignCenter, fittingText(QFontMetrics(font), text.width(), m_rollout.steps[i].weight, passed));
        // Goes on only when a person says so.
        if (sign > 0)
            paintIcon(painter, IconName::Pause, QRectF(box.left() + 5, box.center().y() - 5, 10, 10), ink);
    }
}

} // namespace andon
