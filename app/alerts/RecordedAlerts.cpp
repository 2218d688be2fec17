// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/RecordedAlerts.h"

#include "app/alerts/AlertRowJson.h"
#include "app/alerts/LabelsJson.h"

#include <QSet>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr qsizetype mostInForce = 5000;

qint64 integerOf(const json &object, const char *name)
{
    const json &member = memberOf(object, name);
    return member.is_number_integer() ? member.get<qint64>() : 0;
}

/// A silence is told apart by who keeps it, too.
QString silenceKey(const QString &alertmanager, const QString &id)
{
    return alertmanager + u'\n' + id;
}

struct Told {
    SourceAlert said;
    QStringList sources;
    QList<AlertCover> covers; ///< as it fired
};

/// The state of everybody who tells alerts, entry by entry.
struct Board {
    QMap<QString, Told> firing;                ///< by key
    QMap<QString, std::pair<QString, Silence>> silences; ///< Alertmanager and silence
    QSet<QString> ended;                       ///< silences
    QMap<QString, qint64> lost;                ///< sources, since then
    QSet<QString> sources;

    void take(const Event &event)
    {
        const json &payload = event.payload;
        const QString key = textOf(payload, "key"), source = textOf(payload, "source");
        if (event.kind == EventKind::sourceLost) {
            lost.insert(source, toMs(event.occurredAt));
        } else if (event.kind == EventKind::sourceRecovered) {
            lost.remove(source);
        } else if (event.kind == EventKind::alertFired && !key.isEmpty()) {
            QStringList tellers = textsOf(memberOf(payload, "sources"));
            tellers.removeIf([](const QString &name) { return isOwnSource(name); });
            firing.insert(key, {AlertEvents::saidIn(event), tellers, coversFrom(memberOf(payload, "hidden_by"))});
            sources.unite(QSet<QString>(tellers.cbegin(), tellers.cend()));
        } else if (event.kind == EventKind::alertCleared) {
            firing.remove(key);
        } else if (event.kind == EventKind::alertSilenced) {
            const QString alertmanager = textOf(payload, "alertmanager");
            Silence silence{textOf(payload, "silence"), AlertEvents::matchersOf(memberOf(payload, "matchers")), toMs(event.occurredAt),
                            integerOf(payload, "until_ms"), event.actor.calledName(), event.body};
            ended.remove(silenceKey(alertmanager, silence.id));
            silences.insert(silenceKey(alertmanager, silence.id), {alertmanager, silence});
            sources.insert(alertmanager);
        } else if (event.kind == EventKind::alertUnsilenced) {
            const QString silence = silenceKey(textOf(payload, "alertmanager"), textOf(payload, "silence"));
            silences.remove(silence);
            ended.insert(silence);
        }
    }
    /// What `source` says of one alert now: hidden by its own silences alone.
    [[nodiscard]] SourceAlert sayOf(const Told &told, const QString &source, qint64 atMs, QList<Silence> &named) const
    {
        SourceAlert said = told.said;
        const auto hide = [&](const Silence &silence) {
            if (said.silencedBy.contains(silence.id))
                return;
            said.silencedBy << silence.id;
            const bool known = std::any_of(named.cbegin(), named.cend(), [&](const Silence &one) { return one.id == silence.id; });
            if (!known)
                named << silence;
        };
        for (const auto &[alertmanager, silence] : silences) {
            if (alertmanager == source && silence.endMs > atMs && matches(silence.matchers, said.labels))
                hide(silence);
        }
        for (const AlertCover &cover : told.covers) {
            const bool holds = cover.source == source && (cover.untilMs == 0 || cover.untilMs > atMs) && !ended.contains(silenceKey(source, cover.id));
            if (holds)
                hide({cover.id, {}, 0, cover.untilMs, cover.who, cover.words});
        }
        return said;
    }
};

} // namespace

