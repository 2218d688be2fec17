// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/VerbRun.h"

namespace andon {

/// `andon state`: one poll of a service, as text or JSON.
class StateRun final : public VerbRun {
    Q_OBJECT
public:
    using VerbRun::VerbRun;
    void start() override;

private:
    void finish();
    [[nodiscard]] nlohmann::json asJson() const;
    void sayText() const;

    ServiceDesk *m_desk = nullptr;
    QList<IndicatorReading> m_readings;
    bool m_linesRead = false;
    bool m_gatewayRead = false;
    std::optional<Error> m_linesError;
    std::optional<Error> m_gatewayError;
};

} // namespace andon
