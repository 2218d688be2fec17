// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/DrillText.h"

#include "app/base/MarkdownText.h"
#include "app/incidents/EventText.h"
#include "app/incidents/JsonFields.h"
#include "app/incidents/Postmortem.h"
#include "app/incidents/TextSections.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

const QString drillSection = u"## Drill: score sheet"_s;

namespace {

const QString nothing = u"–"_s;

QString tableLine(const QStringList &cells)
{
    return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
}

QString endText(DrillEnd end)
{
    switch (end) {
    case DrillEnd::Finished: return u"the loss was stopped"_s;
    case DrillEnd::TimeUp: return u"the ten minutes were over"_s;
    case DrillEnd::Stopped: return u"a person ended it"_s;
    case DrillEnd::IncidentClosed: return u"its incident was closed"_s;
    case DrillEnd::ConsoleClosed: return u"its console was closed"_s;
    case DrillEnd::LeftOpen: return u"its console ended without a word"_s;
    case DrillEnd::FaultFailed: return u"the fault could not be put in"_s;
    }
    return {};
}

QString sealWord(DrillRun::Seal seal)
{
    switch (seal) {
    case DrillRun::Seal::Closed: return u"closed"_s;
    case DrillRun::Seal::Holds: return u"holds"_s;
    case DrillRun::Seal::Broken: return u"broken"_s;
    case DrillRun::Seal::Lost: break;
    }
    return u"lost"_s;
}

/// What a missed row is to be learnt from; empty where its finding says it already.
QString lessonOf(const DrillRow &row)
{
    switch (row.question) {
    case DrillQuestion::Detected:
        return row.figure ? u"It took long to be noticed: is there a gate close enough to this line, and is its window short enough?"_s
                          : u"Nothing showed it: a line without a gate wakes nobody. Add one, or watch what the card watches."_s;
    case DrillQuestion::Acted:
        return row.figure ? u"The alarm stood for a while before anybody acted: acknowledge it (A) or press, and read on afterwards."_s
                          : u"Nobody acknowledged or acted: the alarm list is one key away (A), the cord is three buttons."_s;
    case DrillQuestion::RightAction:
        return u"What only the canary has is ended by a rollback; what costs is ended by a degrade of everybody, too."_s;
    case DrillQuestion::FirstAction:
        return row.finding == DrillFinding::BeforeTheFault ? u"The first action came before there was anything: which line and which version does the alarm name?"_s
                                                           : u"The first action was not the one that helps: look which version's line left its band before pressing."_s;
    case DrillQuestion::Stopped:
        return row.figure ? u"It was stopped later than the runbook asks: stop the loss first, find the cause afterwards."_s
                          : u"The loss went on to the end of the drill: the stop-loss order of the runbook (I) says what loses least."_s;
    case DrillQuestion::EffectVerified:
        return u"Answered is not verified: wait for \"seen in traffic\" before calling it over, and look again where it does not come."_s;
    case DrillQuestion::EvidenceOfAlarm:
    case DrillQuestion::EvidenceOfAction:
        return u"Press E when it burns: what is not frozen then is gone when the source forgets it."_s;
    }
    return {};
}

QString timesText(const DrillRun &run)
{
    QStringList words{u"started "_s + utcText(run.startedAt)};
    words << (run.injectedAt ? u"fault at "_s + utcText(*run.injectedAt) : u"no fault was put in"_s);
    words << (run.endedAt ? u"ended %1, since %2"_s.arg(utcText(*run.endedAt), run.end ? endText(*run.end) : u"nobody says why"_s) : u"still running"_s);
    return words.join(u"; "_s);
}

} // namespace

QString drillQuestionWord(DrillQuestion question)
{
    switch (question) {
    case DrillQuestion::Detected: return u"detected"_s;
    case DrillQuestion::Acted: return u"acted"_s;
    case DrillQuestion::RightAction: return u"right_action"_s;
    case DrillQuestion::FirstAction: return u"first_action"_s;
    case DrillQuestion::Stopped: return u"stopped"_s;
    case DrillQuestion::EffectVerified: return u"effect_verified"_s;
    case DrillQuestion::EvidenceOfAlarm: return u"evidence_of_alarm"_s;
    case DrillQuestion::EvidenceOfAction: return u"evidence_of_action"_s;
    }
    return {};
}

QString drillMarkWord(DrillMark mark)
{
    return mark == DrillMark::Passed ? u"passed"_s : mark == DrillMark::Missed ? u"missed"_s : u"not_reached"_s;
}

