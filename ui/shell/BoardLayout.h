// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/RegionRing.h"

#include <QMap>
#include <QWidget>

class QMainWindow;
class QSplitter;
class QStackedLayout;
class QVBoxLayout;

namespace andon {

/// Where the panels stand: strips above, lines left, canary and cord right, the record below. Nothing floats and
/// nothing can be closed; two borders can be moved and are remembered.
class BoardLayout : public QWidget {
    Q_OBJECT
public:
    struct Panels {
        QWidget *status, *alarms, *lines, *canary, *cards, *actions, *timeline;
        QWidget *incident = nullptr; ///< a line below the alarms
    };
    /// Takes the panels over.
    explicit BoardLayout(const Panels &panels, QWidget *parent = nullptr);
    /// The window's size and place and the borders, from the last run and for the next.
    void restore(QMainWindow &window);
    void remember(const QMainWindow &window) const;
    enum class Page { Board, Fleet, Alarms };
    /// A strip above all others; taken over.
    void setBanner(QWidget *banner);
    /// A page in place of lines, canary, cord and record, below the strips; taken over. Cards stand on whichever page is shown:
    /// what must be decided is never out of sight.
    void setPage(Page page, QWidget *content);
    /// A page that was not set is not shown.
    void showPage(Page page);
    [[nodiscard]] Page page() const { return m_page; }
    [[nodiscard]] const RegionRing &regions() const { return m_regions; }

private:
    QWidget *buildRight(const Panels &panels);

    QWidget *m_cards;
    QVBoxLayout *m_right = nullptr;
    QStackedLayout *m_pages = nullptr;
    QMap<Page, QVBoxLayout *> m_contents; ///< without the board
    Page m_page = Page::Board;
    QSplitter *m_across;
    QSplitter *m_down;
    RegionRing m_regions;
};

} // namespace andon
