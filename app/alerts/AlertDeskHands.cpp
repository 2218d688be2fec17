// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// What people do at the desk, and what goes on the record.
#include "app/alerts/AlertDesk.h"

#include "app/base/Uuid7.h"

#include <algorithm>
#include <utility>

namespace andon {

using namespace Qt::StringLiterals;

void AlertDesk::write(Event draft, const std::optional<Actor> &who)
{
    if (who)
        draft.actor = *who;
    emit recorded(draft);
}

void AlertDesk::acknowledge(const QStringList &keys, const Actor &who, const QString &words)
{
    QMap<QString, QList<AlertPointer>> seen; // by service: each has incidents of its own
    for (const QString &key : keys) {
        const auto found = m_entries.find(key);
        if (found == m_entries.end() || !found->second.row)
            continue;
        Entry &entry = found->second;
        const bool again = entry.acknowledged.has_value();
        if (again && entry.phase != AlertPhase::SourceLost)
            continue;
        seen[entry.row->service] << entry.row;
        entry.acknowledged = AlertHand{who.calledName(), toMs(m_clock.now()), words};
        entry.isDismissed = again;
        m_stirred = true;
        if (again)
            update(entry);
        else
            show(entry);
    }
    if (seen.isEmpty())
        return;
    for (const QList<AlertPointer> &alerts : std::as_const(seen)) {
        for (qsizetype at = 0; at < alerts.size(); at += AlertEvents::mostKeys)
            write(AlertEvents::acknowledged(alerts.mid(at, AlertEvents::mostKeys), words, m_clock.now()), who);
    }
    settleEntries();
    arrange();
}

Result<void> AlertDesk::shelve(const QList<LabelMatcher> &matchers, qint64 forMs, const Actor &who, const QString &reason)
{
    if (matchers.isEmpty())
        return failure(ErrorKind::BadInput, {u"the shelf"_s, u"it names no label, it would hide everything"_s});
    if (forMs <= 0 || forMs > longestShelfMs)
        return failure(ErrorKind::BadInput, {u"the shelf"_s, u"it must end within 24 hours"_s});
    const qsizetype hides = preview(matchers).hides.size();
    const TimePoint now = m_clock.now();
    const Shelf shelf{newUuid7(now), matchers, {who.calledName(), toMs(now), reason}, forMs, m_clock.sinceBoot() + std::chrono::milliseconds(forMs)};
    m_shelves.append(shelf);
    write(AlertEvents::shelved(shelf, hides, now), who);
    showAll();
    arrange();
    return {};
}

void AlertDesk::unshelve(const QString &id, const Actor &who)
{
    const auto found = std::find_if(m_shelves.cbegin(), m_shelves.cend(), [&](const Shelf &shelf) { return shelf.id == id; });
    if (found == m_shelves.cend())
        return;
    const Shelf shelf = *found;
    m_shelves.erase(found);
    write(AlertEvents::returned(shelf, u"ended by a person"_s, m_clock.now()), who);
    showAll();
    arrange();
}

void AlertDesk::endShelves()
{
    const auto now = m_clock.sinceBoot();
    QList<Shelf> over;
    m_shelves.removeIf([&](const Shelf &shelf) {
        if (shelf.endsAt > now)
            return false;
        over << shelf;
        return true;
    });
    if (over.isEmpty())
        return;
    for (const Shelf &shelf : std::as_const(over)) {
        write(AlertEvents::returned(shelf, u"its time is over"_s, m_clock.now()));
        // What comes back is news: it may ring.
        for (auto &[key, entry] : m_entries)
            entry.isRaised = entry.isRaised || (entry.row && matches(shelf.matchers, entry.row->labels));
    }
    showAll();
}

void AlertDesk::noteSilence(const Silence &silence, const QString &alertmanager, const Actor &who)
{
    write(AlertEvents::silenced(silence, alertmanager, preview(silence.matchers).hides.size(), m_clock.now()), who);
}

void AlertDesk::noteUnsilenced(const QString &id, const QString &alertmanager, const Actor &who)
{
    write(AlertEvents::unsilenced(id, alertmanager, m_clock.now()), who);
}

/// One by one up to a number a minute, those that lose most first. The others are counted, and follow as long as they fire.
void AlertDesk::recordFired()
{
    if (!m_recalled || !m_anyDue || (m_budget == 0 && !m_newDue))
        return;
    std::vector<Entry *> due;
    for (auto &[key, entry] : m_entries) {
        entry.isDue = entry.isDue && entry.row && !(entry.isCounted && entry.phase == AlertPhase::Returned);
        if (entry.isDue)
            due.push_back(&entry);
    }
    const auto split = due.begin() + std::min<std::ptrdiff_t>(m_budget, std::ssize(due));
    std::partial_sort(due.begin(), split, due.end(), [](const Entry *a, const Entry *b) { return losesMore(*a->row, *b->row); });
    for (auto one = due.begin(); one != split; ++one) {
        (*one)->isDue = false;
        (*one)->onRecord = true;
        write(AlertEvents::fired(*(*one)->row, (*one)->isCounted, (*one)->firedAt, m_clock.now()));
    }
    m_budget -= static_cast<int>(split - due.begin());
    for (auto one = split; one != due.end(); ++one)
        m_beside += std::exchange((*one)->isCounted, true) ? 0 : 1;
    m_anyDue = split != due.end();
    m_newDue = false;
}

void AlertDesk::refillBudget()
{
    if (m_clock.sinceBoot() - m_refilledAt < std::chrono::minutes(1))
        return;
    m_refilledAt = m_clock.sinceBoot();
    m_budget = mostRecorded;
    if (!m_recalled)
        return;
    if (const int beside = std::exchange(m_beside, 0); beside > 0)
        write(AlertEvents::firedBeside(beside, m_clock.now()));
}

/// What was over for long enough is over on the record, too; what a person has seen goes.
void AlertDesk::settleEntries()
{
    const auto now = m_clock.sinceBoot();
    for (auto at = m_entries.begin(); at != m_entries.end();) {
        Entry &entry = at->second;
        if (entry.unread || entry.phase != AlertPhase::Returned || !entry.everFired) {
            ++at;
            continue;
        }
        if (!entry.isSettled && (now - entry.overAt >= settle || entry.isDismissed) && m_recalled) {
            entry.isSettled = true;
            m_stirred = m_stirred || entry.isDismissed;
            if (std::exchange(entry.onRecord, false) && entry.row)
                write(AlertEvents::cleared(*entry.row, entry.isDismissed ? u"its source is lost, and a person let it go"_s : QString(), m_clock.now()));
        }
        // What a person let go is remembered as long as a source still speaks of it.
        const bool goes = entry.isSettled && entry.acknowledged && entry.claims.empty();
        m_stirred = m_stirred || goes;
        at = goes ? m_entries.erase(at) : std::next(at);
    }
}

/// The oldest of what is over and was never looked at, beyond a number.
void AlertDesk::forget()
{
    QList<std::pair<qint64, QString>> over;
    for (const auto &[key, entry] : m_entries) {
        if (entry.phase == AlertPhase::Returned && entry.isSettled)
            over.append({entry.bound.overMs, key});
    }
    if (over.size() <= mostReturned)
        return;
    std::sort(over.begin(), over.end());
    for (const auto &[time, key] : over.mid(0, over.size() - mostReturned)) {
        const auto found = m_entries.find(key);
        letGo(found->second);
        m_entries.erase(found);
    }
    m_stirred = true;
}

/// Nothing points to it any more.
void AlertDesk::letGo(Entry &entry)
{
    for (const Claim &claim : entry.claims)
        std::erase(m_claimed[claim.source], &entry);
}

void AlertDesk::recall(const QList<Event> &events)
{
    const AlertMemory memory = AlertMemory::of(events, m_clock.now(), m_clock.sinceBoot());
    m_shelves = memory.shelves + m_shelves;
    for (const AlertMemory::Remembered &one : memory.alerts) {
        Entry &entry = m_entries[one.said.key];
        const bool isHere = entry.everFired;
        entry.onRecord = one.overMs == 0;
        entry.acknowledged = one.acknowledged;
        if (isHere) {
            // It fires again, or still: what was open goes on, what was over began anew.
            if (entry.onRecord && entry.worst >= one.said.severity.value_or(AlertSeverity::Info))
                entry.isDue = false;
            show(entry);
            continue;
        }
        entry.everFired = true;
        entry.worst = one.said.severity.value_or(AlertSeverity::Info);
        for (const QString &source : one.sources) {
            // Who has reported by now does not say it any more.
            if (one.overMs == 0 && (!m_sources.contains(source) || m_sources[source].goodMs != 0))
                continue;
            entry.claim(source).said = one.said;
            if (one.overMs == 0)
                m_claimed[source].push_back(&entry);
        }
        bind(entry);
        if (entry.claims.empty())
            entry.bound = boundAlert(one.said, m_spec, m_services, nullptr);
        if (one.overMs != 0 || entry.claims.empty()) {
            entry.claims.clear();
            entry.isSettled = one.overMs != 0;
            entry.bound.overMs = one.overMs != 0 ? one.overMs : toMs(m_clock.now());
            entry.overAt = m_clock.sinceBoot();
        } else {
            entry.phase = AlertPhase::Firing;
            entry.unread = true;
        }
        show(entry);
    }
    m_recalled = true;
    m_stirred = true;
    // Reports may have come before the record was read.
    const QStringList sources = m_sources.keys();
    for (const QString &source : sources) {
        const AlertSourceState &state = m_sources[source];
        if (state.goodMs == 0 && !state.error)
            continue;
        const std::vector<Entry *> claimed = m_claimed.value(source);
        for (Entry *entry : claimed)
            update(*entry);
    }
    endShelves();
    showAll();
    arrange();
}

void AlertDesk::tick()
{
    endShelves();
    settleEntries();
    refillBudget();
    forget();
    arrange();
}

} // namespace andon
