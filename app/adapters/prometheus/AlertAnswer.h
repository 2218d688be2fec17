// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/AlertSource.h"

namespace andon {

/// What is taken of one answer at most.
inline constexpr qsizetype mostAlerts = 20'000;

/// Reads an answer of Prometheus' /api/v1/alerts: what fires; what is pending is left out. Hostile input: wrong shapes and
/// truncated text are a BadAnswer, an alert without labels or with an impossible time is left out, alerts beyond mostAlerts are
/// counted. `address` is for the words of an error. Pure, any thread.
[[nodiscard]] Result<AlertAnswer> decodeAlerts(const QByteArray &body, const QStringList &replicaLabels, const QString &address);

/// Reads an answer of /api/v1/rules: the alerting rules. As above.
[[nodiscard]] Result<QList<AlertRule>> decodeRules(const QByteArray &body, const QString &address);

} // namespace andon
