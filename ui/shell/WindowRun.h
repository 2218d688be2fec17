// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/CommandLine.h"
#include "app/console/Console.h"
#include "app/console/EvidenceDesk.h"
#include "ui/common/Theme.h"
#include "ui/shell/MainWindow.h"

namespace andon {

/// One run of the window: theme, console, window, and the picture that --screenshot asks for. GUI thread.
class WindowRun : public QObject {
    Q_OBJECT
public:
    /// What main.cpp passes in; each must outlive the run.
    struct Pixels {
        const DocumentPrinter *printer = nullptr; ///< null: no PDF
        PlotImages *plots = nullptr;              ///< null: evidence has no pictures
    };
    WindowRun(Command command, Pixels pixels, QObject *parent = nullptr);
    ~WindowRun() override;
    /// `journalPath` empty: the command's, or the user's own.
    void open(const Workspace &workspace, const QString &journalPath, const QMap<QString, Secret> &secrets);
    /// The board on a bundle, offline and read-only, at `at` or at its end. `file`: for the banner.
    void openReplay(const Evidence &evidence, const QString &file, std::optional<TimePoint> at);
    /// Something went wrong outside of the console: a server of the demo ended.
    void complain(const Error &error);
    /// Another start of the program asked for this window.
    void raise();

private:
    void show(const QList<Error> &missingSecrets);
    void dressWindow(); ///< makes it, still without a style sheet
    void showWindow();
    void showReplay(const QString &file, TimePoint at);
    void schedulePicture();
    void takePicture();
    void setTheme(ThemeKind kind);

    Command m_command;
    Pixels m_pixels;
    QString m_journalPath;
    ThemeKind m_theme = ThemeKind::Light;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<EvidenceDesk> m_evidence;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace andon
