// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alerts/AlertsTable.h"

#include "ui/alerts/AlertsDelegate.h"
#include "ui/alerts/AlertsModel.h"
#include "ui/common/ActionButton.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>

namespace andon {

AlertsTable::AlertsTable(AlertsModel &model, QWidget *parent)
    : QTableView(parent)
    , m_model(model)
{
    setModel(&model);
    setAccessibleName(tr("List of alarms"));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(AlertsDelegate::rowHeight(fontMetrics()));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, [this] { emit handChanged(false); });
    m_place.setSingleShot(true);
    m_place.setInterval(0);
    connect(&m_place, &QTimer::timeout, this, &AlertsTable::placeButtons);
    connect(&model, &QAbstractItemModel::dataChanged, this, &AlertsTable::placeLater);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &AlertsTable::placeLater);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &AlertsTable::placeLater);
    connect(&model, &QAbstractItemModel::layoutChanged, this, &AlertsTable::placeLater);
}

void AlertsTable::placeLater()
{
    if (!m_place.isActive())
        m_place.start();
}

void AlertsTable::setFaces(const AlertFaces &faces)
{
    m_faces = faces;
    placeButtons();
}

const AlertFace *AlertsTable::faceOf(int row) const
{
    const Alert &alert = m_model.alert(row);
    const auto service = m_faces.constFind(alert.service);
    if (!alert.action || alert.phase == AlertPhase::Returned || service == m_faces.cend())
        return nullptr;
    const auto face = service->constFind(*alert.action);
    return face == service->cend() ? nullptr : &*face;
}

ActionButton *AlertsTable::made()
{
    if (!m_idle.isEmpty())
        return m_idle.takeLast();
    auto *button = new ActionButton(false, viewport());
    button->installEventFilter(this);
    connect(button, &ActionButton::pressed, this, [this, button](const QString &reason) {
        const QString key = m_buttons.key(button);
        const int row = m_model.rowOf(key);
        // What was painted is what is done: faces are replaced only together with what the buttons show.
        if (const AlertFace *face = row < 0 ? nullptr : faceOf(row))
            emit actionPressed(face->plan, reason, m_model.alert(row).title);
    });
    return button;
}

/// Buttons for the rows in view and no others: ten thousand alarms cost as much as ten.
void AlertsTable::placeButtons()
{
    m_place.stop();
    QHash<QString, int> rows;
    if (m_model.rowCount() > 0 && isVisible()) {
        const int first = std::max(0, rowAt(0)), last = rowAt(viewport()->height() - 1);
        for (int row = first; row <= (last < 0 ? m_model.rowCount() - 1 : last); ++row) {
            if (faceOf(row))
                rows.insert(m_model.alert(row).key, row);
        }
    }
    for (auto shown = m_buttons.begin(); shown != m_buttons.end();) {
        if (rows.contains(shown.key())) {
            ++shown;
            continue;
        }
        shown.value()->hide();
        m_idle << shown.value();
        shown = m_buttons.erase(shown);
    }
    for (auto row = rows.cbegin(); row != rows.cend(); ++row) {
        ActionButton *&button = m_buttons[row.key()];
        if (!button)
            button = made();
        button->setFace(faceOf(row.value())->face);
        button->setGeometry(visualRect(m_model.index(row.value(), AlertsModel::Action)).adjusted(4, 3, -6, -4));
        button->show();
    }
}

void AlertsTable::placeColumns()
{
    const int letter = fontMetrics().averageCharWidth();
    const int width = viewport()->width();
    const int state = 20 * letter, since = 25 * letter, action = std::clamp(width / 4, 30 * letter, 48 * letter);
    const int told = std::clamp(width / 5, 24 * letter, 48 * letter);
    setColumnWidth(AlertsModel::State, state);
    setColumnWidth(AlertsModel::Since, since);
    setColumnWidth(AlertsModel::Told, told);
    setColumnWidth(AlertsModel::Action, action);
    setColumnWidth(AlertsModel::What, std::max(24 * letter, width - state - since - told - action));
    placeButtons();
}

void AlertsTable::touch()
{
    const bool held = m_rest.isActive();
    m_rest.start();
    if (!held)
        emit handChanged(true);
}

void AlertsTable::release()
{
    if (!m_rest.isActive())
        return;
    m_rest.stop();
    emit handChanged(false);
}

bool AlertsTable::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::TouchBegin: touch(); break;
    case QEvent::Leave:
        // Onto a button is not away.
        if (!viewport()->rect().contains(viewport()->mapFromGlobal(QCursor::pos())))
            release();
        break;
    default: break;
    }
    return QTableView::viewportEvent(event);
}

/// A hand on a button is a hand at work.
bool AlertsTable::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Enter:
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::FocusIn: touch(); break;
    case QEvent::KeyPress:
        touch();
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Left) {
            setFocus(Qt::ShortcutFocusReason);
            return true;
        }
        break;
    default: break;
    }
    return QTableView::eventFilter(watched, event);
}

void AlertsTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    placeButtons();
}

void AlertsTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    placeColumns();
}

void AlertsTable::showEvent(QShowEvent *event)
{
    QTableView::showEvent(event);
    placeLater();
}

void AlertsTable::keyPressEvent(QKeyEvent *event)
{
    const int before = currentIndex().row();
    // Onto its button, which it does not press.
    if (event->key() == Qt::Key_Right && before >= 0) {
        if (ActionButton *button = m_buttons.value(m_model.alert(before).key))
            button->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    QTableView::keyPressEvent(event);
    if (currentIndex().row() != before)
        touch();
}

void AlertsTable::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    if (!viewport()->underMouse())
        release();
}

} // namespace andon
