// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/IoThread.h"

namespace andon {

IoThread::IoThread()
    : m_there(new QObject)
{
    m_thread.setObjectName(QStringLiteral("andon-io"));
    m_there->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_there, &QObject::deleteLater);
    m_thread.start();
}

IoThread::~IoThread()
{
    post([this] { m_thread.quit(); });
    m_thread.wait();
}

void IoThread::post(std::function<void()> work)
{
    QMetaObject::invokeMethod(m_there, std::move(work), Qt::QueuedConnection);
}

} // namespace andon
