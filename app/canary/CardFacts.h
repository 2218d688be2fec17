// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/StrategyCard.h"

namespace andon {

/// One thing that a card says, in English words for journal, prints and verbs.
struct CardFact {
    QString name;  ///< unique in its card: "step 2", "threshold p95", "owner"
    QString words; ///< "20 % for 5 min"; hostile text is possible
    bool operator==(const CardFact &) const = default;
};

/// All that a card says, in the order of the workspace file. Cards with the same facts have the same digest.
[[nodiscard]] QList<CardFact> cardFacts(const StrategyCard &card);
/// What changed, a line each: "step 2: 20 % for 5 min → 25 % for 5 min", "threshold p95 removed: …". Empty where the
/// digests are the same. Pure.
[[nodiscard]] QStringList cardChanges(const StrategyCard &before, const StrategyCard &after);
/// Exactly, without zeros: "1 d 2 h", "90 min" is "1 h 30 min", "0 s".
[[nodiscard]] QString durationWords(qint64 seconds);

/// Back again, as people type it: "90 min", "1 d 2 h", "1h30m", "300" (seconds). None: it is no duration, or not a whole
/// number of seconds from 0 to ten years.
[[nodiscard]] std::optional<qint64> durationFromWords(const QString &words);

} // namespace andon
