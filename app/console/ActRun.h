// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/VerbRun.h"

#include <QTimer>

namespace andon {

/// `andon act`: one press through the same dispatcher as the window's, one line per state reached.
class ActRun final : public VerbRun {
    Q_OBJECT
public:
    using VerbRun::VerbRun;
    void start() override;

private:
    [[nodiscard]] bool isReady() const;
    void press();
    void take(const ActionProgress &progress);
    void giveUp();
    void end(int exitCode);
    void leave(int exitCode);

    ServiceDesk *m_desk = nullptr;
    QString m_opId;
    bool m_dispatcherReady = false;
    bool m_gatewayRead = false;
    bool m_judged = false; ///< the decision is made of all that was read: ServiceDesk::judged()
    bool m_pressed = false;
    bool m_waited = false;
    bool m_ended = false;
    QTimer m_patience;
    QTimer m_judging; ///< runs while the press still waits for what its card asks, or for what its versions are made of
    std::optional<ActionState> m_last;
};

/// The exit code of an operation that stands at `progress`, or nothing while the verb should go on waiting.
[[nodiscard]] std::optional<int> exitCodeOf(const ActionProgress &progress, bool waitForEffect);

} // namespace andon
