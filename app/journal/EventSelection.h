// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Event.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace andon {

/// Which events to read; an empty field asks for all.
struct EventQuery {
    std::optional<TimePoint> from; ///< by occurredAt, inclusive
    std::optional<TimePoint> to;   ///< by occurredAt, exclusive
    QString opId;
    QString service;
    qint64 afterSeq = 0;           ///< only entries with a greater sequence number
    int limit = 0;                 ///< the newest so many; 0 = all
    QStringList kinds{};           ///< of these kinds only; one that ends in a dot stands for its family: "alert."
    QList<qint64> seqs{};          ///< of these numbers only
    qint64 uptoSeq = 0;            ///< only entries with no greater sequence number; 0 = all
    QStringList eventIds{};        ///< with these ids only
};

/// Every entry of the record by its place, without what it says: 16 bytes each, so that a list of a million rows knows all
/// of them and reads those alone that somebody looks at.
struct EventOutline {
    struct Row {
        qint64 occurredUs;  ///< occurredAt, microseconds since the epoch
        quint64 seq : 48;
        quint64 kind : 16;  ///< place in kinds
    };
    QStringList kinds; ///< that occur, at most 65,536
    QList<Row> rows;   ///< by occurredUs, then seq
};
static_assert(sizeof(EventOutline::Row) == 16);

/// Whether the query asks for it; its limit is the caller's to keep.
[[nodiscard]] bool isAsked(const Event &event, const EventQuery &query);
/// The newest `query.limit` of the events that are asked for, in their order.
[[nodiscard]] QList<Event> eventsAsked(const QList<Event> &events, const EventQuery &query);
[[nodiscard]] EventOutline outlineOf(const QList<Event> &events);

/// What a search looks through: title, body, who, version, operation, kind and service, folded so that case does not count.
[[nodiscard]] QString searchText(const Event &event);
/// The words of what a person typed, folded as searchText(); what stands in double quotes is one word. "version:v42", "kind:note",
/// "service:chat" and "by:li.wei" mean that the field begins so.
[[nodiscard]] QStringList searchWords(const QString &typed);
/// Whether every word stands somewhere in the text.
[[nodiscard]] bool holdsWords(const QString &searchText, const QStringList &words);
/// Numbers of the events that hold every word, ascending.
[[nodiscard]] QList<qint64> eventsWithWords(const QList<Event> &events, const QStringList &words);

} // namespace andon
