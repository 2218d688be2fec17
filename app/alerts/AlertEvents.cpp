// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/AlertEvents.h"

#include "app/alerts/AlertRowJson.h"
#include "app/alerts/LabelsJson.h"
#include "app/base/Uuid7.h"

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr qsizetype mostCovers = 20;

Event draft(const char16_t *kind, const QString &title, TimePoint now)
{
    Event event;
    event.eventId = newUuid7(now);
    event.kind = QString::fromUtf16(kind);
    event.occurredAt = now;
    event.title = title.left(256);
    return event;
}

json textsJson(const QStringList &texts)
{
    json made = json::array();
    for (const QString &text : texts.mid(0, AlertEvents::mostKeys))
        made.push_back(text.toStdString());
    return made;
}

json matchersJson(const QList<LabelMatcher> &matchers)
{
    json made = json::array();
    for (const LabelMatcher &one : matchers)
        made.push_back({{"name", one.name.toStdString()}, {"value", one.value.toStdString()}, {"regex", one.isRegex}, {"equal", one.isEqual}});
    return made;
}

json numberJson(double value)
{
    return std::isfinite(value) ? json(value) : json();
}

QString whatOf(const Alert &alert)
{
    return alert.version.isEmpty() ? alert.title : u"%1 of %2"_s.arg(alert.title, alert.version);
}

json alertJson(const Alert &alert)
{
    return {{"key", alert.key.toStdString()}, {"labels", jsonOf(alert.labels)}, {"sources", textsJson(alert.sources)},
            {"severity", alertSeverityWord(alert.severity).toStdString()}, {"origin", originWord(alert.origin).toStdString()},
            {"alert_title", alert.title.left(200).toStdString()}, {"since_ms", alert.sinceMs}, {"value", numberJson(alert.value)},
            {"limit", alert.limit ? numberJson(*alert.limit) : json()}, {"flaps", alert.flaps},
            {"higher_is_worse", alert.direction == Direction::HigherIsWorse},
            {"action", alert.action ? json(verbWord(*alert.action).toStdString()) : json()},
            {"hidden_by", coversJson(alert.covers.mid(0, mostCovers))}, {"inhibited", alert.inhibited}};
}

qint64 integerOf(const json &object, const char *name)
{
    const json &member = memberOf(object, name);
    return member.is_number_integer() ? member.get<qint64>() : 0;
}

AlertHand handOf(const Event &event)
{
    return {event.actor.calledName(), toMs(event.occurredAt), event.body};
}

} // namespace

