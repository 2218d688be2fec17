// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CrashDrill.h"
#include "tests/support/Warnings.h"

#include <QElapsedTimer>
#include <QTest>

#include <deque>
#include <functional>
#include <mutex>
#include <thread>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr int endlessly = 60;     // boundaries; a run that is killed at none of them is over long before

/// Everything, where ANDON_DEEP=1 (packaging/check --deep); else a part that takes less than a minute.
bool isDeep()
{
    return qEnvironmentVariableIntValue("ANDON_DEEP") != 0;
}

/// They wait more than they work; deep, nothing runs beside them.
int workers()
{
    return isDeep() ? 12 : 4;
}

/// One kind of drill, taken at one boundary after the other until a run comes to its end before it.
struct Track {
    CrashDrill drill;
    std::function<void(CrashDrill &, int step)> breakAt;
    QList<int> steps; ///< empty: 1, 2, 3 and so on
    int next = 0;
    bool over = false;
};

struct Tally {
    int cells = 0;
    int reached = 0;
    QStringList broken; ///< promise and drill
    qint64 seconds = 0;
};

/// The cells of all tracks, several at a time.
class Enumeration {
public:
    void add(Track track) { m_tracks.push_back(std::move(track)); }
    Tally run()
    {
        QElapsedTimer time;
        time.start();
        std::vector<std::thread> threads;
        for (int i = 0; i < workers(); ++i)
            threads.emplace_back([this] { work(); });
        for (std::thread &thread : threads)
            thread.join();
        m_tally.seconds = time.elapsed() / 1000;
        return m_tally;
    }

private:
    void work()
    {
        while (true) {
            Track *track = nullptr;
            CrashDrill drill;
            {
                const std::lock_guard lock(m_mutex);
                const auto found = std::find_if(m_tracks.begin(), m_tracks.end(), [](const Track &t) { return !t.over; });
                if (found == m_tracks.end())
                    return;
                track = &*found;
                drill = track->drill;
                const int index = track->next++;
                track->breakAt(drill, track->steps.isEmpty() ? index + 1 : track->steps[index]);
                track->over = track->next >= (track->steps.isEmpty() ? endlessly * 10 : track->steps.size());
            }
            const CrashResult result = runCrashDrill(drill);
            const std::lock_guard lock(m_mutex);
            keep(*track, drill, result);
        }
    }
    void keep(Track &track, const CrashDrill &drill, const CrashResult &result)
    {
        ++m_tally.cells;
        m_tally.reached += result.reached ? 1 : 0;
        track.over = track.over || (track.steps.isEmpty() && !result.reached);
        QStringList broken = brokenPromises(result.testimony);
        if (!result.trouble.isEmpty())
            broken << result.trouble;
        if (broken.isEmpty())
            return;
        QString said;
        for (const ProgramRun &run : result.testimony.runs)
            said += u"\n    exit %1: %2"_s.arg(run.exitCode).arg((run.out + run.err).trimmed().replace(u'\n', u" | "_s));
        for (const Event &row : result.testimony.rows)
            said += u"\n    row %1 %2 %3 %4"_s.arg(row.seq).arg(row.opId.right(6), row.kind, row.body);
        m_tally.broken << broken.join(u"; "_s) + u"\n  at "_s + drill.words() + said + u"\n    gateway "_s
                + QString::fromStdString(result.testimony.applied.dump());
    }

    std::mutex m_mutex;
    std::deque<Track> m_tracks;
    Tally m_tally;
};

struct Behaviour {
    const char *name;
    const char *drill; ///< ' for "
    bool quick;        ///< its boundaries are walked in the quick part too
};

