// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/FleetWindow.h"

#include "app/base/DisplayText.h"
#include "ui/common/Icon.h"
#include "ui/fleet/FleetPanel.h"

#include <QKeyEvent>
#include <QVBoxLayout>

namespace andon {

using namespace Qt::StringLiterals;

FleetWindow::FleetWindow(const QString &place, QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_panel(new FleetPanel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowIcon(programIcon());
    setWindowTitle(tr("Andon — fleet — %1").arg(displaySafe(place, 80)));
    m_panel->setOffersWindow(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
    resize(1280, 800);
}

void FleetWindow::toggleFullScreen(QWidget &window)
{
    window.setWindowState(window.windowState() ^ Qt::WindowFullScreen);
}

void FleetWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F11 || (event->key() == Qt::Key_Escape && isFullScreen()))
        toggleFullScreen(*this);
    else
        QWidget::keyPressEvent(event);
}

} // namespace andon
