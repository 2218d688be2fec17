// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/JoinedAnswers.h"

#include <algorithm>
#include <limits>

namespace andon {

namespace {

/// Of a time that both have: what `first` says.
Columns joined(const Columns &first, const Columns &more)
{
    Columns all;
    std::size_t i = 0, k = 0;
    while (k < more.size()) {
        const std::size_t before = first.firstAtOrAfter(more.time(k));
        all.append(first, i, before);
        i = before;
        if (i < first.size() && first.time(i) == more.time(k)) {
            ++k;
            continue;
        }
        const std::size_t next = i < first.size() ? more.firstAtOrAfter(first.time(i)) : more.size();
        all.append(more, k, next);
        k = next;
    }
    all.append(first, i, first.size());
    return all;
}

/// Neighbours first: so no sample is taken over more often than the number of parts can be halved.
Columns allOf(QList<Columns> parts)
{
    while (parts.size() > 1) {
        QList<Columns> half;
        for (qsizetype i = 0; i < parts.size(); i += 2)
            half << (i + 1 < parts.size() ? joined(parts[i], parts[i + 1]) : parts[i]);
        parts = half;
    }
    return parts.value(0);
}

EvidenceAnswer joinedRun(const QList<EvidenceAnswer> &answers, const QList<qsizetype> &run)
{
    EvidenceAnswer all = answers[run.first()];
    JoinedSeries series;
    for (const qsizetype place : run) {
        const EvidenceAnswer &one = answers[place];
        all.asked.startMs = std::min(all.asked.startMs, one.asked.startMs);
        all.asked.endMs = std::max(all.asked.endMs, one.asked.endMs);
        all.answer.leftOut = std::max(all.answer.leftOut, one.answer.leftOut);
        for (const QString &words : one.answer.warnings) {
            if (!all.answer.warnings.contains(words))
                all.answer.warnings << words;
        }
        for (const Series &part : one.answer.series)
            series.add(part, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max());
    }
    all.answer.series = series.series();
    return all;
}

/// Places of answers to one question, by their start, as runs without a gap.
QList<QList<qsizetype>> runsOf(const QList<EvidenceAnswer> &answers, QList<qsizetype> places)
{
    const auto asked = [&](qsizetype place) { return answers[place].asked; };
    std::stable_sort(places.begin(), places.end(), [&](qsizetype a, qsizetype b) { return asked(a).startMs < asked(b).startMs; });
    QList<QList<qsizetype>> runs;
    qint64 endMs = 0;
    for (const qsizetype place : std::as_const(places)) {
        const qint64 startMs = asked(place).startMs;
        // A bundle's numbers are anybody's: no sum of theirs.
        const bool goesOn = !runs.isEmpty() && (startMs <= endMs || quint64(startMs) - quint64(endMs) <= quint64(asked(place).stepMs));
        endMs = goesOn ? std::max(endMs, asked(place).endMs) : asked(place).endMs;
        if (!goesOn)
            runs << QList<qsizetype>();
        runs.last() << place;
    }
    for (QList<qsizetype> &run : runs)
        std::sort(run.begin(), run.end()); // as they were said
    return runs;
}

} // namespace

void JoinedSeries::add(const Series &part, qint64 fromMs, qint64 untilMs)
{
    const Columns &told = part.columns;
    const std::size_t first = told.firstAtOrAfter(fromMs);
    const std::size_t end = told.empty() || told.lastTime() <= untilMs ? told.size() : told.firstAtOrAfter(untilMs + 1);
    if (first >= end)
        return;
    QStringList words;
    for (const auto &[label, value] : part.labels.asKeyValueRange())
        words << label << value;
    if (!m_places.contains(words)) {
        m_places.insert(words, m_parts.size());
        m_parts << Parts{part.labels, {}};
    }
    QList<Columns> &columns = m_parts[m_places.value(words)].columns;
    if (columns.isEmpty() || columns.last().lastTime() >= told.time(first))
        columns << Columns();
    columns.last().append(told, first, end);
}

QList<Series> JoinedSeries::series() const
{
    QList<Series> all;
    for (const Parts &parts : m_parts)
        all << Series{parts.labels, allOf(parts.columns)};
    return all;
}

QList<EvidenceAnswer> joinedAnswers(const QList<EvidenceAnswer> &answers)
{
    QHash<std::pair<QString, qint64>, QList<qsizetype>> questions;
    for (qsizetype i = 0; i < answers.size(); ++i)
        questions[{answers[i].query, answers[i].asked.stepMs}] << i;
    QMap<qsizetype, EvidenceAnswer> all; // in the order in which they were said
    for (const QList<qsizetype> &places : std::as_const(questions)) {
        for (const QList<qsizetype> &run : runsOf(answers, places))
            all.insert(run.first(), run.size() > 1 ? joinedRun(answers, run) : answers[run.first()]);
    }
    return all.values();
}

} // namespace andon
