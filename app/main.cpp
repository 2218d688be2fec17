// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/process/DemoServers.h"
#include "app/adapters/process/EndSignals.h"
#include "app/adapters/process/WindowLock.h"
#include "app/base/AllocatorLimits.h"
#include "app/console/CardVerb.h"
#include "app/console/CommandLine.h"
#include "app/console/DemoWorkspace.h"
#include "app/console/JudgeVerb.h"
#include "app/console/PresetsVerb.h"
#include "app/console/ReplayPorts.h"
#include "app/console/VerbRun.h"
#include "app/console/VerifyRun.h"
#include "app/workspace/WorkspaceFile.h"
#include "ui/common/Theme.h"
#include "ui/incidents/PdfPrinter.h"
#include "ui/shell/EvidencePlots.h"
#include "ui/shell/WindowRun.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QFontMetrics>
#include <QLibraryInfo>
#include <QLocale>
#include <QStandardPaths>
#include <QTimer>
#include <QTranslator>

#include <cstdio>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

void complain(const QString &line)
{
    std::fputs((line + u'\n').toUtf8().constData(), stderr);
}

QString workspacePath(const Command &command)
{
    if (!command.workspacePath.isEmpty())
        return command.workspacePath;
    const QString own = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/andon/andon.json"_s;
    return QFileInfo::exists(u"andon.json"_s) || !QFileInfo::exists(own) ? u"andon.json"_s : own;
}

/// The workspace, or nothing after every fault was told.
std::optional<Workspace> readWorkspace(const QString &path)
{
    const WorkspaceAnswer answer = loadWorkspace(path);
    for (const WorkspaceFault &fault : answer.faults)
        complain(fault.words());
    if (!answer.workspace)
        complain(u"No workspace: name one with --workspace FILE, or see it live with: andon --demo"_s);
    return answer.workspace;
}

/// Answers are decoded in one thread and let go in another, and glibc gives back only what lies at the top of such an arena:
/// over a night the holes add up. Once a minute they are given back; that takes about a millisecond.
void keepMemoryFlat(QObject &application)
{
    static constexpr int intervalMs = 60'000;
    auto *timer = new QTimer(&application);
    QObject::connect(timer, &QTimer::timeout, timer, &returnFreeMemory);
    timer->start(intervalMs);
}

int runVerb(QCoreApplication &application, const Command &command, VerbParts parts = {})
{
    const std::optional<Workspace> workspace = readWorkspace(workspacePath(command));
    if (!workspace)
        return command.kind == CommandKind::Check ? ExitCode::problems : ExitCode::usage;
    if (!command.service.isEmpty() && !workspace->service(command.service)) {
        complain(u"The workspace has no service %1."_s.arg(command.service));
        return ExitCode::usage;
    }
    Workspace needed = *workspace;
    QStringList alsoSecret;
    if ((command.kind == CommandKind::Export && !command.bundle) || command.kind == CommandKind::Incidents) {
        // It reads the journal only; what leaves is without the secrets that the window would take out of it.
        if (command.kind == CommandKind::Export)
            alsoSecret = workspace->secretNames();
        needed.sources.clear();
        needed.gateways.clear();
        needed.services.clear();
        needed.alerts = {};
        needed.alertmanagers.clear();
    }
    Command asked = command;
    if (asked.journalPath.isEmpty())
        asked.journalPath = Console::defaultJournalPath();
    Console console({needed, asked.journalPath, u"verb"_s, {}, {}, {}, alsoSecret});
    std::unique_ptr<VerbRun> run;
    QObject::connect(&console, &Console::started, &application, [&](const QList<Error> &missing) {
        for (const Error &error : missing)
            complain(error.message());
        parts.workspace = &*workspace;
        run = makeVerbRun(console, asked, parts);
        QObject::connect(run.get(), &VerbRun::finished, &application, &QCoreApplication::exit, Qt::QueuedConnection);
        run->start();
    });
    console.open();
    return application.exec();
}

int runVerb(int argc, char **argv, const Command &command)
{
    const bool draws = command.kind == CommandKind::Evidence || command.bundle
        || (!command.incident.isEmpty() && command.postmortemFormat == PostmortemFormat::Pdf);
    if (!draws) {
        QCoreApplication application(argc, argv);
        return runVerb(application, command);
    }
    // Pictures and pages need fonts, but no display.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false); // what is drawn on is a window, too
    applyTheme(application, ThemeKind::Light);
    const PdfPrinter printer;
    EvidencePlots plots;
    return runVerb(application, command, {nullptr, &printer, &plots});
}

int runPresets(const Command &command)
{
    const auto print = [](const QStringList &lines) {
        for (const QString &line : lines)
            std::puts(line.toUtf8().constData());
    };
    if (command.preset.isEmpty()) {
        print(presetList());
        return ExitCode::done;
    }
    const QString path = workspacePath(command);
    const bool given = !command.workspacePath.isEmpty() || QFileInfo::exists(path);
    const std::optional<Workspace> workspace = given ? readWorkspace(path) : std::nullopt;
    if (given && !workspace)
        return ExitCode::usage;
    const Result<QStringList> lines = presetLines(command.preset, workspace ? &*workspace : nullptr,
                                                  qEnvironmentVariable("USER", u"you"_s), SystemClock().now());
    if (!lines) {
        complain(lines.error().message());
        return ExitCode::usage;
    }
    print(*lines);
    return ExitCode::done;
}

