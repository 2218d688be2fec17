// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/RegionRing.h"

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
    };
    /// Takes the panels over.
    explicit BoardLayout(const Panels &panels, QWidget *parent = nullptr);
    /// The window's size and place and the borders, from the last run and for the next.
    void restore(QMainWindow &window);
    void remember(const QMainWindow &window) const;
    /// A strip above all others; taken over.
    void setBanner(QWidget *banner);
    /// A page in place of lines, canary, cord and record, below the strips; taken over. Cards stand on whichever page is shown:
    /// what must be decided is never out of sight.
    void setFleet(QWidget *fleet);
    void showFleet(bool shown);
    [[nodiscard]] const RegionRing &regions() const { return m_regions; }

private:
    QWidget *buildRight(const Panels &panels);

    QWidget *m_cards;
    QVBoxLayout *m_right = nullptr;
    QStackedLayout *m_pages = nullptr; ///< null without a fleet
    QVBoxLayout *m_fleetPage = nullptr;
    QSplitter *m_across;
    QSplitter *m_down;
    RegionRing m_regions;
};

} // namespace andon
