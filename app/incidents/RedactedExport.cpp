// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/RedactedExport.h"

namespace andon {

using namespace Qt::StringLiterals;

Event redactedEvent(const Event &event, Redactor &redactor)
{
    Event shown = event;
    shown.title = redactor.text(event.title);
    shown.body = event.kind == EventKind::postmortemSaved ? redactor.markdown(event.body) : redactor.text(event.body);
    shown.version = redactor.text(event.version);
    shown.actor.name = redactor.text(event.actor.name);
    shown.actor.id = redactor.text(event.actor.id);
    shown.actor.host = redactor.text(event.actor.host);
    shown.payload = redactor.value(event.payload);
    return shown;
}

bool isRedacted(const Event &event, const Event &redacted)
{
    return redacted.title != event.title || redacted.body != event.body || redacted.version != event.version || !(redacted.actor == event.actor)
        || redacted.payload != event.payload;
}

QSet<qint64> redactEvents(QList<Event> &events, Redactor &redactor)
{
    QSet<qint64> changed;
    for (Event &event : events) {
        Event shown = redactedEvent(event, redactor);
        if (!isRedacted(event, shown))
            continue;
        changed << event.seq;
        event = std::move(shown);
    }
    return changed;
}

PostmortemDocument redactedDocument(const PostmortemDocument &document, Redactor &redactor)
{
    PostmortemDocument out = document;
    Incident &incident = out.incident;
    for (QString *text : {&incident.title, &incident.impact, &incident.openedBy})
        *text = redactor.text(*text);
    for (QString &name : incident.roles)
        name = redactor.text(name);
    for (QString &version : incident.versions)
        version = redactor.text(version);
    out.redacted = redactEvents(incident.events, redactor);
    QList<LineFact> lines = document.facts.lines;
    for (LineFact &line : lines) {
        line.title = redactor.text(line.title);
        line.query = redactor.text(line.query);
    }
    out.facts = postmortemFacts(incident, lines);
    out.text = redactor.markdown(document.text);
    return out;
}

QList<RegressionSample> redactedSamples(QList<RegressionSample> samples, Redactor &redactor)
{
    for (RegressionSample &sample : samples) {
        sample.input = redactor.value(sample.input, true);
        sample.expect = redactor.value(sample.expect, true);
        for (QString &tag : sample.tags)
            tag = redactor.text(tag);
        sample.meta = redactor.value(sample.meta);
        sample.id = regressionId(sample.input, sample.expect);
    }
    return samples;
}

QString redactionWords(const QMap<QString, qint64> &counts)
{
    QStringList words;
    for (const auto &[rule, count] : counts.asKeyValueRange()) {
        if (count > 0)
            words << u"%1 × %2"_s.arg(count).arg(rule);
    }
    return words.join(u", "_s);
}

} // namespace andon
