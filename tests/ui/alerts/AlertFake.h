// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/Alert.h"

namespace andon {

inline constexpr qint64 alertsNow = 1'795'437'360'000;

/// An alarm of a rule with everything that a row shows.
[[nodiscard]] inline Alert fakeAlert(const QString &name, AlertSeverity severity = AlertSeverity::Critical)
{
    Alert alert;
    alert.labels = {{QStringLiteral("alertname"), name}, {QStringLiteral("version"), QStringLiteral("v42")}, {QStringLiteral("service"), QStringLiteral("chat")}};
    alert.key = alertKey(alert.labels);
    alert.title = name;
    alert.service = QStringLiteral("chat");
    alert.version = QStringLiteral("v42");
    alert.indicatorId = QStringLiteral("success");
    alert.severity = severity;
    alert.action = Verb::Rollback;
    alert.sinceMs = alertsNow - 250'000;
    alert.value = 0.71;
    alert.limit = 0.85;
    alert.direction = Direction::LowerIsWorse;
    alert.unit = Unit::Ratio;
    alert.sources = {QStringLiteral("metrics")};
    return alert;
}

[[nodiscard]] inline AlertPointer shared(Alert alert)
{
    return std::make_shared<const Alert>(std::move(alert));
}

} // namespace andon
