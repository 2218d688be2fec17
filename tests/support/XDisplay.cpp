// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/XDisplay.h"

#include <QByteArray>

#include <csignal>
#include <cstdlib>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace andon {

namespace {

pid_t start(const char *const *arguments)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::execvp(arguments[0], const_cast<char *const *>(arguments));
        ::_exit(127);
    }
    return child;
}

void end(pid_t child)
{
    if (child <= 0)
        return;
    ::kill(child, SIGTERM);
    ::waitpid(child, nullptr, 0);
}

} // namespace

XDisplay::XDisplay()
{
    int ends[2];
    if (::pipe(ends) != 0)
        return;
    const QByteArray writeEnd = QByteArray::number(ends[1]);
    const char *server[] = {"Xvfb", "-displayfd", writeEnd.constData(), "-screen", "0", "1920x1080x24", "-nolisten", "tcp", nullptr};
    m_server = start(server);
    ::close(ends[1]);
    QByteArray number;
    char c = 0;
    while (::read(ends[0], &c, 1) == 1 && c != '\n')
        number += c;
    ::close(ends[0]);
    if (number.isEmpty())
        return;
    ::setenv("DISPLAY", (':' + number).constData(), 1);
    ::setenv("QT_QPA_PLATFORM", "xcb", 1);
    const char *manager[] = {"openbox", "--sm-disable", nullptr};
    m_manager = start(manager);
}

XDisplay::~XDisplay()
{
    end(m_manager);
    end(m_server);
}

} // namespace andon
