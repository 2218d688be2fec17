// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/ShareBars.h"

#include "app/base/DisplayText.h"
#include "ui/common/Theme.h"

#include <QPainter>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static QString numberText(double value, char format, int digits)
{
    return std::isfinite(value) ? ShareBars::tr("%1 %").arg(QString::number(value, format, digits)) : ShareBars::tr("unknown");
}

ShareBars::ShareBars(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ShareBars::setShares(const QList<VersionShare> &shares, bool fresh)
{
    m_fresh = fresh;
    m_shares.clear();
    m_hidden = 0;
    QStringList words;
    for (const VersionShare &share : shares) {
        const bool idle = share.role == VersionRole::Idle && share.asked <= 0 && !(share.observed > 0);
        if (idle)
            continue;
        if (m_shares.size() >= 6) {
            ++m_hidden;
            continue;
        }
        m_shares << share;
        words << tr("%1: asked %2, observed %3")
                     .arg(displaySafe(share.version, 60), numberText(share.asked, 'g', 4), numberText(share.observed, 'f', 1));
    }
    setAccessibleName(words.join(u"; "));
    updateGeometry();
    update();
}

int ShareBars::rowHeight() const
{
    return fontMetrics().height() * 2 + 8;
}

QSize ShareBars::sizeHint() const
{
    return {240, rowHeight() * static_cast<int>(std::max<qsizetype>(m_shares.size(), 1))};
}

QSize ShareBars::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void ShareBars::paintRow(QPainter &painter, const QRect &row, const VersionShare &share)
{
    const ThemeColors &colors = themeColors(palette());
    const int line = fontMetrics().height();
    const QRect head(row.left(), row.top(), row.width(), line);
    const QString role = share.role == VersionRole::Stable ? tr("stable")
        : share.role == VersionRole::Canary                ? tr("canary ○")
                                                           : tr("other");
    const QString observed = std::isfinite(share.observed) ? tr("%1 % observed").arg(QString::number(share.observed, 'f', 1))
                                                           : tr("share not known");
    const QString asked = std::isfinite(share.asked) ? tr("%1 % asked").arg(QString::number(share.asked, 'g', 4))
                                                     : tr("weight not known");
    const QString right = asked + u" · "_s + observed;
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(colors.text);
    const int rightWidth = fontMetrics().horizontalAdvance(right) + 12;
    const QString id = QFontMetrics(bold).elidedText(displaySafe(share.version, 200), Qt::ElideRight,
                                                     std::max(20, row.width() - rightWidth - 70));
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, id);
    const int idWidth = QFontMetrics(bold).horizontalAdvance(id);
    painter.setFont(font());
    painter.setPen(colors.muted);
    painter.drawText(head.adjusted(idWidth + 8, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, role);
    const bool drifts = Rollout::drifts(share);
    painter.setPen(drifts ? colors.text : colors.muted);
    painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, (drifts ? u"◆ "_s : QString()) + right);

    const QRectF bar(row.left() + 0.5, row.top() + line + 3.5, row.width() - 1, line * 0.55);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.grid);
    painter.drawRoundedRect(bar, 3, 3);
    if (std::isfinite(share.observed)) {
        QRectF filled = bar;
        filled.setWidth(bar.width() * std::clamp(share.observed, 0.0, 100.0) / 100);
        painter.setBrush(!m_fresh ? colors.stale : share.role == VersionRole::Canary ? colors.canary : colors.muted);
        painter.drawRoundedRect(filled, 3, 3);
    }
    if (!std::isfinite(share.asked))
        return;
    const double mark = bar.left() + bar.width() * std::clamp(share.asked, 0.0, 100.0) / 100;
    painter.setPen(QPen(colors.text, 2));
    painter.drawLine(QPointF(mark, bar.top() - 2), QPointF(mark, bar.bottom() + 2));
}

void ShareBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (qsizetype i = 0; i < m_shares.size(); ++i)
        paintRow(painter, {0, static_cast<int>(i) * rowHeight(), width(), rowHeight()}, m_shares[i]);
}

} // namespace andon