const Behaviour behaviours[] = {
    {"normal", "{'mode':'normal'}", true},
    {"a state that lags", "{'mode':'normal','applies':'late','delay_ms':150}", false},
    {"answers late", "{'mode':'late','delay_ms':300}", false},
    {"applies, then dies", "{'mode':'die_after_apply'}", true},
    {"applies, dies and loses its keys", "{'mode':'die_after_apply','forget_keys':true}", true},
    {"resets, not applied", "{'mode':'reset'}", false},
    {"resets, applied at once", "{'mode':'reset','applies':'now'}", false},
    {"resets, applied soon", "{'mode':'reset','applies':'late','delay_ms':60}", true},
    {"resets, applied late", "{'mode':'reset','applies':'late','delay_ms':900}", true},
    {"applies twice", "{'mode':'apply_twice','delay_ms':60}", true},
    {"applies twice without keys", "{'mode':'apply_twice','delay_ms':60,'forget_keys':true}", false},
    {"refuses", "{'mode':'refuse'}", true},
    {"412", "{'mode':'conflict'}", true},
    {"lies with 200", "{'mode':'lie'}", true},
    {"lies with 200, applied late", "{'mode':'lie','applies':'late','delay_ms':900}", false},
    {"202 for ever", "{'mode':'accepted_forever','count':1000}", false},
    {"202, applied late", "{'mode':'accepted_forever','count':1000,'applies':'late','delay_ms':300}", true},
    {"503 after applying", "{'mode':'error_after_apply'}", true},
    {"503, not applied", "{'mode':'error_after_apply','applies':'never'}", false},
    {"503, applied late", "{'mode':'error_after_apply','applies':'late','delay_ms':900}", false},
    {"stalls, not applied", "{'mode':'stall'}", false},
    {"stalls, applied", "{'mode':'stall','applies':'now'}", true},
    {"stalls, applied late", "{'mode':'stall','applies':'late','delay_ms':1500}", false},
};

json drillOf(const Behaviour &behaviour, const char *foreign)
{
    json drill = json::parse(QByteArray(behaviour.drill).replace('\'', '"').toStdString());
    if (QByteArray(foreign) == "before" || QByteArray(foreign) == "after")
        drill["foreign"] = foreign;
    return drill;
}

void crashAt(CrashDrill &drill, int step)
{
    drill.crashAt = step;
}

/// A gateway of tier A keeps its keys for a day. One that lost them can still be found out by the stamp, until somebody
/// else's write takes its place: then nothing in the world tells what happened, and no console is asked to know.
bool canBeKnown(const Behaviour &behaviour, const QByteArray &foreign)
{
    return !QByteArray(behaviour.drill).contains("forget_keys") || foreign == "none" || foreign == "before";
}

/// A track of one behaviour; `foreign` is none, before, after or "while down".
Track trackOf(const Behaviour &behaviour, const QString &verb, const char *foreign)
{
    Track track;
    track.drill.verb = verb;
    track.drill.behaviour = drillOf(behaviour, foreign);
    track.drill.foreignWhileDown = QByteArray(foreign) == "while down";
    track.breakAt = crashAt;
    return track;
}

class Table {
public:
    void add(const QString &name, const Tally &tally)
    {
        m_lines << u"%1 cells %2 broke %3 violations %4 seconds %5"_s.arg(name, -42).arg(tally.cells, 5)
                       .arg(tally.reached, 5).arg(tally.broken.size(), 3).arg(tally.seconds, 5);
        m_cells += tally.cells;
        m_violations += tally.broken.size();
        m_seconds += tally.seconds;
    }
    void print() const
    {
        for (const QString &line : m_lines)
            std::printf("%s\n", qPrintable(line));
        std::printf("%s part: %d cells, %lld violations, %lld s\n", isDeep() ? "deep" : "quick", m_cells,
                    static_cast<long long>(m_violations), static_cast<long long>(m_seconds));
        std::fflush(stdout);
    }

private:
    QStringList m_lines;
    int m_cells = 0;
    qint64 m_violations = 0;
    qint64 m_seconds = 0;
};

} // namespace

/// The built console is killed, or its disk fails, at every boundary between it and the world, while the gateway behaves
/// in every way it can and somebody else writes; the gateway's own log tells whether what was said was true.
class CrashEnumerationTest : public QObject {
    Q_OBJECT
    Table m_table;

    void finish(const QString &name, Enumeration &enumeration)
    {
        const Tally tally = enumeration.run();
        m_table.add(name, tally);
        QVERIFY(tally.cells > 0);
        QVERIFY2(tally.reached > 0, "nothing broke: the crash points or the failing disk are not in the program");
        QVERIFY2(tally.broken.isEmpty(), qPrintable(u"%1 of %2 cells\n"_s.arg(tally.broken.size()).arg(tally.cells)
                                                    + tally.broken.mid(0, 5).join(u'\n')));
    }

private slots:
    void init() { failOnWarnings(); }
    void cleanupTestCase() { m_table.print(); }

