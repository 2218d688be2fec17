// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionSpec.h"
#include "app/actions/PromoteHold.h"
#include "app/base/Freshness.h"
#include "app/gateway/GatewayControl.h"

namespace andon {

/// Why a button cannot be pressed now. Arguments in the comment.
enum class BlockReason {
    None,
    NeverRead,       ///< the gateway's state was never read
    Stale,           ///< seconds since the last read
    OpenOperation,   ///< verb of the operation that is still open on the same target
    Absent,          ///< the gateway's words: it cannot do this at all
    NotConfigured,   ///< the workspace has no such action
    NoRollbackTarget, ///< version that is not there
    NoRollout,       ///< nothing to promote, pause or resume
    AlreadyThere,    ///< the value it already has: "20 %", "level 2"
    LastStep,        ///< nothing after the last step
    NotPaused,
    NothingToRestore,
    JournalUnwritable, ///< the journal's words
    HeldByPerson,    ///< promote: who, since when (UTC), why
    CardHolds,       ///< promote: what the strategy card misses, in words
};

/// So many of those that the canary never met stand in a plan and on the record.
inline constexpr qsizetype mostUnmet = 20;

/// What one press would do, captured whole at the press. All text is hostile.
struct ActionPlan {
    Verb verb = Verb::Rollback;
    Target target = Target::Routing;
    QString service;
    QString version;        ///< the version it speaks of: the canary, or empty
    QString ifMatch;        ///< the resource's version that was painted (v0)
    nlohmann::json before;  ///< the resource's value that was painted
    nlohmann::json after;   ///< the body to write
    QString from;           ///< short, English-free where possible: "v42 20 %", "level 0"
    QString to;             ///< "v42 0 %", "level 2"
    double shareTouched = 0; ///< percent of traffic whose treatment changes, 0 to 100
    qint64 expiresInSeconds = 0;
    EffectSpec effect;      ///< with its words already filled in
    QString parentOpId;     ///< restore: the operation that is undone
    QStringList unmet{};    ///< promote: "tenant = acme" of what stable serves and the canary never met, at most mostUnmet
    qsizetype unmetFurther = 0; ///< so many more there are
    QString againstCard{};  ///< promote: a person goes on anyway, and this is what the card says against it; empty: nothing
};

/// The face of a button: what it would do, how hard it is to press, or why not. Whole value.
struct ActionFace {
    ActionPlan plan;
    Friction friction = Friction::Click;
    Friction usualFriction = Friction::Click; ///< friction on fresh data
    BlockReason blocked = BlockReason::None;
    QStringList blockedArguments;
    Tier tier = Tier::A;
    GatewayPromise promise; ///< of this verb; its tier is `tier`
    [[nodiscard]] bool enabled() const { return blocked == BlockReason::None; }
};

/// What is known when faces are made.
struct ActionContext {
    QString service;
    QString rollbackTarget;                 ///< version id, or empty: the stable version
    QList<ActionSpec> actions;
    std::optional<GatewayState> state;
    Freshness freshness = Freshness::Lost;
    qint64 ageSeconds = 0;                  ///< of the state
    QMap<Target, QString> openVerbs;        ///< open operations by target
    QMap<Target, QString> lastOwnOps;       ///< op_id of the last Active operation by target, for restore
    QMap<Target, QString> lastOwnVersions;  ///< the resource's version that each of lastOwnOps made (v1)
    QString journalTrouble;                 ///< empty: writable
    std::optional<PromoteHold> hold{};      ///< of the canary at its step
    QStringList unmet{};                    ///< what stable serves and the canary never met, the largest first
    QString cardHolds{};                    ///< why the card lets the canary go no further; empty: it does, or there is no card
    bool goOnAnyway = false;                ///< the face asked for is that of a promote against the card
};

/// The face of one verb. Pure.
[[nodiscard]] ActionFace actionFace(Verb verb, const ActionContext &context, const GatewayControl &gateway);
/// The reason in English words, for verbs and the journal; ui/actions translates by kind. `face.blocked` may be None.
[[nodiscard]] QString blockedWords(const ActionFace &face);
/// "rollback canary v42: 20 % -> 0 %": one English line for the journal and the command line.
[[nodiscard]] QString consequenceWords(const ActionPlan &plan);
/// ", though the canary never met tenant = acme and 2 more": what a promote's words end with; empty: it met everybody.
[[nodiscard]] QString unmetWords(const ActionPlan &plan);

} // namespace andon
