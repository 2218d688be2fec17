// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/BoardLayout.h"

#include <QMainWindow>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace andon {

static QSplitter *splitter(Qt::Orientation orientation, QWidget *growing, QWidget *fixed, const QList<int> &sizes)
{
    auto *made = new QSplitter(orientation);
    made->addWidget(growing);
    made->addWidget(fixed);
    made->setStretchFactor(0, 1);
    made->setStretchFactor(1, 0);
    made->setSizes(sizes);
    made->setChildrenCollapsible(false);
    return made;
}

BoardLayout::BoardLayout(const Panels &panels, QWidget *parent)
    : QWidget(parent)
    , m_cards(panels.cards)
{
    m_regions.add(panels.status);
    m_regions.add(panels.alarms);
    m_regions.add(panels.lines);
    m_across = splitter(Qt::Horizontal, panels.lines, buildRight(panels), {840, 440});
    m_regions.add(panels.actions);
    m_regions.add(panels.timeline);
    m_down = splitter(Qt::Vertical, m_across, panels.timeline, {570, 190});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panels.status);
    layout->addWidget(panels.alarms);
    layout->addWidget(m_down, 1);
}

/// In a low window the canary scrolls; the cord is always in reach.
QWidget *BoardLayout::buildRight(const Panels &panels)
{
    auto *place = new QScrollArea;
    place->setWidget(panels.canary);
    place->setWidgetResizable(true);
    place->setFrameShape(QFrame::NoFrame);
    place->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    place->setMinimumHeight(32); // its headline: beside a card the buttons keep their places
    place->setAccessibleName(tr("Canary"));
    m_regions.add(place);
    m_regions.add(panels.cards);
    auto *right = new QWidget;
    auto *layout = m_right = new QVBoxLayout(right);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->setSpacing(8);
    layout->addWidget(place, 1);
    layout->addWidget(panels.cards);
    layout->addWidget(panels.actions);
    return right;
}

void BoardLayout::setBanner(QWidget *banner)
{
    static_cast<QVBoxLayout *>(layout())->insertWidget(0, banner);
    m_regions.add(banner);
}

void BoardLayout::setFleet(QWidget *fleet)
{
    auto *page = new QWidget;
    m_fleetPage = new QVBoxLayout(page);
    m_fleetPage->setContentsMargins(0, 0, 0, 0);
    m_fleetPage->setSpacing(0);
    m_fleetPage->addWidget(fleet, 1);
    auto *place = new QWidget;
    m_pages = new QStackedLayout(place);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->replaceWidget(m_down, place);
    column->setStretchFactor(place, 1);
    m_pages->addWidget(m_down);
    m_pages->addWidget(page);
    m_regions.add(fleet);
}

void BoardLayout::showFleet(bool shown)
{
    if (!m_pages)
        return;
    if (shown)
        m_fleetPage->addWidget(m_cards);
    else
        m_right->insertWidget(1, m_cards);
    m_pages->setCurrentIndex(shown ? 1 : 0);
}

void BoardLayout::restore(QMainWindow &window)
{
    const QSettings settings;
    window.restoreGeometry(settings.value("window/geometry").toByteArray());
    m_across->restoreState(settings.value("window/across").toByteArray());
    m_down->restoreState(settings.value("window/down").toByteArray());
}

void BoardLayout::remember(const QMainWindow &window) const
{
    QSettings settings;
    settings.setValue("window/geometry", window.saveGeometry());
    settings.setValue("window/across", m_across->saveState());
    settings.setValue("window/down", m_down->saveState());
}

} // namespace andon
