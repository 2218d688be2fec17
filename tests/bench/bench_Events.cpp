// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A journal of 1,000,000 entries in the window: opening, jumps, searches, memory; beside the same window on ten entries, OFFSET, grep
// and Qt's own table model. bench_Events [--events N] [--data FOLDER]: a folder keeps the journal for the next run.
#include "app/base/AllocatorLimits.h"
#include "app/workspace/WorkspaceFile.h"
#include "tests/bench/BenchTable.h"
#include "tests/bench/FrameFigures.h"
#include "tests/bench/JournalOfAMillion.h"
#include "ui/common/Theme.h"
#include "ui/incidents/TimelinePanel.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QProcess>
#include <QScrollBar>
#include <QSettings>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSqlTableModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QVariant>

#include <random>

#include <ctime>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr int jumps = 200;
constexpr int patienceMs = 120'000;

/// Milliseconds that pass, and that the GUI thread and the whole process spend on the processors.
struct Span {
    double wall = 0, gui = 0, process = 0;
};

double clockMs(clockid_t clock)
{
    timespec now{};
    ::clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

class SpanWatch {
public:
    [[nodiscard]] Span read() const
    {
        return {clockMs(CLOCK_MONOTONIC) - m_from.wall, clockMs(CLOCK_THREAD_CPUTIME_ID) - m_from.gui, clockMs(CLOCK_PROCESS_CPUTIME_ID) - m_from.process};
    }

private:
    Span m_from{clockMs(CLOCK_MONOTONIC), clockMs(CLOCK_THREAD_CPUTIME_ID), clockMs(CLOCK_PROCESS_CPUTIME_ID)};
};

/// Runs the event loop until somebody quits it, or patience ends. QTest::qWaitFor sleeps 10 ms between two looks, which is more
/// than what is measured here.
bool waitFor(QEventLoop &loop)
{
    QTimer patience;
    patience.setSingleShot(true);
    QObject::connect(&patience, &QTimer::timeout, &loop, [&loop] { loop.exit(1); });
    patience.start(patienceMs);
    return loop.exec() == 0;
}

/// Waits until the rows are painted, with every one on show read.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(TimelinePanel &panel) : m_panel(panel), m_view(panel.findChild<QTableView *>()) { m_view->viewport()->installEventFilter(this); }
    [[nodiscard]] QTableView &view() const { return *m_view; }
    bool wait() { return waitFor(m_loop); }
    /// The view paints while the filter's caller goes on: the loop ends behind it.
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && isWhole())
            m_loop.quit();
        return false;
    }

private:
    [[nodiscard]] bool isWhole() const
    {
        const TimelineModel &model = m_panel.model();
        const int first = m_view->rowAt(0), last = m_view->rowAt(m_view->viewport()->height() - 1);
        for (int row = first; row >= 0 && row <= (last < 0 ? model.rowCount() - 1 : last); ++row) {
            if (!model.isRead(row))
                return false;
        }
        return first >= 0;
    }
    TimelinePanel &m_panel;
    QTableView *m_view;
    QEventLoop m_loop;
};

/// A console whose sources answer nobody, and its window.
class Stack {
public:
    explicit Stack(const QString &journal)
    {
        QFile file(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no workspace");
        const QByteArray text = file.readAll().replace("127.0.0.1:9090", "127.0.0.1:9").replace("127.0.0.1:8080", "127.0.0.1:9").replace("127.0.0.1:9093", "127.0.0.1:9");
        Console::Options options;
        options.workspace = *parseWorkspace(text, u"andon.json"_s).workspace;
        options.journalPath = journal;
        options.secrets = {{u"sandbox"_s, Secret("t")}};
        SpanWatch watch;
        m_console = std::make_unique<Console>(std::move(options));
        QEventLoop starting;
        QObject::connect(m_console.get(), &Console::started, &starting, &QEventLoop::quit);
        m_console->open();
        if (!waitFor(starting))
            qFatal("the console did not start");
        m_window = std::make_unique<MainWindow>(*m_console);
        m_window->resize(1600, 1000);
        PaintWatch paint(panel());
        m_window->show();
        // As the program does.
        m_console->recordStart();
        m_console->incidents().start();
        for (const auto &desk : m_console->desks())
            desk->start(m_console->actor(), true);
        m_console->alerts().start(m_console->actor(), true);
        if (!paint.wait())
            qFatal("no row was painted");
        opened = watch.read();
    }
    ~Stack()
    {
        m_window.reset();
        m_console.reset();
    }
    [[nodiscard]] TimelinePanel &panel() const { return *m_window->findChild<TimelinePanel *>(); }
    [[nodiscard]] Console &console() const { return *m_console; }
    Span opened;

private:
    std::unique_ptr<Console> m_console;
    std::unique_ptr<MainWindow> m_window;
};

double memoryMb()
{
    return treeMemoryMb(QCoreApplication::applicationPid());
}

void need(bool there, const char *what)
{
    if (!there)
        qFatal("%s", what);
}

/// To rows far away, one after the other.
std::vector<Span> jump(PaintWatch &paint, int count)
{
    std::mt19937 random(11);
    std::vector<Span> spans;
    QScrollBar &bar = *paint.view().verticalScrollBar();
    for (int i = 0; i < count; ++i) {
        const SpanWatch watch;
        bar.setValue(static_cast<int>(random() % static_cast<unsigned>(bar.maximum())));
        need(paint.wait(), "a jump was never painted");
        spans.push_back(watch.read());
    }
    return spans;
}

std::vector<double> valuesOf(const std::vector<Span> &spans, double Span::*member)
{
    std::vector<double> values;
    for (const Span &span : spans)
        values.push_back(span.*member);
    return values;
}

/// From the filter to the painted rows.
Span search(TimelinePanel &panel, PaintWatch &paint, const QString &typed, int *found)
{
    QEventLoop answering;
    bool answered = false; // an empty search is at once, before anybody waits
    QObject::connect(&panel.model(), &QAbstractItemModel::modelReset, &answering, [&] {
        answered = true;
        answering.quit();
    });
    const SpanWatch watch;
    for (QLineEdit *edit : panel.findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == u"Search the timeline")
            edit->setText(typed);
    }
    need(answered || waitFor(answering), "a search was never answered");
    if (panel.model().rowCount() > 0)
        need(paint.wait(), "what was found was never painted");
    const Span span = watch.read();
    *found = panel.model().rowCount();
    return span;
}

