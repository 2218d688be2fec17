// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/AlertSource.h"
#include "app/journal/Event.h"

namespace andon {

/// A while during which alerts with some labels are hidden in Andon; nobody else is concerned.
struct Shelf {
    QString id;               ///< UUIDv7
    QList<LabelMatcher> matchers;
    AlertHand hand{};         ///< who, since when, why
    qint64 forMs = 0;         ///< how long was asked for
    std::chrono::nanoseconds endsAt{0}; ///< on Clock::sinceBoot(): setting the clock makes no while longer
};

/// What the record says of alerts, in words of its own (app/journal: kinds "alert.*"). The drafts have no actor yet. Pure but
/// for the time and the id.
namespace AlertEvents {
/// So many alerts one acknowledged() holds; of more there are several.
inline constexpr qsizetype mostKeys = 1000;

/// It happened at `firedAt`, though it is written `now`: in a storm alerts wait for their turn, and a person may have acknowledged
/// one by then, which the entry says. `counted`: firedBeside() has it among others already.
[[nodiscard]] Event fired(const Alert &alert, bool counted, TimePoint firedAt, TimePoint now);
[[nodiscard]] Event cleared(const Alert &alert, const QString &reason, TimePoint now);
/// So many fired beside those that were written one by one; each follows as long as it fires.
[[nodiscard]] Event firedBeside(int count, TimePoint now);
[[nodiscard]] Event acknowledged(const QList<AlertPointer> &alerts, const QString &words, TimePoint now);
/// `hides`: so many rows now.
[[nodiscard]] Event shelved(const Shelf &shelf, qsizetype hides, TimePoint now);
[[nodiscard]] Event returned(const Shelf &shelf, const QString &reason, TimePoint now);
[[nodiscard]] Event silenced(const Silence &silence, const QString &alertmanager, qsizetype hides, TimePoint now);
[[nodiscard]] Event unsilenced(const QString &id, const QString &alertmanager, TimePoint now);
/// `alertname="X", version="v42"`.
[[nodiscard]] QString matcherWords(const QList<LabelMatcher> &matchers);
/// What an entry of an alert that fired says of it. Hostile text is possible.
[[nodiscard]] SourceAlert saidIn(const Event &fired);
/// Of a payload's "matchers"; what is none is left out.
[[nodiscard]] QList<LabelMatcher> matchersOf(const nlohmann::json &value);
} // namespace AlertEvents

/// What the record left open: fired and not cleared, over and not acknowledged, shelved and not returned.
struct AlertMemory {
    struct Remembered {
        SourceAlert said;
        QStringList sources;
        std::optional<AlertHand> acknowledged;
        qint64 overMs = 0; ///< 0: not cleared
    };
    QMap<QString, Remembered> alerts; ///< by key
    QList<Shelf> shelves;             ///< `endsAt` counts from `sinceBoot` on
    /// Of events in the record's order. `now`, `sinceBoot`: the same moment on both clocks. What was cleared more than a day
    /// ago is forgotten; no shelf lasts longer than it was asked to, wherever the clock stands.
    [[nodiscard]] static AlertMemory of(const QList<Event> &events, TimePoint now, std::chrono::nanoseconds sinceBoot);
};

} // namespace andon
