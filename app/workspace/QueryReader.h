// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/MemberReader.h"
#include "app/workspace/QueryWords.h"

namespace andon {

/// PromQL with its words filled in. A $word near a known one is a typo; any other may be the name of a group in
/// label_replace, and Prometheus judges it. `further`: words that this member knows besides, which stay as they are.
[[nodiscard]] QString readQuery(MemberReader &members, const char *name, const QString &expected, bool required,
                                const QueryWords &words, const QStringList &further = {});
/// The same of a query that was read already and stands at `pointer`.
[[nodiscard]] QString filledQuery(const QString &query, const QString &pointer, FaultList &faults, const QueryWords &words,
                                  const QStringList &further = {});

} // namespace andon
