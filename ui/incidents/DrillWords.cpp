// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/DrillWords.h"

#include "app/base/DisplayText.h"
#include "ui/incidents/IncidentWords.h"

#include <QCoreApplication>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct DrillWords {
    Q_DECLARE_TR_FUNCTIONS(andon::DrillWords)
};

QString lineLabel(const QString &family)
{
    return family == u"latency" ? DrillWords::tr("latency")
        : family == u"cost"     ? DrillWords::tr("cost")
        : family == u"risk"     ? DrillWords::tr("risk")
                                : DrillWords::tr("quality");
}

QString lessonOf(const DrillRow &row)
{
    switch (row.question) {
    case DrillQuestion::Detected:
        return row.figure ? DrillWords::tr("It took long to be noticed: is there a gate close enough to this line, and is its window short enough?")
                          : DrillWords::tr("Nothing showed it: a line without a gate wakes nobody.");
    case DrillQuestion::Acted:
        return row.figure ? DrillWords::tr("The alarm stood for a while before anybody acted: acknowledge it (A) or press, and read on afterwards.")
                          : DrillWords::tr("Nobody acknowledged or acted: the alarm list is one key away (A), the cord is three buttons.");
    case DrillQuestion::RightAction:
        return DrillWords::tr("What only the canary has is ended by a rollback; what costs is ended by a degrade of everybody, too.");
    case DrillQuestion::FirstAction:
        return row.finding == DrillFinding::BeforeTheFault
            ? DrillWords::tr("The first action came before there was anything: which line and which version does the alarm name?")
            : DrillWords::tr("The first action was not the one that helps: look which version's line left its band before pressing.");
    case DrillQuestion::Stopped:
        return row.figure ? DrillWords::tr("It was stopped later than the runbook asks: stop the loss first, find the cause afterwards.")
                          : DrillWords::tr("The loss went on to the end of the drill: the stop-loss order of the runbook (I) says what loses least.");
    case DrillQuestion::EffectVerified:
        return DrillWords::tr("Answered is not verified: wait for \"seen in traffic\" before calling it over.");
    case DrillQuestion::EvidenceOfAlarm:
    case DrillQuestion::EvidenceOfAction:
        return DrillWords::tr("Press E when it burns: what is not frozen then is gone when the source forgets it.");
    }
    return {};
}

} // namespace

QString drillQuestionLabel(DrillQuestion question)
{
    switch (question) {
    case DrillQuestion::Detected: return DrillWords::tr("Time to detect: fault to alarm");
    case DrillQuestion::Acted: return DrillWords::tr("Time to act: alarm to acknowledgement or action");
    case DrillQuestion::RightAction: return DrillWords::tr("Right action on the right version");
    case DrillQuestion::FirstAction: return DrillWords::tr("No false first action");
    case DrillQuestion::Stopped: return DrillWords::tr("Time to stop: fault to mitigated");
    case DrillQuestion::EffectVerified: return DrillWords::tr("Effect verified");
    case DrillQuestion::EvidenceOfAlarm: return DrillWords::tr("Evidence of the alarm");
    case DrillQuestion::EvidenceOfAction: return DrillWords::tr("Evidence of the action");
    }
    return {};
}

QString drillMarkLabel(DrillMark mark)
{
    switch (mark) {
    case DrillMark::Passed: return DrillWords::tr("✓ passed");
    case DrillMark::Missed: return DrillWords::tr("▲ missed");
    case DrillMark::NotReached: return DrillWords::tr("○ not reached");
    }
    return {};
}

