// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/WrapLayout.h"

#include <algorithm>

namespace andon {

static int highest(const std::vector<QLayoutItem *> &row)
{
    int height = 0;
    for (const QLayoutItem *item : row)
        height = std::max(height, item->sizeHint().height());
    return height;
}

WrapLayout::WrapLayout(QWidget *parent) : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(0);
}

WrapLayout::~WrapLayout() = default;

void WrapLayout::addItem(QLayoutItem *item)
{
    m_items.emplace_back(item);
}

QLayoutItem *WrapLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[static_cast<std::size_t>(index)].get() : nullptr;
}

QLayoutItem *WrapLayout::takeAt(int index)
{
    if (!itemAt(index))
        return nullptr;
    QLayoutItem *taken = m_items[static_cast<std::size_t>(index)].release();
    m_items.erase(m_items.begin() + index);
    return taken;
}

std::vector<WrapLayout::Row> WrapLayout::rows(int width) const
{
    std::vector<Row> rows;
    int used = 0;
    for (const auto &item : m_items) {
        if (item->isEmpty())
            continue;
        const int least = item->minimumSize().width();
        if (rows.empty() || used + spacing() + least > width) {
            rows.emplace_back();
            used = -spacing();
        }
        rows.back().push_back(item.get());
        used += spacing() + least;
    }
    return rows;
}

int WrapLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    int height = margins.top() + margins.bottom();
    const std::vector<Row> all = rows(width - margins.left() - margins.right());
    for (const Row &row : all)
        height += highest(row);
    return height + std::max(0, static_cast<int>(all.size()) - 1) * spacing();
}

QSize WrapLayout::sizeHint() const
{
    QSize size(0, 0);
    for (const auto &item : m_items) {
        if (!item->isEmpty())
            size = {size.width() + (size.width() > 0 ? spacing() : 0) + item->sizeHint().width(), std::max(size.height(), item->sizeHint().height())};
    }
    return size.grownBy(contentsMargins());
}

QSize WrapLayout::minimumSize() const
{
    QSize size(0, 0);
    for (const auto &item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size.grownBy(contentsMargins());
}

void WrapLayout::setGeometry(const QRect &area)
{
    QLayout::setGeometry(area);
    const QRect inner = area.marginsRemoved(contentsMargins());
    int top = inner.top();
    for (const Row &row : rows(inner.width())) {
        int least = (static_cast<int>(row.size()) - 1) * spacing();
        int expanding = 0;
        for (const QLayoutItem *item : row) {
            least += item->minimumSize().width();
            expanding += item->expandingDirections().testFlag(Qt::Horizontal) ? 1 : 0;
        }
        int rest = std::max(0, inner.width() - least);
        int left = inner.left() + (expanding == 0 ? rest : 0);
        const int height = highest(row);
        for (QLayoutItem *item : row) {
            int width = item->minimumSize().width();
            if (item->expandingDirections().testFlag(Qt::Horizontal)) {
                width += rest / expanding;
                rest -= rest / expanding;
                --expanding;
            }
            item->setGeometry({left, top, width, height});
            left += width + spacing();
        }
        top += height + spacing();
    }
}

} // namespace andon
