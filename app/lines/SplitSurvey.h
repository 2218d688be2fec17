// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/MetricsSource.h"
#include "app/lines/Split.h"
#include "app/lines/TimeWindow.h"

#include <QObject>

#include <memory>

namespace andon {

/// Splits that were read in a window and in the equally long one before it.
struct SplitSurveyReading {
    TimeWindow window;
    QList<SplitReading> splits; ///< since the reading before, in the workspace's order; with an error where one was not read
    qsizetype done = 0;         ///< so many were read by now, with or without success
    qsizetype of = 0;           ///< so many there are
    QStringList warnings;       ///< of the source, on any of them
};

/// Asks once for every split of a service over a selected window and the one before it, as densely as the window needs.
/// One request in flight, behind whatever is newer. GUI thread.
class SplitSurvey : public QObject {
    Q_OBJECT
public:
    /// So many points a window has at the most.
    static constexpr qint64 windowPoints = 120;

    /// The source outlives it. `stepMs`: points are no closer than that.
    SplitSurvey(MetricsSource &source, QString versionLabel, qint64 stepMs, QObject *parent = nullptr);
    /// read() follows after each answer; a new question replaces the one before. A split of an indicator that is not among
    /// `indicators` is left out.
    void ask(const QList<Indicator> &indicators, const QList<SplitSpec> &splits, const TimeWindow &window);
    /// Nobody waits any more.
    void stop();

signals:
    void read(const andon::SplitSurveyReading &reading);

private:
    void askNext();
    void take(const Result<MetricsAnswer> &answer);

    MetricsSource &m_source;
    QString m_versionLabel;
    qint64 m_leastStepMs;
    QList<SplitReading> m_questions; ///< still without an answer
    SplitSurveyReading m_reading; ///< the last one, without its splits
    std::unique_ptr<QObject> m_asker; ///< context of the question in flight
};

} // namespace andon

Q_DECLARE_METATYPE(andon::SplitSurveyReading)
