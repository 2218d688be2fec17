// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/PostmortemTables.h"

#include "app/base/MarkdownText.h"
#include "app/incidents/EventText.h"
#include "app/incidents/Postmortem.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

const QString nothing = u"–"_s;

QString row(const QStringList &cells)
{
    return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
}

QString head(const QStringList &cells)
{
    return row(cells) + row(QStringList(cells.size(), u"---"_s));
}

/// PromQL in a cell: readable, and nothing in it ends the cell.
QString queryCell(const QString &query)
{
    return query.isEmpty() ? nothing : markdownCell(query, 4000);
}

QString guardText(const LineFact &line)
{
    const QString than = line.direction == Direction::HigherIsWorse ? u"above "_s : u"below "_s;
    QStringList words;
    if (line.gate.warn)
        words << u"warn "_s + than + figureText(*line.gate.warn, line.unit);
    if (line.gate.stop)
        words << u"stop "_s + than + figureText(*line.gate.stop, line.unit);
    return words.isEmpty() ? nothing : words.join(u", "_s);
}

QString stepCell(const Incident &incident, const ActionFact::Step &step)
{
    if (!step.at)
        return nothing;
    return markdownCell(step.words) + u' ' + utcText(*step.at) + citation(incident, step.eventId);
}

QString keyTimeCell(const Incident &incident, KeyTime key)
{
    const auto found = incident.times.constFind(key);
    if (found == incident.times.constEnd())
        return nothing;
    const QString from = found->fromEvent.isEmpty() ? (found->proposed ? QString() : u" (set by hand)"_s)
                                                    : citation(incident, found->fromEvent);
    return utcText(found->at) + from + (found->proposed ? u", proposed by the record"_s : QString());
}

QString versionCell(const Incident &incident, const QString &version, const QString &eventId)
{
    return version.isEmpty() ? u"not known"_s : markdownCell(version) + citation(incident, eventId);
}

QString durationCell(const std::optional<std::chrono::milliseconds> &duration, bool setBack)
{
    return duration ? spanText(*duration) : setBack ? u"not known: the clock was set back in between"_s : nothing;
}

} // namespace

QString citation(const Incident &incident, const QString &eventId)
{
    const QString reference = eventReference(incident, eventId);
    return reference.isEmpty() ? QString() : u" (%1)"_s.arg(reference);
}

QString headerTable(const Incident &incident, const PostmortemFacts &facts)
{
    QStringList roles;
    for (const auto &[role, name] : incident.roles.asKeyValueRange())
        roles << markdownCell(role) + u" "_s + markdownCell(name);
    const Durations durations = durationsOf(incident);
    QString out = head({u"Field"_s, u"Value"_s});
    out += row({u"Incident"_s, u"`%1`"_s.arg(QString(incident.id).remove(u'`'))});
    out += row({u"Service"_s, markdownCell(incident.service)});
    out += row({u"Status, severity"_s, (incident.closed ? u"closed, "_s : u"draft, not closed yet, "_s) + severityWord(incident.severity)
                                           + (incident.drill ? u"; a drill, nothing of it was real"_s : QString())});
    out += row({u"Roles"_s, roles.isEmpty() ? u"nobody was named"_s : roles.join(u", "_s)});
    out += row({u"Version before"_s, versionCell(incident, facts.before, facts.beforeEvent)});
    out += row({u"Version bad"_s, versionCell(incident, facts.bad, facts.badEvent)});
    out += row({u"Version after"_s, versionCell(incident, facts.after, facts.afterEvent)});
    out += row({u"Started"_s, keyTimeCell(incident, KeyTime::Started)});
    out += row({u"Detected"_s, keyTimeCell(incident, KeyTime::Detected)});
    out += row({u"Acknowledged"_s, keyTimeCell(incident, KeyTime::Acknowledged)});
    out += row({u"Mitigated"_s, keyTimeCell(incident, KeyTime::Mitigated)});
    out += row({u"Resolved"_s, keyTimeCell(incident, KeyTime::Resolved)});
    out += row({u"Time to detect (started to detected)"_s, durationCell(durations.ttd, durations.setBack.contains(KeyTime::Detected))});
    out += row({u"Time to acknowledge (detected to acknowledged)"_s, durationCell(durations.tta, durations.setBack.contains(KeyTime::Acknowledged))});
    out += row({u"Time to mitigate (started to mitigated)"_s, durationCell(durations.ttm, durations.setBack.contains(KeyTime::Mitigated))});
    out += row({u"Time to resolve (started to resolved)"_s, durationCell(durations.ttr, durations.setBack.contains(KeyTime::Resolved))});
    if (!incident.events.isEmpty()) {
        const auto [first, last] = std::minmax_element(incident.events.begin(), incident.events.end(),
                                                       [](const Event &a, const Event &b) { return a.seq < b.seq; });
        out += row({u"Journal"_s, u"E%1 to E%2, hash of the last `%3`"_s.arg(first->seq).arg(last->seq)
                                      .arg(QString::fromLatin1(last->hash.toHex()))});
    }
    return out;
}

