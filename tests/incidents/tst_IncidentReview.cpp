// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentReview.h"
#include "app/incidents/PasteSafe.h"
#include "tests/incidents/IncidentStory.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const TimePoint november = fromMs(1'764'000'000'000); // 2025-11-24T16:00:00Z
const TimePoint december = november + std::chrono::hours(24 * 20);

Event eventOf(const char16_t *kind, TimePoint at, const nlohmann::json &payload = nlohmann::json::object(), const QString &service = u"assistant"_s)
{
    Event event;
    event.kind = QString::fromUtf16(kind);
    event.occurredAt = at;
    event.service = service;
    event.version = u"v42"_s;
    event.payload = payload;
    return event;
}

Incident incidentOf(int number, TimePoint start, int mitigatedAfter, const QString &runbook = {})
{
    Incident incident;
    incident.id = u"incident-%1"_s.arg(number);
    incident.title = u"Incident %1"_s.arg(number);
    incident.service = u"assistant"_s;
    incident.times = {{KeyTime::Started, {start, true, {}}},
                      {KeyTime::Detected, {start + std::chrono::minutes(2), true, {}}},
                      {KeyTime::Mitigated, {start + std::chrono::minutes(mitigatedAfter), true, {}}}};
    if (!runbook.isEmpty())
        incident.events << eventOf(u"runbook.started", start, {{"runbook", runbook.toStdString()}});
    return incident;
}

Indicator costLine()
{
    Indicator indicator;
    indicator.id = u"spend"_s;
    indicator.family = Family::Cost;
    indicator.unit = Unit::UsdPerHour;
    indicator.direction = Direction::HigherIsWorse;
    indicator.gate = {10.0, 20.0};
    return indicator;
}

} // namespace

class IncidentReviewTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void durationsAreMediansByMonthAndByScenario()
    {
        const IncidentReview review = reviewOf({incidentOf(4, december, 40, u"cost-spike"_s), incidentOf(1, november, 10, u"cost-spike"_s),
                                                incidentOf(2, november, 20), incidentOf(3, november, 60)}, {}, {});
        QCOMPARE(review.rows.first().id, u"incident-1"_s);
        QCOMPARE(review.byMonth.size(), 2);
        QCOMPARE(review.byMonth[0].group, u"2025-11"_s);
        QCOMPARE(review.byMonth[0].incidents, 3);
        QCOMPARE(review.byMonth[0].mitigate, 20.0);
        QCOMPARE(review.byMonth[0].detect, 2.0);
        QVERIFY(!review.byMonth[0].resolve);
        QCOMPARE(review.byMonth[1].mitigate, 40.0);
        QCOMPARE(review.byScenario.size(), 2);
        QCOMPARE(review.byScenario[0].group, u"cost-spike"_s);
        QCOMPARE(review.byScenario[0].mitigate, 25.0);
        QCOMPARE(review.byScenario[1].group, u"other"_s);
    }

    void withoutARunbookTheCrossedGateNamesTheScenario()
    {
        const IncidentStory story;
        const IncidentReview review = reviewOf({story.incident}, story.events, {{u"assistant"_s, {IncidentStory::badAnswers()}}});
        QCOMPARE(review.rows.first().scenario, u"quality"_s);
        QCOMPARE(review.rows.first().components, QStringList{u"prompt"_s});
        QCOMPARE(review.causes.size(), 1);
        QCOMPARE(review.causes.first().component, u"prompt"_s);
    }

    void anAlarmHasAnActionWhereOneOfItsServiceFollowsWithinAnHour()
    {
        const QList<Event> events{
            eventOf(EventKind::gateCrossed, november, {{"to", "stop"}}),
            eventOf(EventKind::actionIntent, november + std::chrono::minutes(59)),
            eventOf(EventKind::gateCrossed, november + std::chrono::minutes(60), {{"to", "stop"}}),
            eventOf(EventKind::gateCrossed, november, {{"to", "warn"}}),
            eventOf(u"alert.fired", november, nlohmann::json::object(), u"other"_s),
            eventOf(u"alert.fired", december),
        };
        const IncidentReview review = reviewOf({}, events, {});
        QCOMPARE(review.alarms.size(), 2);
        QCOMPARE(review.alarms[0].withAction, 1);
        QCOMPARE(review.alarms[0].withoutAction, 2);
        QCOMPARE(review.alarms[1].withAction, 0);
        QCOMPARE(review.alarms[1].withoutAction, 1);
    }

    void aGateOfOursCountsOnceAndAStormForAllItsAlarms()
    {
        const auto fired = [](const char *origin, const char *severity) { return eventOf(EventKind::alertFired, november, {{"origin", origin}, {"severity", severity}}); };
        const QList<Event> events{
            eventOf(EventKind::gateCrossed, november, {{"to", "stop"}}), fired("gate", "critical"), // one and the same
            eventOf(EventKind::gateCrossed, november, {{"to", "warn"}}), fired("gate", "warning"),  // no alarm of a stop
            fired("rule", "critical"), fired("verdict", "warning"),
            eventOf(EventKind::alertFired, november, {{"count", 40}}, {}),
        };
        const IncidentReview review = reviewOf({}, events, {});
        QCOMPARE(review.alarms.size(), 1);
        QCOMPARE(review.alarms[0].withAction, 0);
        QCOMPARE(review.alarms[0].withoutAction, 1 + 2 + 40);
        const QList<Event> hostile{eventOf(EventKind::alertFired, november, {{"count", -5}}), eventOf(EventKind::alertFired, november, {{"count", 1e300}}),
                                   eventOf(EventKind::alertFired, november, {{"count", "many"}})};
        QCOMPARE(reviewOf({}, hostile, {}).alarms[0].withoutAction, 1 + 1'000'000 + 1);
    }

    void anAlarmOfAStormThatFollowsOnTheRecordIsNotCountedASecondTime()
    {
        QList<Event> events{eventOf(EventKind::alertFired, november, {{"count", 5}}, {})};
        for (int minute = 1; minute <= 5; ++minute)
            events << eventOf(EventKind::alertFired, november + std::chrono::minutes(minute), {{"origin", "rule"}, {"counted", true}});
        QCOMPARE(reviewOf({}, events, {}).alarms[0].withoutAction, 5);
    }

    void theCostIsWhatStoodAboveTheGateForSoLong()
    {
        Incident incident = incidentOf(1, november, 90);
        const auto value = [](double usd, const char *to) { return nlohmann::json{{"indicator", "spend"}, {"value", usd}, {"to", to}}; };
        QVERIFY(!incidentCost(incident, {costLine()}));
        incident.events = {eventOf(EventKind::gateCrossed, november, value(16, "warn")),
                           eventOf(EventKind::gateCrossed, november + std::chrono::minutes(30), value(40, "stop"))};
        // 6 USD/h for half an hour, then 30 USD/h until it was mitigated an hour later.
        QCOMPARE(incidentCost(incident, {costLine()}), 33.0);
        incident.events << eventOf(EventKind::gateCleared, november + std::chrono::minutes(60), value(5, "inside"));
        QCOMPARE(incidentCost(incident, {costLine()}), 18.0);
        Indicator aDay = costLine();
        aDay.unit = Unit::UsdPerDay;
        QCOMPARE(incidentCost(incident, {aDay}), 18.0 / 24);
    }

    void drillsAndMergedIncidentsAreLeftOut()
    {
        Incident drill = incidentOf(1, november, 10), merged = incidentOf(2, november, 10);
        drill.drill = true;
        merged.mergedInto = u"incident-3"_s;
        const IncidentReview review = reviewOf({drill, merged, incidentOf(3, november, 30)}, {}, {});
        QCOMPARE(review.rows.size(), 1);
        QCOMPARE(review.drillsLeftOut, 1);
        QCOMPARE(reviewOf({drill, merged}, {}, {}, true).rows.size(), 1);
    }

    void theReviewIsATableOfMarkdownThatMayBePasted()
    {
        const IncidentStory story(true);
        const QString text = reviewMarkdown(reviewOf({story.incident}, story.events, {{u"assistant"_s, {IncidentStory::badAnswers()}}}));
        QCOMPARE(pasteSafe(text), text);
        QVERIFY(text.contains(u"| 2025-11 | 1 | 0.5 | 1.0 | 1.6 | – |"));
        QVERIFY(text.contains(u"| prompt | 1 |"));
        QVERIFY(reviewMarkdown({}).contains(u"No incident and no alarm is on the record."));
    }
};

QTEST_GUILESS_MAIN(IncidentReviewTest)
#include "tst_IncidentReview.moc"
