// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/RunbookPanel.h"

#include "app/base/DisplayText.h"
#include "ui/common/ClockText.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/IncidentWords.h"

#include <QComboBox>
#include <QGridLayout>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int mostOffered = 12;

RunbookPanel::RunbookPanel(QWidget *parent)
    : QWidget(parent)
    , m_choice(new QComboBox)
    , m_start(new QPushButton(tr("Start")))
    , m_clock(new PlainLabel)
    , m_texts(new PlainLabel)
    , m_order(new PlainLabel)
{
    QFont large = font();
    large.setBold(true);
    large.setPointSizeF(large.pointSizeF() + 4);
    m_clock->setFont(large);
    m_texts->setWordWrap(true);
    m_texts->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_order->setWordWrap(true);
    auto *texts = new QScrollArea;
    texts->setWidget(m_texts);
    texts->setWidgetResizable(true);
    texts->setFrameShape(QFrame::NoFrame);
    texts->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    texts->setAccessibleName(tr("What the runbook says"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_clock);
    layout->addWidget(buildChoice());
    layout->addWidget(buildSteps());
    layout->addWidget(m_order);
    layout->addWidget(texts, 1);
    clear();
}

QWidget *RunbookPanel::buildChoice()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new PlainLabel(tr("Runbook")));
    layout->addWidget(m_choice, 1);
    layout->addWidget(m_start);
    m_choice->setAccessibleName(tr("Runbook"));
    m_choice->setMinimumContentsLength(16);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_start->setAutoDefault(false);
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] {
        m_start->setEnabled(m_view.incident.running() && m_choice->currentIndex() >= 0 && m_choice->currentData().toString() != m_run.runbook);
        refreshTexts();
    });
    connect(m_start, &QPushButton::clicked, this, [this] { emit startAsked(m_view.incident.id, m_choice->currentData().toString()); });
    return row;
}

QWidget *RunbookPanel::buildSteps()
{
    auto *place = new QWidget;
    auto *layout = new QGridLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(10);
    layout->setVerticalSpacing(2);
    layout->setColumnStretch(0, 1);
    for (const RunbookStep step : allRunbookSteps) {
        const Row row{new PlainLabel, new PlainLabel, new QPushButton(tr("Close with…"))};
        const int line = 2 * static_cast<int>(step);
        layout->addWidget(row.name, line, 0);
        layout->addWidget(row.state, line + 1, 0);
        layout->addWidget(row.close, line, 1, 2, 1, Qt::AlignVCenter);
        row.state->setWordWrap(true);
        row.state->setContentsMargins(18, 0, 0, 4);
        row.close->setAutoDefault(false);
        row.close->setAccessibleName(tr("Close the step “%1” with an artefact").arg(stepText(step)));
        connect(row.close, &QPushButton::clicked, this, [this, step] { offer(step); });
        m_rows << row;
    }
    return place;
}

void RunbookPanel::clear()
{
    setView({});
}

void RunbookPanel::setReadOnly()
{
    m_readOnly = true;
    m_start->hide();
    refreshSteps();
}

void RunbookPanel::setView(const RunbookView &view)
{
    const bool other = view.incident.id != m_view.incident.id;
    const QString kept = other ? QString() : m_choice->currentData().toString();
    const QString before = m_run.runbook;
    const bool list = view.runbooks != m_view.runbooks || m_choice->count() == 0;
    m_view = view;
    m_run = runbookRunOf(view.incident);
    const QSignalBlocker quiet(m_choice);
    if (list) {
        m_choice->clear();
        for (const RunbookSpec &one : std::as_const(m_view.runbooks))
            m_choice->addItem(displaySafe(one.title, 80), one.id);
    }
    const QString wanted = m_run.runbook != before || kept.isEmpty() ? m_run.runbook : kept;
    m_choice->setCurrentIndex(wanted.isEmpty() && !kept.isEmpty() ? m_choice->findData(kept) : m_choice->findData(wanted));
    m_choice->setEnabled(view.incident.running());
    m_start->setEnabled(view.incident.running() && m_choice->currentIndex() >= 0 && m_choice->currentData().toString() != m_run.runbook);
    refreshTexts();
    refreshSteps();
    refreshOrder();
}

void RunbookPanel::setNow(TimePoint now)
{
    m_now = now;
    if (m_view.incident.running())
        refreshSteps();
}

const RunbookSpec *RunbookPanel::spec() const
{
    const QString id = m_choice->currentData().toString();
    const auto found = std::find_if(m_view.runbooks.cbegin(), m_view.runbooks.cend(), [&](const RunbookSpec &one) { return one.id == id; });
    return found == m_view.runbooks.cend() ? nullptr : &*found;
}

