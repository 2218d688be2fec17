// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Timeline.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <algorithm>
#include <chrono>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

Event at(qint64 seq, qint64 micros)
{
    Event event;
    event.seq = seq;
    event.kind = QString::fromUtf16(EventKind::note);
    event.occurredAt = TimePoint(std::chrono::microseconds(micros));
    event.recordedAt = event.occurredAt;
    return event;
}

QList<qint64> order(const QList<TimelineEntry> &entries)
{
    QList<qint64> seqs;
    for (const TimelineEntry &entry : entries)
        seqs << entry.event.seq;
    return seqs;
}

} // namespace

class TimelineTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void thingsStandInTheOrderTheyHappenedAndThenInTheOrderTheyWereWritten_data()
    {
        QTest::addColumn<QList<QList<qint64>>>("events"); // number, microseconds
        QTest::addColumn<QList<qint64>>("seqs");
        QTest::newRow("nothing") << QList<QList<qint64>>{} << QList<qint64>{};
        QTest::newRow("as written") << QList<QList<qint64>>{{1, 10}, {2, 20}} << QList<qint64>{1, 2};
        QTest::newRow("told late") << QList<QList<qint64>>{{1, 10}, {2, 30}, {3, 20}} << QList<qint64>{1, 3, 2};
        QTest::newRow("at one moment") << QList<QList<qint64>>{{3, 10}, {1, 10}, {2, 10}} << QList<qint64>{1, 2, 3};
        QTest::newRow("a microsecond apart") << QList<QList<qint64>>{{1, 1'001}, {2, 1'000}} << QList<qint64>{2, 1};
        QTest::newRow("the clock was set back") << QList<QList<qint64>>{{1, 50}, {2, 10}, {3, 60}} << QList<qint64>{2, 1, 3};
        QTest::newRow("before 1970") << QList<QList<qint64>>{{1, 0}, {2, -5}} << QList<qint64>{2, 1};
    }
    void thingsStandInTheOrderTheyHappenedAndThenInTheOrderTheyWereWritten()
    {
        QFETCH(QList<QList<qint64>>, events);
        QList<Event> given;
        for (const QList<qint64> &one : events)
            given << at(one[0], one[1]);
        QTEST(order(timelineOf(given)), "seqs");
        std::reverse(given.begin(), given.end());
        QTEST(order(timelineOf(given)), "seqs");
    }
    void everyKindOfEventHasItsFamilyAndItsTone_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<EntryKind>("family");
        QTest::addColumn<EntryTone>("tone");
        const auto row = [](const char16_t *kind, EntryKind family, EntryTone tone) {
            const QString word = QString::fromUtf16(kind);
            QTest::newRow(qPrintable(word)) << word << family << tone;
        };
        using enum EntryKind;
        row(EventKind::note, Note, EntryTone::Plain);
        row(EventKind::actionIntent, Action, EntryTone::Plain);
        row(EventKind::actionSent, Action, EntryTone::Plain);
        row(EventKind::actionAcked, Action, EntryTone::Plain); // accepted is not yet true
        row(EventKind::actionVerified, Action, EntryTone::Good);
        row(EventKind::actionEffective, Action, EntryTone::Good);
        row(EventKind::actionNotSeen, Action, EntryTone::Warning);
        row(EventKind::actionMismatch, Action, EntryTone::Critical);
        row(EventKind::actionRejected, Action, EntryTone::Warning);
        row(EventKind::actionSuperseded, Action, EntryTone::Warning);
        row(EventKind::actionUnknown, Action, EntryTone::Unknown); // never shown as failed
        row(EventKind::actionReconciling, Action, EntryTone::Unknown);
        row(EventKind::actionInterrupted, Action, EntryTone::Unknown);
        row(EventKind::actionNotApplied, Action, EntryTone::Warning);
        row(EventKind::actionAskHuman, Action, EntryTone::Critical);
        row(EventKind::actionClosed, Action, EntryTone::Plain);
        row(EventKind::verdict, Gate, EntryTone::Plain);
        row(EventKind::cardStarted, Gate, EntryTone::Plain);
        row(EventKind::cardChanged, Gate, EntryTone::Warning);
        row(EventKind::gateCrossed, Gate, EntryTone::Warning);
        row(EventKind::gateCleared, Gate, EntryTone::Good);
        row(EventKind::sourceLost, Source, EntryTone::Warning);
        row(EventKind::sourceRecovered, Source, EntryTone::Good);
        row(EventKind::gatewayChanged, Gateway, EntryTone::Warning);
        row(EventKind::alertFired, Alert, EntryTone::Plain);
        row(EventKind::alertCleared, Alert, EntryTone::Good);
        row(EventKind::alertAcknowledged, Alert, EntryTone::Plain);
        row(EventKind::incidentOpened, Incident, EntryTone::Warning);
        row(EventKind::incidentChanged, Incident, EntryTone::Plain);
        row(EventKind::incidentClosed, Incident, EntryTone::Plain);
        row(EventKind::runbookStepClosed, Incident, EntryTone::Plain);
        row(EventKind::evidenceAdded, Incident, EntryTone::Plain);
        row(EventKind::regressionMarked, Incident, EntryTone::Plain);
        row(EventKind::exportMade, Incident, EntryTone::Plain);
        row(EventKind::consoleStarted, Console, EntryTone::Plain);
        row(u"something.of.a.later.version", Console, EntryTone::Plain);
        row(u"", Console, EntryTone::Plain);
    }
    void everyKindOfEventHasItsFamilyAndItsTone()
    {
        QFETCH(QString, kind);
        Event event = at(1, 0);
        event.kind = kind;
        QTEST(entryOf(event).kind, "family");
        QTEST(entryOf(event).tone, "tone");
    }
    void aGateIsCriticalOnlyWhereItsStopWasPassed_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<EntryTone>("tone");
        QTest::newRow("stop") << QByteArray(R"({"to":"stop"})") << EntryTone::Critical;
        QTest::newRow("warn") << QByteArray(R"({"to":"warn"})") << EntryTone::Warning;
        QTest::newRow("not said") << QByteArray("{}") << EntryTone::Warning;
        QTest::newRow("no word") << QByteArray(R"({"to":[1]})") << EntryTone::Warning;
        QTest::newRow("no object") << QByteArray("null") << EntryTone::Warning;
    }
    void aGateIsCriticalOnlyWhereItsStopWasPassed()
    {
        QFETCH(QByteArray, payload);
        Event event = at(1, 0);
        event.kind = QString::fromUtf16(EventKind::gateCrossed);
        event.payload = nlohmann::json::parse(payload.begin(), payload.end());
        QTEST(entryOf(event).tone, "tone");
    }
    void aWordIsLookedForInEverythingAPersonCanRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("found");
        QTest::newRow("title") << u"rolled BACK"_s << true;
        QTest::newRow("body") << u"because"_s << true;
        QTest::newRow("who") << u"anna"_s << true;
        QTest::newRow("their name") << u"Ödman"_s << true;
        QTest::newRow("their name in another case") << u"ödman"_s << true;
        QTest::newRow("version") << u"v42"_s << true;
        QTest::newRow("service") << u"assistant"_s << true;
        QTest::newRow("operation") << u"0199-op"_s << true;
        QTest::newRow("kind") << u"note"_s << true;
        QTest::newRow("no pattern") << u"rolled.back"_s << false;
        QTest::newRow("something else") << u"v43"_s << false;
    }
    void aWordIsLookedForInEverythingAPersonCanRead()
    {
        QFETCH(QString, text);
        Event event = at(1, 0);
        event.title = u"Rolled back"_s;
        event.body = u"because"_s;
        event.actor = {u"person"_s, u"anna"_s, u"Anna Ödman"_s, u"desk"_s};
        event.version = u"v42"_s;
        event.service = u"assistant"_s;
        event.opId = u"0199-op"_s;
        QTEST(timelineOf({event}, {{}, text}).size() == 1, "found");
    }
};

QTEST_GUILESS_MAIN(TimelineTest)
#include "tst_Timeline.moc"
