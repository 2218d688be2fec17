// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/PostmortemExports.h"

#include "app/base/Csv.h"
#include "app/base/TimeText.h"
#include "app/incidents/DrillText.h"
#include "app/incidents/EventText.h"
#include "app/incidents/MarkdownHtml.h"

#include <algorithm>
#include <array>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<PostmortemFormat, 5> allFormats{PostmortemFormat::Markdown, PostmortemFormat::Html, PostmortemFormat::Pdf,
                                                     PostmortemFormat::Json, PostmortemFormat::Csv};

/// The newest entry's own time: what is exported is as old as that.
TimePoint datedOf(const Incident &incident)
{
    TimePoint newest{};
    for (const Event &event : incident.events)
        newest = std::max(newest, event.recordedAt);
    return newest;
}

Result<QList<ExportedFile>> printed(const PostmortemDocument &document, const QString &safe, const DocumentPrinter *printer,
                                    const std::function<bool(int, int)> &going)
{
    if (!printer)
        return failure(ErrorKind::Blocked, {u"nothing here can make a PDF"_s});
    const Result<QByteArray> bytes = printer->pdf({markedTitle(document.incident), markdownHtml(safe), datedOf(document.incident)}, going);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return QList<ExportedFile>{{u"postmortem.pdf"_s, *bytes}};
}

TimePoint startOf(const Incident &incident)
{
    const auto started = incident.times.constFind(KeyTime::Started);
    return started != incident.times.constEnd() ? started->at
        : incident.events.isEmpty()             ? TimePoint()
                                                : incident.events.first().occurredAt;
}

/// The score sheet in the columns of the timeline, behind it: each row at the time of the entry that it was read from.
QByteArray drillCsv(const PostmortemDocument &document)
{
    QByteArray out;
    if (!document.facts.drill)
        return out;
    const DrillSheet &sheet = *document.facts.drill;
    const auto add = [&](const QString &fromEvent, const QString &version, const QString &title, const QString &body) {
        const auto from = std::find_if(document.incident.events.cbegin(), document.incident.events.cend(), [&](const Event &event) { return event.eventId == fromEvent; });
        const bool known = !fromEvent.isEmpty() && from != document.incident.events.cend();
        if (known)
            out += csvText(isoUtc(from->occurredAt)) + ',' + csvNumber(static_cast<double>((from->occurredAt - startOf(document.incident)).count()) / 1e6) + ',' + QByteArray::number(from->seq);
        else
            out += csvText({}) + ",,";
        for (const QString &cell : {known ? fromEvent : QString(), u"drill.sheet"_s, u"console"_s, document.incident.service, version, QString(), title, body, QString()})
            out += ',' + csvText(cell);
        out += "\r\n";
    };
    const QString fault = drillFaultText(sheet);
    add(sheet.run.endedEvent, sheet.run.secret ? sheet.run.secret->plan.fault.version : QString(), u"This was a drill: nothing of it was real"_s,
        drillResultText(sheet) + u"; "_s + (fault.isEmpty() ? u"what went wrong is sealed"_s : fault));
    for (const DrillRow &one : sheet.rows) {
        const QString target = one.target ? u", within "_s + spanText(*one.target) : QString();
        add(one.fromEvent, {}, drillQuestionText(one.question) + u": "_s + drillMarkWord(one.mark).replace(u'_', u' '), drillFindingText(one) + target);
    }
    return out;
}

} // namespace

QString formatWord(PostmortemFormat format)
{
    switch (format) {
    case PostmortemFormat::Markdown: return u"md"_s;
    case PostmortemFormat::Html: return u"html"_s;
    case PostmortemFormat::Pdf: return u"pdf"_s;
    case PostmortemFormat::Json: return u"json"_s;
    case PostmortemFormat::Csv: break;
    }
    return u"csv"_s;
}

std::optional<PostmortemFormat> formatFromWord(const QString &word)
{
    for (const PostmortemFormat format : allFormats) {
        if (formatWord(format) == word)
            return format;
    }
    return std::nullopt;
}

Result<QList<ExportedFile>> exportPostmortem(const PostmortemDocument &document, PostmortemFormat format,
                                             const DocumentPrinter *printer, const std::function<bool(int, int)> &going, const QString &stem)
{
    if (!going(0, 1))
        return failure(ErrorKind::Blocked, {u"the export was cancelled"_s});
    const QString safe = pasteSafe(document.text);
    QList<ExportedFile> files;
    switch (format) {
    case PostmortemFormat::Pdf: return printed(document, safe, printer, going);
    case PostmortemFormat::Html: files << ExportedFile{u"postmortem.html"_s, htmlPage(markedTitle(document.incident), safe)}; break;
    case PostmortemFormat::Json: files << ExportedFile{u"postmortem.json"_s, postmortemJson(document)}; break;
    case PostmortemFormat::Csv: files << ExportedFile{u"timeline.csv"_s, timelineCsv(document.incident) + drillCsv(document)}; break;
    case PostmortemFormat::Markdown:
        for (const PastePart &part : pasteParts(safe, stem))
            files << ExportedFile{part.name, part.text.toUtf8()};
        break;
    }
    if (!going(1, 1))
        return failure(ErrorKind::Blocked, {u"the export was cancelled"_s});
    return files;
}

QByteArray timelineCsv(const Incident &incident)
{
    QByteArray out = "time_utc,t_plus_s,seq,event_id,kind,who,service,version,operation,title,body,sha256\r\n";
    const TimePoint start = startOf(incident);
    for (const Event &event : incident.events) {
        const double seconds = static_cast<double>((event.occurredAt - start).count()) / 1e6;
        const QString body = event.kind == EventKind::postmortemSaved ? QString() : event.body;
        out += csvText(isoUtc(event.occurredAt)) + ',' + csvNumber(seconds) + ',' + QByteArray::number(event.seq);
        for (const QString &cell : {event.eventId, event.kind, whoText(event.actor), event.service, event.version, event.opId, event.title,
                                    body, QString::fromLatin1(event.hash.toHex())})
            out += ',' + csvText(cell);
        out += "\r\n";
    }
    return out;
}

QString exportName(const Incident &incident, PostmortemFormat format)
{
    QString name;
    for (const QChar c : incident.title) {
        if (name.size() >= 60)
            break;
        const bool plain = c.unicode() < 128 && c.isLetterOrNumber();
        if (plain)
            name += c.toLower();
        else if (!name.isEmpty() && !name.endsWith(u'-'))
            name += u'-';
    }
    while (name.endsWith(u'-'))
        name.chop(1);
    const QString stem = (incident.drill ? u"drill-"_s : QString()) + (name.isEmpty() ? u"postmortem"_s : u"postmortem-"_s + name);
    return stem + u'.' + formatWord(format);
}

} // namespace andon
