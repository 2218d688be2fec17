// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journal/EventSelection.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static bool isOfKind(const QString &kind, const QString &wanted)
{
    return wanted.endsWith(u'.') ? kind.startsWith(wanted) : kind == wanted;
}

bool isAsked(const Event &event, const EventQuery &query)
{
    return event.seq > query.afterSeq && (query.uptoSeq <= 0 || event.seq <= query.uptoSeq) && (!query.from || event.occurredAt >= *query.from) && (!query.to || event.occurredAt < *query.to)
        && (query.opId.isEmpty() || event.opId == query.opId) && (query.service.isEmpty() || event.service == query.service)
        && (query.kinds.isEmpty()
            || std::any_of(query.kinds.cbegin(), query.kinds.cend(), [&](const QString &kind) { return isOfKind(event.kind, kind); }))
        && (query.seqs.isEmpty() || query.seqs.contains(event.seq)) && (query.eventIds.isEmpty() || query.eventIds.contains(event.eventId));
}

QList<Event> eventsAsked(const QList<Event> &events, const EventQuery &query)
{
    QList<Event> found;
    std::copy_if(events.cbegin(), events.cend(), std::back_inserter(found), [&](const Event &event) { return isAsked(event, query); });
    return query.limit > 0 ? found.mid(std::max<qsizetype>(0, found.size() - query.limit)) : found;
}

EventOutline outlineOf(const QList<Event> &events)
{
    EventOutline outline;
    for (const Event &event : events) {
        if (!outline.kinds.contains(event.kind))
            outline.kinds << event.kind;
        outline.rows.append({static_cast<qint64>(event.occurredAt.time_since_epoch().count()), static_cast<quint64>(event.seq),
                             static_cast<quint64>(outline.kinds.indexOf(event.kind))});
    }
    std::sort(outline.rows.begin(), outline.rows.end(), [](const EventOutline::Row &a, const EventOutline::Row &b) {
        return a.occurredUs != b.occurredUs ? a.occurredUs < b.occurredUs : a.seq < b.seq;
    });
    return outline;
}

namespace {

/// Before the value of a field that can be named: a sign that nobody types stands for the name, so that the name alone finds nothing.
struct Field {
    QStringView name;
    QChar sign;
};
constexpr Field fields[] = {{u"by:", QChar(1)}, {u"version:", QChar(2)}, {u"kind:", QChar(3)}, {u"service:", QChar(4)}};

QString withSign(const QString &word)
{
    for (const Field &field : fields) {
        if (word.size() > field.name.size() && word.startsWith(field.name))
            return field.sign + word.mid(field.name.size());
    }
    return word;
}

} // namespace

QString searchText(const Event &event)
{
    const QString text = event.title + u'\n' + event.body + u'\n' + fields[0].sign + event.actor.id + u'\n' + fields[0].sign + event.actor.name + u'\n'
        + fields[1].sign + event.version + u'\n' + event.opId + u'\n' + fields[2].sign + event.kind + u'\n' + fields[3].sign + event.service;
    return text.toCaseFolded();
}

QStringList searchWords(const QString &typed)
{
    QStringList words;
    QString word;
    bool quoted = false;
    const auto end = [&] {
        if (!word.trimmed().isEmpty())
            words << withSign(word);
        word.clear();
    };
    for (const QChar letter : typed.toCaseFolded()) {
        if (letter == u'"')
            quoted = !quoted;
        else if (quoted || !letter.isSpace())
            word += letter;
        if (!quoted && (letter.isSpace() || letter == u'"'))
            end();
    }
    end();
    return words;
}

bool holdsWords(const QString &searchText, const QStringList &words)
{
    return std::all_of(words.cbegin(), words.cend(), [&](const QString &word) { return searchText.contains(word); });
}

QList<qint64> eventsWithWords(const QList<Event> &events, const QStringList &words)
{
    QList<qint64> found;
    for (const Event &event : events) {
        if (holdsWords(searchText(event), words))
            found << event.seq;
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace andon
