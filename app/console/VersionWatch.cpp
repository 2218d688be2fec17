// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/VersionWatch.h"

#include "app/canary/VersionSources.h"
#include "app/lines/PollSchedule.h"

#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using Trouble = VersionTrouble::Kind;

static constexpr qsizetype mostSeen = 200;
static constexpr qsizetype mostServing = 8;

VersionWatch::VersionWatch(MetricsSource &metrics, const Clock &clock, const ServiceSpec &spec, QString folder, QObject *parent)
    : QObject(parent)
    , m_metrics(metrics)
    , m_clock(clock)
    , m_spec(spec.versions)
    , m_versionLabel(spec.versionLabel)
    , m_folder(std::move(folder))
    , m_freshMs(5000 * spec.stepSeconds + 30'000)
{
    connect(&m_timer, &QTimer::timeout, this, &VersionWatch::refresh);
    connect(&m_reading, &QFutureWatcherBase::finished, this, [this] {
        if (m_reading.future().resultCount() > 0)
            takeManifests(m_reading.result());
    });
}

VersionWatch::~VersionWatch() = default;

void VersionWatch::start()
{
    if (m_spec.metricQuery.isEmpty() && m_spec.manifests.isEmpty())
        return;
    m_timer.start(intervalMs);
    refresh();
}

void VersionWatch::refresh()
{
    m_refreshedMs = msSinceBoot(m_clock);
    readManifestFiles();
    askMetric();
}

void VersionWatch::readManifestFiles()
{
    if (m_spec.manifests.isEmpty() || m_reading.isRunning())
        return;
    auto promise = std::make_shared<QPromise<ManifestFolder>>();
    m_reading.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, pattern = m_spec.manifests, folder = m_folder] {
        promise->start();
        promise->addResult(readManifests(pattern, folder));
        promise->finish();
    });
}

void VersionWatch::takeManifests(const ManifestFolder &read)
{
    m_manifestsRead = true;
    m_manifestTroubles.clear();
    for (const WorkspaceFault &fault : read.faults)
        m_manifestTroubles.append({Trouble::Manifest, {}, {}, fault.words()});
    m_bookChanged = m_book.take(VersionOrigin::Manifest, read.statements) || m_bookChanged;
    tell();
}

void VersionWatch::askMetric()
{
    if (m_spec.metricQuery.isEmpty() || m_asking)
        return;
    m_asking = true;
    m_metrics.query(m_spec.metricQuery, this, [this](const Result<MetricsAnswer> &answer) {
        m_asking = false;
        m_metricRead = true;
        m_metricTrouble.reset();
        // What it said last stays: a source that is away does not make a version unknown.
        if (answer)
            m_bookChanged = m_book.take(VersionOrigin::Metric, statementsOf(*answer, m_versionLabel)) || m_bookChanged;
        else
            m_metricTrouble = VersionTrouble{Trouble::Metric, {}, {}, answer.error().message()};
        tell();
    });
}

void VersionWatch::takeGateway(const GatewayState &state)
{
    m_serving.clear();
    for (const GatewayVersion &version : state.versions) {
        if (version.role != VersionRole::Idle || version.weight > 0)
            m_serving << version.id;
    }
    m_bookChanged = m_book.take(VersionOrigin::Gateway, statementsOf(state)) || m_bookChanged;
    tell();
}

void VersionWatch::takeReading(const IndicatorReading &reading)
{
    bool isNew = false;
    const qint64 oldest = toMs(m_clock.now()) - m_freshMs;
    if (m_seen.size() >= mostSeen)
        m_seen.removeIf([oldest](const auto &seen) { return seen.value() < oldest; });
    for (const VersionColumns &version : reading.versions) {
        if (!version.columns || version.columns->empty() || !std::isfinite(version.columns->lastValue()))
            continue;
        isNew = isNew || !m_seen.contains(version.version);
        if (m_seen.contains(version.version) || m_seen.size() < mostSeen)
            m_seen[version.version] = std::max(m_seen.value(version.version), version.columns->lastTime());
    }
    if (isNew && m_timer.isActive() && msSinceBoot(m_clock) - m_refreshedMs >= soonestMs)
        refresh();
    tell();
}

void VersionWatch::recall(const QString &version, const nlohmann::json &payload)
{
    const auto found = payload.is_object() ? payload.find("version_set") : payload.end();
    if (version.isEmpty() || found == payload.end() || !found->is_object())
        return;
    VersionSet set;
    for (const auto &[part, word] : found->items()) {
        if (word.is_string())
            set[QString::fromStdString(part)] = QString::fromStdString(word.get<std::string>());
    }
    m_bookChanged = m_book.recall(version, set) || m_bookChanged;
}

QList<PartDifference> VersionWatch::changes(const QString &before, const QString &after) const
{
    const KnownVersion *first = m_book.find(before), *second = m_book.find(after);
    QList<PartDifference> differences;
    if (first && second)
        differences = versionDiff(first->parts, second->parts);
    differences.removeIf([](const PartDifference &one) { return !one.differs(); });
    return differences;
}

bool VersionWatch::hasSource() const
{
    const QList<KnownVersion> &known = m_book.versions();
    return !m_spec.metricQuery.isEmpty() || !m_spec.manifests.isEmpty()
        || std::any_of(known.cbegin(), known.cend(), [](const KnownVersion &one) { return one.isTied() && !one.gone; });
}

bool VersionWatch::isRead() const
{
    return (m_metricRead || m_spec.metricQuery.isEmpty()) && (m_manifestsRead || m_spec.manifests.isEmpty());
}

QList<VersionTrouble> VersionWatch::troubles() const
{
    QList<VersionTrouble> troubles = conflictsIn(m_book);
    const qint64 oldest = toMs(m_clock.now()) - m_freshMs;
    for (const auto &[version, timeMs] : m_seen.asKeyValueRange()) {
        const KnownVersion *known = m_book.find(version);
        if (timeMs < oldest || (known && known->isTied() && !known->gone))
            continue;
        troubles.append({version.isEmpty() ? Trouble::Unlabelled : Trouble::Untied, version});
    }
    if (m_metricTrouble)
        troubles << *m_metricTrouble;
    return troubles + m_manifestTroubles;
}

nlohmann::json VersionWatch::setsFor(const QString &version) const
{
    const auto setOf = [this](const QString &id) {
        const KnownVersion *known = m_book.find(id);
        if (!known || !known->isTied())
            return nlohmann::json();
        nlohmann::json set = nlohmann::json::object();
        for (const auto &[part, word] : setFromParts(known->parts).asKeyValueRange())
            set[part.toStdString()] = word.toStdString();
        return set;
    };
    nlohmann::json members = nlohmann::json::object();
    if (!version.isEmpty()) {
        members["version_set"] = setOf(version);
        return members;
    }
    for (const QString &id : m_serving.mid(0, mostServing))
        members["version_sets"][id.toStdString()] = setOf(id);
    return members;
}

void VersionWatch::tell()
{
    const QList<VersionTrouble> now = troubles();
    const bool wasRead = std::exchange(m_toldRead, isRead());
    if (!std::exchange(m_bookChanged, false) && now == m_told && wasRead == m_toldRead)
        return;
    m_told = now;
    emit changed();
}

} // namespace andon
