// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/AlertDesk.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <utility>

namespace andon {

using namespace Qt::StringLiterals;

AlertDesk::AlertDesk(const Clock &clock, AlertSpec spec, QList<AlertService> services, QStringList sources, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_spec(std::move(spec))
    , m_services(std::move(services))
    , m_refilledAt(clock.sinceBoot())
{
    for (const QString &source : std::as_const(sources))
        m_sources.insert(source, {});
}

AlertDesk::Claim *AlertDesk::Entry::claimOf(const QString &source)
{
    const auto found = std::find_if(claims.begin(), claims.end(), [&](const Claim &one) { return one.source == source; });
    return found == claims.end() ? nullptr : &*found;
}

AlertDesk::Claim &AlertDesk::Entry::claim(const QString &source)
{
    const auto place = std::lower_bound(claims.begin(), claims.end(), source, [](const Claim &one, const QString &name) { return one.source < name; });
    return place != claims.end() && place->source == source ? *place : *claims.insert(place, {source, {}});
}

/// The same texts are one: they are compared at a glance from then on. Those of the record stay apart: it knew more than texts, a
/// limit of then, and what is bound by that is bound anew.
static SourceAlert sharing(SourceAlert said, const SourceAlert &known)
{
    if (said.title != known.title)
        return said;
    if (said.labels == known.labels)
        said.labels = known.labels;
    if (said.annotations == known.annotations)
        said.annotations = known.annotations;
    return said;
}

void AlertDesk::take(const AlertReport &report)
{
    AlertSourceState &state = m_sources[report.source];
    const bool wasLost = state.freshness == Freshness::Lost, wasSilent = state.goodMs == 0 && !state.error;
    state.freshness = report.freshness;
    state.error = report.error;
    std::vector<Entry *> touched;
    if (report.error) {
        if (wasSilent || wasLost != (state.freshness == Freshness::Lost))
            touched = m_claimed.value(report.source);
    } else {
        state.goodMs = report.goodMs != 0 ? report.goodMs : toMs(m_clock.now());
        state.leftOut = report.answer.leftOut;
        const bool otherSilences = std::exchange(state.silences, report.answer.silences) != report.answer.silences;
        const quint64 number = ++m_reports;
        std::vector<Entry *> &claimed = m_claimed[report.source];
        const std::vector<Entry *> before = std::exchange(claimed, {});
        const auto count = static_cast<std::size_t>(report.answer.alerts.size());
        claimed.reserve(count);
        m_entries.reserve(std::max(m_entries.size(), count));
        for (const SourceAlert &said : report.answer.alerts) {
            Entry &entry = m_entries[said.key];
            Claim *claim = entry.claimOf(report.source);
            const bool isNew = !claim;
            if (isNew)
                claim = &entry.claim(report.source);
            else if (claim->report == number)
                continue;
            claim->report = number;
            claimed.push_back(&entry);
            SourceAlert now = isNew ? said : sharing(said, claim->said);
            const bool same = !isNew && claim->said == now && !entry.unread && entry.phase == AlertPhase::Firing;
            if (same && !otherSilences)
                continue;
            claim->said = std::move(now);
            touched.push_back(&entry);
        }
        for (Entry *entry : before) {
            Claim *claim = entry->claimOf(report.source);
            if (!claim || claim->report == number)
                continue;
            entry->claims.erase(entry->claims.begin() + (claim - entry->claims.data()));
            touched.push_back(entry);
        }
    }
    for (Entry *entry : touched)
        update(*entry);
    arrange();
}

void AlertDesk::setRules(const QString &source, const QList<AlertRule> &rules)
{
    if (m_rules.contains(source) && m_rules.value(source) == rules)
        return;
    m_rules.insert(source, rules);
    m_limits.clear();
    for (const QList<AlertRule> &all : std::as_const(m_rules)) {
        for (const AlertRule &rule : all) {
            if (const std::optional<AlertLimit> limit = limitOf(rule.query))
                m_limits.insert(rule.name, *limit);
        }
    }
    showAll();
    m_stirred = true;
    arrange();
}

/// In powers of two: a rate that trembles changes nothing.
static QMap<QString, double> roughly(QMap<QString, double> rates)
{
    for (double &rate : rates)
        rate = rate > 0 && std::isfinite(rate) ? std::exp2(std::round(std::log2(rate))) : 0;
    return rates;
}

void AlertDesk::setTraffic(const QString &service, const QMap<QString, double> &rates, const QMap<QString, double> &weights)
{
    const QMap<QString, double> rough = roughly(rates);
    const bool otherRates = std::exchange(m_rates[service], rough) != rough;
    const bool otherWeights = std::exchange(m_weights[service], weights) != weights;
    if (!otherRates && !otherWeights)
        return;
    for (auto &[key, entry] : m_entries) {
        if (entry.bound.service != service || entry.bound.version.isEmpty())
            continue;
        // Traffic that comes back to a version makes an alarm without data a loss of sight again.
        if (otherWeights && (entry.phase == AlertPhase::SourceLost || entry.phase == AlertPhase::Returned))
            update(entry);
        else if (otherRates)
            show(entry);
    }
    arrange();
}

/// No traffic goes to its version: that nothing is measured there any more is no loss of sight.
bool AlertDesk::isIdle(const Alert &alert) const
{
    const QMap<QString, double> weights = m_weights.value(alert.service);
    return !alert.version.isEmpty() && weights.contains(alert.version) && weights.value(alert.version) <= 0;
}

/// None: over.
std::optional<AlertPhase> AlertDesk::phaseOf(const Entry &entry) const
{
    bool lost = false;
    for (const Claim &claim : entry.claims) {
        const auto source = m_sources.constFind(claim.source);
        const bool sourceLost = source == m_sources.cend() || source->freshness == Freshness::Lost;
        if (!sourceLost && claim.said.lostMs == 0)
            return AlertPhase::Firing;
        lost = lost || sourceLost || !isIdle(entry.bound);
    }
    return lost && !entry.isDismissed ? std::optional(AlertPhase::SourceLost) : std::nullopt;
}

/// What a rule's alert is bound to depends on its texts alone, and these are the ones it was bound by.
static bool isInWordsOf(const Alert &bound, const SourceAlert &said)
{
    const bool plain = said.origin == AlertOrigin::Rule && said.title.isEmpty() && !said.severity && !said.limit && !said.unit;
    return plain && bound.origin == said.origin && bound.labels.isSharedWith(said.labels) && bound.annotations.isSharedWith(said.annotations);
}

/// The fullest of what the sources say: Andon's own words, then numbers, then the rest.
void AlertDesk::bind(Entry &entry, Words words)
{
    if (entry.claims.empty())
        return;
    const SourceAlert *best = nullptr;
    qint64 sinceMs = 0, lostMs = 0;
    bool inhibited = false;
    QStringList sources;
    for (const Claim &claim : entry.claims) {
        const SourceAlert &said = claim.said;
        const bool fuller = !best || (best->origin == AlertOrigin::Rule && said.origin != AlertOrigin::Rule)
            || (std::isnan(best->value) && !std::isnan(said.value));
        best = fuller ? &said : best;
        sinceMs = sinceMs == 0 ? said.sinceMs : std::min(sinceMs, said.sinceMs);
        const auto source = m_sources.constFind(claim.source);
        const bool isLost = source != m_sources.cend() && source->freshness == Freshness::Lost;
        lostMs = std::max({lostMs, said.lostMs, isLost ? source->goodMs : 0});
        inhibited = inhibited || said.inhibited;
        sources << claim.source;
    }
    if (words == Words::AsBefore && isInWordsOf(entry.bound, *best)) {
        entry.bound.value = best->value;
        entry.bound.sinceMs = best->sinceMs;
    } else {
        const auto limit = m_limits.empty() ? m_limits.cend() : m_limits.constFind(best->labels.value(u"alertname"_s));
        entry.bound = boundAlert(*best, m_spec, m_services, limit == m_limits.cend() ? nullptr : &*limit);
    }
    entry.bound.sources = std::move(sources);
    entry.bound.inhibited = inhibited;
    if (sinceMs != 0)
        entry.bound.sinceMs = sinceMs;
    entry.bound.overMs = lostMs;
}

void AlertDesk::update(Entry &entry)
{
    if (entry.unread) {
        // All who said it must have reported, or be lost: before that nothing is known.
        const bool silent = std::any_of(entry.claims.cbegin(), entry.claims.cend(), [&](const Claim &claim) {
            const AlertSourceState &state = m_sources[claim.source];
            return state.goodMs == 0 && !state.error;
        });
        if (silent)
            return;
        entry.unread = false;
        m_stirred = true;
    }
    const qint64 firstMs = entry.bound.sinceMs;
    bind(entry);
    const std::optional<AlertPhase> phase = phaseOf(entry);
    const bool wasOver = entry.phase == AlertPhase::Returned;
    if (!phase) {
        if (!wasOver)
            end(entry);
        show(entry);
        return;
    }
    entry.phase = *phase;
    if (wasOver) {
        const bool anew = !entry.everFired || entry.isSettled;
        if (!anew) {
            ++entry.flaps;
            entry.bound.sinceMs = firstMs != 0 ? std::min(firstMs, entry.bound.sinceMs) : entry.bound.sinceMs;
        }
        fire(entry, anew);
    } else if (entry.bound.severity < entry.worst) {
        fire(entry, true); // it got worse: whoever saw it before has not seen this
    } else if (entry.flaps > 0 && firstMs != 0) {
        entry.bound.sinceMs = std::min(firstMs, entry.bound.sinceMs);
    }
    if (entry.phase == AlertPhase::Firing) {
        entry.isDismissed = false;
        entry.bound.overMs = 0;
    }
    show(entry);
}

void AlertDesk::fire(Entry &entry, bool anew)
{
    const bool known = entry.onRecord && entry.worst <= entry.bound.severity;
    entry.everFired = true;
    entry.isSettled = false;
    entry.worst = entry.bound.severity;
    if (!anew)
        return;
    entry.flaps = 0;
    entry.acknowledged.reset();
    entry.isRaised = true;
    if (known)
        return;
    entry.isDue = true;
    entry.firedAt = m_clock.now();
    entry.isCounted = false;
    m_anyDue = m_newDue = true;
}

void AlertDesk::end(Entry &entry)
{
    entry.phase = AlertPhase::Returned;
    entry.overAt = m_clock.sinceBoot();
    entry.bound.overMs = toMs(m_clock.now());
    entry.isSettled = false;
}

QList<AlertCover> AlertDesk::coversOf(const Entry &entry) const
{
    QList<AlertCover> covers;
    for (const Shelf &shelf : m_shelves) {
        if (matches(shelf.matchers, entry.bound.labels))
            covers.append({shelf.id, {}, shelf.hand.who, shelf.hand.words, shelf.hand.timeMs + shelf.forMs});
    }
    for (const Claim &claim : entry.claims) {
        for (const QString &id : claim.said.silencedBy) {
            AlertCover cover{id, claim.source};
            for (const Silence &silence : m_sources.value(claim.source).silences) {
                if (silence.id == id)
                    cover = {id, claim.source, silence.author, silence.comment, silence.endMs};
            }
            covers.append(cover);
        }
    }
    return covers;
}

/// The row as people see it; the same object where nothing changed.
void AlertDesk::show(Entry &entry)
{
    if (entry.unread)
        return;
    Alert row = entry.bound;
    row.phase = entry.phase;
    row.flaps = entry.flaps;
    row.acknowledged = entry.acknowledged;
    row.covers = coversOf(entry);
    const auto rates = m_rates.constFind(row.service);
    row.ratePerSecond = rates == m_rates.cend() ? 0 : rates->value(row.version);
    if (entry.row && *entry.row == row)
        return;
    entry.row = std::make_shared<const Alert>(std::move(row));
    m_stirred = true;
}

void AlertDesk::showAll()
{
    for (auto &[key, entry] : m_entries) {
        bind(entry, Words::Anew);
        show(entry);
    }
}

void AlertDesk::arrange()
{
    recordFired();
    if (!std::exchange(m_stirred, false))
        return;
    m_rows.clear();
    m_rows.reserve(static_cast<qsizetype>(m_entries.size()));
    QList<AlertPointer> raised;
    for (auto &[key, entry] : m_entries) {
        if (!entry.row)
            continue;
        if (!entry.unread && !(entry.isDismissed && entry.isSettled))
            m_rows.append(entry.row);
        // Before the record was read nobody knows what a person has seen already.
        const bool rings = m_recalled && std::exchange(entry.isRaised, false);
        if (rings && !entry.row->isHidden() && !entry.row->acknowledged && entry.row->phase != AlertPhase::Returned)
            raised.append(entry.row);
    }
    sortByLoss(m_rows);
    emit changed();
    sortByLoss(raised);
    for (const AlertPointer &row : std::as_const(raised))
        emit this->raised(row);
}

AlertPointer AlertDesk::alert(const QString &key) const
{
    const auto found = m_entries.find(key);
    return found == m_entries.cend() ? nullptr : found->second.row;
}

AlertPreview AlertDesk::preview(const QList<LabelMatcher> &matchers) const
{
    AlertPreview preview;
    QSet<QString> names;
    for (const AlertPointer &row : m_rows) {
        if (!row->isHidden() && matches(matchers, row->labels)) {
            preview.hides << row;
            names.insert(row->title);
        }
    }
    for (const AlertPointer &row : m_rows) {
        if (!row->isHidden() && names.contains(row->title) && !matches(matchers, row->labels))
            preview.lookAlikes << row;
    }
    return preview;
}

QList<AlertLint> AlertDesk::lints() const
{
    QList<AlertLint> lints;
    QSet<QString> named, told;
    for (auto rules = m_rules.cbegin(); rules != m_rules.cend(); ++rules) {
        for (const AlertRule &rule : rules.value())
            named.insert(rule.name);
        lints << lintRules(rules.key(), rules.value(), m_spec, m_services);
    }
    for (const AlertPointer &row : m_rows) {
        if (row->gaps.isEmpty() || named.contains(row->labels.value(u"alertname"_s)))
            continue;
        const AlertLint lint{row->title, row->sources.join(u", "_s), row->gaps};
        QString words = lint.name + u'\n' + lint.where;
        for (const AlertGap &gap : lint.missing)
            words += u'\n' + gapWords(gap);
        if (told.contains(words))
            continue;
        told.insert(words);
        lints << lint;
    }
    return lints;
}

} // namespace andon
