// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/AgeLink.h"

#include "app/base/DisplayText.h"
#include "app/lines/Coverage.h"
#include "ui/common/ErrorText.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qint64 pointsShown = 600;

AgeLink::AgeLink(Console &console, ServiceDesk &desk, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_desk(desk)
    , m_starts(*console.source(desk.spec().source), console.clock(), servingQuery(desk.spec()), desk.spec().versionLabel)
{
    connect(&m_starts, &ReleaseStarts::found, this, &AgeLink::takeStarts);
}

void AgeLink::compare(const QString &stable, const QString &canary)
{
    if (stable == m_stable && canary == m_canary)
        return;
    stop();
    m_stable = stable;
    m_canary = canary;
    if (stable.isEmpty() || canary.isEmpty() || servingQuery(m_desk.spec()).isEmpty())
        return;
    tell(tr("When %1 and %2 began is being looked up").arg(displaySafe(canary, 60), displaySafe(stable, 60)));
    m_starts.find({stable, canary});
}

void AgeLink::stop()
{
    m_canaryLines.reset();
    m_formerLines.reset();
    m_canaryRead.clear();
    m_formerRead.clear();
    m_stable.clear();
    m_canary.clear();
}

void AgeLink::tell(const QString &words)
{
    m_words = words;
    emit changed({words, {}, {}, 0, 0});
}

void AgeLink::takeStarts(const QMap<QString, ReleaseStart> &starts)
{
    if (m_canary.isEmpty())
        return;
    for (const QString &version : {m_canary, m_stable}) {
        const ReleaseStart start = starts.value(version);
        if (start.error)
            return tell(tr("No comparison with the release before at the same age: %1").arg(errorText(*start.error)));
        if (!start.startMs) {
            const QString name = displaySafe(version, 60);
            return tell(start.isOlder ? tr("No comparison with the release before at the same age: %1 served already where the source's memory begins").arg(name)
                                      : tr("No comparison with the release before at the same age: the source has nothing of %1").arg(name));
        }
    }
    const qint64 canaryMs = *starts.value(m_canary).startMs, formerMs = *starts.value(m_stable).startMs;
    if (formerMs >= canaryMs)
        return tell(tr("No comparison at the same age: %1 began after %2").arg(displaySafe(m_stable, 60), displaySafe(m_canary, 60)));
    read(canaryMs, formerMs);
}

/// What the review lists: counted, or named by the card.
QList<Indicator> AgeLink::lines() const
{
    const ServiceSpec &spec = m_desk.spec();
    QList<Indicator> found;
    for (Indicator one : spec.indicators) {
        const bool counted = std::any_of(spec.counts.cbegin(), spec.counts.cend(), [&](const CountQueries &each) { return each.indicatorId == one.id; });
        const bool named = spec.card && std::any_of(spec.card->thresholds.cbegin(), spec.card->thresholds.cend(),
                                                    [&](const CardThreshold &each) { return each.indicator == one.id; });
        one.headline = true; // the poller asks for headlines alone
        if ((counted || named) && !one.query.isEmpty())
            found << one;
    }
    return found;
}

void AgeLink::read(qint64 canaryMs, qint64 formerMs)
{
    m_sinceMs = canaryMs;
    m_words = tr("%1 since its start, and dotted: %2 when it was as old").arg(displaySafe(m_canary, 60), displaySafe(m_stable, 60));
    const auto wishes = [this] {
        const qint64 unitMs = std::max<qint64>(1, m_desk.spec().stepSeconds) * 1000;
        const qint64 nowMs = toMs(m_console.clock().now());
        const qint64 stepMs = alignedUp(std::max(unitMs, (nowMs - m_sinceMs) / pointsShown), unitMs);
        return QList<BackfillPlan::Wish>{{{alignedDown(m_sinceMs, stepMs), alignedDown(nowMs, stepMs)}, stepMs}};
    };
    const auto poller = [&](qint64 offsetMs, QMap<QString, BaselineReading> &into) {
        auto made = std::make_unique<BaselinePoller>(*m_console.source(m_desk.spec().source), m_console.clock(), lines(),
                                                     m_desk.spec().versionLabel, BaselineSpec{{}, offsetMs}, wishes);
        connect(made.get(), &BaselinePoller::read, this, [this, &into](const BaselineReading &reading) {
            into.insert(reading.indicatorId, reading);
            show();
        });
        made->ask();
        return made;
    };
    m_canaryLines = poller(0, m_canaryRead);
    m_formerLines = poller(canaryMs - formerMs, m_formerRead);
}

void AgeLink::show()
{
    ReviewAge age{m_words, {}, {}, m_sinceMs, toMs(m_console.clock().now())};
    const auto columnsOf = [](const BaselineReading &reading, const QString &version) {
        const auto found = std::find_if(reading.versions.cbegin(), reading.versions.cend(), [&](const VersionColumns &one) { return one.version == version; });
        return found == reading.versions.cend() ? nullptr : found->columns;
    };
    const QList<Indicator> lines = this->lines();
    for (const Indicator &indicator : lines) {
        PlotRow row;
        row.title = indicator.title;
        row.unit = indicator.unit;
        row.direction = indicator.direction;
        row.gate = indicator.gate;
        row.freshness = Freshness::Live;
        const auto canary = columnsOf(m_canaryRead.value(indicator.id), m_canary);
        const auto former = columnsOf(m_formerRead.value(indicator.id), m_stable);
        if (canary)
            row.curves.append({m_canary, indicator.title, canary, CurveKind::Main});
        if (former)
            row.curves.append({m_stable, tr("%1, at the same age").arg(indicator.title), former, CurveKind::Baseline});
        if (row.curves.isEmpty())
            continue;
        if (!former)
            row.title += tr(" (%1 at that age: no data)").arg(displaySafe(m_stable, 60));
        age.rows << row;
        age.ids << indicator.id;
    }
    emit changed(age);
}

} // namespace andon
