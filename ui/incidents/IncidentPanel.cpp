// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/IncidentPanel.h"

#include "app/base/DisplayText.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/IncidentWords.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

IncidentPanel::IncidentPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new IncidentModel(this))
    , m_table(new QTableView)
    , m_title(new PlainLabel)
    , m_clock(new PlainLabel)
    , m_facts(new PlainLabel)
    , m_people(new PlainLabel)
    , m_impact(new PlainLabel)
    , m_trouble(new PlainLabel)
    , m_times(new QGridLayout)
    , m_close(new QPushButton)
    , m_postmortem(new QPushButton)
    , m_sheet(new QPushButton(tr("Score sheet…")))
    , m_drill(new QPushButton(tr("Drill…")))
    , m_open(new QPushButton)
{
    buildTable();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(buildHead());
    layout->addWidget(buildButtons());
    layout->addWidget(m_trouble);
    layout->addWidget(m_table, 1);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    refresh();
}

QWidget *IncidentPanel::buildHead()
{
    QFont large = font();
    large.setBold(true);
    large.setPointSizeF(large.pointSizeF() + 4);
    m_title->setFont(large);
    m_title->setWordWrap(true);
    m_clock->setFont(large);
    m_impact->setWordWrap(true);
    m_people->setWordWrap(true);
    auto *head = new QWidget;
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (PlainLabel *label : {m_title, m_clock, m_facts})
        layout->addWidget(label);
    m_times->setHorizontalSpacing(18);
    m_times->setVerticalSpacing(2);
    int column = 0;
    for (const KeyTime key : allKeyTimes) {
        auto *name = new PlainLabel(keyTimeText(key));
        auto *at = new PlainLabel, *span = new PlainLabel;
        QFont bold = font();
        bold.setBold(true);
        at->setFont(bold);
        m_times->addWidget(name, 0, column);
        m_times->addWidget(at, 1, column);
        m_times->addWidget(span, 2, column++);
        m_timeLabels[key] = {at, span};
    }
    layout->addLayout(m_times);
    layout->addWidget(m_people);
    layout->addWidget(m_impact);
    return head;
}

QWidget *IncidentPanel::buildButtons()
{
    auto *rows = new QWidget;
    auto *both = new QVBoxLayout(rows);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(4);
    auto *layout = new QHBoxLayout;
    both->addLayout(layout);
    const auto add = [&](QPushButton *button, const QString &text, const QString &tip, void (IncidentPanel::*form)()) {
        button->setText(text);
        button->setToolTip(tip);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, form);
        layout->addWidget(button);
        return button;
    };
    m_changes << add(new QPushButton, tr("Severity…"), tr("S0 is the worst; why it is changed goes on the record"), &IncidentPanel::formSeverity)
              << add(new QPushButton, tr("Title…"), tr("What is wrong, in one line"), &IncidentPanel::formTitle)
              << add(new QPushButton, tr("Roles…"), tr("Who leads, acts, writes and speaks"), &IncidentPanel::formRoles)
              << add(new QPushButton, tr("Impact…"), tr("Who is hurt, how much, and which versions"), &IncidentPanel::formImpact)
              << add(new QPushButton, tr("Times…"), tr("Correct a time that was read from the record"), &IncidentPanel::formTime)
              << add(new QPushButton, tr("Merge…"), tr("This incident is part of another one"), &IncidentPanel::formMerge);
    add(m_close, tr("Close…"), tr("It is over"), &IncidentPanel::formClose);
    layout->addStretch(1);
    layout = new QHBoxLayout;
    both->addLayout(layout);
    add(m_postmortem, tr("Postmortem…"), tr("Drafted from the record; write it, export it (Ctrl+M)"), &IncidentPanel::askPostmortem);
    m_sheet->setToolTip(tr("What this drill was and what of it was reached"));
    m_drill->setToolTip(tr("A fault in the sandbox at a moment nobody knows (Ctrl+D)"));
    connect(m_sheet, &QPushButton::clicked, this, [this] { emit sheetAsked(m_chosen); });
    connect(m_drill, &QPushButton::clicked, this, &IncidentPanel::drillAsked);
    for (QPushButton *button : {m_sheet, m_drill}) {
        button->setAutoDefault(false);
        button->hide();
    }
    layout->addWidget(m_sheet);
    layout->addStretch(1);
    layout->addWidget(m_drill);
    add(m_open, tr("Open an incident…"), tr("Without waiting for an alarm or an action"), &IncidentPanel::formOpen);
    return rows;
}