QString drillFindingLabel(const DrillRow &row)
{
    const QString detail = displaySafe(row.detail, 160), figure = spanText(row.figure);
    switch (row.finding) {
    case DrillFinding::Measured: return figure;
    case DrillFinding::StillSealed: return DrillWords::tr("nobody can tell: what went wrong is sealed");
    case DrillFinding::NoFault: return DrillWords::tr("the fault was never put in");
    case DrillFinding::NotSeen: return DrillWords::tr("no alarm of the version, and nobody acted on it");
    case DrillFinding::NobodyActed: return DrillWords::tr("nobody acted");
    case DrillFinding::AsItShouldBe: return row.figure ? DrillWords::tr("%1 after %2").arg(detail, figure) : detail;
    case DrillFinding::BeforeTheFault: return DrillWords::tr("%1: before there was a fault").arg(detail);
    case DrillFinding::AnotherVerb: return DrillWords::tr("%1: does not end this loss").arg(detail);
    case DrillFinding::AnotherVersion: return DrillWords::tr("%1: not the version that has the fault").arg(detail);
    case DrillFinding::StillBurning: return DrillWords::tr("not stopped by the end of the drill");
    case DrillFinding::SeenInTraffic: return DrillWords::tr("%1: seen in traffic after %2").arg(detail, figure);
    case DrillFinding::ReadBackUnwatched: return DrillWords::tr("%1: read back after %2; nothing is looked at in traffic").arg(detail, figure);
    case DrillFinding::ReadBackOnly: return DrillWords::tr("%1: read back, not seen in traffic").arg(detail);
    case DrillFinding::NotInTraffic: return DrillWords::tr("%1: looked for in traffic and not found").arg(detail);
    case DrillFinding::AnsweredOnly: return DrillWords::tr("%1: answered, but not verified").arg(detail);
    case DrillFinding::SentOnly: return DrillWords::tr("%1: sent, and no answer is known").arg(detail);
    case DrillFinding::Unknown: return DrillWords::tr("%1: unknown, it may or may not have happened").arg(detail);
    case DrillFinding::Refused: return DrillWords::tr("%1: not applied").arg(detail);
    case DrillFinding::ReadBackOther: return DrillWords::tr("%1: read back as something else").arg(detail);
    case DrillFinding::Kept: return detail;
    case DrillFinding::KeptWithoutHash: return DrillWords::tr("%1: its hash is not on the record").arg(detail);
    case DrillFinding::NotKept: return DrillWords::tr("no bundle covers it");
    }
    return {};
}

QString drillFaultLabel(const DrillRun &run)
{
    if (!run.secret)
        return {};
    const FaultSetting &fault = run.secret->plan.fault;
    QString words = DrillWords::tr("%1 in %2").arg(displaySafe(fault.faults.join(u", "_s), 80), displaySafe(fault.version, 80));
    for (const auto &[member, value] : fault.only.asKeyValueRange())
        words += DrillWords::tr(", only where %1 is %2").arg(displaySafe(member, 40), displaySafe(value, 80));
    return words;
}

QString drillSealLabel(const DrillRun &run)
{
    switch (run.seal()) {
    case DrillRun::Seal::Closed: return DrillWords::tr("Still sealed.");
    case DrillRun::Seal::Holds: return DrillWords::tr("✓ Chosen before the start: what was opened has the hash that the start wrote down, and the seed gives this plan.");
    case DrillRun::Seal::Broken: return DrillWords::tr("▲ The seal is broken: what was opened is not what the start wrote down.");
    case DrillRun::Seal::Lost: break;
    }
    return DrillWords::tr("The seal is lost: nothing proves when the plan was chosen.");
}

QString drillEndLabel(DrillEnd end)
{
    switch (end) {
    case DrillEnd::Finished: return DrillWords::tr("the loss was stopped");
    case DrillEnd::TimeUp: return DrillWords::tr("the ten minutes were over");
    case DrillEnd::Stopped: return DrillWords::tr("a person ended it");
    case DrillEnd::IncidentClosed: return DrillWords::tr("its incident was closed");
    case DrillEnd::ConsoleClosed: return DrillWords::tr("its console was closed");
    case DrillEnd::LeftOpen: return DrillWords::tr("its console ended without a word");
    case DrillEnd::FaultFailed: return DrillWords::tr("the fault could not be put in");
    }
    return {};
}

QStringList drillLessonLabels(const DrillSheet &sheet)
{
    QStringList lessons;
    if (sheet.run.secret) {
        const QString line = shownBy(sheet.run.secret->plan.fault.faults.value(0));
        const QStringList verbs = rightVerbs(sheet.run.secret->plan.fault, sheet.run.secret->ground);
        if (!line.isEmpty() && verbs.size() > 1)
            lessons << DrillWords::tr("Such a fault shows on the %1 line first; a rollback ends it, and so does a degrade.").arg(lineLabel(line));
        else if (!line.isEmpty() && !verbs.isEmpty())
            lessons << (verbs.first() == u"rollback" ? DrillWords::tr("Such a fault shows on the %1 line first; a rollback ends it.").arg(lineLabel(line))
                                                     : DrillWords::tr("Such a fault shows on the %1 line first; a degrade ends it.").arg(lineLabel(line)));
    }
    for (const DrillRow &row : sheet.rows) {
        const bool told = row.mark == DrillMark::Passed || row.finding == DrillFinding::NoFault || row.finding == DrillFinding::StillSealed;
        const QString lesson = told ? QString() : lessonOf(row);
        if (!lesson.isEmpty() && !lessons.contains(lesson))
            lessons << lesson;
    }
    return lessons;
}

} // namespace andon
