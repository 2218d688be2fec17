// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/ExemplarWatch.h"

#include <algorithm>
#include <utility>

namespace andon {

ExemplarWatch::ExemplarWatch(ExemplarSource &source, const Clock &clock, const QList<Indicator> &indicators,
                             QString versionLabel, QObject *parent)
    : QObject(parent), m_source(source), m_clock(clock), m_versionLabel(std::move(versionLabel))
{
    for (const Indicator &indicator : indicators) {
        if (!indicator.exemplarQuery.isEmpty())
            m_indicators << indicator;
    }
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_next = 0;
        askNext();
    });
}

void ExemplarWatch::start()
{
    if (!m_indicators.isEmpty())
        m_timer.start(0);
}

void ExemplarWatch::askNext()
{
    if (m_next >= m_indicators.size()) {
        m_timer.start(static_cast<int>(intervalMs));
        return;
    }
    const Indicator &indicator = m_indicators[m_next++];
    const qint64 now = toMs(m_clock.now());
    const qint64 readUntil = m_known.value(indicator.id).readUntilMs;
    const qint64 start = std::max(now - reachMs, readUntil - overlapMs);
    m_source.exemplars({indicator.exemplarQuery, m_versionLabel, start, now}, this,
                       [this, id = indicator.id, now](const Result<QList<Exemplar>> &exemplars) {
                           if (exemplars)
                               take(id, *exemplars, now);
                           askNext();
                       });
}

void ExemplarWatch::take(const QString &indicatorId, const QList<Exemplar> &exemplars, qint64 nowMs)
{
    Known &known = m_known[indicatorId];
    QList<Exemplar> all = exemplars;
    for (const Exemplar &one : std::as_const(known.kept)) {
        if (!exemplars.contains(one) && one.timeMs >= nowMs - reachMs)
            all << one;
    }
    known.kept = chosenExemplars(all, mostKept);
    known.readUntilMs = nowMs;
    emit exemplarsRead(indicatorId, known.kept);
}

QList<Exemplar> chosenExemplars(QList<Exemplar> exemplars, int most)
{
    const auto older = [](const Exemplar &a, const Exemplar &b) { return a.timeMs < b.timeMs; };
    if (exemplars.size() > most) {
        std::stable_sort(exemplars.begin(), exemplars.end(),
                         [](const Exemplar &a, const Exemplar &b) { return a.value > b.value; });
        std::stable_sort(exemplars.begin() + most / 2, exemplars.end(),
                         [&](const Exemplar &a, const Exemplar &b) { return older(b, a); });
        exemplars.resize(most);
    }
    std::stable_sort(exemplars.begin(), exemplars.end(), older);
    return exemplars;
}

} // namespace andon
