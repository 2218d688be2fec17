// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/IncidentStrip.h"

#include "ui/common/ClockText.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/IncidentWords.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

IncidentStrip::IncidentStrip(QWidget *parent)
    : QWidget(parent)
    , m_state(new PlainLabel)
    , m_title(new PlainLabel)
    , m_next(new PlainLabel)
{
    setAccessibleName(tr("Running incident"));
    QFont bold = font();
    bold.setBold(true);
    m_state->setFont(bold);
    m_state->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    m_next->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto *open = new QPushButton(tr("Incident (I)"));
    open->setToolTip(tr("The incident, its times and its runbook"));
    open->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this, &IncidentStrip::asked);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(10);
    layout->addWidget(m_state);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_next);
    layout->addWidget(open);
    hide();
}

void IncidentStrip::setIncident(const std::optional<Incident> &incident, int others)
{
    m_incident = incident;
    m_others = others;
    m_run = incident ? runbookRunOf(*incident) : RunbookRun{};
    if (m_incident)
        m_incident->events.clear();
    setVisible(incident.has_value());
    refresh();
}

void IncidentStrip::setNow(TimePoint now)
{
    m_now = now;
    if (m_incident)
        refresh();
}

QString IncidentStrip::words() const
{
    return QStringList{m_state->plainText(), m_title->plainText(), m_next->plainText()}.join(u" · "_s);
}

void IncidentStrip::refresh()
{
    if (!m_incident)
        return;
    const auto since = [this](TimePoint from) {
        return durationText(std::max<qint64>(0, std::chrono::floor<std::chrono::seconds>(m_now - from).count()));
    };
    const TimePoint started = m_incident->time(KeyTime::Started).value_or(m_incident->openedAt);
    const bool burns = !m_incident->time(KeyTime::Mitigated);
    const QString clock = since(started);
    m_state->setPlainText(burns ? tr("▲ %1 not mitigated, %2").arg(severityWord(m_incident->severity), clock)
                                : tr("✓ %1 mitigated after %2, open %3").arg(severityWord(m_incident->severity), spanText(durationsOf(*m_incident), KeyTime::Mitigated), clock));
    QString title = (m_incident->drill ? tr("[drill] ") : QString()) + m_incident->title;
    if (m_others > 0)
        title += u" · "_s + tr("and %n more incident(s)", nullptr, m_others);
    m_title->setPlainText(title);
    const std::optional<RunbookStep> next = m_run.next();
    m_next->setPlainText(!m_run.started() ? tr("no runbook started")
                         : !next          ? tr("all steps done")
                                          : tr("step %1 of 6: %2 · %3").arg(static_cast<int>(*next) + 1).arg(stepText(*next), since(m_run.startedAt)));
    const ThemeColors &colors = themeColors(palette());
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, burns ? colors.critical : colors.text);
    m_state->setPalette(ink);
}

} // namespace andon
