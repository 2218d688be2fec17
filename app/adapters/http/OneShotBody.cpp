// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/OneShotBody.h"

#include <cstring>

namespace andon {

OneShotBody::OneShotBody(QByteArray body, QObject *parent)
    : QIODevice(parent)
    , m_body(std::move(body))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OneShotBody::bytesAvailable() const
{
    return m_body.size() - m_taken + QIODevice::bytesAvailable();
}

qint64 OneShotBody::readData(char *data, qint64 maxSize)
{
    const qint64 size = std::min(maxSize, m_body.size() - m_taken);
    if (size <= 0)
        return -1;
    std::memcpy(data, m_body.constData() + m_taken, static_cast<size_t>(size));
    m_taken += size;
    return size;
}

qint64 OneShotBody::writeData(const char *, qint64)
{
    return -1;
}

} // namespace andon
