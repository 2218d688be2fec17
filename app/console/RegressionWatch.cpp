// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/RegressionWatch.h"

#include "app/incidents/RegressionFile.h"
#include "app/workspace/FileBeneath.h"

#include <QDir>
#include <QFileInfo>
#include <QPromise>
#include <QThreadPool>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qint64 largestReport = 16 * 1024 * 1024; ///< bytes

RegressionWatch::RegressionWatch(const RegressionSpec &spec, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_spec(spec)
    , m_folder(folder)
{
    connect(&m_reading, &QFutureWatcher<Reading>::finished, this, &RegressionWatch::take);
    // A look instead of a notice: the files may lie on a share, and are replaced as a whole.
    m_timer.callOnTimeout(this, &RegressionWatch::look);
    m_timer.start(lookEvery);
    look();
}

void RegressionWatch::look()
{
    if (m_reading.isRunning())
        return;
    auto promise = std::make_shared<QPromise<Reading>>();
    m_reading.setFuture(promise->future());
    const std::optional<Stamp> known = m_known ? std::optional(m_known->stamp) : std::nullopt;
    QThreadPool::globalInstance()->start([promise, folder = m_folder, spec = m_spec, known] {
        promise->start();
        promise->addResult(read(folder, spec, known));
        promise->finish();
    });
}

RegressionWatch::Reading RegressionWatch::read(const QString &folder, const RegressionSpec &spec, const std::optional<Stamp> &known)
{
    Reading reading;
    const std::array<QString, 2> names{spec.file, spec.report};
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (const QFileInfo file(QDir(folder).filePath(names[i])); file.exists()) {
            reading.stamp.sizes[i] = file.size();
            reading.stamp.modified[i] = file.lastModified();
        }
    }
    if (known == reading.stamp)
        return reading;
    reading.set = readRegressionSet(QDir(folder).filePath(spec.file));
    const Result<QByteArray> report = readBeneath(folder, spec.report, largestReport);
    reading.report = report ? parseRegressionReport(*report) : tl::unexpected(report.error());
    return reading;
}

void RegressionWatch::take()
{
    Reading reading = m_reading.result();
    if (!reading.set)
        return;
    m_known = std::move(reading);
    m_told.reset();
    emit changed();
}

std::optional<RegressionStanding> RegressionWatch::standing(const QString &version) const
{
    if (!m_known)
        return std::nullopt;
    if (!m_told || m_told->first != version) {
        const Result<RegressionSet> &set = *m_known->set;
        RegressionStanding standing;
        if (set) {
            const RegressionGate gate = regressionGate(*m_known->report, *set, version);
            standing = {gate.open, gate.passed, set->samples.size(), gate.reasons.join(u"; "_s)};
        } else {
            standing.words = u"The regression set cannot be read: "_s + set.error().message();
        }
        m_told.emplace(version, standing);
    }
    return m_told->second;
}

} // namespace andon