void RunbookPanel::refreshTexts()
{
    const RunbookSpec *chosen = spec();
    if (!chosen) {
        m_texts->setPlainText(m_view.incident.id.isEmpty() ? tr("A runbook belongs to an incident.")
                              : m_run.started()            ? tr("The runbook “%1” of this incident is not known here.").arg(m_run.runbook)
                                                           : tr("Choose what it looks like and start its runbook; the clock runs from there."));
        return;
    }
    QStringList lines{tr("FIRST: %1").arg(chosen->firstAction), {}, tr("How it shows: %1").arg(chosen->trigger), {}, tr("Look at:")};
    for (const QString &what : chosen->verify)
        lines << u"  •  "_s + what;
    lines << QString() << tr("Over when: %1").arg(chosen->over);
    m_texts->setPlainText(displaySafeLines(lines.join(u'\n'), 20'000));
}

QString RunbookPanel::clockWords() const
{
    return m_clock->plainText();
}

void RunbookPanel::refreshSteps()
{
    const bool runs = m_run.started();
    const std::optional<RunbookStep> next = m_run.next();
    TimePoint end = m_now;
    if (!next) {
        for (const RunbookStepState &state : std::as_const(m_run.steps))
            end = &state == &m_run.steps.first() ? state.closedAt : std::max(end, state.closedAt);
    }
    const auto spent = std::max(std::chrono::seconds(0), std::chrono::floor<std::chrono::seconds>(end - m_run.startedAt));
    const QString clock = durationText(spent.count()), budget = durationText(std::chrono::seconds(runbookBudget).count());
    m_clock->setPlainText(!runs ? tr("No runbook started") : !next ? tr("✓ all six steps in %1").arg(clock)
                          : spent > runbookBudget ? tr("▲ %1, over the %2 that it should take").arg(clock, budget)
                                                  : tr("%1 of %2").arg(clock, budget));
    const ThemeColors &colors = themeColors(palette());
    for (const RunbookStep step : allRunbookSteps) {
        const Row &row = m_rows[static_cast<qsizetype>(step)];
        const RunbookStepState &state = m_run.steps[static_cast<qsizetype>(step)];
        const QString due = durationText(std::chrono::seconds(dueAfter(step)).count());
        const bool late = runs && !state.closed && spent > dueAfter(step);
        row.name->setPlainText((state.closed ? u"✓ "_s : runs && next == step ? u"▶ "_s : u"○ "_s) + stepText(step));
        row.state->setPlainText(state.closed
                                    ? tr("at %1 by %2: %3").arg(durationText(state.took.count() / 1000), state.closedBy, artefactText(state.artefact))
                                    : (late ? tr("late, due at %1: ").arg(due) : tr("due at %1: ").arg(due)) + stepWants(step));
        QPalette ink = palette();
        ink.setColor(QPalette::WindowText, late && next == step ? colors.critical : state.closed ? colors.text : colors.muted);
        row.state->setPalette(ink);
        const bool offered = runs && m_view.incident.mergedInto.isEmpty() && !state.closed;
        const bool there = offered && !artefactsFor(step, m_view.incident).isEmpty();
        row.close->setVisible(!state.closed && !m_readOnly);
        row.close->setEnabled(there);
        row.close->setToolTip(there ? tr("Choose the entry of the record that closes it")
                              : !runs ? tr("Start a runbook first")
                                      : tr("The record has nothing yet that closes it: it %1").arg(stepWants(step)));
    }
}

QString RunbookPanel::artefactText(const Artefact &artefact) const
{
    if (artefact.kind != Artefact::Kind::Event)
        return tr("file %1").arg(artefact.ref);
    const auto found = std::find_if(m_view.incident.events.cbegin(), m_view.incident.events.cend(),
                                    [&](const Event &event) { return event.eventId == artefact.ref; });
    return found == m_view.incident.events.cend() ? artefact.ref : tr("No. %1 %2").arg(found->seq).arg(found->title);
}

/// One artefact would be no choice, but the click still has to be a choice: what closes a step is read before it counts.
void RunbookPanel::offer(RunbookStep step)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Entries that close “%1”").arg(stepText(step)));
    for (const Artefact &artefact : artefactsFor(step, m_view.incident).mid(0, mostOffered)) {
        QString text = displaySafe(artefactText(artefact), 120);
        text.replace(u'&', u"&&"_s);
        connect(menu->addAction(text), &QAction::triggered, this,
                [this, step, artefact, id = m_view.incident.id] { emit stepAsked(id, step, artefact); });
    }
    QPushButton *button = m_rows[static_cast<qsizetype>(step)].close;
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

void RunbookPanel::refreshOrder()
{
    m_order->setVisible(m_view.incident.running() && !m_view.order.isEmpty());
    QStringList lines{tr("Stop-loss by expected loss:")};
    int place = 0;
    for (const StopLossChoice &choice : std::as_const(m_view.order)) {
        QString line = u"%1. %2 — %3"_s.arg(++place).arg(stopLossVerbText(choice.verb), timeToEffectText(choice.time));
        if (choice.expectedLoss)
            line += u" — "_s + tr("about %n more request(s) of the affected version until then", nullptr,
                                  static_cast<int>(std::clamp(*choice.expectedLoss, 0.0, 1e9)));
        if (!choice.available)
            line += u" — "_s + tr("cannot be pressed now");
        lines << line;
    }
    m_order->setPlainText(lines.join(u'\n'));
}

} // namespace andon