namespace AlertEvents {

QList<LabelMatcher> matchersOf(const json &value)
{
    QList<LabelMatcher> matchers;
    for (const json &one : value.is_array() ? value : json::array()) {
        if (one.is_object() && one.value("name", json()).is_string() && one.value("value", json()).is_string())
            matchers.append({QString::fromStdString(one["name"].get<std::string>()), QString::fromStdString(one["value"].get<std::string>()),
                             one.value("regex", json(false)) == true, one.value("equal", json(true)) == true});
    }
    return matchers;
}

SourceAlert saidIn(const Event &fired)
{
    const json &payload = fired.payload;
    SourceAlert said;
    said.key = textOf(payload, "key");
    said.labels = labelsFrom(memberOf(payload, "labels"));
    said.sinceMs = integerOf(payload, "since_ms");
    said.title = textOf(payload, "alert_title");
    said.severity = alertSeverityFromWord(textOf(payload, "severity"));
    const QString origin = textOf(payload, "origin");
    said.origin = origin == u"gate" ? AlertOrigin::Gate : origin == u"verdict" ? AlertOrigin::Verdict : AlertOrigin::Rule;
    if (memberOf(payload, "value").is_number())
        said.value = memberOf(payload, "value").get<double>();
    if (memberOf(payload, "limit").is_number())
        said.limit = memberOf(payload, "limit").get<double>();
    said.inhibited = memberOf(payload, "inhibited") == true;
    if (!fired.body.isEmpty())
        said.annotations.insert(u"summary"_s, fired.body);
    said.direction = memberOf(payload, "higher_is_worse") == false ? Direction::LowerIsWorse : Direction::HigherIsWorse;
    return said;
}

QString matcherWords(const QList<LabelMatcher> &matchers)
{
    QStringList words;
    for (const LabelMatcher &one : matchers)
        words << u"%1%2%3\"%4\""_s.arg(one.name, one.isEqual ? QString() : u"!"_s, one.isRegex ? u"~"_s : u"="_s, one.value);
    return words.join(u", "_s);
}

Event fired(const Alert &alert, bool counted, TimePoint firedAt, TimePoint now)
{
    Event event = draft(EventKind::alertFired, u"Alarm: %1 (%2)"_s.arg(whatOf(alert).left(180), alertSeverityWord(alert.severity)), now);
    event.occurredAt = std::min(firedAt, now);
    event.service = alert.service;
    event.version = alert.version;
    event.body = alert.annotations.value(u"summary"_s).left(2000);
    event.payload = alertJson(alert);
    if (alert.acknowledged)
        event.payload["acknowledged"] = handJson(alert.acknowledged);
    if (counted)
        event.payload["counted"] = true;
    return event;
}

Event cleared(const Alert &alert, const QString &reason, TimePoint now)
{
    Event event = draft(EventKind::alertCleared, u"Alarm over: %1"_s.arg(whatOf(alert).left(200)), now);
    if (alert.overMs != 0 && fromMs(alert.overMs) < now)
        event.occurredAt = fromMs(alert.overMs);
    event.service = alert.service;
    event.version = alert.version;
    event.body = reason;
    event.payload = alertJson(alert);
    return event;
}

Event firedBeside(int count, TimePoint now)
{
    Event event = draft(EventKind::alertFired, u"%1 more alarms within a minute"_s.arg(count), now);
    event.body = u"The ones that lose most are on the record one by one; the others follow as long as they fire."_s;
    event.payload = {{"count", count}};
    return event;
}

Event acknowledged(const QList<AlertPointer> &alerts, const QString &words, TimePoint now)
{
    QStringList keys;
    for (const AlertPointer &one : alerts)
        keys << one->key;
    const QString what = alerts.size() == 1 ? whatOf(*alerts.first()).left(200) : u"%1 alarms"_s.arg(alerts.size());
    Event event = draft(EventKind::alertAcknowledged, u"Acknowledged: "_s + what, now);
    if (!alerts.isEmpty()) {
        event.service = alerts.first()->service;
        event.version = alerts.first()->version;
    }
    event.body = words;
    event.payload = {{"keys", textsJson(keys)}};
    return event;
}

Event shelved(const Shelf &shelf, qsizetype hides, TimePoint now)
{
    const QString words = matcherWords(shelf.matchers);
    Event event = draft(EventKind::alertShelved, u"Shelved for %1 min: %2"_s.arg(shelf.forMs / 60'000).arg(words.left(200)), now);
    event.body = shelf.hand.words;
    event.payload = {{"shelf", shelf.id.toStdString()}, {"matchers", matchersJson(shelf.matchers)}, {"for_ms", shelf.forMs}, {"hides", hides}};
    return event;
}

Event returned(const Shelf &shelf, const QString &reason, TimePoint now)
{
    Event event = draft(EventKind::alertReturned, u"Returned from the shelf: "_s + matcherWords(shelf.matchers).left(200), now);
    event.body = reason;
    event.payload = {{"shelf", shelf.id.toStdString()}};
    return event;
}

Event silenced(const Silence &silence, const QString &alertmanager, qsizetype hides, TimePoint now)
{
    Event event = draft(EventKind::alertSilenced, u"Silenced in %1 for %2 min: %3"_s.arg(alertmanager.left(60)).arg((silence.endMs - silence.startMs) / 60'000)
                                                      .arg(matcherWords(silence.matchers).left(160)), now);
    event.body = silence.comment;
    event.payload = {{"silence", silence.id.toStdString()}, {"alertmanager", alertmanager.toStdString()},
                     {"matchers", matchersJson(silence.matchers)}, {"until_ms", silence.endMs}, {"hides", hides}};
    return event;
}

Event unsilenced(const QString &id, const QString &alertmanager, TimePoint now)
{
    Event event = draft(EventKind::alertUnsilenced, u"A silence in %1 was ended"_s.arg(alertmanager.left(100)), now);
    event.payload = {{"silence", id.toStdString()}, {"alertmanager", alertmanager.toStdString()}};
    return event;
}

} // namespace AlertEvents

AlertMemory AlertMemory::of(const QList<Event> &events, TimePoint now, std::chrono::nanoseconds sinceBoot)
{
    static constexpr qint64 rememberedMs = 86'400'000;
    AlertMemory memory;
    for (const Event &event : events) {
        const QString key = textOf(event.payload, "key");
        if (event.kind == EventKind::alertFired && !key.isEmpty()) {
            memory.alerts[key] = {AlertEvents::saidIn(event), textsOf(memberOf(event.payload, "sources")),
                                  handFrom(memberOf(event.payload, "acknowledged")), 0};
        } else if (event.kind == EventKind::alertCleared && memory.alerts.contains(key)) {
            Remembered &one = memory.alerts[key];
            one.overMs = toMs(event.occurredAt);
            if (one.acknowledged || one.overMs < toMs(now) - rememberedMs)
                memory.alerts.remove(key);
        } else if (event.kind == EventKind::alertAcknowledged) {
            for (const QString &acknowledged : textsOf(memberOf(event.payload, "keys"))) {
                const auto found = memory.alerts.find(acknowledged);
                if (found == memory.alerts.end())
                    continue;
                if (found->overMs != 0)
                    memory.alerts.erase(found);
                else
                    found->acknowledged = handOf(event);
            }
        } else if (event.kind == EventKind::alertShelved) {
            const qint64 forMs = integerOf(event.payload, "for_ms");
            const qint64 leftMs = std::clamp<qint64>(toMs(event.occurredAt) + forMs - toMs(now), 0, std::max<qint64>(0, forMs));
            memory.shelves.append({textOf(event.payload, "shelf"), AlertEvents::matchersOf(memberOf(event.payload, "matchers")), handOf(event), forMs,
                                   sinceBoot + std::chrono::milliseconds(leftMs)});
        } else if (event.kind == EventKind::alertReturned) {
            const QString id = textOf(event.payload, "shelf");
            memory.shelves.removeIf([&](const Shelf &shelf) { return shelf.id == id; });
        }
    }
    return memory;
}

} // namespace andon
