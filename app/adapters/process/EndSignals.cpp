// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/process/EndSignals.h"

#include <csignal>
#include <sys/signalfd.h>
#include <unistd.h>

namespace andon {

static sigset_t wantedSignals()
{
    sigset_t wanted;
    sigemptyset(&wanted);
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGUSR1})
        sigaddset(&wanted, number);
    return wanted;
}

static int openSignals()
{
    const sigset_t wanted = wantedSignals();
    return ::signalfd(-1, &wanted, SFD_NONBLOCK | SFD_CLOEXEC);
}

void EndSignals::hold()
{
    const sigset_t wanted = wantedSignals();
    sigprocmask(SIG_BLOCK, &wanted, nullptr);
}

EndSignals::EndSignals(QObject *parent)
    : QObject(parent)
    , m_notifier(openSignals(), QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &EndSignals::read);
}

void EndSignals::read()
{
    signalfd_siginfo info;
    while (::read(static_cast<int>(m_notifier.socket()), &info, sizeof info) == sizeof info) {
        if (info.ssi_signo == SIGUSR1)
            emit raiseAsked();
        else
            emit endAsked();
    }
}

} // namespace andon