    void whatIsSaidIsTrueWhereverTheConsoleIsKilled_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(std::size(behaviours)); ++i) {
            if (isDeep() || behaviours[i].quick)
                QTest::newRow(behaviours[i].name) << i;
        }
    }
    void whatIsSaidIsTrueWhereverTheConsoleIsKilled()
    {
        QFETCH(int, index);
        const Behaviour &behaviour = behaviours[index];
        Enumeration enumeration;
        if (isDeep()) {
            for (const char *foreign : {"none", "before", "after", "while down"}) {
                for (const QString &verb : {u"rollback"_s, u"degrade"_s}) {
                    if (canBeKnown(behaviour, foreign))
                        enumeration.add(trackOf(behaviour, verb, foreign));
                }
            }
        } else {
            Track plain = trackOf(behaviour, index % 2 == 0 ? u"rollback"_s : u"degrade"_s, "none");
            plain.steps = {0, 4, 5, 6, 9};
            enumeration.add(plain);
            const char *foreign = index % 3 == 0 ? "before" : index % 3 == 1 ? "after" : "while down";
            Track other = trackOf(behaviour, u"rollback"_s, canBeKnown(behaviour, foreign) ? foreign : "before");
            other.steps = {6};
            enumeration.add(other);
        }
        finish(QString::fromLatin1(behaviour.name), enumeration);
    }

    /// What finds out after a crash is killed too.
    void aRecoveryThatIsKilledRecovers()
    {
        Enumeration enumeration;
        for (const Behaviour &behaviour : behaviours) {
            if (!isDeep() && QByteArray(behaviour.name) != "resets, applied late")
                continue;
            for (const char *foreign : {"none", "while down"}) {
                if (!canBeKnown(behaviour, foreign))
                    continue;
                for (const int first : isDeep() ? QList<int>{4, 6, 9} : QList<int>{6}) {
                    Track track = trackOf(behaviour, u"rollback"_s, foreign);
                    track.drill.crashAt = first;
                    track.breakAt = [](CrashDrill &drill, int step) { drill.crashAgainAt = step; };
                    if (!isDeep())
                        track.steps = {2, 5};
                    enumeration.add(track);
                }
            }
        }
        finish(u"killed, and killed again"_s, enumeration);
    }

    void whatIsSaidIsTrueWhereverTheDiskFails_data()
    {
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<int>("count");
        QTest::addColumn<bool>("unlogged");
        QTest::newRow("EIO from then on") << QByteArray("EIO") << 0 << false;
        QTest::newRow("ENOSPC from then on") << QByteArray("ENOSPC") << 0 << false;
        QTest::newRow("ENOSPC from then on, but beside the journal") << QByteArray("ENOSPC") << 0 << true;
        if (isDeep()) {
            QTest::newRow("EIO once") << QByteArray("EIO") << 1 << false;
            QTest::newRow("ENOSPC for a while") << QByteArray("ENOSPC") << 7 << false;
            QTest::newRow("EIO from then on, but beside the journal") << QByteArray("EIO") << 0 << true;
        }
    }
    void whatIsSaidIsTrueWhereverTheDiskFails()
    {
        QFETCH(QByteArray, error);
        QFETCH(int, count);
        QFETCH(bool, unlogged);
        Enumeration enumeration;
        for (const Behaviour &behaviour : behaviours) {
            const QByteArray name = behaviour.name;
            const bool some = name == "normal" || name == "applies, then dies" || name == "resets, applied late"
                || name == "lies with 200" || name == "412";
            if (!(isDeep() ? some : name == "applies, then dies"))
                continue;
            Track track = trackOf(behaviour, u"rollback"_s, "none");
            track.drill.failWith = error;
            track.drill.failCount = count;
            track.drill.spareSpool = unlogged;
            track.drill.unlogged = unlogged;
            track.breakAt = [](CrashDrill &drill, int step) { drill.failAt = step; };
            if (!isDeep())
                track.steps = {1, 40, 50, 60};
            enumeration.add(track);
        }
        finish(QString::fromLatin1(QTest::currentDataTag()), enumeration);
    }
};

QTEST_GUILESS_MAIN(CrashEnumerationTest)
#include "tst_CrashEnumeration.moc"