int runCard(int argc, char **argv, const Command &command)
{
    QCoreApplication application(argc, argv);
    QObject context;
    runCardVerb(command, workspacePath(command), &context, [](const CardVerbAnswer &answer) {
        for (const QString &line : answer.complaints)
            complain(line);
        for (const QString &line : answer.out)
            std::puts(line.toUtf8().constData());
        QCoreApplication::exit(answer.exitCode);
    });
    return application.exec();
}

/// The language of the system where there is one of it; verbs, the journal and exports stay English.
void translate(QApplication &application)
{
    // English has its singular and plural there.
    auto *plurals = new QTranslator(&application);
    if (plurals->load(u":/translations/andon_en.qm"_s))
        QCoreApplication::installTranslator(plurals);
    const QLocale locale;
    if (locale.language() == QLocale::English)
        return;
    auto *ours = new QTranslator(&application);
    if (!ours->load(locale, u"andon"_s, u"_"_s, u":/translations"_s))
        return;
    auto *qts = new QTranslator(&application);
    if (qts->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qts);
    QCoreApplication::installTranslator(ours);
}

int runWindow(int argc, char **argv, const Command &command)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && !qEnvironmentVariableIsSet("DISPLAY")
        && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY")) {
        if (command.screenshotPath.isEmpty()) {
            complain(u"No display: start Andon in a desktop session, or use a verb (andon --help)."_s);
            return ExitCode::problems;
        }
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    EndSignals::hold();
    QApplication application(argc, argv);
    keepMemoryFlat(application);
    EndSignals endSignals;
    translate(application);
    const PdfPrinter printer;
    EvidencePlots plots;
    WindowRun window(command, {&printer, &plots});
    QObject::connect(&endSignals, &EndSignals::endAsked, &application, &QApplication::closeAllWindows);
    QObject::connect(&endSignals, &EndSignals::endAsked, &application, &QCoreApplication::quit, Qt::QueuedConnection);
    QObject::connect(&endSignals, &EndSignals::raiseAsked, &window, &WindowRun::raise);
    if (command.kind == CommandKind::Replay) {
        const Result<Evidence> evidence = readBundleFile(command.file);
        if (!evidence) {
            complain(evidence.error().message());
            return ExitCode::problems;
        }
        window.openReplay(*evidence, QFileInfo(command.file).fileName(),
                          command.until == TimePoint{} ? std::nullopt : std::optional(command.until));
        return application.exec();
    }
    if (!command.demo) {
        WindowLock lock(command.journalPath.isEmpty() ? Console::defaultJournalPath() : command.journalPath);
        if (!lock.take()) {
            complain(u"Andon is open already with this journal; its window was raised."_s);
            return ExitCode::done;
        }
        const std::optional<Workspace> workspace = readWorkspace(workspacePath(command));
        if (!workspace)
            return ExitCode::usage;
        window.open(*workspace, {}, {});
        // While the journal opens in its thread: the first word would wait for the system's fonts to be read.
        static_cast<void>(QFontMetrics(QApplication::font()).horizontalAdvance(u'0'));
        return application.exec();
    }
    DemoServers servers({QCoreApplication::applicationDirPath() + u"/andon-sandbox"_s});
    QObject::connect(&servers, &DemoServers::ended, &window, &WindowRun::complain);
    servers.start([&](const Result<DemoAddresses> &addresses) {
        if (!addresses) {
            complain(addresses.error().message());
            QCoreApplication::exit(ExitCode::problems);
            return;
        }
        const Result<DemoWorkspace> demo = makeDemoWorkspace(*addresses);
        if (!demo) {
            complain(demo.error().message());
            QCoreApplication::exit(ExitCode::problems);
            return;
        }
        std::printf("workspace %s\njournal %s\n", qUtf8Printable(demo->path), qUtf8Printable(demo->journalPath));
        std::fflush(stdout);
        window.open(demo->workspace, demo->journalPath, {{u"sandbox"_s, addresses->token}});
    });
    return application.exec();
}

} // namespace

int main(int argc, char **argv)
{
    setAllocatorLimits();
    QCoreApplication::setApplicationName(u"andon"_s);
    QCoreApplication::setOrganizationName(u"andon"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ANDON_VERSION));
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    const CommandAnswer answer = parseCommand(arguments, SystemClock().now());
    if (!answer.command) {
        complain(answer.words + u"\nandon --help tells more."_s);
        return ExitCode::usage;
    }
    switch (answer.command->kind) {
    case CommandKind::Help: std::fputs(answer.words.toUtf8().constData(), stdout); return ExitCode::done;
    case CommandKind::Version: std::puts("andon " ANDON_VERSION); return ExitCode::done;
    case CommandKind::Verify:
        return answer.command->anchor == u"gateway" ? runVerb(argc, argv, *answer.command)
                                                    : verifyFile(answer.command->file, answer.command->anchor);
    case CommandKind::Judge: return judgeFile(*answer.command);
    case CommandKind::Presets: return runPresets(*answer.command);
    case CommandKind::Card: return runCard(argc, argv, *answer.command);
    case CommandKind::Replay:
    case CommandKind::Window: return runWindow(argc, argv, *answer.command);
    default: return runVerb(argc, argv, *answer.command);
    }
}
