// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/ActionRows.h"
#include "app/base/MarkdownText.h"
#include "app/base/TimeText.h"
#include "app/incidents/Exporters.h"
#include "app/incidents/VersionTable.h"

#include <QMap>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

QString utc(TimePoint time)
{
    return isoUtc(time).left(19) + u'Z';
}

QString sinceStart(TimePoint time, TimePoint start)
{
    const qint64 seconds = std::chrono::floor<std::chrono::seconds>(time - start).count();
    const qint64 size = std::abs(seconds);
    return u"T%1%2:%3"_s.arg(QChar(seconds < 0 ? u'-' : u'+'))
        .arg(size / 60, 2, 10, QChar(u'0'))
        .arg(size % 60, 2, 10, QChar(u'0'));
}

QString who(const Actor &actor)
{
    return actor.kind == u"console" ? u"console"_s : actor.calledName();
}

/// One operation as its rows told it.
struct Operation {
    QString verb = u"–"_s;
    QString change = u"asked before this window"_s;
    std::optional<TimePoint> asked; ///< nothing: its intent lies outside the window
    QString answered = u"–"_s;
    QString readBack = u"–"_s;
    QString effect = u"–"_s;
    QString outcome = u"open"_s; ///< the last state reached
};

QString textOf(const nlohmann::json &payload, const char *member)
{
    const auto found = payload.find(member);
    return found != payload.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

void takeRow(Operation &operation, const Event &row)
{
    const QString after = operation.asked
        ? u"after %1 s"_s.arg(std::chrono::floor<std::chrono::seconds>(row.occurredAt - *operation.asked).count())
        : u"at "_s + utc(row.occurredAt);
    if (row.kind == EventKind::actionAcked)
        operation.answered = u"accepted "_s + after;
    else if (row.kind == EventKind::actionRejected || row.kind == EventKind::actionSuperseded)
        operation.answered = row.title;
    else if (row.kind == EventKind::actionUnknown)
        operation.answered = u"unknown"_s;
    else if (row.kind == EventKind::actionVerified)
        operation.readBack = after;
    else if (row.kind == EventKind::actionMismatch)
        operation.readBack = u"differs"_s;
    else if (row.kind == EventKind::actionEffective || row.kind == EventKind::actionNotSeen)
        operation.effect = row.title;
    const std::optional<ActionState> state = stateOfRow(row.kind);
    if (state && state != ActionState::Closed)
        operation.outcome = actionStateWord(*state);
}

QString timelineTable(const QList<TimelineEntry> &entries, TimePoint start)
{
    QString out = u"## Timeline (UTC)\n\n| Time | T+ | Kind | Who | Version | Event | No. |\n|---|---|---|---|---|---|---|\n"_s;
    for (const TimelineEntry &entry : entries) {
        const Event &event = entry.event;
        QString what = markdownCell(event.title);
        if (!event.body.isEmpty() && event.body != event.title)
            what += u" — "_s + markdownCell(event.body);
        out += u"| %1 | %2 | %3 | %4 | %5 | %6 | %7 |\n"_s
                   .arg(utc(event.occurredAt), sinceStart(event.occurredAt, start), markdownCell(event.kind),
                        markdownCell(who(event.actor)), markdownCell(event.version), what, QString::number(event.seq));
    }
    return out;
}

QString actionTable(const QList<TimelineEntry> &entries)
{
    QStringList order;
    QMap<QString, Operation> operations;
    for (const TimelineEntry &entry : entries) {
        const Event &event = entry.event;
        if (event.opId.isEmpty() || entry.kind != EntryKind::Action)
            continue;
        if (!operations.contains(event.opId))
            order << event.opId;
        Operation &operation = operations[event.opId];
        if (event.kind == EventKind::actionIntent) {
            operation.verb = textOf(event.payload, "verb");
            operation.change = textOf(event.payload, "from") + u" → "_s + textOf(event.payload, "to");
            operation.asked = event.occurredAt;
        } else {
            takeRow(operation, event);
        }
    }
    if (order.isEmpty())
        return {};
    QString out = u"\n## Actions\n\n| No. | Verb | Change | Asked | Answered | Read back | Effect | Outcome | Operation |\n"
                  "|---|---|---|---|---|---|---|---|---|\n"_s;
    for (qsizetype i = 0; i < order.size(); ++i) {
        const Operation &operation = operations[order[i]];
        const QString asked = operation.asked ? utc(*operation.asked) : u"–"_s;
        out += u"| %1 | %2 | %3 | %4 | %5 | %6 | %7 | %8 | %9 |\n"_s
                   .arg(QString::number(i + 1), markdownCell(operation.verb), markdownCell(operation.change), asked,
                        markdownCell(operation.answered), markdownCell(operation.readBack),
                        markdownCell(operation.effect), markdownCell(operation.outcome), markdownCell(order[i]));
    }
    return out;
}

} // namespace

QByteArray timelineMarkdown(const QList<Event> &events, const ExportWindow &window)
{
    const QList<TimelineEntry> entries = timelineOf(events);
    QString out = u"# Incident timeline\n\n"_s;
    out += u"| Window | %1 to %2 |\n|---|---|\n"_s.arg(utc(window.from), utc(window.to));
    out += u"| Service | %1 |\n"_s.arg(window.service.isEmpty() ? u"all"_s : markdownCell(window.service));
    out += u"| Entries | %1 |\n"_s.arg(entries.size());
    if (!events.isEmpty()) {
        const auto [first, last] = std::minmax_element(events.begin(), events.end(),
                                                       [](const Event &a, const Event &b) { return a.seq < b.seq; });
        out += u"| Journal | numbers %1 to %2, hash of the last %3 |\n"_s.arg(first->seq).arg(last->seq)
                   .arg(QString::fromLatin1(last->hash.toHex()));
    }
    out += u'\n';
    if (entries.isEmpty())
        return (out + u"Nothing was recorded in this window.\n"_s).toUtf8();
    out += timelineTable(entries, entries.first().event.occurredAt);
    out += actionTable(entries);
    out += versionTable(entries);
    return out.toUtf8();
}

} // namespace andon