QString drillQuestionText(DrillQuestion question)
{
    switch (question) {
    case DrillQuestion::Detected: return u"Time to detect (fault to alarm)"_s;
    case DrillQuestion::Acted: return u"Time to act (alarm to acknowledgement or action)"_s;
    case DrillQuestion::RightAction: return u"Right action on the right version"_s;
    case DrillQuestion::FirstAction: return u"No false first action"_s;
    case DrillQuestion::Stopped: return u"Time to stop (fault to mitigated)"_s;
    case DrillQuestion::EffectVerified: return u"Effect verified"_s;
    case DrillQuestion::EvidenceOfAlarm: return u"Evidence of the alarm"_s;
    case DrillQuestion::EvidenceOfAction: return u"Evidence of the action"_s;
    }
    return {};
}

QString drillFindingText(const DrillRow &row)
{
    const QString after = row.figure ? u" after "_s + spanText(*row.figure) : QString();
    switch (row.finding) {
    case DrillFinding::Measured: return row.figure ? spanText(*row.figure) : nothing;
    case DrillFinding::StillSealed: return u"nobody can tell: what went wrong is sealed"_s;
    case DrillFinding::NoFault: return u"the fault was never put in"_s;
    case DrillFinding::NotSeen: return u"no alarm of the version, and nobody acted on it"_s;
    case DrillFinding::NobodyActed: return u"nobody acted"_s;
    case DrillFinding::AsItShouldBe: return row.detail + after;
    case DrillFinding::BeforeTheFault: return row.detail + u": before there was a fault"_s;
    case DrillFinding::AnotherVerb: return row.detail + u": does not end this loss"_s;
    case DrillFinding::AnotherVersion: return row.detail + u": not the version that has the fault"_s;
    case DrillFinding::StillBurning: return u"not stopped by the end of the drill"_s;
    case DrillFinding::SeenInTraffic: return row.detail + u": seen in traffic"_s + after;
    case DrillFinding::ReadBackUnwatched: return row.detail + u": read back"_s + after + u"; nothing is looked at in traffic"_s;
    case DrillFinding::ReadBackOnly: return row.detail + u": read back, not seen in traffic"_s;
    case DrillFinding::NotInTraffic: return row.detail + u": looked for in traffic and not found"_s;
    case DrillFinding::AnsweredOnly: return row.detail + u": answered, but not verified"_s;
    case DrillFinding::SentOnly: return row.detail + u": sent, and no answer is known"_s;
    case DrillFinding::Unknown: return row.detail + u": unknown, it may or may not have happened"_s;
    case DrillFinding::Refused: return row.detail + u": not applied"_s;
    case DrillFinding::ReadBackOther: return row.detail + u": read back as something else"_s;
    case DrillFinding::Kept: return row.detail;
    case DrillFinding::KeptWithoutHash: return row.detail + u": its hash is not on the record"_s;
    case DrillFinding::NotKept: return u"no bundle covers it"_s;
    }
    return {};
}

QString drillResultText(const DrillSheet &sheet)
{
    return u"%1 of %2 passed; each row counts as one, there are no points"_s.arg(sheet.passed()).arg(sheet.rows.size());
}

QString drillFaultText(const DrillSheet &sheet)
{
    if (!sheet.run.secret)
        return {};
    const FaultSetting &fault = sheet.run.secret->plan.fault;
    QString words = fault.faults.join(u", "_s) + u" in "_s + fault.version;
    for (const auto &[member, value] : fault.only.asKeyValueRange())
        words += u", only where %1 is %2"_s.arg(member, value);
    return words;
}

QString drillSealText(const DrillRun &run)
{
    switch (run.seal()) {
    case DrillRun::Seal::Closed: return u"still sealed"_s;
    case DrillRun::Seal::Holds: return u"chosen before the start: seed, salt and plan have the hash that the start wrote down, and the seed gives this plan"_s;
    case DrillRun::Seal::Broken: return u"BROKEN: what was opened is not what the start wrote down"_s;
    case DrillRun::Seal::Lost: break;
    }
    return u"lost: what the start sealed was not opened, so nothing proves when the plan was chosen"_s;
}

QStringList drillLessons(const DrillSheet &sheet)
{
    QStringList lessons;
    if (sheet.run.secret) {
        const QString line = shownBy(sheet.run.secret->plan.fault.faults.value(0));
        const QStringList verbs = rightVerbs(sheet.run.secret->plan.fault, sheet.run.secret->ground);
        if (!line.isEmpty() && !verbs.isEmpty())
            lessons << u"Such a fault shows on the %1 line first; %2 ends it."_s.arg(line, verbs.join(u" or "_s));
    }
    for (const DrillRow &row : sheet.rows) {
        const bool told = row.mark == DrillMark::Passed || row.finding == DrillFinding::NoFault || row.finding == DrillFinding::StillSealed;
        const QString lesson = told ? QString() : lessonOf(row);
        if (!lesson.isEmpty() && !lessons.contains(lesson))
            lessons << lesson;
    }
    return lessons;
}