double grepMs(const QString &lines, const QString &word)
{
    QProcess grep;
    const SpanWatch watch;
    grep.start(u"grep"_s, {u"-c"_s, u"-i"_s, u"-F"_s, word, lines});
    need(grep.waitForFinished(patienceMs), "grep did not end");
    return watch.read().wall;
}

QSqlDatabase plainDatabase(const QString &path)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"plain"_s);
    database.setDatabaseName(path);
    need(database.open(), "the journal cannot be opened plainly");
    return database;
}

std::vector<double> offsetPages(const QSqlDatabase &database, int events)
{
    std::mt19937 random(11);
    std::vector<double> spans;
    for (int i = 0; i < jumps / 10; ++i) {
        const SpanWatch watch;
        QSqlQuery query(database);
        need(query.exec(u"SELECT content FROM events ORDER BY occurred_at, seq LIMIT 100 OFFSET %1"_s.arg(random() % static_cast<unsigned>(events))), "no page");
        while (query.next())
            static_cast<void>(query.value(0).toString());
        spans.push_back(watch.read().wall);
    }
    return spans;
}

double tableModelMb(const QSqlDatabase &database)
{
    const double before = memoryMb();
    QSqlTableModel model(nullptr, database);
    model.setTable(u"events"_s);
    model.select();
    while (model.canFetchMore())
        model.fetchMore();
    return memoryMb() - before;
}

QString argument(const QString &name, const QString &otherwise)
{
    const QStringList arguments = QCoreApplication::arguments();
    const qsizetype at = arguments.indexOf(name);
    return at < 0 ? otherwise : arguments.value(at + 1, otherwise);
}

QString milliseconds(const Span &span)
{
    return u"%1 ms pass, GUI thread %2 ms, all threads %3 ms"_s.arg(span.wall, 0, 'f', 1).arg(span.gui, 0, 'f', 1).arg(span.process, 0, 'f', 1);
}

} // namespace

