// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/GatewayControl.h"

namespace andon {

/// A service without an admin endpoint: nothing can be read or done, and the reason says why.
class AbsentGateway final : public GatewayControl {
public:
    explicit AbsentGateway(QString reason);
    void read(QObject *context, std::function<void(Result<GatewayState>)> callback) override;
    void readBack(QObject *context, std::function<void(Result<GatewayState>)> callback) override;
    void write(const GatewayWrite &write, QObject *context, std::function<void(WriteAnswer)> callback) override;
    [[nodiscard]] GatewayPromise promise(Verb) const override { return {}; }
    [[nodiscard]] QString whyAbsent(Verb) const override { return m_reason; }

private:
    QString m_reason;
};

} // namespace andon
