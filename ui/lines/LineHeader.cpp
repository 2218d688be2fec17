// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/LineHeader.h"

#include "ui/common/Icon.h"
#include "ui/lines/LatestValues.h"

#include <QPainter>
#include <QTextDocument>

#include <algorithm>
#include <numeric>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int keyWidth = 20;
static constexpr int chipWidth = 14;

bool LineHeader::Value::operator==(const Value &other) const
{
    return version == other.version && text == other.text && state == other.state && look.color == other.look.color
        && look.dashOn == other.look.dashOn && look.rings == other.look.rings;
}

LineHeader::LineHeader(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Ignored);
}

QSize LineHeader::sizeHint() const
{
    return {150, fontMetrics().height() * 5};
}

void LineHeader::setContent(const Content &content)
{
    if (content == m_content)
        return;
    m_content = content;
    setAccessibleName(spokenText());
    // A tool tip guesses whether its text is markup; escaped, it never is.
    setToolTip(Qt::convertFromPlainText(spokenText()));
    update();
}

QString LineHeader::spokenText() const
{
    QStringList parts;
    for (const Value &value : m_content.values)
        parts.append(value.version + u' ' + value.text
                     + (value.state == GateState::Inside ? QString() : u", "_s + gateWords(value.state)));
    QString text = m_content.family + u": "_s + m_content.indicator;
    if (!parts.isEmpty())
        text += u". "_s + parts.join(u"; "_s);
    if (!m_content.note.isEmpty())
        text += u". "_s + m_content.note;
    return text;
}

void LineHeader::paintValue(QPainter &painter, const QRect &area, const Value &value) const
{
    const ThemeColors &colors = themeColors(palette());
    const bool stop = value.state == GateState::Stop;
    const bool crossed = stop || value.state == GateState::Warn;
    QFont strong = font();
    strong.setBold(!m_content.late);
    const QFontMetrics bold(strong);
    const int valueWidth = std::min(bold.horizontalAdvance(value.text) + 2, area.width() - keyWidth - 30);
    // A value beyond a gate is a filled chip with its shape; all others are quiet text at the same place.
    const QRect valueArea(area.right() - 5 - valueWidth, area.top(), valueWidth, area.height());
    const QRect chip(valueArea.left() - chipWidth - 6, area.top() + 1, valueWidth + chipWidth + 11, area.height() - 2);
    const int nameEnd = crossed ? chip.left() : valueArea.left();
    paintLineKey(painter, QRectF(area.left(), area.top(), keyWidth, area.height()), value.look, colors.window);
    const QRect nameArea(area.left() + keyWidth + 6, area.top(), nameEnd - area.left() - keyWidth - 10, area.height());
    painter.setFont(font());
    painter.setPen(colors.text);
    painter.drawText(nameArea, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     fontMetrics().elidedText(value.version, Qt::ElideRight, nameArea.width()));
    QColor ink = m_content.late ? colors.muted : colors.text;
    if (crossed) {
        ink = stop ? colors.onCritical : colors.onWarning;
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(stop ? QPen(Qt::NoPen) : QPen(colors.onWarning, 1));
        painter.setBrush(stop ? colors.critical : colors.warning);
        painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.setBrush(Qt::NoBrush);
        paintIcon(painter, stop ? IconName::Critical : IconName::Warning,
                  QRectF(chip.left() + 4, chip.top(), chipWidth - 3, chip.height()), ink);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    painter.setFont(strong);
    painter.setPen(ink);
    painter.drawText(valueArea, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                     bold.elidedText(value.text, Qt::ElideRight, valueWidth));
}

void LineHeader::paintTitle(QPainter &painter, const QRect &area, qsizetype hidden) const
{
    const ThemeColors &colors = themeColors(palette());
    const QString more = hidden > 0 ? u"+%1"_s.arg(hidden) : QString();
    painter.setFont(font());
    painter.setPen(colors.muted);
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, more);
    QFont strong = font();
    strong.setBold(true);
    painter.setFont(strong);
    painter.setPen(colors.text);
    const int width = area.width() - (hidden > 0 ? fontMetrics().horizontalAdvance(more) + 6 : 0);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                     QFontMetrics(strong).elidedText(m_content.family, Qt::ElideRight, width));
}

LineHeader::Plan LineHeader::plan(const Content &content, int lines)
{
    const qsizetype all = content.values.size();
    const qsizetype room = std::max(0, lines - (content.note.isEmpty() ? 0 : 1));
    Plan plan;
    plan.title = !content.isTitled || all + 1 <= room || all > room;
    plan.values.resize(static_cast<std::size_t>(all));
    std::iota(plan.values.begin(), plan.values.end(), 0);
    const qsizetype fit = std::max<qsizetype>(0, room - (plan.title ? 1 : 0));
    if (all <= fit)
        return plan;
    std::stable_sort(plan.values.begin(), plan.values.end(),
                     [&](qsizetype a, qsizetype b) { return content.values[a].state > content.values[b].state; });
    plan.values.resize(static_cast<std::size_t>(fit));
    std::sort(plan.values.begin(), plan.values.end());
    plan.hidden = all - fit;
    return plan;
}

void LineHeader::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    const int line = fontMetrics().height() + 3;
    const QRect inner = rect().adjusted(8, 0, -8, 0);
    GateState worst = GateState::Unknown;
    for (const Value &value : m_content.values)
        worst = std::max(worst, value.state);
    if (worst >= GateState::Warn)
        painter.fillRect(QRect(0, 0, 3, height()), worst == GateState::Stop ? colors.critical : colors.warning);
    QRect row(inner.left(), 0, inner.width(), line);
    const Plan plan = LineHeader::plan(m_content, (height() - 1) / line);
    if (plan.title) {
        paintTitle(painter, row, plan.hidden);
        row.translate(0, line + 1);
    }
    for (const qsizetype i : plan.values) {
        paintValue(painter, row, m_content.values[i]);
        row.translate(0, line);
    }
    if (m_content.note.isEmpty())
        return;
    if (m_content.late) {
        const QRect hatch(row.left(), row.top() + 3, keyWidth, line - 6);
        painter.fillRect(hatch, QBrush(colors.stale, Qt::BDiagPattern));
        painter.setPen(colors.muted);
        painter.drawRect(hatch.adjusted(0, 0, -1, -1));
    }
    const QRect note = m_content.late ? row.adjusted(keyWidth + 6, 0, 0, 0) : row;
    painter.setPen(m_content.late ? colors.text : colors.muted);
    painter.setFont(font());
    if (fontMetrics().horizontalAdvance(m_content.note) <= note.width()) {
        painter.drawText(note, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, m_content.note);
        return;
    }
    // Longer words take what room is left below; whole they stand in the tool tip.
    const QRect rest(note.left(), note.top() + 1, note.width(), std::max(line, height() - note.top() - 2));
    painter.setClipRect(rest);
    painter.drawText(rest, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_content.note);
}

} // namespace andon
