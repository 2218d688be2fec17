// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/FleetPanel.h"

#include "ui/common/ClearButton.h"
#include "ui/common/PlainLabel.h"
#include "ui/fleet/FleetDelegate.h"
#include "ui/fleet/FleetTable.h"
#include "ui/fleet/FleetWords.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

namespace andon {

using namespace Qt::StringLiterals;

static QToolButton *barButton(const QString &text, const QString &tip)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    return button;
}

FleetPanel::FleetPanel(QWidget *parent)
    : QWidget(parent)
    , m_delegate(new FleetDelegate(m_model, this))
    , m_table(new FleetTable(this))
    , m_filter(new QLineEdit(this))
    , m_group(barButton(tr("Groups"), tr("Services of a group stand together; the group that needs a person first stands first")))
    , m_sort(barButton(tr("Sort now"), tr("What needs a person first stands first again (F5)")))
    , m_window(barButton(tr("Second window"), tr("This board in a window of its own, on another screen where there is one")))
    , m_foot(new PlainLabel(this))
{
    setAccessibleName(tr("Fleet"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(buildBar());
    buildTable();
    layout->addWidget(m_table, 1);
    layout->addWidget(m_foot);
    const auto *sort = new QShortcut(Qt::Key_F5, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(sort, &QShortcut::activated, m_sort, &QToolButton::click);
    connect(m_sort, &QToolButton::clicked, this, [this] {
        m_model.sortNow();
        m_table->scrollToTop();
        refresh();
    });
    connect(m_group, &QToolButton::toggled, this, [this](bool on) {
        m_model.setGrouped(on);
        refresh();
    });
    connect(m_window, &QToolButton::clicked, this, &FleetPanel::windowAsked);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model.setFilter(text);
        refresh();
    });
    // From the filter on into the table, and out of it into the first hit.
    connect(m_filter, &QLineEdit::returnPressed, this, [this] {
        if (m_model.shownServices() > 0)
            focusTable();
    });
    refresh();
}

/// A window that goes takes the focus from the table, which says that the hand left: nobody is there to hear it.
FleetPanel::~FleetPanel()
{
    m_table->disconnect(this);
    m_filter->disconnect(this);
    m_table->setModel(nullptr);
}

QWidget *FleetPanel::buildBar()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_filter->setAccessibleName(tr("Filter services"));
    m_filter->setPlaceholderText(tr("Filter: name, group, state"));
    addClearButton(*m_filter);
    m_filter->setMaxLength(200);
    m_filter->setMinimumWidth(210);
    m_filter->setMaximumWidth(320);
    layout->addWidget(m_filter, 1);
    for (int need = 0; need < fleetNeeds; ++need)
        layout->addWidget(needButton(static_cast<FleetNeed>(need)));
    layout->addStretch(1);
    m_group->setCheckable(true);
    layout->addWidget(m_group);
    m_sort->setIcon(themeIcon(IconName::Live));
    layout->addWidget(m_sort);
    m_window->setIcon(themeIcon(IconName::Export));
    layout->addWidget(m_window);
    return bar;
}

QToolButton *FleetPanel::needButton(FleetNeed need)
{
    QToolButton *button = barButton(needTitle(need), tr("%1. Press to see these alone").arg(needSentence(need)));
    button->setCheckable(true);
    if (need != FleetNeed::Idle)
        button->setIcon(themeIcon(needIcon(need)));
    // Wide enough for every count, so that nothing beside it moves.
    button->setMinimumWidth(button->fontMetrics().horizontalAdvance(u"000 "_s + needTitle(need)) + 40);
    connect(button, &QToolButton::toggled, this, &FleetPanel::filterNeeds);
    m_needs[need] = button;
    return button;
}

void FleetPanel::buildTable()
{
    m_table->setModel(&m_model);
    m_table->setItemDelegate(m_delegate);
    m_table->setAccessibleName(tr("Services"));
    m_table->verticalHeader()->setDefaultSectionSize(FleetDelegate::rowHeight(fontMetrics()));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    connect(m_table, &FleetTable::opened, this, [this](const QModelIndex &index) {
        if (const FleetRow *row = m_model.row(index.row()))
            emit serviceChosen(row->service);
    });
    connect(m_table, &FleetTable::typed, this, [this](const QString &text) {
        focusFilter();
        m_filter->setText(text.isEmpty() ? m_filter->text().chopped(m_filter->text().isEmpty() ? 0 : 1) : m_filter->text() + text);
    });
    connect(m_table, &FleetTable::handChanged, this, [this](bool on) {
        m_model.setHeld(on);
        refresh();
    });
    connect(m_table, &FleetTable::widthChanged, this, &FleetPanel::sizeColumns);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &now) {
        if (const FleetRow *row = m_model.row(now.row()))
            m_selected = row->service;
    });
    connect(&m_model, &FleetModel::arranged, this, &FleetPanel::keepSelection);
}