QString drillMarkdown(const Incident &incident, const DrillSheet &sheet)
{
    const DrillRun &run = sheet.run;
    QString out = drillSection + u"\n\n**This was a drill: nothing of it was real.** "_s + drillResultText(sheet) + u".\n\n"_s;
    out += tableLine({u"Asked"_s, u"Target"_s, u"Found"_s, u"Result"_s, u"Read from"_s}) + tableLine(QStringList(5, u"---"_s));
    for (const DrillRow &one : sheet.rows) {
        const QString reference = eventReference(incident, one.fromEvent);
        out += tableLine({drillQuestionText(one.question), one.target ? u"within "_s + spanText(*one.target) : nothing, markdownCell(drillFindingText(one)),
                    drillMarkWord(one.mark).replace(u'_', u' '), reference.isEmpty() ? nothing : reference});
    }
    const auto item = [&](const QString &name, const QString &words, const QString &eventId = {}) {
        const QString reference = eventReference(incident, eventId);
        out += u"- "_s + name + u": "_s + words + (reference.isEmpty() ? QString() : u" (%1)"_s.arg(reference)) + u'\n';
    };
    out += u'\n';
    const QString fault = drillFaultText(sheet);
    item(u"What went wrong"_s, fault.isEmpty() ? u"sealed"_s : markdownCell(fault), run.endedEvent);
    item(u"Times"_s, timesText(run), run.startedEvent);
    if (run.isOver() && run.injectedAt)
        item(u"Taken out again"_s, run.healed ? u"yes"_s : u"NOT KNOWN: look at the sandbox's faults"_s, run.endedEvent);
    if (run.secret)
        item(u"Seed"_s, QString::number(run.secret->plan.seed), run.endedEvent);
    if (!run.commitment.isEmpty())
        item(u"Hash written at the start"_s, u"`%1`"_s.arg(QString(run.commitment).remove(u'`')), run.startedEvent);
    item(u"Seal"_s, drillSealText(run));
    for (const QString &lesson : drillLessons(sheet))
        item(u"To learn"_s, lesson);
    return out;
}

QString withDrillSection(const QString &text, const Incident &incident, const DrillSheet &sheet)
{
    const QString heading = drillSection.mid(3), section = drillMarkdown(incident, sheet) + u'\n';
    QString out;
    bool placed = false;
    const QList<TextSection> sections = textSections(text);
    const bool replaces = std::any_of(sections.cbegin(), sections.cend(), [&](const TextSection &one) { return one.level == 2 && one.heading == heading; });
    for (const TextSection &one : sections) {
        const bool ours = one.level == 2 && one.heading == heading;
        if (!placed && (replaces ? ours : one.level == 2)) {
            out += section;
            placed = true;
        }
        if (!ours)
            out += one.text;
    }
    if (!placed)
        out += (out.isEmpty() || out.endsWith(u"\n\n") ? QString() : out.endsWith(u'\n') ? u"\n"_s : u"\n\n"_s) + section;
    return out.trimmed() + u'\n';
}

json drillSheetJson(const DrillSheet &sheet)
{
    const DrillRun &run = sheet.run;
    const auto textOrNull = [](const QString &text) { return text.isEmpty() ? json() : json(text.toStdString()); };
    const auto msOrNull = [](const std::optional<std::chrono::milliseconds> &ms) { return ms ? json(ms->count()) : json(); };
    json rows = json::array();
    for (const DrillRow &one : sheet.rows) {
        rows.push_back({{"question", drillQuestionWord(one.question).toStdString()},
                        {"mark", drillMarkWord(one.mark).toStdString()},
                        {"target_ms", msOrNull(one.target)},
                        {"figure_ms", msOrNull(one.figure)},
                        {"finding", drillFindingText(one).toStdString()},
                        {"event", textOrNull(one.fromEvent)}});
    }
    return {{"drill", run.id.toStdString()},
            {"end", run.end ? json(drillEndWord(*run.end).toStdString()) : json()},
            {"started_at", JsonFields::timeJson(run.startedAt)},
            {"injected_at", JsonFields::timeJson(run.injectedAt)},
            {"ended_at", JsonFields::timeJson(run.endedAt)},
            {"healed", run.healed},
            {"fault", run.secret ? drillSecretJson(*run.secret) : json()},
            {"commitment", textOrNull(run.commitment)},
            {"seal", sealWord(run.seal()).toStdString()},
            {"passed", sheet.passed()},
            {"of", sheet.rows.size()},
            {"rows", std::move(rows)}};
}

} // namespace andon
