// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace andon {

/// SIGINT, SIGTERM and SIGHUP as a signal of Qt, so that the program ends in order; SIGUSR1 asks for the window. One
/// object a process. GUI thread.
class EndSignals : public QObject {
    Q_OBJECT
public:
    /// Keeps the signals from ending the process at once. Before the first thread starts, and so before the application
    /// object; an EndSignals made after that object hands them on.
    static void hold();
    explicit EndSignals(QObject *parent = nullptr);

signals:
    void endAsked();
    void raiseAsked();

private:
    void read();
    QSocketNotifier m_notifier;
};

} // namespace andon
