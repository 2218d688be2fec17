// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CrashOracle.h"
#include "tests/support/Warnings.h"

#include "app/base/TimeText.h"

#include <QTest>

#include <functional>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr qint64 pidOfFirst = 101;

TimePoint second(int number)
{
    return TimePoint(std::chrono::seconds(1'800'000'000 + number));
}

Event row(const QString &opId, const char16_t *kind, int at, json payload = json::object())
{
    Event event;
    event.opId = opId;
    event.kind = QString::fromUtf16(kind);
    event.occurredAt = second(at);
    event.payload = std::move(payload);
    return event;
}

Event intent(const QString &opId, int at, const char *ifMatch = "1", qint64 pid = pidOfFirst)
{
    return row(opId, EventKind::actionIntent, at, {{"target", "routing"}, {"if_match", ifMatch}, {"pid", pid}});
}

json write(const char *key, int at, const char *versionBefore = "1")
{
    return {{"key", key}, {"time", isoUtc(second(at)).toStdString()}, {"version_before", versionBefore}};
}

/// A press that went well.
Testimony wellDone()
{
    Testimony told;
    told.runs << ProgramRun{0, u"intent\nsent\nacked\nverified\n"_s, {}, pidOfFirst};
    told.rows << intent(u"op-1"_s, 1) << row(u"op-1"_s, EventKind::actionSent, 2)
              << row(u"op-1"_s, EventKind::actionAcked, 4) << row(u"op-1"_s, EventKind::actionVerified, 5);
    told.applied = {{"writes", json::array({write("op-1", 3)})}};
    return told;
}

} // namespace

/// The judge of the crash enumeration sees each lie; one that sees none would pass every cell.
class CrashOracleTest : public QObject {
    Q_OBJECT
    using Change = std::function<void(Testimony &)>;

private slots:
    void init() { failOnWarnings(); }

    void aBrokenPromiseIsSeen_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("promise"); // empty: none is broken
        const auto add = [](const char *name, const char *promise, Change change) {
            QTest::newRow(name) << std::move(change) << QString::fromLatin1(promise);
        };
        add("all is well", "", [](Testimony &) {});
        add("somebody else wrote too", "", [](Testimony &t) { t.applied["writes"].push_back(write("foreign-1", 4, "2")); });
        add("applied and never recorded", "S1", [](Testimony &t) { t.applied["writes"].push_back(write("op-9", 4)); });
        add("the intent came after", "S1", [](Testimony &t) { t.rows[0].occurredAt = second(4); });
        add("sent without a row", "S1", [](Testimony &t) { t.rows.removeAt(1); });
        add("the row that says sent came after", "S1", [](Testimony &t) { t.rows[1].occurredAt = second(4); });
        add("a row without an intent", "S1", [](Testimony &t) { t.rows.removeAt(0); });
        add("a success that left no record", "S1", [](Testimony &t) { t.rows.clear(); t.applied = json::object(); });
        add("applied twice", "S2", [](Testimony &t) { t.applied["writes"].push_back(write("op-1", 4)); });
        add("over another version", "S3", [](Testimony &t) { t.applied["writes"][0]["version_before"] = "2"; });
        add("a fence over another version", "S3",
            [](Testimony &t) { t.applied["writes"].push_back(write("cancel:op-1", 4, "2")); });
        add("verified and never applied", "S4", [](Testimony &t) { t.applied = json::object(); });
        add("exit code 0 and never applied", "S4", [](Testimony &t) {
            t.applied = json::object();
            t.runs[0].out.clear();
            t.rows[3] = row(u"op-1"_s, EventKind::actionClosed, 5);
        });
        for (const int code : {3, 4, 6}) {
            add(QByteArray("applied and exit code " + QByteArray::number(code)).constData(), "S4/S8", [code](Testimony &t) {
                t.runs[0].exitCode = code;
                t.runs[0].out.clear();
            });
        }
        for (const char *word : {"rejected: no", "superseded", "not_applied", "refused_local"}) {
            add(word, "S4/S8", [word](Testimony &t) {
                t.runs[0].exitCode = 5;
                t.runs[0].out = QString::fromLatin1(word);
            });
        }
        add("proven not applied and applied", "S4/S8",
            [](Testimony &t) { t.rows[3] = row(u"op-1"_s, EventKind::actionNotApplied, 5); });
        add("unknown and applied", "L1", [](Testimony &t) {
            t.runs[0] = ProgramRun{5, u"unknown"_s, {}, pidOfFirst};
            t.rows[3] = row(u"op-1"_s, EventKind::actionUnknown, 5);
        });
        add("a new press before the end of the old one", "S5", [](Testimony &t) {
            t.rows.insert(3, intent(u"op-2"_s, 4, "2", 102));
            t.rows << row(u"op-2"_s, EventKind::actionClosed, 6);
        });
        add("a new press after the end of the old one", "", [](Testimony &t) {
            t.rows << intent(u"op-2"_s, 6, "2", 102) << row(u"op-2"_s, EventKind::actionClosed, 7);
        });
        add("a broken chain", "chain", [](Testimony &t) { t.journalTrouble = u"broken at entry 2"_s; });
        add("a record beside the journal", "", [](Testimony &t) {
            t.spooled = t.rows;
            t.rows.clear();
        });
    }
    void aBrokenPromiseIsSeen()
    {
        QFETCH(Change, change);
        QFETCH(QString, promise);
        Testimony told = wellDone();
        change(told);
        const QStringList broken = brokenPromises(told);
        QCOMPARE(broken.isEmpty(), promise.isEmpty());
        const bool named = std::any_of(broken.begin(), broken.end(),
                                       [&promise](const QString &words) { return words.startsWith(promise + u' '); });
        QVERIFY2(promise.isEmpty() || named, qPrintable(broken.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(CrashOracleTest)
#include "tst_CrashOracle.moc"
