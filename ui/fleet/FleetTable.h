// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>
#include <QTimer>

namespace andon {

/// The table's manners: one click or Enter opens a row, letters go to the filter, and it knows when a hand is on it: the
/// pointer or a key, until it rests for restMs.
class FleetTable : public QTableView {
    Q_OBJECT
public:
    /// A pointer that was left lying on a wall screen must not stop the board for good.
    static constexpr int restMs = 60'000;

    explicit FleetTable(QWidget *parent = nullptr);
    [[nodiscard]] bool hasHand() const { return m_rest.isActive(); }

signals:
    void opened(const QModelIndex &index);
    void typed(const QString &text); ///< letters, or empty: a Backspace
    void handChanged(bool on);
    void widthChanged(); ///< of what is left for the columns

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void touch();
    void release();
    QTimer m_rest;
};

} // namespace andon
