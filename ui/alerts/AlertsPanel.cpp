// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/AlertsPanel.h"

#include "app/base/DisplayText.h"
#include "ui/alerts/AlertWords.h"
#include "ui/alerts/AlertsDelegate.h"
#include "ui/common/ClearButton.h"
#include "ui/common/ErrorText.h"
#include "ui/common/PlainLabel.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

AlertsPanel::AlertsPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new AlertsModel(this))
    , m_table(new AlertsTable(*m_model))
    , m_delegate(new AlertsDelegate(*m_model, this))
    , m_summary(new PlainLabel)
    , m_status(new PlainLabel)
    , m_quiet(new PlainLabel)
    , m_search(new QLineEdit)
    , m_hidden(new QCheckBox)
    , m_options(new QToolButton)
    , m_lints(new QPushButton)
    , m_details(new QPlainTextEdit)
{
    setAccessibleName(tr("Alarms"));
    m_table->setItemDelegate(m_delegate);
    m_details->setReadOnly(true);
    m_details->setAccessibleName(tr("Details of the alarm"));
    m_details->setMaximumHeight(fontMetrics().height() * 8);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(6);
    layout->addWidget(buildBar());
    layout->addWidget(m_quiet);
    layout->addWidget(m_table, 1);
    layout->addWidget(buildHands());
    layout->addWidget(m_details);
    layout->addWidget(m_status);
    m_status->setWordWrap(true);
    m_status->setAccessibleName(tr("What became of it"));
    connect(m_table, &AlertsTable::actionPressed, this, &AlertsPanel::pressed);
    connect(m_table, &AlertsTable::handChanged, m_model, &AlertsModel::setHeld);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &AlertsPanel::refresh);
    buildKeys();
    setManners({});
    refresh();
}

QPushButton *AlertsPanel::button(const QString &words, const QString &tip)
{
    auto *made = new QPushButton(words);
    made->setToolTip(tip);
    return made;
}

QWidget *AlertsPanel::buildBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_summary, 1);
    m_search->setPlaceholderText(tr("Filter (Ctrl+F)"));
    m_search->setAccessibleName(tr("Filter the alarms"));
    addClearButton(*m_search);
    m_search->setMaximumWidth(220);
    connect(m_search, &QLineEdit::textChanged, m_model, &AlertsModel::setFilter);
    connect(m_search, &QLineEdit::textChanged, this, &AlertsPanel::refresh);
    connect(m_search, &QLineEdit::returnPressed, this, &AlertsPanel::focusTable);
    layout->addWidget(m_search);
    connect(m_hidden, &QCheckBox::toggled, m_model, &AlertsModel::setHiddenShown);
    connect(m_hidden, &QCheckBox::toggled, this, &AlertsPanel::refresh);
    layout->addWidget(m_hidden);
    m_lints->setToolTip(tr("Rules and alarms without an action or a version"));
    connect(m_lints, &QPushButton::clicked, this, &AlertsPanel::lintsAsked);
    layout->addWidget(m_lints);
    setLints(0);
    m_options->setText(tr("Signals"));
    m_options->setToolTip(tr("Sound, desktop notification, blinking"));
    m_options->setPopupMode(QToolButton::InstantPopup);
    m_options->setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(m_options);
    for (const QString &words : {tr("Sound for a new alarm"), tr("Desktop notification for a new alarm"), tr("Reduced motion: nothing blinks")}) {
        QAction *action = menu->addAction(words);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, &AlertsPanel::chooseManners);
    }
    m_options->setMenu(menu);
    layout->addWidget(m_options);
    auto *close = button(tr("Back to the board"), tr("Back to the board (Esc)"));
    connect(close, &QPushButton::clicked, this, &AlertsPanel::closeAsked);
    layout->addWidget(close);
    return bar;
}

