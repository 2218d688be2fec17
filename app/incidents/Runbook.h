// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Incident.h"

namespace andon {

/// The six steps, in their order.
enum class RunbookStep { Confirm, StopLoss, Evidence, Cause, Regression, Postmortem };
inline constexpr std::array<RunbookStep, 6> allRunbookSteps{RunbookStep::Confirm, RunbookStep::StopLoss, RunbookStep::Evidence,
                                                            RunbookStep::Cause, RunbookStep::Regression, RunbookStep::Postmortem};

/// What to do in one scenario. From resources/runbooks/ or the workspace; texts in the team's language.
struct RunbookSpec {
    QString id;
    QString title;
    QString trigger;      ///< how it shows
    QString firstAction;  ///< the first thing to do
    QStringList verify;   ///< what to look at
    QString over;         ///< when it is over
    QStringList families; ///< lines it is for: "quality", "latency", ... (Indicator.h)
    QStringList alarms;   ///< ids of indicators and names of alerts it is for; before the families
    QByteArray digest;    ///< SHA-256 of its text, hexadecimal
    bool operator==(const RunbookSpec &) const = default;
};

/// What a step is closed with: an event by its id, a file by the name that the record has for it, or a text.
struct Artefact {
    enum class Kind { Event, File, Text };
    Kind kind = Kind::Event;
    QString ref;
    bool operator==(const Artefact &) const = default;
};

struct RunbookStepState {
    RunbookStep step = RunbookStep::Confirm;
    bool closed = false;
    Artefact artefact;              ///< that closed it first
    TimePoint closedAt;
    QString closedBy;
    std::chrono::milliseconds took{0}; ///< from the runbook's start to the closing
    bool operator==(const RunbookStepState &) const = default;
};

/// A runbook at work, as the record has it.
struct RunbookRun {
    QString runbook; ///< id; empty: none was started
    TimePoint startedAt;
    QList<RunbookStepState> steps; ///< all six
    [[nodiscard]] bool started() const { return !runbook.isEmpty(); }
    /// The first open one; nothing: all are closed.
    [[nodiscard]] std::optional<RunbookStep> next() const;
    bool operator==(const RunbookRun &) const = default;
};

/// From the start of the runbook to the last step.
inline constexpr std::chrono::minutes runbookBudget{10};

/// When a step should be closed, counted from the start: 1, 3, 4, 7, 9 and 10 minutes.
[[nodiscard]] std::chrono::minutes dueAfter(RunbookStep step);

/// The newest runbook.started counts, the clock runs from the first one. A runbook.step_closed whose artefact the record does
/// not bear out closes nothing. Pure.
[[nodiscard]] RunbookRun runbookRunOf(const Incident &incident);

/// Why an artefact does not close a step, in English words; empty: it does. Pure.
///
/// | step | closes on |
/// | confirm | gate.crossed, alert.fired, judge.verdict, the impact in words |
/// | stop_loss | read-back or effect of degrade, throttle or rollback; gate.cleared, alert.cleared |
/// | evidence | evidence.added, or the file that one names |
/// | cause | a note, gateway.changed, the affected versions as a person set them |
/// | regression | regression.marked, or the set that one names |
/// | postmortem | postmortem.saved, export.made, or a postmortem.md that evidence.added names |
[[nodiscard]] QString artefactRefusal(RunbookStep step, const Artefact &artefact, const Incident &incident);
/// What of the incident closes a step, newest first.
[[nodiscard]] QList<Artefact> artefactsFor(RunbookStep step, const Incident &incident);

/// What is known of the alarm when a runbook is looked for; each possibly empty.
struct RunbookHint {
    QString label;  ///< of the alarm's label andon_runbook: an id
    QString alarm;  ///< id of the indicator or name of the alert
    QString family; ///< "quality", ...
};
/// The runbook by the label, else by the alarm, else by the family; null: none fits. The first of several counts, so a team's
/// own ones stand in front.
[[nodiscard]] const RunbookSpec *runbookFor(const QList<RunbookSpec> &runbooks, const RunbookHint &hint);

[[nodiscard]] QString runbookStepWord(RunbookStep step); ///< "confirm", "stop_loss", ...: stable words of the file format
[[nodiscard]] std::optional<RunbookStep> runbookStepFromWord(const QString &word);
[[nodiscard]] QString runbookStepTitle(RunbookStep step); ///< English, for the record
[[nodiscard]] QString artefactWord(Artefact::Kind kind); ///< "event", "file", "text"
[[nodiscard]] std::optional<Artefact> artefactFrom(const nlohmann::json &value);

} // namespace andon