QString linesTable(const Incident &incident, const QList<LineFact> &lines)
{
    if (lines.isEmpty())
        return u"The workspace has no line for this service.\n"_s;
    QString out = head({u"Line"_s, u"Guard"_s, u"Baseline"_s, u"Worst"_s, u"At"_s, u"Query"_s});
    for (const LineFact &line : lines) {
        const QString family = familyWord(line.family);
        out += row({family.left(1).toUpper() + family.mid(1) + u": "_s + markdownCell(line.title), guardText(line),
                    line.baseline ? figureText(*line.baseline, line.unit) + citation(incident, line.baselineEvent) : nothing,
                    line.worst ? figureText(*line.worst, line.unit) + citation(incident, line.worstEvent) : u"no crossing on the record"_s,
                    line.at ? utcText(*line.at) : nothing, queryCell(line.query)});
    }
    return out;
}

QString eventTable(const Incident &incident)
{
    if (incident.events.isEmpty())
        return u"Nothing is on the record.\n"_s;
    const auto started = incident.times.constFind(KeyTime::Started);
    const TimePoint start = started == incident.times.constEnd() ? incident.events.first().occurredAt : started->at;
    QString out = head({u"Time"_s, u"T+"_s, u"Kind"_s, u"Who"_s, u"Version"_s, u"Event"_s, u"No."_s, u"Id"_s});
    for (const Event &event : incident.events) {
        QString what = markdownCell(event.title);
        // A postmortem's own text stands in the journal; here it would stand in itself.
        if (!event.body.isEmpty() && event.body != event.title && event.kind != EventKind::postmortemSaved)
            what += u" — "_s + markdownCell(event.body);
        out += row({utcText(event.occurredAt), sinceText(event.occurredAt, start), markdownCell(event.kind), markdownCell(whoText(event.actor)),
                    markdownCell(event.version), what, u"E%1"_s.arg(event.seq), markdownCell(event.eventId)});
    }
    return out;
}

QString actionsTable(const Incident &incident, const QList<ActionFact> &actions)
{
    if (actions.isEmpty())
        return u"No action was taken from this console.\n"_s;
    QString out = head({u"Verb"_s, u"Change"_s, u"Asked"_s, u"Answered"_s, u"Read back"_s, u"Effect"_s, u"Time to effect"_s, u"Operation"_s});
    for (const ActionFact &action : actions) {
        out += row({action.verb.isEmpty() ? u"asked before"_s : markdownCell(action.verb), markdownCell(action.change),
                    stepCell(incident, action.asked), stepCell(incident, action.answered), stepCell(incident, action.readBack),
                    stepCell(incident, action.effect), action.timeToEffect ? spanText(*action.timeToEffect) : nothing,
                    markdownCell(action.opId)});
    }
    return out;
}

QString regressionTable(const Incident &incident, const QList<RegressionFact> &samples)
{
    if (samples.isEmpty())
        return u"No failing request was marked.\n"_s;
    QString out = head({u"Sample"_s, u"Trace"_s, u"Set"_s, u"Tags"_s, u"Marked"_s});
    for (const RegressionFact &one : samples) {
        out += row({markdownCell(one.sample), markdownCell(one.trace), markdownCell(one.set), markdownCell(one.tags.join(u", "_s)),
                    eventReference(incident, one.eventId)});
    }
    return out;
}

QString evidenceTable(const Incident &incident, const QList<EvidenceFact> &evidence)
{
    if (evidence.isEmpty())
        return u"No evidence was frozen.\n"_s;
    QString out = head({u"File"_s, u"SHA-256"_s, u"What"_s, u"Event"_s});
    for (const EvidenceFact &one : evidence) {
        out += row({markdownCell(one.file), u"`%1`"_s.arg(QString(one.sha256).remove(u'`').remove(u'|')), markdownCell(one.what),
                    eventReference(incident, one.eventId)});
    }
    return out;
}

} // namespace andon
