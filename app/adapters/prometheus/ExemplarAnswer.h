// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/ExemplarSource.h"

namespace andon {

/// Reads an answer of /api/v1/query_exemplars. Hostile input: wrong shapes are a BadAnswer, an exemplar whose value is no
/// number or whose time is impossible is left out, at most 10,000 are taken. `address` is for the words of an error. Pure,
/// any thread.
[[nodiscard]] Result<QList<Exemplar>> decodeExemplarAnswer(const QByteArray &body, const QString &versionLabel,
                                                           const QString &address);

} // namespace andon
