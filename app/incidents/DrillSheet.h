// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/DrillRun.h"

namespace andon {

/// What a drill is looked at for, in the order of the sheet.
enum class DrillQuestion {
    Detected,         ///< from the fault to the alarm of its version, or to whoever acted before
    Acted,            ///< from there to an acknowledgement or an action
    RightAction,      ///< an action that ends this loss, on the version that has it
    FirstAction,      ///< nothing else was tried before, and nothing before there was a fault
    Stopped,          ///< from the fault to the mitigation by such an action
    EffectVerified,   ///< what the outcome of that action really was
    EvidenceOfAlarm,  ///< a bundle that covers the alarm, with its hash on the record
    EvidenceOfAction, ///< the same of the action
};

enum class DrillMark { Passed, Missed, NotReached };

/// What was found, beside its figure.
enum class DrillFinding {
    Measured,         ///< the figure says it
    StillSealed,      ///< nobody can tell before the end
    NoFault,          ///< it was never put in
    NotSeen,          ///< no alarm of the version, and nobody acted
    NobodyActed,
    AsItShouldBe,     ///< detail: the verb and its version
    BeforeTheFault,   ///< detail: the verb
    AnotherVerb,      ///< detail: the verb
    AnotherVersion,   ///< detail: the verb and its version
    StillBurning,
    SeenInTraffic,
    ReadBackUnwatched, ///< the workspace has traffic looked at by nobody: the read-back is all there can be
    ReadBackOnly,      ///< traffic is looked at, and had not shown it
    NotInTraffic,
    AnsweredOnly,      ///< accepted and never read back
    SentOnly,
    Unknown,           ///< it may or may not have happened
    Refused,           ///< rejected, superseded, or proven not applied
    ReadBackOther,     ///< the state differs from what was asked
    Kept,              ///< detail: file and the beginning of its hash
    KeptWithoutHash,   ///< detail: file
    NotKept,
};

struct DrillRow {
    DrillQuestion question = DrillQuestion::Detected;
    DrillMark mark = DrillMark::NotReached;
    DrillFinding finding = DrillFinding::StillSealed;
    std::optional<std::chrono::milliseconds> target; ///< not later than that
    std::optional<std::chrono::milliseconds> figure;
    QString detail;    ///< hostile
    QString fromEvent; ///< event_id that it was read from; empty: there is none
    bool operator==(const DrillRow &) const = default;
};

/// The score sheet. There are no points: a row is passed, missed or not reached, and the result is how many are passed.
struct DrillSheet {
    DrillRun run;
    QList<DrillRow> rows; ///< one for each question, in their order
    [[nodiscard]] int passed() const;
    [[nodiscard]] bool allPassed() const { return !rows.isEmpty() && passed() == rows.size(); }
    [[nodiscard]] const DrillRow &row(DrillQuestion question) const { return rows[static_cast<qsizetype>(question)]; }
};

inline constexpr std::array<DrillQuestion, 8> allDrillQuestions{
    DrillQuestion::Detected, DrillQuestion::Acted, DrillQuestion::RightAction, DrillQuestion::FirstAction,
    DrillQuestion::Stopped, DrillQuestion::EffectVerified, DrillQuestion::EvidenceOfAlarm, DrillQuestion::EvidenceOfAction};

/// Targets in the runbook's measure: detected within a minute of the fault, acted within a minute of that, and stopped within
/// the three minutes of the runbook after the first.
inline constexpr std::chrono::milliseconds drillDetectTarget = std::chrono::minutes(1);
inline constexpr std::chrono::milliseconds drillActTarget = std::chrono::minutes(1);
inline constexpr std::chrono::milliseconds drillStopTarget = std::chrono::minutes(4);

/// `run` needs its secret and its moment of injection, else every row is NotReached and says why. Of `events` those of its
/// service count that happened from its start to its end; in any order. Pure.
[[nodiscard]] DrillSheet drillSheet(const DrillRun &run, const QList<Event> &events);
/// The sheet of an incident that is a drill, of what belongs to it; nothing where it is none.
[[nodiscard]] std::optional<DrillSheet> drillSheetOf(const Incident &incident);
/// Nothing that is still to come can change the sheet for the better, but for a bundle that is being packed.
[[nodiscard]] bool isSettled(const DrillSheet &sheet);

} // namespace andon
