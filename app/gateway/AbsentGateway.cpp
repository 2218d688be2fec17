// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gateway/AbsentGateway.h"

#include <QTimer>

namespace andon {

AbsentGateway::AbsentGateway(QString reason)
    : m_reason(std::move(reason))
{
}

void AbsentGateway::read(QObject *context, std::function<void(Result<GatewayState>)> callback)
{
    QTimer::singleShot(0, context, [reason = m_reason, callback] { callback(failure(ErrorKind::Blocked, {reason})); });
}

void AbsentGateway::readBack(QObject *context, std::function<void(Result<GatewayState>)> callback)
{
    read(context, std::move(callback));
}

void AbsentGateway::write(const GatewayWrite &, QObject *context, std::function<void(WriteAnswer)> callback)
{
    QTimer::singleShot(0, context, [reason = m_reason, callback] {
        callback({WriteOutcome::NotSent, 0, reason, {}, {}});
    });
}

} // namespace andon