void IncidentPanel::buildTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Incidents"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const auto wide = [this](const QString &text) { return fontMetrics().horizontalAdvance(text) + 14; };
    const QList<int> widths{wide(u"Sev__"_s), wide(u"Refusals of v42 doubled"_s), wide(u"▲ not mitigated"_s), wide(u"00-00 00:00:00 +00:00"_s), wide(u"assistant__"_s),
                            wide(u"0:00:00"_s), wide(u"0:00:00"_s), wide(u"0:00:00"_s), wide(u"0:00:00"_s)};
    for (int column = 0; column < widths.size(); ++column)
        m_table->setColumnWidth(column, widths[column]);
    header->setStretchLastSection(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        if (!index.isValid() || m_model->incident(index.row()).id == m_chosen)
            return;
        m_byHand = true;
        m_chosen = m_model->incident(index.row()).id;
        refresh();
        emit chosenChanged(m_chosen);
    });
}

/// The running one of the board's service, else any running one, else the newest.
QString IncidentPanel::followed() const
{
    QString running, newest;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Incident &incident = m_model->incident(row);
        if (incident.running() && incident.service == m_service)
            return incident.id;
        if (incident.running() && running.isEmpty())
            running = incident.id;
        if (newest.isEmpty() && incident.mergedInto.isEmpty())
            newest = incident.id;
    }
    return running.isEmpty() ? newest : running;
}

void IncidentPanel::setIncidents(const QList<Incident> &incidents, const QString &service)
{
    m_model->setIncidents(incidents);
    m_service = service;
    const QString before = m_chosen;
    if (!m_byHand || m_model->rowOf(m_chosen) < 0) {
        m_byHand = false;
        m_chosen = followed();
    }
    const int row = m_model->rowOf(m_chosen);
    if (row >= 0 && m_table->currentIndex().row() != row)
        m_table->setCurrentIndex(m_model->index(row, IncidentModel::TitleColumn));
    refresh();
    if (m_chosen != before)
        emit chosenChanged(m_chosen);
}

void IncidentPanel::choose(const QString &id)
{
    if (const int row = m_model->rowOf(id); row >= 0)
        m_table->setCurrentIndex(m_model->index(row, IncidentModel::TitleColumn));
}

void IncidentPanel::setDrillOffered(bool offered)
{
    m_drill->setVisible(offered);
}

void IncidentPanel::setReadOnly()
{
    for (QPushButton *button : m_changes + QList<QPushButton *>{m_close, m_drill, m_open})
        button->hide();
}

void IncidentPanel::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    m_model->setTimeZone(zone);
    refresh();
}

void IncidentPanel::setNow(TimePoint now)
{
    m_now = now;
    refreshClock();
}

void IncidentPanel::setTrouble(const QString &words)
{
    m_trouble->setPlainText(words);
    m_trouble->setVisible(!words.isEmpty());
}

const Incident *IncidentPanel::current() const
{
    const int row = m_model->rowOf(m_chosen);
    return row < 0 ? nullptr : &m_model->incident(row);
}

