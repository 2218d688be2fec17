// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/BoardLayout.h"

#include "ui/common/FoldShade.h"

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
    if (panels.incident)
        m_regions.add(panels.incident);
    m_regions.add(panels.lines);
    m_across = splitter(Qt::Horizontal, panels.lines, buildRight(panels), {850, 430});
    m_regions.add(panels.actions);
    m_regions.add(panels.timeline);
    m_down = splitter(Qt::Vertical, m_across, panels.timeline, {570, 190});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(panels.status);
    layout->addWidget(panels.alarms);
    if (panels.incident)
        layout->addWidget(panels.incident);
    auto *place = new QWidget;
    m_pages = new QStackedLayout(place);
    m_pages->addWidget(m_down);
    layout->addWidget(place, 1);
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
    new FoldShade(*place);
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

void BoardLayout::setPage(Page page, QWidget *content)
{
    auto *place = new QWidget;
    auto *column = new QVBoxLayout(place);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(content, 1);
    m_contents.insert(page, column);
    m_pages->addWidget(place);
    m_regions.add(content);
}

void BoardLayout::showPage(Page page)
{
    if (page != Page::Board && !m_contents.contains(page))
        return;
    m_page = page;
    if (page == Page::Board)
        m_right->insertWidget(1, m_cards);
    else
        m_contents.value(page)->addWidget(m_cards);
    m_pages->setCurrentWidget(page == Page::Board ? static_cast<QWidget *>(m_down) : m_contents.value(page)->parentWidget());
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
