// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/SqliteJournal.h"
#include "app/console/EvidenceDesk.h"
#include "app/console/KeptBundles.h"
#include "app/workspace/WorkspaceFile.h"
#include "tests/incidents/IncidentStory.h"
#include "tests/support/FaultServer.h"
#include "tests/support/ManualClock.h"
#include "tests/support/OtherLanguage.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/PostmortemEditor.h"
#include "ui/incidents/RedactionDialog.h"
#include "ui/incidents/TimelinePanel.h"
#include "ui/shell/EvidencePlots.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QString incidentId = u"0198a1b2-0000-7000-8000-0000000000aa"_s;
const QByteArray secret = "open-sesame-42";

/// Two versions, a sample every two seconds, from well before the incident to well after it.
QByteArray samples()
{
    json result = json::array();
    const qint64 start = toMs(IncidentStory::start) / 1000;
    for (const char *version : {"v41", "v42"}) {
        json values = json::array();
        for (qint64 second = start - 900; second <= start + 300; second += 2)
            values.push_back(json::array({second, version[2] == '1' || second < start ? "0.02" : "0.12"}));
        result.push_back({{"metric", {{"version", version}}}, {"values", std::move(values)}});
    }
    return QByteArray::fromStdString(json{{"status", "success"}, {"data", {{"resultType", "matrix"}, {"result", std::move(result)}}}}.dump());
}

QByteArray workspace(const QUrl &metrics)
{
    const json quality{{"id", "bad_answers"}, {"title", "Bad answers"}, {"family", "quality"}, {"unit", "ratio"}, {"headline", true},
                       {"gate", {{"warn", 0.03}, {"stop", 0.05}}}, {"query", "bad"}};
    const json latency{{"id", "latency_p95"}, {"title", "P95"}, {"family", "latency"}, {"unit", "seconds"}, {"headline", true}, {"query", "p95"}};
    const json source{{"name", "m"}, {"kind", "prometheus"}, {"url", metrics.toString().toStdString()}, {"token_secret", "prod-metrics"}};
    const json service{{"name", "assistant"}, {"source", "m"}, {"actions_absent", "none"}, {"window", "1m"}, {"version_label", "version"},
                       {"indicators", json::array({quality, latency})}};
    const json rule{{"name", "customer"}, {"pattern", "C-[0-9]{6}"}};
    return QByteArray::fromStdString(json{{"andon", 1}, {"sources", json::array({source})}, {"services", json::array({service})},
                                          {"redaction", json::array({rule})}}.dump(1));
}

/// The record of an incident that is over: what happens from now on is none of it.
QList<Event> record()
{
    const auto event = [](const char16_t *kind, int second, const QString &title, json payload = json::object()) {
        Event made;
        made.kind = made.eventId = QString::fromUtf16(kind);
        made.title = made.body = title;
        made.service = u"assistant"_s;
        made.actor = {u"person"_s, u"anna"_s, u"anna@example.org"_s, u"desk"_s};
        made.occurredAt = IncidentStory::start + std::chrono::seconds(second);
        made.payload = std::move(payload);
        made.payload["incident"] = incidentId.toStdString();
        return made;
    };
    return IncidentStory(true).events
        << event(EventKind::incidentOpened, 95, u"=cmd() <script> ../x doubled on v42"_s, {{"severity", "S1"}, {"cause", "action"}, {"from_event", ""}, {"drill", false}})
        << event(EventKind::note, 120, u"C-123456 asked with "_s + QString::fromUtf8(secret))
        << event(EventKind::incidentClosed, 300, u"Incident closed"_s);
}

/// A person's window on that record, at work as in a program of its own, and the hand that says yes to its questions.
struct Board {
    std::unique_ptr<Console> console;
    EvidencePlots plots;
    std::unique_ptr<EvidenceDesk> evidence;
    std::unique_ptr<MainWindow> window;
    QTimer hand;
    QString path; ///< where the next export goes
    QStringList asked; ///< what the hand said yes to

