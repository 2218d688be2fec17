// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Incident.h"
#include "app/incidents/PostmortemFacts.h"
#include "app/journal/Chain.h"

namespace andon {

/// An incident as a record leaves it: a canary that fails, a rollback that is read back and seen, evidence, a marked
/// request. Titles and reasons are as hostile as they come where `hostile` is set.
class IncidentStory {
public:
    static inline const TimePoint start = fromMs(1'764'000'000'000); // 2025-11-24T16:00:00Z

    explicit IncidentStory(bool hostile = false, int notes = 0)
    {
        using namespace Qt::StringLiterals;
        const QString bad = u"=cmd()|'/C calc'!A0 <script>alert(1)</script> ../../etc @everyone fixes #12 `x` | a <!-- b"_s;
        Event crossing = add(EventKind::gateCrossed, 0, u"Bad answers of v42 passed its stop gate"_s);
        crossing.payload = {{"indicator", "bad_answers"}, {"value", 0.124}, {"from", "inside"}, {"to", "stop"}};
        crossing.payload["version_set"] = {{"prompt", "prompt-64"}, {"model", "m-5"}};
        events.last() = crossing;
        Event verdict = add(EventKind::verdict, 30, u"The judge on Bad answers of v42: regressed"_s);
        verdict.payload = {{"indicator", "bad_answers"}, {"stable", "v41"},
                           {"verdict", {{"verdict", "regressed"}, {"stable", 0.021}, {"canary", 0.124}, {"canary_requests", 3214}}}};
        verdict.payload["version_sets"] = {{"v41", {{"prompt", "prompt-61"}, {"model", "m-5"}}}, {"v42", {{"prompt", "prompt-64"}, {"model", "m-5"}}}};
        events.last() = verdict;
        Event intent = add(EventKind::actionIntent, 90, u"Rollback asked: v42 20 % → 0 %, all to v41"_s, u"op-1"_s);
        intent.payload = {{"verb", "rollback"}, {"from", "v42 20 %"}, {"to", "0 %, all to v41"}, {"reason", hostile ? bad.toStdString() : "too many bad answers"},
                          {"share_touched", 20.0}};
        intent.body = hostile ? bad : u"too many bad answers"_s;
        events.last() = intent;
        add(EventKind::actionAcked, 91, u"Rollback accepted by the gateway"_s, u"op-1"_s);
        events.last().version = u"v42"_s;
        add(EventKind::actionVerified, 92, u"Rollback read back: 0 %, all to v41"_s, u"op-1"_s);
        events.last().payload = {{"attempt", 1}, {"read", {{"rollout", "abort"}, {"weights", {{"v41", 100}, {"v42", 0}}}}}, {"version", "2"}};
        add(EventKind::actionEffective, 97, u"Rollback seen in traffic after 5 s"_s, u"op-1"_s);
        Event evidence = add(EventKind::evidenceAdded, 100, u"Evidence frozen"_s);
        evidence.payload = {{"file", "2025-11-24.andon"}, {"sha256", std::string(64, 'a')}, {"reason", "action"}};
        events.last() = evidence;
        Event marked = add(EventKind::regressionMarked, 200, u"A failing request was marked"_s);
        marked.payload = {{"id", "r-1"}, {"trace", "4bf92f3577b34da6a3ce929d0e0e4736"}, {"set", "regression.jsonl"}, {"tags", {"refusal"}}};
        events.last() = marked;
        for (int i = 0; i < notes; ++i)
            add(EventKind::note, 210 + i, u"Note %1: the error rate of tenant %2 is going down, nothing else was seen in the logs"_s.arg(i).arg(i % 40));
        if (hostile)
            add(EventKind::note, 205, bad);
        seal();
        incident.id = u"0198a1b2-0000-7000-8000-000000000001"_s;
        incident.title = hostile ? bad : u"Bad answers doubled on v42"_s;
        incident.service = u"assistant"_s;
        incident.severity = Severity::S2;
        incident.versions = {u"v42"_s};
        incident.roles = {{u"commander"_s, hostile ? bad : u"Anna"_s}};
        incident.events = events;
        incident.openedBy = u"Anna"_s;
        incident.fromEvent = events.first().eventId;
        incident.times = {{KeyTime::Started, {start, true, events[0].eventId}},
                          {KeyTime::Detected, {start + std::chrono::seconds(30), true, events[1].eventId}},
                          {KeyTime::Acknowledged, {start + std::chrono::seconds(90), true, events[2].eventId}},
                          {KeyTime::Mitigated, {start + std::chrono::seconds(97), true, events[5].eventId}}};
    }

    [[nodiscard]] static Indicator badAnswers()
    {
        using namespace Qt::StringLiterals;
        Indicator indicator;
        indicator.id = u"bad_answers"_s;
        indicator.title = u"Bad answers"_s;
        indicator.headline = true;
        indicator.family = Family::Quality;
        indicator.unit = Unit::Ratio;
        indicator.direction = Direction::HigherIsWorse;
        indicator.gate = {0.03, 0.05};
        indicator.query = u"sum by (version) (rate(bad_total{job=\"gateway\"}[1m])) / sum by (version) (rate(all_total[1m]))"_s;
        return indicator;
    }

    [[nodiscard]] PostmortemFacts facts() const { return postmortemFacts(incident, lineFacts({badAnswers()}, incident)); }

    QList<Event> events;
    Incident incident;

private:
    Event &add(const char16_t *kind, int second, const QString &title, const QString &opId = {})
    {
        using namespace Qt::StringLiterals;
        Event event;
        event.eventId = u"0198a1b2-0000-7000-8000-%1"_s.arg(events.size() + 100, 12, 16, QChar(u'0'));
        event.kind = QString::fromUtf16(kind);
        event.occurredAt = start + std::chrono::seconds(second);
        event.recordedAt = event.occurredAt;
        event.actor = {u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s};
        event.service = u"assistant"_s;
        event.version = u"v42"_s;
        event.opId = opId;
        event.title = title.left(256);
        return events.emplaceBack(event);
    }

    void seal()
    {
        QByteArray before(32, '\0');
        for (qsizetype i = 0; i < events.size(); ++i) {
            events[i].seq = 118 + i;
            events[i].prevHash = before;
            before = events[i].hash = chainHash(events[i]);
        }
    }
};

} // namespace andon
