// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/DrillSheet.h"
#include "app/lines/IndicatorReading.h"
#include "app/lines/TimeWindow.h"
#include "app/versions/VersionDiff.h"

namespace andon {

/// One line at a glance: what was guarded and how bad it got, with the events that say so; the query gives the rest.
struct LineFact {
    QString indicatorId;
    Family family = Family::Quality;
    QString title;
    Unit unit = Unit::Ratio;
    Direction direction = Direction::HigherIsWorse;
    Gate gate;
    std::optional<double> baseline; ///< in the indicator's unit: of the version before
    std::optional<double> worst;    ///< of the bad version
    std::optional<TimePoint> at;    ///< of the worst
    QString query;
    QString baselineEvent; ///< event id
    QString worstEvent;
};

/// An operation as its rows told it, with the rows that told it. Times are empty where the record has no such row.
struct ActionFact {
    struct Step {
        QString words;                ///< empty: there is no such row
        std::optional<TimePoint> at;
        QString eventId;
    };
    QString opId;
    QString verb;
    QString change;
    QString reason;
    Step asked, answered, readBack, effect;
    std::optional<std::chrono::milliseconds> timeToEffect; ///< from asked to seen in traffic
    QString outcome; ///< word of the last state
    bool good = false; ///< read back as asked
    std::optional<double> shareTouched; ///< percent of the traffic, as painted on the button
};

/// A part that the bad version has and the version before has not.
struct ChangeFact {
    QString part;
    QString before;
    QString after;
    QString eventId;
};

struct EvidenceFact {
    QString file;
    QString sha256;
    QString what;
    QString eventId;
};

struct RegressionFact {
    QString sample;
    QString trace;
    QString set;
    QStringList tags;
    QString eventId;
};

/// What a postmortem is drafted from: nothing in it is guessed, each figure names its event or its query.
struct PostmortemFacts {
    QString before, bad, after;     ///< versions; empty: the record does not say
    QString beforeEvent, badEvent, afterEvent;
    QList<LineFact> lines;
    QList<ActionFact> actions;
    QList<ChangeFact> changes;
    QList<EvidenceFact> evidence;
    QList<RegressionFact> regression;
    std::optional<DrillSheet> drill; ///< of an incident that is a drill
};

/// The facts the record holds, with the lines as given. Pure.
[[nodiscard]] PostmortemFacts postmortemFacts(const Incident &incident, const QList<LineFact> &lines);
/// What the samples of one version say of a line in some window, as the entry of the evidence keeps it ("lines" of its payload).
struct LineSample {
    QString indicatorId;
    QString version;
    double worst = 0;  ///< in the indicator's unit
    TimePoint at{};    ///< of the worst
    double median = 0; ///< the lower one of two
    qint64 count = 0;  ///< of finite samples; 0: nothing is known
};

/// Pure.
[[nodiscard]] LineSample lineSample(const Indicator &indicator, const QString &version, const Columns &columns, const TimeWindow &window);
[[nodiscard]] nlohmann::json lineSampleJson(const LineSample &sample);
/// A line for each headline indicator, from the record alone, so that whoever asks finds the same: the worst of the bad version by
/// the crossings of the gate and by what evidence kept of the samples, from ten minutes before the start to the resolution; the
/// median of the version before as the evidence with the most samples has it, else the judge's stable value.
[[nodiscard]] QList<LineFact> lineFacts(const QList<Indicator> &indicators, const Incident &incident);

} // namespace andon
