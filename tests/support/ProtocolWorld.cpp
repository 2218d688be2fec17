// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ProtocolValues.h"

namespace andon::protocol {

using namespace Qt::StringLiterals;
using Awaiting = ActionRun::Awaiting;
using Happened = ActionEvent::Kind;

namespace {

constexpr int mostSends = 5; // the press and four resends

quint8 verdictOf(ActionState state)
{
    switch (state) {
    case ActionState::Verified:
    case ActionState::Effective:
    case ActionState::NotSeen:
    case ActionState::Active: return Applied;
    case ActionState::RefusedLocal:
    case ActionState::Rejected:
    case ActionState::Superseded:
    case ActionState::NotApplied: return NotApplied;
    case ActionState::AskHuman: return Human;
    default: return Unsaid;
    }
}

/// Tells events apart within a few bits.
quint64 keyOf(const ActionEvent &event, quint64 snapshot)
{
    quint64 key = static_cast<quint64>(event.kind);
    key = key << 3 | static_cast<quint64>(event.answer.outcome);
    key = key << 3 | static_cast<quint64>(event.decision);
    key = key << 1 | (event.late ? 1 : 0);
    key = key << 1 | (event.withinHorizon ? 1 : 0);
    key = key << 1 | (event.settling ? 1 : 0);
    key = key << 1 | (event.now > TimePoint() ? 1 : 0);
    return key << 24 | snapshot;
}

} // namespace

const char *mutantWords(Mutant mutant)
{
    switch (mutant) {
    case Mutant::None: return "none";
    case Mutant::Deadline: return "no deadline";
    case Mutant::IfMatch: return "no If-Match";
    case Mutant::Stamp: return "value without stamp";
    case Mutant::Key: return "no idempotency key";
    case Mutant::Horizon: return "no horizon";
    case Mutant::Fence: return "no fence";
    case Mutant::JournalFirst: return "sent before the row is durable";
    case Mutant::Compare: return "no read before a blind write";
    case Mutant::OneCopy: return "resends to a blind gateway";
    case Mutant::OneOpen: return "two open operations a target";
    case Mutant::QueryAfterMove: return "query although nothing moved";
    case Mutant::NoResume: return "a restart goes on sending";
    case Mutant::RestoreVersion: return "undo of what is there now";
    case Mutant::AttemptCount: return "no limit of resends";
    case Mutant::NoDecision: return "nobody may decide";
    }
    return "";
}

ProtocolWorld::ProtocolWorld(const Setting &setting)
    : m_setting(setting)
{
}

bool ProtocolWorld::compares() const
{
    return m_setting.promise.tier == Tier::A || m_setting.promise.tier == Tier::B;
}

World ProtocolWorld::first()
{
    Doing doing = begin(World(), "press");
    doing.world.op[0].seen = compares() ? doing.world.version : doing.world.value;
    doing.world.op[0].match = doing.world.version;
    press(doing, 0);
    return doing.world;
}

bool ProtocolWorld::isSettled(const World &world) const
{
    for (const OpState &op : world.op) {
        const bool over = op.said != Unsaid && (op.run == 0 || m_tables.run(op.run).targetFree);
        if ((op.flags & Pressed) && !over)
            return false;
    }
    return world.alive && world.queue == 0;
}

void ProtocolWorld::successors(const World &world, std::vector<Next> &next)
{
    next.clear();
    m_next = &next;
    for (int op = 0; op < 2; ++op) {
        if (!(world.op[op].flags & Pressed))
            continue;
        copies(world, op);
        time(world, op);
        if (world.op[op].run == 0)
            continue;
        calls(world, op);
        reads(world, op);
        people(world, op);
    }
    surroundings(world);
    if (world.alive) {
        journal(world);
        secondPress(world, false);
        secondPress(world, true);
        crash(world);
    } else {
        restart(world);
    }
}

void ProtocolWorld::done(Doing doing)
{
    for (int op = 0; op < 2; ++op)
        forget(doing.world, op);
    m_next->push_back(doing);
}

/// What nothing can depend on any more is set to one value, so that worlds that only differ in it are one: copies that the
/// gateway's comparison keeps out for ever (versions only grow; their answers go nowhere), and of an operation that is over
/// everything but what its copies on the wire carry.
void ProtocolWorld::forget(World &world, int op)
{
    OpState &at = world.op[op];
    const bool blind = m_setting.mutant == Mutant::IfMatch || m_setting.mutant == Mutant::OneCopy;
    if (compares() && !blind && world.version != at.match)
        at.old = at.oldLate = at.oldFence = 0;
    if (at.run == 0)
        at.sends = 0;
    at.record = m_tables.forgotten(at.record);
    const ActionRun &run = m_tables.run(at.run);
    const ActionRun &known = m_tables.recovered(at.record);
    const bool over = at.said != Unsaid
        && (at.run == 0 ? at.record == 0 || known.closed
                        : known.targetFree && run.targetFree && run.awaiting == Awaiting::Nothing);
    if (!over || at.live != NoCopy)
        return;
    at.flags = static_cast<quint8>(at.flags & ~(Late | Aged | Settled));
    at.sends = at.compared = 0;
    if (compares() && !blind)
        world.keys = static_cast<quint8>(world.keys & ~(5 << op));
}

/// One more call fails, if that may be.
bool ProtocolWorld::fails(World &world) const
{
    if (m_setting.failures < 0)
        return true;
    world.failures = static_cast<quint8>(world.failures + 1);
    return world.failures <= m_setting.failures;
}

ActionEvent ProtocolWorld::facts(const OpState &op, Happened kind) const
{
    ActionEvent event;
    event.kind = kind;
    event.late = (op.flags & Late) && m_setting.mutant != Mutant::Deadline;
    event.withinHorizon = !(op.flags & Aged) || m_setting.mutant == Mutant::Horizon;
    event.settling = m_setting.promise.settle.count() > 0 && !(op.flags & Settled);
    return event;
}

void ProtocolWorld::happens(Doing &doing, int op, const ActionEvent &event, int tries)
{
    const OpState &at = doing.world.op[op];
    const quint64 snapshot = event.resource
        ? quint64(1) << 23 | quint64(at.snapVersion) << 8 | quint64(at.snapStamp) << 4 | at.snapValue : 0;
    follow(doing, op, m_tables.stepped(at.run, event, keyOf(event, snapshot), tries));
}

void ProtocolWorld::follow(Doing &doing, int op, const Stepped &stepped)
{
    OpState &at = doing.world.op[op];
    at.run = stepped.run;
    if (m_setting.mutant == Mutant::AttemptCount && m_tables.run(at.run).attempt > 2) {
        ActionRun uncounted = m_tables.run(at.run);
        uncounted.attempt = 2;
        at.run = m_tables.runId(uncounted);
    }
    const ActionRun &run = m_tables.run(at.run);
    const bool early = m_setting.mutant == Mutant::JournalFirst;
    bool answersRow = false;
    for (const Asked &effect : stepped.effects) {
        switch (effect.kind) {
        case ActionEffect::Kind::Record: enqueue(doing, op, effect.row, false); break;
        case ActionEffect::Kind::RecordAndWait:
            enqueue(doing, op, effect.row, !early);
            answersRow = early;
            break;
        case ActionEffect::Kind::Send:
        case ActionEffect::Kind::SendFence: leaves(doing, op, run); break;
        default: break;
        }
    }
    at.flags &= ~Snapped;
    at.snapVersion = at.snapStamp = at.snapValue = 0;
    judge(doing, op, run);
    if (run.targetFree && op == 1 && verdictOf(run.state) == Applied && doing.world.op[0].run != 0)
        happens(doing, 0, facts(doing.world.op[0], Happened::Replaced));
    if (run.closed)
        at.run = 0;
    if (answersRow)
        happens(doing, op, facts(at, Happened::RowDurable));
}

void ProtocolWorld::enqueue(Doing &doing, int op, Id row, bool awaited)
{
    std::vector<QueuedRow> queue = m_tables.queue(doing.world.queue);
    queue.push_back({static_cast<quint8>(op), awaited, row});
    doing.world.queue = m_tables.queueId(queue);
}

/// A copy goes on the wire: S1 (its own row is durable), S5 (no other operation is open on the target), and for gateways
/// that compare nothing S2 (one copy) and S3 (what was read just before is what was painted).
void ProtocolWorld::leaves(Doing &doing, int op, const ActionRun &run)
{
    OpState &at = doing.world.op[op];
    const bool fence = run.awaiting == Awaiting::FenceAnswer;
    const bool probe = fence || run.awaiting == Awaiting::QueryAnswer;
    bool durable = at.record != 0;
    for (const QueuedRow &row : m_tables.queue(doing.world.queue))
        durable = durable && row.op != op;
    if (durable) {
        const Event &last = m_tables.lastRow(at.record);
        durable = probe ? last.payload.contains("probe")
                        : last.kind == EventKind::actionSent && m_tables.recovered(at.record).attempt >= run.attempt;
    }
    if (!durable)
        doing.breaks("S1");
    if (isOpen(doing.world, 1 - op))
        doing.breaks("S5");
    if (fence && m_setting.mutant == Mutant::Fence) {
        at.answer = 1 + static_cast<quint8>(WriteOutcome::Accepted);
        return;
    }
    if (!probe) {
        at.sends = static_cast<quint8>(at.sends + 1);
        if (at.sends > (compares() ? mostSends : 1))
            doing.breaks("S2");
        if (!compares() && at.compared != at.seen)
            doing.breaks(at.flags & Undo ? "S6" : "S3");
    }
    at.live = fence ? FenceCopy : probe || (at.flags & Late) ? LateCopy : PressCopy;
    at.answer = 0;
}

/// What is told: true when it is said (S4), never taken back (S4), and "not sent" means no effect (S8).
void ProtocolWorld::judge(Doing &doing, int op, const ActionRun &run) const
{
    OpState &at = doing.world.op[op];
    const quint8 now = verdictOf(run.state);
    if (now == Unsaid || now == at.said)
        return;
    if (now == Human) {
        at.said = at.said == Unsaid ? now : at.said;
        return;
    }
    const bool notSent = run.state == ActionState::RefusedLocal || run.notSent;
    if (at.said == Applied || at.said == NotApplied)
        doing.breaks("S4");
    if (now == Applied && at.applied == 0 && compares())
        doing.breaks("S4");
    if (now == NotApplied && at.applied > 0)
        doing.breaks(notSent ? "S8" : "S4");
    at.said = now;
    at.flags |= notSent ? NotSentSaid : 0;
}

/// The gateway takes one copy. The rules are its own; what is checked is the truth.
WriteOutcome ProtocolWorld::arrives(Doing &doing, int op, quint8 kind) const
{
    World &world = doing.world;
    OpState &at = world.op[op];
    const Tier tier = m_setting.mutant == Mutant::OneCopy ? Tier::C : m_setting.promise.tier;
    const bool compares = (tier == Tier::A || tier == Tier::B) && m_setting.mutant != Mutant::IfMatch;
    const bool keeps = tier == Tier::A && m_setting.mutant != Mutant::Key;
    const auto key = static_cast<quint8>(1 << (kind == FenceCopy ? 2 + op : op));
    if (keeps && (world.keys & key))
        return WriteOutcome::Accepted;
    if (compares && world.version != at.match)
        return WriteOutcome::Superseded;
    if (this->compares() && world.version != at.seen)
        doing.breaks(at.flags & Undo ? "S6" : "S3");
    if (kind != FenceCopy) {
        if (at.applied > 0)
            doing.breaks("S2");
        if (kind == LateCopy)
            doing.breaks("S7");
        if (at.said == NotApplied)
            doing.breaks(at.flags & NotSentSaid ? "S8" : "S4");
        at.applied = static_cast<quint8>(std::min(2, at.applied + 1));
    }
    world.version = static_cast<quint8>(world.version + 1);
    world.stamp = static_cast<quint8>(!this->compares() ? 0 : kind == FenceCopy ? 3 + op : 1 + op);
    world.value = kind == FenceCopy ? at.before : static_cast<quint8>(1 + op);
    world.keys = static_cast<quint8>(world.keys | (keeps ? key : 0));
    return WriteOutcome::Accepted;
}

bool ProtocolWorld::isOpen(const World &world, int op) const
{
    const OpState &at = world.op[op];
    return at.record != 0 ? !m_tables.recovered(at.record).targetFree : at.run != 0 && !m_tables.run(at.run).targetFree;
}

} // namespace andon::protocol