int main(int argc, char **argv)
{
    setAllocatorLimits(); // as the program does
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_QPA_UPDATE_IDLE_TIME", "0");
    QApplication application(argc, argv);
    QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    QCoreApplication::setOrganizationName(u"andon-bench"_s);
    applyTheme(application, ThemeKind::Light);
    BenchTable table(argc, argv);
    const int events = argument(u"--events"_s, u"1000000"_s).toInt();
    const QString data = argument(u"--data"_s, folder.path());
    const QString journal = data + u"/events-%1.sqlite"_s.arg(events), lines = journal + u".jsonl"_s, small = folder.filePath(u"small.sqlite"_s);
    makeJournal(small, 10);
    if (!QFile::exists(lines)) {
        SpanWatch watch;
        makeJournal(journal, events);
        exportLines(journal, lines);
        table.note(u"%1 entries made: %2 MB, %3 s"_s.arg(events).arg(QFileInfo(journal).size() / 1'000'000).arg(watch.read().wall / 1000, 0, 'f', 0));
    }
    const QString name = u"%L1 entries: "_s.arg(events);
    {
        // Caches of files, fonts and styles are warm for both.
        Stack warmUp(small);
    }
    std::vector<Span> opening, openingSmall;
    for (int round = 0; round < 5; ++round) {
        openingSmall.push_back(Stack(small).opened);
        opening.push_back(Stack(journal).opened);
    }
    const double openMs = quantile(valuesOf(opening, &Span::wall), 0.5);
    table.within(name + u"window opens"_s, openMs, u"the goal"_s, 200, u"ms"_s, 1);
    table.within(name + u"window opens"_s, openMs, u"the same window on 10 entries"_s, quantile(valuesOf(openingSmall, &Span::wall), 0.5), u"ms"_s, 0);
    table.within(name + u"window opens, GUI thread"_s, quantile(valuesOf(opening, &Span::gui), 0.5), u"the same window on 10 entries"_s,
                 quantile(valuesOf(openingSmall, &Span::gui), 0.5), u"ms of processor"_s, 0);
    const auto smallStack = std::make_unique<Stack>(small);
    QTest::qWait(1500);
    const double before = memoryMb();
    const auto stack = std::make_unique<Stack>(journal);
    TimelinePanel &panel = stack->panel();
    PaintWatch paint(panel);
    {
        const SpanWatch watch;
        need(QTest::qWaitFor([&] { return panel.model().rowCount() > events * 8 / 10; }, patienceMs), "the record never came whole");
        table.note(u"all rows under the scroll bar after the opening: "_s + milliseconds(watch.read()));
    }
    const std::vector<Span> whileWalking = jump(paint, jumps);
    table.note(u"a jump while the chain is walked, p95: %1 ms"_s.arg(quantile(valuesOf(whileWalking, &Span::wall), 0.95), 0, 'f', 1));
    // A search the first time makes the text; how long that takes is told.
    {
        const SpanWatch watch;
        QSqlDatabase opened = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"text"_s);
        opened.setDatabaseName(journal + u".search"_s);
        opened.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
        need(QTest::qWaitFor([&] {
            if (!opened.isOpen() && !opened.open())
                return false;
            QSqlQuery query(opened);
            return query.exec(u"SELECT count(*) FROM blocks"_s) && query.next() && query.value(0).toInt() >= events / 256;
        }, 40 * 60'000), "the text for searches was never whole");
        table.note(u"text for searches gathered in the background: %1; %2 MB"_s.arg(milliseconds(watch.read())).arg(QFileInfo(journal + u".search"_s).size() / 1'000'000));
    }
    const QList<QPair<QString, QString>> searches{{u"two words of one entry"_s, needleWords()}, {u"a common word"_s, u"throttle"_s},
                                                  {u"nothing"_s, u"no such words anywhere"_s}, {u"two letters"_s, u"li"_s}};
    for (const auto &[what, typed] : searches) {
        std::vector<Span> spans;
        int found = 0;
        for (int round = 0; round < 5; ++round) {
            spans.push_back(search(panel, paint, typed, &found));
            int ignored = 0;
            search(panel, paint, {}, &ignored);
        }
        const QString row = name + u"search, %1 (%2 found)"_s.arg(what).arg(found);
        const double wall = quantile(valuesOf(spans, &Span::wall), 0.5);
        table.within(row, wall, u"the goal"_s, 300, u"ms"_s, 1);
        table.within(row + u", processor of all threads"_s, quantile(valuesOf(spans, &Span::process), 0.5), u"the goal"_s, 300, u"ms"_s, 1);
        table.less(row, wall, u"grep -i over the export"_s, grepMs(lines, typed.section(u' ', 0, 0)), u"ms"_s, 0);
    }
    const std::vector<Span> spans = jump(paint, jumps);
    const QSqlDatabase plain = plainDatabase(journal);
    const double p95 = quantile(valuesOf(spans, &Span::wall), 0.95);
    table.within(name + u"a jump, painted, p95"_s, p95, u"the goal"_s, 16, u"ms"_s, 1);
    table.within(name + u"a jump, painted, p95, processor of GUI thread"_s, quantile(valuesOf(spans, &Span::gui), 0.95), u"the goal"_s, 16, u"ms"_s, 1);
    table.note(u"a jump, median: %1 ms pass, all threads %2 ms of processor"_s.arg(quantile(valuesOf(spans, &Span::wall), 0.5), 0, 'f', 1)
                   .arg(quantile(valuesOf(spans, &Span::process), 0.5), 0, 'f', 1));
    table.less(name + u"a jump, painted, median"_s, quantile(valuesOf(spans, &Span::wall), 0.5), u"OFFSET, nothing painted"_s, quantile(offsetPages(plain, events), 0.5), u"ms"_s, 0);
    const double grown = memoryMb() - before;
    table.within(name + u"memory"_s, grown, u"the goal"_s, 60, u"MB"_s, 1);
    table.less(name + u"memory"_s, grown, u"QSqlTableModel to the end"_s, tableModelMb(plain), u"MB"_s, 0);
    return table.allMet() ? 0 : 1;
}
