// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace andon {

/// Side by side while all find room at their least width, else in as many rows as it takes: a window is never wider for what
/// stands in a bar. In each row what is left over goes to those that expand; without one, it stays free at the left.
class WrapLayout : public QLayout {
public:
    explicit WrapLayout(QWidget *parent = nullptr);
    ~WrapLayout() override;

    void addItem(QLayoutItem *item) override; ///< takes it over
    [[nodiscard]] int count() const override { return static_cast<int>(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override; ///< the caller's from then on
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override; ///< in one row
    [[nodiscard]] QSize minimumSize() const override; ///< of the widest, and of one row
    void setGeometry(const QRect &area) override;

private:
    using Row = std::vector<QLayoutItem *>;
    [[nodiscard]] std::vector<Row> rows(int width) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace andon
