// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/ReleaseStarts.h"

#include "app/lines/Coverage.h"

#include <algorithm>
#include <limits>

namespace andon {

ReleaseStart startIn(const MetricsAnswer &answer, const QString &versionLabel, const QString &version)
{
    qint64 others = std::numeric_limits<qint64>::max();
    std::optional<qint64> first;
    for (const Series &series : answer.series) {
        if (series.columns.empty())
            continue;
        const qint64 at = series.columns.firstTime();
        if (series.labels.value(versionLabel) == version)
            first = std::min(first.value_or(at), at);
        else
            others = std::min(others, at);
    }
    if (!first)
        return {};
    return others < *first ? ReleaseStart{first, false, {}} : ReleaseStart{{}, true, {}};
}

ReleaseStarts::ReleaseStarts(MetricsSource &source, const Clock &clock, QString query, QString versionLabel, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_clock(clock)
    , m_query(std::move(query))
    , m_versionLabel(std::move(versionLabel))
{
}

void ReleaseStarts::find(const QStringList &versions)
{
    m_starts.clear();
    m_coarse.clear();
    m_asker = std::make_unique<QObject>();
    const qint64 stepMs = reachMs / points / 1000 * 1000;
    const qint64 endMs = alignedDown(toMs(m_clock.now()), stepMs);
    m_source.queryRange({m_query, endMs - (points - 1) * stepMs, endMs, stepMs, true}, m_asker.get(),
                        [this, versions, stepMs](const Result<MetricsAnswer> &answer) { takeWhole(versions, stepMs, answer); });
}

void ReleaseStarts::takeWhole(const QStringList &versions, qint64 stepMs, const Result<MetricsAnswer> &answer)
{
    for (const QString &version : versions) {
        m_starts[version] = answer ? startIn(*answer, m_versionLabel, version) : ReleaseStart{{}, false, answer.error()};
        // One that began since the newest point, or at the oldest, is looked at closely too.
        if (answer && !m_starts[version].isOlder)
            m_coarse << version;
    }
    refine(stepMs);
}

/// Between the point before and the first one that has a sample.
void ReleaseStarts::refine(qint64 stepMs)
{
    if (m_asker)
        m_asker.release()->deleteLater(); // the context of this very call
    if (m_coarse.isEmpty()) {
        emit found(m_starts);
        return;
    }
    const QString version = m_coarse.takeFirst();
    const qint64 fineMs = std::max<qint64>(1000, stepMs / points / 1000 * 1000);
    const qint64 untilMs = alignedDown(m_starts[version].startMs.value_or(toMs(m_clock.now())), fineMs);
    m_asker = std::make_unique<QObject>();
    m_source.queryRange({m_query, untilMs - alignedUp(stepMs, fineMs), untilMs, fineMs, true}, m_asker.get(),
                        [this, version, stepMs](const Result<MetricsAnswer> &answer) {
                            ReleaseStart &start = m_starts[version];
                            if (!answer)
                                start.error = answer.error();
                            else if (const ReleaseStart fine = startIn(*answer, m_versionLabel, version); fine.startMs || !start.startMs)
                                start = fine;
                            refine(stepMs);
                        });
}

} // namespace andon
