// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <sys/types.h>

namespace andon {

/// A virtual X display with a window manager. Start it before QApplication: DISPLAY and QT_QPA_PLATFORM are set for
/// this process and its children. Ends with the object.
class XDisplay {
public:
    XDisplay();
    ~XDisplay();
    /// A display is there and a window manager runs on it.
    [[nodiscard]] bool isUp() const { return m_server > 0 && m_manager > 0; }

private:
    pid_t m_server = 0;
    pid_t m_manager = 0;
};

} // namespace andon