    Board(const QByteArray &workspaceText, const QString &workspacePath, const QString &journalPath)
    {
        const WorkspaceAnswer read = parseWorkspace(workspaceText, workspacePath);
        if (!read.workspace)
            qFatal("%s", qPrintable(read.faults.first().words()));
        Console::Options options;
        options.workspace = *read.workspace;
        options.journalPath = journalPath;
        options.actorKind = u"person"_s;
        console = std::make_unique<Console>(std::move(options));
        QSignalSpy started(console.get(), &Console::started);
        console->open();
        if (!QTest::qWaitFor([&] { return started.size() == 1; }))
            qFatal("the console did not start");
        evidence = std::make_unique<EvidenceDesk>(*console, &plots, evidenceFolder(journalPath));
        window = std::make_unique<MainWindow>(*console);
        window->setEvidence(*evidence);
        window->show();
        console->incidents().start();
        for (const auto &desk : console->desks())
            desk->start(console->actor(), true);
        console->alerts().start(console->actor(), true);
        QObject::connect(&hand, &QTimer::timeout, &hand, [this] { sayYes(); });
        hand.start(50);
    }
    /// Queued: what a yes leads to may ask the next question before it returns, and the hand must be free for that.
    void sayYes()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *chooser = qobject_cast<QFileDialog *>(widget);
            if (!widget->isVisible() || (!chooser && !qobject_cast<RedactionDialog *>(widget)))
                continue;
            asked << (chooser ? u"file"_s : u"counts"_s);
            if (chooser)
                chooser->findChild<QLineEdit *>(u"fileNameEdit"_s)->setText(path);
            QMetaObject::invokeMethod(widget, "accept", Qt::QueuedConnection);
        }
    }
    /// The postmortem's editor, with the draft in it; null: it does not come.
    [[nodiscard]] PostmortemEditor *editor() const
    {
        if (!QTest::qWaitForWindowActive(window.get()))
            return nullptr;
        QTest::keyClick(window.get(), Qt::Key_M, Qt::ControlModifier);
        const auto found = [this] { return window->findChild<PostmortemEditor *>(); };
        return QTest::qWaitFor([&] { return found() && found()->isVisible() && found()->incident().id == incidentId; }) ? found() : nullptr;
    }
    /// Whether the editor says that the file was written.
    [[nodiscard]] bool isTold(const PostmortemEditor &editor) const
    {
        const QList<PlainLabel *> labels = editor.findChildren<PlainLabel *>();
        return std::any_of(labels.begin(), labels.end(), [this](const PlainLabel *label) { return label->plainText().contains(path); });
    }
};

} // namespace

