// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/ProtocolTables.h"

#include <array>
#include <type_traits>

namespace andon::protocol {

/// A guard of the protocol that is taken away, in the world around step() and never in the product.
enum class Mutant {
    None,
    Deadline,       ///< step() is told that no press is ever late
    IfMatch,        ///< the gateway does not compare versions
    Stamp,          ///< whoever wrote the value asked for, its stamp is read as ours
    Key,            ///< the gateway knows no keys
    Horizon,        ///< step() is told that the gateway never forgets a key
    Fence,          ///< a fence is called confirmed, and its stamp read, without having been sent
    JournalFirst,   ///< rows are called durable before they are
    Compare,        ///< tiers C, D: the read before the write always finds what was painted
    OneCopy,        ///< a gateway without compare-and-set is taken for one of tier A
    OneOpen,        ///< a target may be pressed again while its operation is open
    QueryAfterMove, ///< every version is read as moved, so that a query is sent where a fence belongs
    NoResume,       ///< a restart goes on with sending as if the process had never ended
    RestoreVersion, ///< an undo takes the version that is there now, not the one that was made
    AttemptCount,   ///< sends are not counted
    NoDecision,     ///< nobody may decide about what a restart found
};
inline constexpr std::array allMutants{
    Mutant::Deadline, Mutant::IfMatch,        Mutant::Stamp,    Mutant::Key,            Mutant::Horizon,
    Mutant::Fence,    Mutant::JournalFirst,   Mutant::Compare,  Mutant::OneCopy,        Mutant::OneOpen,
    Mutant::QueryAfterMove, Mutant::NoResume, Mutant::RestoreVersion, Mutant::AttemptCount,
    Mutant::NoDecision};
[[nodiscard]] const char *mutantWords(Mutant mutant);

/// What is explored: one gateway, one target, two presses, the second once the first set the target free.
struct Setting {
    GatewayPromise promise;
    bool temporary = false; ///< the first press ends by itself
    int presses = 2;
    int crashes = 1;
    int foreignWrites = 1;
    int refusals = 1;       ///< of the journal
    int failures = -1;      ///< calls unanswered, refused or not sent; -1: any number
    Mutant mutant = Mutant::None;
};

/// One operation in the world. Ids are of ProtocolTables.
struct OpState {
    Id run = 0;           ///< in the memory of the living process; 0: none
    Id record = 0;        ///< what is durable of it; 0: nothing
    quint8 live = 0;      ///< CopyKind of the present call, on its way; 0: none
    quint8 answer = 0;    ///< 1 + WriteOutcome on its way back; 0: none
    quint8 old = 0;       ///< copies of calls given up, still on their way (at most 2 are told apart)
    quint8 oldLate = 0;   ///< those among them that may not change anything: queries, and sent after the deadline
    quint8 oldFence = 0;
    quint8 flags = 0;     ///< OpFlag
    quint8 applied = 0;   ///< the oracle: effects at the gateway
    quint8 said = 0;      ///< Verdict
    quint8 seen = 0;      ///< the gateway's true version that the person saw (C, D: its value)
    quint8 match = 0;     ///< what If-Match carries
    quint8 before = 0;    ///< the value painted
    quint8 compared = 0;  ///< C, D: the value that the read before the write found
    quint8 sends = 0;
    quint8 snapVersion = 0, snapStamp = 0, snapValue = 0; ///< of a read that was answered and has not arrived
    bool operator==(const OpState &) const = default;
};

enum OpFlag : quint8 { Pressed = 1, Late = 2, Aged = 4, Settled = 8, Snapped = 16, Undo = 32, NotSentSaid = 64 };
enum CopyKind : quint8 { NoCopy, PressCopy, LateCopy, FenceCopy };
enum Verdict : quint8 { Unsaid, Applied, NotApplied, Human };

/// A whole world: no pointers, no padding that differs, so that its bytes are its identity.
struct World {
    std::array<OpState, 2> op{};
    Id queue = 0;         ///< rows on their way to the journal
    quint8 version = 1;
    quint8 value = 0;
    quint8 stamp = 0;     ///< 0: somebody else, 1 + op, 3 + op: cancellation
    quint8 keys = 0;      ///< bit per op, then per cancellation
    quint8 alive = 1;
    quint8 crashes = 0;
    quint8 foreignWrites = 0;
    quint8 refusals = 0;
    quint8 failures = 0;  ///< not counted where any number is allowed
    quint8 unused = 0;
    bool operator==(const World &) const = default;
};
static_assert(std::has_unique_object_representations_v<World>);

/// One thing that may happen next, and what it breaks if it does.
struct Next {
    World world;
    const char *label = "";
    const char *broken = nullptr; ///< "S1".."S8", or null; the first thing counts
    void breaks(const char *invariant) { broken = broken ? broken : invariant; }
};

/// The world around step(): gateway, network, journal, crashes, people. Every rule of the machine is step()'s own.
class ProtocolWorld {
public:
    explicit ProtocolWorld(const Setting &setting);
    [[nodiscard]] World first();
    /// Everything that may happen in `world`; `next` is cleared before.
    void successors(const World &world, std::vector<Next> &next);
    /// Every press of it has its verdict and nothing waits.
    [[nodiscard]] bool isSettled(const World &world) const;

private:
    using Doing = Next; ///< one successor under construction
    [[nodiscard]] static Doing begin(const World &world, const char *label) { return {world, label, nullptr}; }
    void done(Doing doing);
    void forget(World &world, int op);
    [[nodiscard]] bool fails(World &world) const;
    [[nodiscard]] ActionEvent facts(const OpState &op, ActionEvent::Kind kind) const;
    void happens(Doing &doing, int op, const ActionEvent &event, int tries = 0);
    void follow(Doing &doing, int op, const Stepped &stepped);
    void enqueue(Doing &doing, int op, Id row, bool awaited);
    void leaves(Doing &doing, int op, const ActionRun &run);
    void judge(Doing &doing, int op, const ActionRun &run) const;
    [[nodiscard]] WriteOutcome arrives(Doing &doing, int op, quint8 kind) const;
    void calls(const World &world, int op);
    void reads(const World &world, int op);
    void readArrives(const World &world, int op, bool compare, int tries);
    void copies(const World &world, int op);
    void people(const World &world, int op);
    void time(const World &world, int op);
    void journal(const World &world);
    void surroundings(const World &world);
    void secondPress(const World &world, bool undo);
    void press(Doing &doing, int op);
    void crash(const World &world);
    void restart(const World &world);
    [[nodiscard]] bool isOpen(const World &world, int op) const;
    [[nodiscard]] bool compares() const;

    Setting m_setting;
    ProtocolTables m_tables;
    std::vector<Next> *m_next = nullptr;
};

} // namespace andon::protocol
