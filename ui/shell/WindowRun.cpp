// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/WindowRun.h"

#include "app/console/KeptBundles.h"
#include "ui/common/ErrorText.h"
#include "ui/shell/SecretPrompt.h"

#include <QApplication>
#include <QImageWriter>
#include <QSettings>
#include <QTimer>

#include <cstdio>

namespace andon {

using namespace Qt::StringLiterals;

WindowRun::WindowRun(Command command, Pixels pixels, QObject *parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_pixels(pixels)
{
    const bool dark = m_command.dark.value_or(QSettings().value("window/dark", false).toBool());
    setTheme(dark ? ThemeKind::Dark : ThemeKind::Light);
}

WindowRun::~WindowRun()
{
    // The journal writes what it was given before it ends.
    if (m_window && !m_console->replay())
        m_console->recordEnd();
}

void WindowRun::setTheme(ThemeKind kind)
{
    m_theme = kind;
    applyTheme(*qApp, kind);
}

void WindowRun::open(const Workspace &workspace, const QString &journalPath, const QMap<QString, Secret> &secrets)
{
    const QString path = !m_command.journalPath.isEmpty() ? m_command.journalPath
        : !journalPath.isEmpty()                          ? journalPath
                                                          : Console::defaultJournalPath();
    m_journalPath = path;
    m_console = std::make_unique<Console>(Console::Options{workspace, path, u"person"_s, askForSecret, secrets});
    connect(m_console.get(), &Console::started, this, &WindowRun::show);
    m_console->open();
}

void WindowRun::openReplay(const Evidence &evidence, const QString &file, std::optional<TimePoint> at)
{
    const auto ports = std::make_shared<ReplayPorts>(evidence);
    m_console = std::make_unique<Console>(Console::Options{workspaceOf(evidence), {}, u"person"_s, {}, {}, ports});
    connect(m_console.get(), &Console::started, this, [this, file, at = at.value_or(evidence.to)] { showReplay(file, at); });
    m_console->open();
}

void WindowRun::showReplay(const QString &file, TimePoint at)
{
    dressWindow();
    showWindow();
    m_window->startReplay(file, at);
    if (!m_command.screenshotPath.isEmpty())
        schedulePicture();
}

void WindowRun::dressWindow()
{
    // Under a sheet every widget is polished again each time it is put into another one, which takes as long as making it.
    qApp->setStyleSheet({});
    m_window = std::make_unique<MainWindow>(*m_console, m_pixels.printer);
    connect(m_window.get(), &MainWindow::themeToggled, this, [this] {
        setTheme(m_theme == ThemeKind::Dark ? ThemeKind::Light : ThemeKind::Dark);
        QSettings().setValue("window/dark", m_theme == ThemeKind::Dark);
    });
    if (m_command.size.isValid())
        m_window->resize(m_command.size);
}

void WindowRun::showWindow()
{
    m_window->show();
    // Before anything is painted, and while the window manager makes room for the window.
    applyStyleSheet(*qApp, m_theme);
}

void WindowRun::show(const QList<Error> &missingSecrets)
{
    dressWindow();
    for (const Error &error : missingSecrets)
        m_window->tell(errorText(error));
    // Evidence lies beside the record it belongs to.
    m_evidence = std::make_unique<EvidenceDesk>(*m_console, m_pixels.plots, evidenceFolder(m_journalPath));
    m_window->setEvidence(*m_evidence);
    if (!m_command.service.isEmpty())
        m_window->showService(m_command.service);
    showWindow();
    m_console->watchWorkspace();
    m_console->recordStart();
    m_console->incidents().start();
    m_console->drills()->start();
    m_evidence->watch();
    for (const auto &desk : m_console->desks())
        desk->start(m_console->actor(), true);
    m_console->alerts().start(m_console->actor(), true);
    if (!m_command.screenshotPath.isEmpty())
        schedulePicture();
}

void WindowRun::complain(const Error &error)
{
    if (m_window)
        m_window->tell(errorText(error));
    else
        std::fputs(qUtf8Printable(error.message() + u'\n'), stderr);
}

void WindowRun::raise()
{
    if (!m_window)
        return;
    m_window->setWindowState(m_window->windowState() & ~Qt::WindowMinimized);
    m_window->raise();
    m_window->activateWindow();
}

/// After the asked time, or as soon as there are lines.
void WindowRun::schedulePicture()
{
    if (m_command.afterSeconds > 0) {
        QTimer::singleShot(m_command.afterSeconds * 1000, this, &WindowRun::takePicture);
        return;
    }
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, [this, timer, left = 100]() mutable {
        if (!m_window->hasLines() && --left > 0)
            return;
        timer->stop();
        QTimer::singleShot(1500, this, &WindowRun::takePicture);
    });
    timer->start(100);
}

void WindowRun::takePicture()
{
    QImageWriter writer(m_command.screenshotPath);
    if (!writer.write(m_window->grab().toImage())) {
        complain({ErrorKind::FileUnwritable, {m_command.screenshotPath, writer.errorString()}, {}});
        std::fputs(qUtf8Printable(m_command.screenshotPath + u": "_s + writer.errorString() + u'\n'), stderr);
        QCoreApplication::exit(ExitCode::problems);
        return;
    }
    QCoreApplication::exit(ExitCode::done);
}

} // namespace andon