QWidget *AlertsPanel::buildHands()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    m_acknowledge = button(tr("Acknowledge"), tr("Seen: it stays in the list and blinks no more; what is over goes (A)"));
    m_shelve = button(tr("Shelve…"), tr("Hide it here for a while, after a look at what else that would hide (Shift+A)"));
    m_silence = button(tr("Silence…"), tr("Make a silence in an Alertmanager: it notifies nobody for a while"));
    m_uncover = button(tr("Return"), tr("End the shelf or the silence that hides it"));
    m_lines = button(tr("Show its line"), tr("Show the indicator on the board (Enter)"));
    connect(m_acknowledge, &QPushButton::clicked, this, [this] { emit acknowledgeAsked(selectedKeys()); });
    connect(m_shelve, &QPushButton::clicked, this, [this] { emit shelveAsked(selectedKeys().value(0)); });
    connect(m_silence, &QPushButton::clicked, this, [this] { emit silenceAsked(selectedKeys().value(0)); });
    connect(m_uncover, &QPushButton::clicked, this, [this] { emit uncoverAsked(selectedKeys()); });
    connect(m_lines, &QPushButton::clicked, this, [this] { emit linesAsked(selectedKeys().value(0)); });
    for (QPushButton *one : {m_acknowledge, m_shelve, m_silence, m_uncover, m_lines})
        layout->addWidget(one);
    layout->addStretch(1);
    return bar;
}

void AlertsPanel::buildKeys()
{
    const auto on = [this](const QKeySequence &keys, QPushButton *pressedButton) {
        auto *made = new QShortcut(keys, m_table, nullptr, nullptr, Qt::WidgetShortcut);
        connect(made, &QShortcut::activated, pressedButton, &QPushButton::click);
    };
    on(Qt::Key_A, m_acknowledge);
    on(Qt::SHIFT | Qt::Key_A, m_shelve);
    on(Qt::Key_Return, m_lines);
    on(Qt::Key_Enter, m_lines);
    auto *find = new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_search, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
    connect(m_table, &QAbstractItemView::doubleClicked, m_lines, &QPushButton::click);
}

void AlertsPanel::setReadOnly()
{
    m_readOnly = true;
    for (QPushButton *one : {m_acknowledge, m_shelve, m_silence, m_uncover})
        one->hide();
    refresh();
}

void AlertsPanel::chooseManners()
{
    const QList<QAction *> actions = m_options->menu()->actions();
    m_manners = {actions[0]->isChecked(), actions[1]->isChecked(), actions[2]->isChecked()};
    emit mannersChosen(m_manners);
}

void AlertsPanel::setManners(const AlertManners &manners)
{
    m_manners = manners;
    const QList<QAction *> actions = m_options->menu()->actions();
    actions[0]->setChecked(manners.sound);
    actions[1]->setChecked(manners.notification);
    actions[2]->setChecked(manners.reducedMotion);
}

void AlertsPanel::setAlerts(const QList<AlertPointer> &alerts, qint64 nowMs)
{
    m_nowMs = nowMs;
    m_alerts = alerts;
    m_model->setNow(nowMs);
    m_model->setAlerts(alerts);
    refresh();
}

void AlertsPanel::setNow(qint64 nowMs)
{
    m_nowMs = nowMs;
    m_model->setNow(nowMs);
    m_table->viewport()->update();
}

void AlertsPanel::setSources(const QMap<QString, AlertSourceState> &sources)
{
    m_sources = sources;
    refresh();
}

void AlertsPanel::setLints(qsizetype count)
{
    m_lints->setText(tr("Without action or version (%1)").arg(count));
    m_lints->setVisible(count > 0);
}

void AlertsPanel::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    m_model->setTimeZone(zone);
    showDetails();
}

void AlertsPanel::setCanSilence(bool can)
{
    m_canSilence = can;
    refresh();
}

void AlertsPanel::setStatus(const QString &words)
{
    m_status->setPlainText(words);
    m_status->setVisible(!words.isEmpty());
}