/// Heads of groups span the table; the keyboard stays on its service.
void FleetPanel::keepSelection()
{
    m_table->clearSpans();
    if (m_model.order().isGrouped()) {
        for (int at = 0; at < m_model.rowCount(); ++at) {
            if (!m_model.row(at))
                m_table->setSpan(at, 0, 1, FleetModel::ColumnCount);
        }
    }
    const int at = m_model.rowOf(m_selected);
    if (at >= 0 && m_table->currentIndex().row() != at)
        m_table->selectionModel()->setCurrentIndex(m_model.index(at, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

void FleetPanel::setRows(const QList<FleetRow> &rows, qint64 nowMs)
{
    m_model.setRows(rows, nowMs);
    refresh();
}

void FleetPanel::setSpanMs(qint64 spanMs)
{
    m_spanMs = spanMs;
    m_delegate->setSpanMs(spanMs);
    refresh();
}

void FleetPanel::setOffersWindow(bool offers)
{
    m_window->setVisible(offers);
}

void FleetPanel::focusTable()
{
    if (!m_table->currentIndex().isValid()) {
        for (int at = 0; at < m_model.rowCount(); ++at) {
            if (m_model.row(at)) {
                m_table->setCurrentIndex(m_model.index(at, 0));
                break;
            }
        }
    }
    m_table->setFocus(Qt::OtherFocusReason);
}

void FleetPanel::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
}

void FleetPanel::filterNeeds()
{
    QSet<FleetNeed> chosen;
    for (auto need = m_needs.cbegin(); need != m_needs.cend(); ++need) {
        if (need.value()->isChecked())
            chosen.insert(need.key());
    }
    m_model.setNeeds(chosen);
    refresh();
}

void FleetPanel::refresh()
{
    for (auto need = m_needs.cbegin(); need != m_needs.cend(); ++need) {
        const QString words = tr("%1 %2").arg(m_model.count(need.key())).arg(needTitle(need.key()));
        if (need.value()->text() != words) {
            need.value()->setText(words);
            need.value()->setAccessibleName(words);
        }
    }
    QStringList parts;
    if (m_model.shownServices() < m_model.services())
        parts << tr("%1 of %2 services shown").arg(m_model.shownServices()).arg(m_model.services());
    if (m_model.order().isHeld()) {
        parts << tr("Order held while your hand is on the table");
        if (const int changed = m_model.order().changed(); changed > 0)
            parts << tr("%1 changed state since (F5 sorts now)").arg(changed);
    } else {
        parts << tr("What needs a person first stands first");
    }
    parts << tr("lines: last %1 min, with their limit").arg(m_spanMs / 60'000);
    m_foot->setPlainText(parts.join(u"   ·   "_s));
}

QString FleetPanel::footText() const
{
    return m_foot->plainText();
}

QString FleetPanel::summary() const
{
    QStringList parts;
    for (int i = 0; i < fleetNeeds; ++i) {
        const auto need = static_cast<FleetNeed>(i);
        if (const int count = m_model.count(need); count > 0)
            parts << tr("%1 %2").arg(count).arg(needTitle(need).toLower());
    }
    return parts.join(u" · "_s);
}

void FleetPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !m_filter->text().isEmpty()) {
        m_filter->clear();
        focusTable();
        return;
    }
    if (event->key() == Qt::Key_Down && m_filter->hasFocus()) {
        focusTable();
        return;
    }
    QWidget::keyPressEvent(event);
}

/// Four equal lamps; names, canary and alarm share what is left.
void FleetPanel::sizeColumns()
{
    const int needWidth = fontMetrics().horizontalAdvance(tr("Inside %1 of %2").arg(3).arg(4)) + 40;
    const int age = fontMetrics().horizontalAdvance(u"00:00:00"_s) + 14;
    const int rest = std::max(700, m_table->viewport()->width() - needWidth - age);
    const int lamp = rest * 14 / 100, canary = rest * 15 / 100, service = rest * 12 / 100;
    m_table->setColumnWidth(FleetModel::Need, needWidth);
    m_table->setColumnWidth(FleetModel::Service, service);
    for (int column = FleetModel::Quality; column <= FleetModel::Risk; ++column)
        m_table->setColumnWidth(column, lamp);
    m_table->setColumnWidth(FleetModel::Canary, canary);
    m_table->setColumnWidth(FleetModel::Alarm, rest - service - canary - 4 * lamp);
    m_table->setColumnWidth(FleetModel::Age, age);
}

} // namespace andon
