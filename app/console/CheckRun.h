// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/VerbRun.h"

#include <deque>

namespace andon {

/// `andon check`: asks each source, each gateway, each indicator and who says what the versions
/// are made of once, the rules of alarms and each Alertmanager; "ok" or why not, with what to do.
class CheckRun final : public VerbRun {
    Q_OBJECT
public:
    using VerbRun::VerbRun;
    void start() override;

private:
    void checkSource(const SourceSpec &spec);
    void checkGateway(const GatewaySpec &spec);
    void probeTraffic(const GatewaySpec &spec);
    void tellPromises(const GatewaySpec &spec);
    void checkInfoMetric(const ServiceSpec &service);
    void checkManifests(const ServiceSpec &service);
    void checkIndicator(const ServiceSpec &service, const Indicator &indicator);
    void checkRules(const QString &source);
    void checkAlertmanager(const AlertmanagerSpec &spec);
    void next();
    void tell(const QString &what, bool ok, const QString &words);

    std::deque<std::function<void()>> m_steps;
    int m_problems = 0;
    int m_lints = 0; ///< alarms that lack something: told, and no failure
};

} // namespace andon
