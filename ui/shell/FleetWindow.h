// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace andon {

class FleetPanel;

/// The fleet board in a window of its own, for a second screen or a wall. F11 fills the screen and leaves it, Esc leaves it;
/// nothing in it changes production. Goes when it is closed.
class FleetWindow : public QWidget {
    Q_OBJECT
public:
    /// `place`: the workspace's title.
    explicit FleetWindow(const QString &place, QWidget *parent = nullptr);
    [[nodiscard]] FleetPanel &panel() { return *m_panel; }
    /// Full screen, or back to what it was.
    static void toggleFullScreen(QWidget &window);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    FleetPanel *m_panel;
};

} // namespace andon
