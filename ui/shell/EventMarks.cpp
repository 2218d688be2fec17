// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/EventMarks.h"

#include "app/alerts/Alert.h"
#include "ui/actions/ActionBar.h"
#include "ui/actions/ActionWords.h"

namespace andon {

using namespace Qt::StringLiterals;

namespace {

QString textIn(const Event &event, const char *member)
{
    const auto found = event.payload.find(member);
    return found != event.payload.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

QString verbTitleIn(const Event &event)
{
    const std::optional<Verb> verb = verbFromWord(textIn(event, "verb"));
    return verb ? verbTitle(*verb) : ActionBar::tr("Action");
}

} // namespace

void EventMarks::begin(Open &open, const QString &thing, qint64 timeMs)
{
    if (open.things.isEmpty())
        open.sinceMs = timeMs;
    open.things.insert(thing);
}

void EventMarks::end(Open &open, const QString &thing, qint64 timeMs)
{
    if (open.things.remove(thing) && open.things.isEmpty() && timeMs > open.sinceMs)
        m_shades.append({open.sinceMs, timeMs, open.tone});
}

void EventMarks::takeCrossing(const Event &event)
{
    const qint64 timeMs = toMs(event.occurredAt);
    const QString to = textIn(event, "to");
    const QString thing = textIn(event, "indicator") + u'\n' + event.version;
    if (to == u"stop")
        begin(m_stop, thing, timeMs);
    else
        end(m_stop, thing, timeMs);
    if (to == u"stop" || to == u"warn") {
        const QString gate = to == u"stop" ? ActionBar::tr("stop") : ActionBar::tr("warn");
        m_marks.append({timeMs, event.version.isEmpty() ? gate : gate + u' ' + event.version,
                        to == u"stop" ? MarkTone::Critical : MarkTone::Warning});
    }
}

/// Those of others: a gate of one's own has its mark where it was passed.
void EventMarks::takeAlert(const Event &event)
{
    const QString origin = textIn(event, "origin");
    QString title = textIn(event, "alert_title");
    if (title.isEmpty() || origin == originWord(AlertOrigin::Gate))
        return;
    if (origin == originWord(AlertOrigin::Verdict))
        title = ActionBar::tr("judge: %1").arg(title);
    if (!event.version.isEmpty())
        title += u' ' + event.version;
    const qint64 timeMs = toMs(event.occurredAt);
    if (event.kind == EventKind::alertCleared) {
        m_marks.append({timeMs, ActionBar::tr("over: %1").arg(title), MarkTone::Over});
        return;
    }
    const AlertSeverity severity = alertSeverityFromWord(textIn(event, "severity")).value_or(AlertSeverity::Warning);
    m_marks.append({timeMs, title, severity == AlertSeverity::Critical ? MarkTone::Critical : severity == AlertSeverity::Warning ? MarkTone::Warning : MarkTone::Neutral});
}

void EventMarks::takeIncident(const Event &event)
{
    const QString id = textIn(event, "incident");
    const qint64 timeMs = toMs(event.occurredAt);
    if (id.isEmpty())
        return;
    if (event.kind == EventKind::incidentOpened || event.kind == EventKind::incidentReopened) {
        begin(m_incident, id, timeMs);
        m_marks.append({timeMs, ActionBar::tr("incident"), MarkTone::Incident});
    } else if (event.kind == EventKind::incidentClosed || event.kind == EventKind::incidentMerged) {
        end(m_incident, id, timeMs);
    }
}

void EventMarks::take(const QList<Event> &events)
{
    for (const Event &event : events) {
        const qint64 timeMs = toMs(event.occurredAt);
        // A console that was closed saw nothing: what it left open is not known to have gone on.
        if (event.kind == EventKind::consoleStarted || event.kind == EventKind::consoleEnded) {
            for (Open *open : {&m_stop, &m_blind}) {
                while (!open->things.isEmpty())
                    end(*open, *open->things.begin(), timeMs);
            }
        }
        if (event.service != m_service)
            continue;
        if (event.kind == EventKind::actionIntent)
            m_marks.append({timeMs, verbTitleIn(event), MarkTone::Action});
        else if (event.kind == EventKind::gateCrossed || event.kind == EventKind::gateCleared)
            takeCrossing(event);
        else if (event.kind == EventKind::cardChanged)
            m_marks.append({timeMs, ActionBar::tr("card"), MarkTone::Warning});
        else if (event.kind == EventKind::alertFired || event.kind == EventKind::alertCleared)
            takeAlert(event);
        else if (event.kind.startsWith(u"incident."_s))
            takeIncident(event);
        else if (event.kind == EventKind::sourceLost)
            begin(m_blind, textIn(event, "source"), timeMs);
        else if (event.kind == EventKind::sourceRecovered)
            end(m_blind, textIn(event, "source"), timeMs);
    }
}

QList<PlotShade> EventMarks::shades() const
{
    QList<PlotShade> shades = m_shades;
    for (const Open *open : {&m_incident, &m_stop, &m_blind}) {
        if (!open->things.isEmpty())
            shades.append({open->sinceMs, 0, open->tone});
    }
    return shades;
}

} // namespace andon
