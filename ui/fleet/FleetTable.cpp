// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fleet/FleetTable.h"

#include <QHeaderView>
#include <QKeyEvent>

namespace andon {

/// A letter or digit without Ctrl or Alt: it is meant for the filter.
static bool isTyped(const QKeyEvent &key)
{
    return !(key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) && !key.text().isEmpty()
        && key.text().at(0).isPrint() && !key.text().at(0).isSpace();
}

FleetTable::FleetTable(QWidget *parent)
    : QTableView(parent)
{
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(false);
    setMouseTracking(true);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setMinimumSectionSize(40);
    horizontalHeader()->setSectionsClickable(false);
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMs);
    connect(&m_rest, &QTimer::timeout, this, [this] { emit handChanged(false); });
    connect(this, &QAbstractItemView::clicked, this, &FleetTable::opened);
}

void FleetTable::touch()
{
    const bool held = hasHand();
    m_rest.start();
    if (!held)
        emit handChanged(true);
}

void FleetTable::release()
{
    if (!hasHand())
        return;
    m_rest.stop();
    emit handChanged(false);
}

bool FleetTable::event(QEvent *event)
{
    // Before the window's single-letter keys: here a letter is a letter.
    if (event->type() == QEvent::ShortcutOverride && isTyped(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QTableView::event(event);
}

bool FleetTable::viewportEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::TouchBegin: touch(); break;
    case QEvent::Leave: release(); break;
    default: break;
    }
    return QTableView::viewportEvent(event);
}

void FleetTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    emit widthChanged();
}

void FleetTable::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (currentIndex().isValid())
            emit opened(currentIndex());
        return;
    }
    if (isTyped(*event) || event->key() == Qt::Key_Backspace) {
        emit typed(event->key() == Qt::Key_Backspace ? QString() : event->text());
        return;
    }
    const int before = currentIndex().row();
    QTableView::keyPressEvent(event);
    if (currentIndex().row() != before || event->isAccepted())
        touch();
}

void FleetTable::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    if (!viewport()->underMouse())
        release();
}

} // namespace andon