void IncidentPanel::refresh()
{
    const Incident *incident = current();
    const bool open = incident && incident->mergedInto.isEmpty();
    for (QPushButton *button : std::as_const(m_changes))
        button->setEnabled(open);
    m_close->setEnabled(open);
    m_postmortem->setEnabled(incident);
    m_sheet->setVisible(incident && incident->drill);
    m_close->setText(incident && incident->closed ? tr("Reopen…") : tr("Close…"));
    for (const auto &[at, span] : std::as_const(m_timeLabels)) {
        at->setPlainText({});
        span->setPlainText({});
    }
    if (!incident) {
        m_title->setPlainText(tr("No incident"));
        m_clock->setPlainText({});
        m_facts->setPlainText(tr("The first degrade, throttle or rollback opens one, and so does an acknowledged alarm."));
        m_people->setPlainText({});
        m_impact->setPlainText({});
        return;
    }
    m_title->setPlainText(severityWord(incident->severity) + u" · "_s + (incident->drill ? tr("[drill] ") : QString()) + incident->title);
    QStringList facts{tr("service %1").arg(incident->service)};
    if (!incident->versions.isEmpty())
        facts << tr("versions %1").arg(incident->versions.join(u", "_s));
    facts << (incident->cause == u"action" ? tr("opened by the first action (%1)").arg(incident->openedBy)
              : incident->cause == u"acknowledge" ? tr("opened by acknowledging (%1)").arg(incident->openedBy)
                                                  : tr("opened by %1").arg(incident->openedBy));
    m_facts->setPlainText(facts.join(u" · "_s));
    QStringList people;
    for (const char16_t *role : incidentRoles) {
        const QString word = QString::fromUtf16(role);
        people << roleText(word) + u": "_s + incident->roles.value(word, tr("nobody"));
    }
    m_people->setPlainText(people.join(u"   "_s));
    m_impact->setPlainText(incident->impact.isEmpty() ? tr("Impact: not said yet") : tr("Impact: %1").arg(incident->impact));
    refreshTimes(*incident);
    refreshClock();
}

void IncidentPanel::refreshTimes(const Incident &incident)
{
    const Durations durations = durationsOf(incident);
    const QMap<KeyTime, QString> spans{{KeyTime::Detected, tr("TTD %1").arg(spanText(durations, KeyTime::Detected))},
                                       {KeyTime::Acknowledged, tr("TTA %1").arg(spanText(durations, KeyTime::Acknowledged))},
                                       {KeyTime::Mitigated, tr("TTM %1").arg(spanText(durations, KeyTime::Mitigated))},
                                       {KeyTime::Resolved, tr("TTR %1").arg(spanText(durations, KeyTime::Resolved))}};
    for (const KeyTime key : allKeyTimes) {
        const auto value = incident.times.constFind(key);
        const bool known = value != incident.times.constEnd();
        const QString at = known ? clockText(value->at, m_zone) : u"–"_s;
        m_timeLabels[key].first->setPlainText(at);
        m_timeLabels[key].first->setAccessibleName(keyTimeText(key) + u' ' + (known ? at : tr("not yet")));
        QString below = spans.value(key);
        if (known)
            below += (below.isEmpty() ? QString() : u" · "_s) + (value->proposed ? tr("from the record") : tr("said by a person"));
        m_timeLabels[key].second->setPlainText(below);
    }
}

/// The first thing to read: how long, and mitigated or not.
void IncidentPanel::refreshClock()
{
    const Incident *incident = current();
    if (!incident)
        return;
    const TimePoint started = incident->time(KeyTime::Started).value_or(incident->openedAt);
    const TimePoint end = incident->time(KeyTime::Resolved).value_or(m_now);
    const QString since = durationText(std::max<qint64>(0, std::chrono::floor<std::chrono::seconds>(end - started).count()));
    const Durations durations = durationsOf(*incident);
    const bool isUnknown = durations.setBack.contains(KeyTime::Resolved);
    QString words = !incident->mergedInto.isEmpty() ? tr("→ merged into another incident")
        : incident->closed && isUnknown             ? tr("■ closed; the clock was set back, so how long it took is not known")
        : incident->closed                          ? tr("■ closed, it took %1").arg(since)
        : incident->time(KeyTime::Mitigated)        ? tr("✓ mitigated after %1, running since %2").arg(spanText(durations, KeyTime::Mitigated), since)
                                                    : tr("▲ NOT MITIGATED, running since %1").arg(since);
    m_clock->setPlainText(words);
    const ThemeColors &colors = themeColors(this->palette());
    QPalette ink = palette();
    ink.setColor(QPalette::WindowText, incident->running() && !incident->time(KeyTime::Mitigated) ? colors.critical : colors.text);
    m_clock->setPalette(ink);
}

} // namespace andon
