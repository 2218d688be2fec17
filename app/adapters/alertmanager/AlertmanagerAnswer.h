// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/AlertSource.h"

namespace andon {

/// What is taken of one answer at most.
inline constexpr qsizetype mostAlertmanagerAlerts = 20'000;
inline constexpr qsizetype mostSilences = 5'000;

/// Reads an answer of Alertmanager's GET /api/v2/alerts: active and suppressed ones. The older /api/v1, which wraps the list, is
/// named as such. Hostile input: wrong shapes and truncated text are a BadAnswer, an alert without labels or with an impossible
/// time is left out, alerts beyond the limit are counted. `address` is for the words of an error. Pure, any thread.
[[nodiscard]] Result<AlertAnswer> decodeAlertmanagerAlerts(const QByteArray &body, const QStringList &replicaLabels, const QString &address);

/// Reads an answer of GET /api/v2/silences: those that are active. As above.
[[nodiscard]] Result<QList<Silence>> decodeSilences(const QByteArray &body, const QString &address);

/// The body of POST /api/v2/silences.
[[nodiscard]] QByteArray silenceBody(const Silence &silence);
/// The id in its answer.
[[nodiscard]] Result<QString> decodeSilenceId(const QByteArray &body, const QString &address);
/// What an Alertmanager says of an error: a bare text, {"code","message"}, or plain text; never markup. Empty where it says nothing.
[[nodiscard]] QString alertmanagerWords(const QByteArray &body);

} // namespace andon
