// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/CommandLine.h"
#include "app/console/Console.h"
#include "ui/common/Theme.h"
#include "ui/shell/MainWindow.h"

namespace andon {

/// One run of the window: theme, console, window, and the picture that --screenshot asks for. GUI thread.
class WindowRun : public QObject {
    Q_OBJECT
public:
    /// `printer` must outlive the run; null: no PDF.
    explicit WindowRun(Command command, const DocumentPrinter *printer = nullptr, QObject *parent = nullptr);
    ~WindowRun() override;
    /// `journalPath` empty: the command's, or the user's own.
    void open(const Workspace &workspace, const QString &journalPath, const QMap<QString, Secret> &secrets);
    /// Something went wrong outside of the console: a server of the demo ended.
    void complain(const Error &error);
    /// Another start of the program asked for this window.
    void raise();

private:
    void show(const QList<Error> &missingSecrets);
    void schedulePicture();
    void takePicture();
    void setTheme(ThemeKind kind);

    Command m_command;
    const DocumentPrinter *m_printer;
    ThemeKind m_theme = ThemeKind::Light;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace andon