/// One incident, exported by a window that speaks Chinese in Shanghai, and by a shell of another country.
class WindowAndShellTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    FaultServer m_metrics;
    ManualClock m_clock;
    QByteArray m_workspace;
    const QStringList m_formats{u"md"_s, u"html"_s, u"json"_s, u"csv"_s, u"bundle"_s};

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// All formats out of a window, as a person does it; empty: they are there.
    QString exportFromWindow()
    {
        Board board(m_workspace, path(u"andon.json"_s), path(u"journal.sqlite"_s));
        PostmortemEditor *editor = board.editor();
        if (!editor)
            return u"no editor"_s;
        for (const QString &format : m_formats) {
            board.path = path(u"window."_s + format);
            board.asked.clear();
            if (format == u"bundle")
                emit editor->bundleAsked(editor->text());
            else
                emit editor->exportAsked(*formatFromWord(format), editor->text());
            if (!QTest::qWaitFor([&] { return board.isTold(*editor); }, 30'000))
                return format;
            // Whoever sees what is taken out can still turn back before any file is named.
            if (board.asked.value(0) != u"counts" || !board.asked.contains(u"file"_s))
                return format + u" asked for "_s + board.asked.join(u", "_s);
        }
        return {};
    }

private slots:
    void initTestCase()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qputenv("ANDON_SECRET_PROD_METRICS", secret);
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        m_metrics.play({{{httpAnswer("200 OK", "application/json", samples())}}});
        m_workspace = workspace(m_metrics.url());
        QFile file(path(u"andon.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(m_workspace) == m_workspace.size());
        file.close();
        const QList<Event> events = record();
        SqliteJournal journal(path(u"journal.sqlite"_s), m_clock);
        int written = 0;
        for (const Event &event : events)
            journal.append(event, this, [&written](const Result<Event> &row) { written += row ? 1 : 0; });
        QVERIFY(QTest::qWaitFor([&] { return written == events.size(); }));
    }
    void init()
    {
        failOnWarnings();
        applyTheme(*qApp, ThemeKind::Dark);
    }

    void theyWriteTheSameBytes()
    {
        {
            const OtherCountry country(QLocale(QLocale::Chinese, QLocale::China), "Asia/Shanghai");
            const OtherLanguage language;
            const QString missing = exportFromWindow();
            QVERIFY2(missing.isEmpty(), qPrintable(missing));
        }
        for (const QString &format : m_formats) {
            const ProgramRun run = runProgram(builtProgram(u"andon"_s), {u"export"_s, incidentId, u"--format"_s, format, u"--output"_s, path(u"shell."_s + format),
                                                                         u"--workspace"_s, path(u"andon.json"_s), u"--journal"_s, path(u"journal.sqlite"_s)});
            QVERIFY2(run.exitCode == 0 && !run.err.contains(u"No secret"_s), qPrintable(run.out + run.err));
            const QByteArray shell = read(u"shell."_s + format), window = read(u"window."_s + format);
            QVERIFY2(shell.contains("doubled on v42") && shell.contains("customer"), qPrintable(format));
            QVERIFY2(!shell.contains(secret) && !shell.contains("C-123456") && !shell.contains("anna@example.org"), qPrintable(format));
            if (format != u"bundle") {
                QCOMPARE(window, shell);
                continue;
            }
            // File by file first: that says where a difference lies.
            const auto there = unpackBundle(window), here = unpackBundle(shell);
            QVERIFY(there && here);
            QCOMPARE(there->size(), here->size());
            for (qsizetype i = 0; i < here->size(); ++i) {
                QCOMPARE((*there)[i].name, (*here)[i].name);
                QVERIFY2((*there)[i].bytes == (*here)[i].bytes, qPrintable((*here)[i].name));
            }
            const QByteArray *lines = fileOf(*here, u"plots/lines.svg"), *signal = fileOf(*here, u"signals/quality/bad_answers@v42.csv");
            QVERIFY(lines && lines->contains("worse") && signal && signal->count('\n') > 500);
            QVERIFY(window == shell);
        }
    }
    void whatIsCopiedOutOfTheWindowsTimelineIsRedactedAsAnExportIs()
    {
        const Board board(m_workspace, path(u"andon.json"_s), path(u"journal.sqlite"_s));
        QVERIFY(QTest::qWaitForWindowActive(board.window.get()));
        auto *timeline = board.window->findChild<TimelinePanel *>();
        QTRY_VERIFY(timeline->model().rowCount() >= record().size());
        QSignalSpy told(timeline, &TimelinePanel::told);
        auto *view = timeline->findChild<QTableView *>();
        view->selectAll();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(!told.isEmpty());
        QVERIFY2(told.last().first().toString().contains(u"1 × secret"_s), qPrintable(told.last().first().toString()));
        const QString text = QApplication::clipboard()->text();
        QVERIFY2(text.contains(u"[customer] asked with [secret]"_s) && !text.contains(QString::fromUtf8(secret)), qPrintable(text));
    }
};

QTEST_MAIN(WindowAndShellTest)
#include "tst_WindowAndShell.moc"
