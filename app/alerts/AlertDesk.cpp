// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/AlertDesk.h"

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

void AlertDesk::take(const AlertReport &report)
{
    AlertSourceState &state = m_sources[report.source];
    const bool wasLost = state.freshness == Freshness::Lost, wasSilent = state.goodMs == 0 && !state.error;
    state.freshness = report.freshness;
    state.error = report.error;
    QSet<QString> touched;
    if (report.error) {
        if (wasSilent || wasLost != (state.freshness == Freshness::Lost))
            touched = m_claimed.value(report.source);
    } else {
        state.goodMs = report.goodMs != 0 ? report.goodMs : toMs(m_clock.now());
        state.leftOut = report.answer.leftOut;
        const bool otherSilences = std::exchange(state.silences, report.answer.silences) != report.answer.silences;
        QSet<QString> before = std::exchange(m_claimed[report.source], {});
        QSet<QString> &now = m_claimed[report.source];
        now.reserve(report.answer.alerts.size());
        for (const SourceAlert &said : report.answer.alerts) {
            now.insert(said.key);
            Entry &entry = m_entries[said.key];
            const auto claim = entry.claims.constFind(report.source);
            const bool same = claim != entry.claims.cend() && *claim == said && !entry.unread && entry.phase == AlertPhase::Firing;
            before.remove(said.key);
            if (same && !otherSilences)
                continue;
            entry.claims.insert(report.source, said);
            touched.insert(said.key);
        }
        for (const QString &key : std::as_const(before))
            m_entries[key].claims.remove(report.source);
        touched.unite(before);
    }
    for (const QString &key : std::as_const(touched))
        update(key);
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
    const QStringList keys = m_entries.keys();
    for (const QString &key : keys) {
        Entry &entry = m_entries[key];
        if (entry.bound.service != service || entry.bound.version.isEmpty())
            continue;
        // Traffic that comes back to a version makes an alarm without data a loss of sight again.
        if (otherWeights && (entry.phase == AlertPhase::SourceLost || entry.phase == AlertPhase::Returned))
            update(key);
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
    for (auto claim = entry.claims.cbegin(); claim != entry.claims.cend(); ++claim) {
        const bool sourceLost = m_sources.value(claim.key()).freshness == Freshness::Lost;
        if (!sourceLost && claim->lostMs == 0)
            return AlertPhase::Firing;
        lost = lost || sourceLost || !isIdle(entry.bound);
    }
    return lost && !entry.isDismissed ? std::optional(AlertPhase::SourceLost) : std::nullopt;
}

/// The fullest of what the sources say: Andon's own words, then numbers, then the rest.
void AlertDesk::bind(Entry &entry)
{
    if (entry.claims.isEmpty())
        return;
    const SourceAlert *best = nullptr;
    qint64 sinceMs = 0, lostMs = 0;
    bool inhibited = false;
    for (auto claim = entry.claims.cbegin(); claim != entry.claims.cend(); ++claim) {
        const bool fuller = !best || (best->origin == AlertOrigin::Rule && claim->origin != AlertOrigin::Rule)
            || (std::isnan(best->value) && !std::isnan(claim->value));
        best = fuller ? &*claim : best;
        sinceMs = sinceMs == 0 ? claim->sinceMs : std::min(sinceMs, claim->sinceMs);
        lostMs = std::max({lostMs, claim->lostMs, m_sources.value(claim.key()).freshness == Freshness::Lost ? m_sources.value(claim.key()).goodMs : 0});
        inhibited = inhibited || claim->inhibited;
    }
    const auto limit = m_limits.constFind(best->labels.value(u"alertname"_s));
    entry.bound = boundAlert(*best, m_spec, m_services, limit == m_limits.cend() ? std::nullopt : std::optional(*limit));
    entry.bound.sources = entry.claims.keys();
    entry.bound.inhibited = inhibited;
    if (sinceMs != 0)
        entry.bound.sinceMs = sinceMs;
    entry.bound.overMs = lostMs;
}

void AlertDesk::update(const QString &key)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return;
    Entry &entry = *found;
    if (entry.unread) {
        // All who said it must have reported, or be lost: before that nothing is known.
        const bool silent = std::any_of(entry.claims.keyBegin(), entry.claims.keyEnd(), [&](const QString &source) {
            const AlertSourceState &state = m_sources[source];
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
    if (!known)
        m_due.insert(entry.bound.key);
    m_raised.append(entry.bound.key);
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
    for (auto claim = entry.claims.cbegin(); claim != entry.claims.cend(); ++claim) {
        for (const QString &id : claim->silencedBy) {
            AlertCover cover{id, claim.key()};
            for (const Silence &silence : m_sources.value(claim.key()).silences) {
                if (silence.id == id)
                    cover = {id, claim.key(), silence.author, silence.comment, silence.endMs};
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
    row.ratePerSecond = m_rates.value(row.service).value(row.version);
    if (entry.row && *entry.row == row)
        return;
    entry.row = std::make_shared<const Alert>(std::move(row));
    m_stirred = true;
}

void AlertDesk::showAll()
{
    for (Entry &entry : m_entries) {
        if (!entry.claims.isEmpty())
            bind(entry);
        show(entry);
    }
}

void AlertDesk::arrange()
{
    recordFired();
    if (!std::exchange(m_stirred, false))
        return;
    m_rows.clear();
    m_rows.reserve(m_entries.size());
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.row && !entry.unread && !(entry.isDismissed && entry.isSettled))
            m_rows.append(entry.row);
    }
    sortByLoss(m_rows);
    emit changed();
    // Before the record was read nobody knows what a person has seen already.
    const QList<QString> keys = m_recalled ? std::exchange(m_raised, {}) : QList<QString>();
    for (const QString &key : keys) {
        const AlertPointer row = alert(key);
        if (row && !row->isHidden() && !row->acknowledged && row->phase != AlertPhase::Returned)
            emit raised(row);
    }
}

AlertPointer AlertDesk::alert(const QString &key) const
{
    const auto found = m_entries.constFind(key);
    return found == m_entries.cend() ? nullptr : found->row;
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
