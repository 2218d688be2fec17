// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/CardWatch.h"

#include "app/canary/CardFacts.h"
#include "app/canary/StepTime.h"
#include "app/workspace/CardReader.h"

#include <QTimer>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr auto retryAfter = std::chrono::seconds(5);

/// Of cards, and without one nothing.
QByteArray digestOf(const std::optional<StrategyCard> &card)
{
    return card ? andon::digestOf(*card) : QByteArray();
}

QStringList changesOf(const std::optional<StrategyCard> &before, const std::optional<StrategyCard> &after)
{
    if (before && after)
        return cardChanges(*before, *after);
    return {after ? u"the service has a card now"_s : u"the service has no card any more"_s};
}

QStringList errorLines(const QList<CardFinding> &findings)
{
    QStringList lines;
    for (const CardFinding &one : findings) {
        if (one.severity == CardSeverity::Error)
            lines << u"error: "_s + one.words;
    }
    return lines;
}

QString textOf(const json &payload, const char *name)
{
    const auto found = payload.find(name);
    return found != payload.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

} // namespace

std::optional<CardOnRecord> cardOnRecord(const QList<Event> &events, const QString &stable, const QString &canary, const GatewayRollout &rollout)
{
    std::optional<CardOnRecord> found;
    for (const Event &event : events) {
        const bool starts = event.kind == QStringView(EventKind::cardStarted);
        if ((!starts && event.kind != QStringView(EventKind::cardChanged)) || !event.payload.is_object() || event.version != canary
            || textOf(event.payload, "stable") != stable)
            continue;
        CardOnRecord one{textOf(event.payload, starts ? "digest" : "new_digest").toLatin1(), event.payload.value("card", json()), event.occurredAt};
        if (!starts && found)
            one.startedAt = found->startedAt;
        found = one;
    }
    // The gateway's clock may be seconds off ours.
    const bool isNewer = found && rollout.currentStep == 0 && rollout.stepStartedAt && *rollout.stepStartedAt > found->startedAt + std::chrono::minutes(1);
    return isNewer ? std::nullopt : found;
}

CardWatch::CardWatch(const ServiceSpec &spec, Journal &journal, const Clock &clock, std::function<void(const Row &)> record,
                     std::function<QList<CardFinding>()> lint, QObject *parent)
    : QObject(parent)
    , m_spec(spec)
    , m_journal(journal)
    , m_clock(clock)
    , m_record(std::move(record))
    , m_lint(std::move(lint))
{
}

void CardWatch::takeState(const GatewayState &state, bool looks)
{
    m_state = state;
    if (!hasCanary(state)) {
        m_rollout = {};
        m_startedAt.reset();
        m_recorded = false;
        return;
    }
    const GatewayVersion *stable = state.withRole(VersionRole::Stable), *canary = state.withRole(VersionRole::Canary);
    const std::pair now(stable->id, canary->id);
    if (m_rollout != now) {
        m_rollout = now;
        m_startedAt.reset();
        m_recorded = false;
    }
    if (looks && !m_recorded && !m_asking)
        lookBack();
}

/// A console that starts beside a running canary must not say a second time that it began.
void CardWatch::lookBack()
{
    m_asking = true;
    EventQuery query;
    query.service = m_spec.name;
    query.kinds = {QString::fromUtf16(EventKind::cardStarted), QString::fromUtf16(EventKind::cardChanged)};
    query.limit = mostRead;
    m_journal.read(query, this, [this, rollout = m_rollout](const Result<QList<Event>> &events) {
        if (!events) {
            QTimer::singleShot(retryAfter, this, [this] { m_asking = false; });
            return;
        }
        m_asking = false;
        if (rollout != m_rollout || !m_state)
            return;
        takeRecord(*events);
        emit looked();
    });
}

void CardWatch::takeRecord(const QList<Event> &events)
{
    const std::optional<CardOnRecord> before = cardOnRecord(events, m_rollout.first, m_rollout.second, m_state->rollout);
    m_recorded = true;
    if (!before) {
        m_startedAt = m_clock.now();
        recordStart();
        return;
    }
    m_startedAt = before->startedAt;
    if (before->digest == digestOf(m_spec.card))
        return;
    // It was changed while no console ran.
    recordChange(before->card.is_object() ? cardFromJson(before->card, m_spec) : std::nullopt, before->digest, {});
}

QList<CardFinding> CardWatch::findings() const
{
    return m_spec.card && m_lint ? m_lint() : QList<CardFinding>();
}

json CardWatch::payload(const QList<CardFinding> &findings) const
{
    json said = json::array();
    for (const CardFinding &one : findings)
        said.push_back({{"severity", severityWord(one.severity).toStdString()}, {"code", one.code.toStdString()},
                        {"place", one.place.toStdString()}, {"words", one.words.toStdString()}});
    return {{"stable", m_rollout.first.toStdString()}, {"canary", m_rollout.second.toStdString()},
            {"card", m_spec.card ? json(cardJson(*m_spec.card)) : json()}, {"findings", said}};
}

void CardWatch::recordStart()
{
    if (!m_spec.card)
        return;
    const QByteArray digest = digestOf(m_spec.card);
    const QList<CardFinding> findings = this->findings();
    json details = payload(findings);
    details["digest"] = digest.toStdString();
    m_record({EventKind::cardStarted, u"Canary %1 runs by the card %2"_s.arg(m_rollout.second, QString::fromLatin1(digest.first(12))), m_rollout.second,
              errorLines(findings).join(u'\n'), details, {}});
}

void CardWatch::takeChange(const std::optional<StrategyCard> &before, const std::optional<Actor> &by)
{
    // Before the record was looked through, the look itself finds the difference.
    if (m_recorded && !m_rollout.second.isEmpty() && digestOf(before) != digestOf(m_spec.card))
        recordChange(before, digestOf(before), by);
}

void CardWatch::recordChange(const std::optional<StrategyCard> &before, const QByteArray &oldDigest, const std::optional<Actor> &by)
{
    const QByteArray digest = digestOf(m_spec.card);
    const bool known = before || oldDigest.isEmpty();
    const QStringList changes = known ? changesOf(before, m_spec.card) : QStringList{u"the card on the record cannot be read any more"_s};
    json details = payload(findings());
    details["old_digest"] = oldDigest.isEmpty() ? json() : json(oldDigest.toStdString());
    details["new_digest"] = digest.isEmpty() ? json() : json(digest.toStdString());
    details["changes"] = json::array();
    for (const QString &change : changes)
        details["changes"].push_back(change.toStdString());
    m_record({EventKind::cardChanged, u"The card changed while canary %1 runs"_s.arg(m_rollout.second), m_rollout.second,
              changes.join(u'\n'), details, by});
}

} // namespace andon