void AlertsPanel::setLit(bool lit)
{
    const QString key = lit && !m_manners.reducedMotion ? m_model->blinkKey() : QString();
    m_delegate->setLit(key);
    m_table->viewport()->update();
}

void AlertsPanel::focusTable()
{
    m_table->setFocus(Qt::OtherFocusReason);
    if (selectedKeys().isEmpty() && m_model->rowCount() > 0)
        m_table->selectRow(0);
}

void AlertsPanel::choose(const QString &key)
{
    if (const int row = m_model->rowOf(key); row >= 0) {
        m_table->selectRow(row);
        m_table->scrollTo(m_model->index(row, 0));
    }
}

QStringList AlertsPanel::selectedKeys() const
{
    QStringList keys;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        keys << index.data(AlertsModel::KeyRole).toString();
    return keys;
}

QString AlertsPanel::summary() const
{
    const auto count = [this](auto is) { return std::count_if(m_alerts.cbegin(), m_alerts.cend(), [&](const AlertPointer &one) { return !one->isHidden() && is(*one); }); };
    const auto firing = count([](const Alert &a) { return a.phase == AlertPhase::Firing; });
    const auto critical = count([](const Alert &a) { return a.phase == AlertPhase::Firing && a.severity == AlertSeverity::Critical; });
    const auto lost = count([](const Alert &a) { return a.phase == AlertPhase::SourceLost; });
    QStringList parts{tr("%n alarm(s)", nullptr, static_cast<int>(firing))};
    if (critical > 0)
        parts << tr("%n critical", nullptr, static_cast<int>(critical));
    if (lost > 0)
        parts << tr("%n with a lost source", nullptr, static_cast<int>(lost));
    for (auto source = m_sources.cbegin(); source != m_sources.cend(); ++source) {
        if (source->freshness == Freshness::Lost && source->error)
            parts << tr("%1 is not heard: %2").arg(displaySafe(source.key(), 60), errorBrief(*source->error));
        else if (source->leftOut > 0)
            parts << tr("%1 tells %n more than are kept", nullptr, static_cast<int>(source->leftOut)).arg(displaySafe(source.key(), 60));
    }
    return parts.join(u" · "_s);
}

void AlertsPanel::refresh()
{
    m_summary->setPlainText(summary());
    m_hidden->setText(tr("Hidden ones (%1)").arg(m_model->hidden()));
    m_quiet->setVisible(m_model->rowCount() == 0);
    m_quiet->setPlainText(m_alerts.isEmpty() ? tr("No alarm that anybody told of") : tr("No alarm that this filter shows"));
    const QStringList keys = selectedKeys();
    const int row = keys.isEmpty() ? -1 : m_model->rowOf(keys.first());
    const bool one = keys.size() == 1 && row >= 0;
    m_acknowledge->setEnabled(!keys.isEmpty());
    m_shelve->setEnabled(one);
    m_silence->setEnabled(one && m_canSilence);
    m_uncover->setEnabled(std::any_of(keys.cbegin(), keys.cend(), [this](const QString &key) {
        const int at = m_model->rowOf(key);
        return at >= 0 && !m_model->alert(at).covers.isEmpty();
    }));
    m_lines->setEnabled(one && !m_model->alert(row).indicatorId.isEmpty());
    // A key clicks a button that is hidden, too.
    for (QPushButton *hand : {m_acknowledge, m_shelve, m_silence, m_uncover})
        hand->setEnabled(hand->isEnabled() && !m_readOnly);
    showDetails();
}

void AlertsPanel::showDetails()
{
    const QStringList keys = selectedKeys();
    const int row = keys.size() == 1 ? m_model->rowOf(keys.first()) : -1;
    m_details->setVisible(row >= 0);
    const QString words = row < 0 ? QString() : alertDetails(m_model->alert(row), m_nowMs, m_zone);
    if (words != m_details->toPlainText())
        m_details->setPlainText(words);
}

void AlertsPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        emit closeAsked();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace andon