QList<AlertReport> recordedReports(const QList<Event> &events, const QStringList &sources, TimePoint at)
{
    Board board;
    for (const Event &event : events)
        board.take(event);
    for (const QString &name : sources) {
        if (!isOwnSource(name))
            board.sources.insert(name);
    }
    QStringList names(board.sources.cbegin(), board.sources.cend());
    std::sort(names.begin(), names.end());
    QList<AlertReport> reports;
    for (const QString &name : std::as_const(names)) {
        AlertReport report;
        report.source = name;
        report.freshness = Freshness::Live;
        report.goodMs = board.lost.value(name, toMs(at));
        for (const Told &told : std::as_const(board.firing)) {
            if (told.sources.contains(name))
                report.answer.alerts << board.sayOf(told, name, toMs(at), report.answer.silences);
        }
        reports << report;
        if (board.lost.contains(name)) {
            report.freshness = Freshness::Lost;
            report.error = Error{ErrorKind::NoData, {name}, {}};
            reports << report;
        }
    }
    return reports;
}

QList<Event> alertsOfService(const QList<Event> &events, const QString &service)
{
    QList<Event> ours;
    std::copy_if(events.cbegin(), events.cend(), std::back_inserter(ours), [&](const Event &event) {
        return event.kind != EventKind::alertFired || event.service.isEmpty() || event.service == service;
    });
    return ours;
}

QList<Event> alertsInForce(const QList<Event> &events, TimePoint at)
{
    QMap<QString, QList<qsizetype>> alerts; ///< by key: fired, cleared, acknowledged
    QMap<QString, qsizetype> shelves, silences, ends;
    QSet<QString> cleared, seen;
    for (qsizetype i = 0; i < events.size(); ++i) {
        const Event &event = events[i];
        const json &payload = event.payload;
        const QString key = textOf(payload, "key"), shelf = textOf(payload, "shelf");
        const QString silence = silenceKey(textOf(payload, "alertmanager"), textOf(payload, "silence"));
        if (event.kind == EventKind::alertFired && !key.isEmpty()) {
            alerts[key] = {i};
            cleared.remove(key);
            seen.remove(key);
            if (memberOf(payload, "acknowledged").is_object())
                seen.insert(key);
        } else if (event.kind == EventKind::alertCleared && alerts.contains(key)) {
            alerts[key] << i;
            cleared.insert(key);
            if (seen.contains(key))
                alerts.remove(key);
        } else if (event.kind == EventKind::alertAcknowledged) {
            for (const QString &one : textsOf(memberOf(payload, "keys"))) {
                if (!alerts.contains(one))
                    continue;
                alerts[one] << i;
                seen.insert(one);
                if (cleared.contains(one))
                    alerts.remove(one);
            }
        } else if (event.kind == EventKind::alertShelved && toMs(event.occurredAt) + integerOf(payload, "for_ms") > toMs(at)) {
            shelves.insert(shelf, i);
        } else if (event.kind == EventKind::alertReturned) {
            shelves.remove(shelf);
        } else if (event.kind == EventKind::alertSilenced && integerOf(payload, "until_ms") > toMs(at)) {
            silences.insert(silence, i);
        } else if (event.kind == EventKind::alertUnsilenced) {
            silences.remove(silence);
            ends.insert(silence, i);
        }
    }
    QSet<qsizetype> kept(shelves.cbegin(), shelves.cend());
    kept.unite(QSet<qsizetype>(silences.cbegin(), silences.cend()));
    for (const QList<qsizetype> &one : std::as_const(alerts)) {
        kept.unite(QSet<qsizetype>(one.cbegin(), one.cend()));
        // Of a silence that somebody made elsewhere the alert and the silence's end speak alone.
        for (const AlertCover &cover : coversFrom(memberOf(events[one.first()].payload, "hidden_by"))) {
            if (const auto end = ends.constFind(silenceKey(cover.source, cover.id)); end != ends.cend())
                kept.insert(*end);
        }
    }
    QList<qsizetype> places(kept.cbegin(), kept.cend());
    std::sort(places.begin(), places.end());
    QList<Event> inForce;
    for (const qsizetype place : places.mid(std::max<qsizetype>(0, places.size() - mostInForce)))
        inForce << events[place];
    return inForce;
}

} // namespace andon
