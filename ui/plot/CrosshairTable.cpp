// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/CrosshairTable.h"

#include "ui/plot/ValueText.h"

#include <QPainter>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int padding = 8;
static constexpr int keyWidth = 18;
static constexpr int widestCell = 110;
static constexpr int widestTitle = 130;
static constexpr int alwaysShown = 5; ///< versions

CrosshairTable::CrosshairTable(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void CrosshairTable::showValues(const QString &time, const QList<CrosshairValue> &values, const LineLooks &looks)
{
    m_time = time;
    m_looks = looks;
    QStringList versions;
    for (const CrosshairValue &value : values)
        versions.append(value.version);
    m_versions = looks.ordered(versions);
    m_lines.clear();
    QList<std::pair<int, QString>> keys;
    for (const CrosshairValue &value : values) {
        const std::pair<int, QString> key(value.row, value.title);
        qsizetype at = keys.indexOf(key);
        if (at < 0) {
            at = keys.size();
            keys.append(key);
            QStringList cells;
            cells.fill(u"–"_s, m_versions.size());
            m_lines.append({value.title, cells});
        }
        if (const qsizetype column = m_versions.indexOf(value.version); column >= 0)
            m_lines[at].cells[column] = valueText(value.value, value.unit);
    }
    measure();
    setAccessibleName(spokenText());
    setVisible(true);
    update();
}

QString CrosshairTable::spokenText() const
{
    QString text = m_time + u'.';
    for (const Line &line : m_lines) {
        QStringList parts;
        for (qsizetype i = 0; i < line.cells.size(); ++i)
            parts.append(versionText(m_versions[i]) + u' ' + line.cells[i]);
        text += u' ' + line.title + u": "_s + parts.join(u", "_s) + u'.';
    }
    return text;
}

void CrosshairTable::measure()
{
    const QFontMetrics metrics(font());
    m_titleWidth = metrics.horizontalAdvance(m_time) + 12;
    for (const Line &line : m_lines)
        m_titleWidth = std::max(m_titleWidth, std::min(widestTitle, metrics.horizontalAdvance(line.title) + 3) + 12);
    m_widths.clear();
    m_further.clear();
    const auto counted = [](qsizetype count) { return u'+' + QString::number(count); };
    const int most = parentWidget()->width() / 2 - 2 * padding - metrics.horizontalAdvance(counted(m_versions.size()));
    int width = m_titleWidth;
    for (qsizetype i = 0; i < m_versions.size(); ++i) {
        int column = metrics.horizontalAdvance(versionText(m_versions[i])) + keyWidth + 8;
        for (const Line &line : m_lines)
            column = std::max(column, metrics.horizontalAdvance(line.cells[i]) + 3);
        column = std::min(column, widestCell) + 12;
        if (i >= alwaysShown && width + column > most) {
            m_further = counted(m_versions.size() - i);
            width += metrics.horizontalAdvance(m_further) + 12;
            break;
        }
        m_widths.append(column);
        width += column;
    }
    const auto rows = static_cast<int>(m_lines.size()) + 1;
    resize(width + 2 * padding - 12, rows * (metrics.height() + 3) + 2 * padding);
}

void CrosshairTable::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    const QFontMetrics metrics(font());
    const int line = metrics.height() + 3;
    QPainter painter(this);
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(colors.raised);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    const auto text = [&](const QRect &area, Qt::Alignment alignment, const QString &words, const QColor &color) {
        painter.setPen(color);
        painter.drawText(area, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                         metrics.elidedText(words, Qt::ElideRight, area.width()));
    };
    text(QRect(padding, padding, m_titleWidth - 12, line), Qt::AlignLeft, m_time, colors.text);
    for (qsizetype row = 0; row < m_lines.size(); ++row) {
        const int top = padding + static_cast<int>(row + 1) * line;
        text(QRect(padding, top, m_titleWidth - 12, line), Qt::AlignLeft, m_lines[row].title, colors.muted);
    }
    int x = padding + m_titleWidth;
    for (qsizetype column = 0; column < m_widths.size(); ++column) {
        const int width = m_widths[column] - 12;
        const QString name = versionText(m_versions[column]);
        const int shown = std::min(metrics.horizontalAdvance(name) + 3, width - keyWidth - 4);
        const QRect head(x + width - shown, padding, shown, line);
        text(head, Qt::AlignRight, name, colors.text);
        paintLineKey(painter, QRectF(head.left() - keyWidth - 4, padding, keyWidth, line),
                     m_looks.look(m_versions[column], colors), colors.raised);
        for (qsizetype row = 0; row < m_lines.size(); ++row)
            text(QRect(x, padding + static_cast<int>(row + 1) * line, width, line), Qt::AlignRight,
                 m_lines[row].cells[column], colors.text);
        x += m_widths[column];
    }
    text(QRect(x, padding, width() - x, line), Qt::AlignLeft, m_further, colors.muted);
}

} // namespace andon
