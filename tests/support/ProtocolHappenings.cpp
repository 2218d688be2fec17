// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ProtocolValues.h"

/// What may happen next in a world.
namespace andon::protocol {

using namespace Qt::StringLiterals;
using Awaiting = ActionRun::Awaiting;
using Happened = ActionEvent::Kind;

namespace {

constexpr int triesOut = 5; // of a probe that is refused
constexpr quint8 foreignValue = 3;

/// The copy of a call that is given up stays on its way.
void giveUp(OpState &op)
{
    quint8 &count = op.live == PressCopy ? op.old : op.live == LateCopy ? op.oldLate : op.oldFence;
    if (op.live != NoCopy)
        count = static_cast<quint8>(std::min(op.live == PressCopy ? 2 : 1, count + 1));
    op.live = NoCopy;
    op.answer = 0;
}

bool isCall(Awaiting awaiting)
{
    return awaiting == Awaiting::Answer || awaiting == Awaiting::QueryAnswer || awaiting == Awaiting::FenceAnswer;
}

} // namespace

void ProtocolWorld::calls(const World &world, int op)
{
    const Awaiting awaiting = m_tables.run(world.op[op].run).awaiting;
    const auto answered = [&](const char *label, WriteOutcome outcome, int tries) {
        Doing doing = begin(world, label);
        const bool fault = outcome == WriteOutcome::Unknown || outcome == WriteOutcome::NotSent;
        if (fault && !fails(doing.world))
            return;
        if (outcome == WriteOutcome::Unknown)
            giveUp(doing.world.op[op]);
        doing.world.op[op].live = NoCopy;
        doing.world.op[op].answer = 0;
        ActionEvent event = facts(doing.world.op[op], Happened::Answered);
        event.answer.outcome = outcome;
        happens(doing, op, event, tries);
        done(doing);
    };
    if (isCall(awaiting)) {
        if (world.op[op].answer != 0) {
            const auto outcome = static_cast<WriteOutcome>(world.op[op].answer - 1);
            answered("the answer arrives", outcome, 0);
            if (outcome == WriteOutcome::Rejected && awaiting != Awaiting::Answer)
                answered("the answer arrives, as often before", outcome, triesOut);
        } else if (world.op[op].live != NoCopy) {
            answered("it could not be sent", WriteOutcome::NotSent, 0);
        }
        answered("no answer", WriteOutcome::Unknown, 0);
    } else if (awaiting == Awaiting::ReadAfterWait || awaiting == Awaiting::SendAfterWait
               || awaiting == Awaiting::Expiry) {
        Doing doing = begin(world, "a wait is over");
        ActionEvent event = facts(world.op[op], Happened::WaitOver);
        event.now = awaiting == Awaiting::Expiry ? TimePoint(std::chrono::seconds(2)) : TimePoint();
        happens(doing, op, event);
        done(doing);
    }
}

void ProtocolWorld::reads(const World &world, int op)
{
    const OpState &at = world.op[op];
    const ActionRun &run = m_tables.run(at.run);
    const bool compare = run.awaiting == Awaiting::CompareRead;
    if (!compare && run.awaiting != Awaiting::Read)
        return;
    if (!(at.flags & Snapped)) {
        Doing doing = begin(world, "the gateway answers a read");
        OpState &read = doing.world.op[op];
        read.flags |= Snapped;
        read.snapVersion = world.version;
        read.snapStamp = world.stamp;
        read.snapValue = world.value;
        done(doing);
        Doing failed = begin(world, "a read fails");
        happens(failed, op, facts(at, Happened::ReadBack));
        done(failed);
        return;
    }
    readArrives(world, op, compare, 0);
    if (run.fenced)
        readArrives(world, op, compare, triesOut);
}

void ProtocolWorld::readArrives(const World &world, int op, bool compare, int tries)
{
    const OpState &at = world.op[op];
    Doing doing = begin(world, tries == 0 ? "a read arrives" : "a read arrives, as often before");
    OpState &read = doing.world.op[op];
    read.compared = compare ? read.snapValue : read.compared;
    if (compare && m_setting.mutant == Mutant::Compare)
        read.snapValue = read.seen;
    if (m_setting.mutant == Mutant::Stamp && read.snapValue == 1 + op)
        read.snapStamp = static_cast<quint8>(1 + op);
    if (m_setting.mutant == Mutant::QueryAfterMove && read.snapVersion == read.match)
        read.snapVersion = 200;
    if (m_setting.mutant == Mutant::Fence && m_tables.run(at.run).fenced && read.snapStamp != 1 + op)
        read.snapStamp = static_cast<quint8>(3 + op);
    ActionEvent event = facts(at, Happened::ReadBack);
    event.resource.emplace();
    event.resource->version = versionOf(compares(), read.snapVersion, read.snapValue);
    event.resource->stamp = read.snapStamp == 0 ? QString()
        : read.snapStamp < 3                    ? opIdOf(read.snapStamp - 1)
                                                : u"cancel:"_s + opIdOf(read.snapStamp - 3);
    event.resource->value = valueOf(read.snapValue);
    happens(doing, op, event, tries);
    done(doing);
}

void ProtocolWorld::copies(const World &world, int op)
{
    const OpState &at = world.op[op];
    if (at.live != NoCopy) {
        Doing doing = begin(world, "a copy arrives");
        doing.world.op[op].live = NoCopy;
        doing.world.op[op].answer = static_cast<quint8>(1 + static_cast<int>(arrives(doing, op, at.live)));
        done(doing);
        Doing refused = begin(world, "the gateway refuses a copy");
        refused.world.op[op].live = NoCopy;
        refused.world.op[op].answer = 1 + static_cast<quint8>(WriteOutcome::Rejected);
        if (fails(refused.world))
            done(refused);
        // 202: it says OK, and the copy takes effect later or never.
        Doing promised = begin(world, "the gateway only promises");
        giveUp(promised.world.op[op]);
        promised.world.op[op].answer = 1 + static_cast<quint8>(WriteOutcome::Accepted);
        if (fails(promised.world))
            done(promised);
    }
    const auto late = [&](const char *label, quint8 OpState::*count, quint8 kind) {
        if (at.*count == 0)
            return;
        Doing doing = begin(world, label);
        doing.world.op[op].*count = static_cast<quint8>(at.*count - 1);
        (void)arrives(doing, op, kind);
        done(doing);
    };
    late("an old copy arrives", &OpState::old, PressCopy);
    late("an old late copy arrives", &OpState::oldLate, LateCopy);
    late("an old fence arrives", &OpState::oldFence, FenceCopy);
}

void ProtocolWorld::people(const World &world, int op)
{
    const ActionRun &run = m_tables.run(world.op[op].run);
    if (m_setting.mutant == Mutant::NoDecision)
        return;
    for (const Decision decision : decisionsOf(run)) {
        Doing doing = begin(world, "a person decides");
        ActionEvent event = facts(world.op[op], Happened::Decided);
        event.decision = decision;
        happens(doing, op, event);
        done(doing);
    }
}

void ProtocolWorld::time(const World &world, int op)
{
    const OpState &at = world.op[op];
    const bool over = at.said != Unsaid
        && (at.run == 0 || (m_tables.run(at.run).targetFree && m_tables.run(at.run).awaiting == Awaiting::Nothing));
    const auto passes = [&](const char *label, OpFlag flag) {
        if (over || (at.flags & flag))
            return;
        Doing doing = begin(world, label);
        doing.world.op[op].flags |= flag;
        done(doing);
    };
    passes("the deadline passes", Late);
    if (at.flags & Late)
        passes("the horizon passes", Aged);
    if (m_setting.promise.settle.count() > 0 && at.run != 0)
        passes("it had time to settle", Settled);
    const auto keys = static_cast<quint8>(5 << op);
    if ((at.flags & Aged) && (world.keys & keys)) {
        Doing doing = begin(world, "the gateway forgets keys");
        doing.world.keys = static_cast<quint8>(world.keys & ~keys);
        done(doing);
    }
}

void ProtocolWorld::journal(const World &world)
{
    const std::vector<QueuedRow> queue = m_tables.queue(world.queue);
    if (queue.empty())
        return;
    const auto answer = [&](const char *label, size_t at, bool durable, bool taken) {
        Doing doing = begin(world, label);
        const QueuedRow row = queue[at];
        std::vector<QueuedRow> rest = queue;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
        doing.world.queue = m_tables.queueId(rest);
        OpState &op = doing.world.op[row.op];
        if (durable)
            op.record = m_tables.recorded(op.record, row.row);
        if (!taken)
            doing.world.refusals = static_cast<quint8>(world.refusals + 1);
        if (row.awaited)
            happens(doing, row.op, facts(op, taken ? Happened::RowDurable : Happened::RowRefused));
        done(doing);
    };
    const QueuedRow head = queue.front();
    const bool blocked = m_tables.row(head.row).kind == EventKind::actionIntent && isOpen(world, 1 - head.op)
        && m_setting.mutant != Mutant::OneOpen;
    answer(blocked ? "the journal blocks a second operation" : "a row is durable", 0, !blocked, !blocked);
    if (world.refusals >= m_setting.refusals)
        return;
    for (size_t i = 0; i < queue.size(); ++i) {
        if (!queue[i].awaited)
            continue;
        answer("the journal refuses a row", i, false, false);
        if (i == 0 && !blocked)
            answer("the journal refuses a row that is durable", i, true, false);
        break;
    }
}

void ProtocolWorld::surroundings(const World &world)
{
    if (world.foreignWrites >= m_setting.foreignWrites)
        return;
    const auto writes = [&](const char *label, quint8 value, quint8 stamp) {
        Doing doing = begin(world, label);
        doing.world.foreignWrites = static_cast<quint8>(world.foreignWrites + 1);
        doing.world.version = static_cast<quint8>(world.version + 1);
        doing.world.value = value;
        doing.world.stamp = stamp;
        done(doing);
    };
    writes("somebody else writes", foreignValue, 0);
    writes("somebody else writes the same", 1, 0);
    if (compares() && world.stamp != 0)
        writes("somebody else writes and leaves the stamp", foreignValue, world.stamp);
}

/// The plan is what was painted: the state now, or for an undo the version that the first press made.
void ProtocolWorld::secondPress(const World &world, bool undo)
{
    const OpState &earlier = world.op[0];
    const bool free = earlier.said != Unsaid && (earlier.run == 0 || m_tables.run(earlier.run).targetFree);
    if (m_setting.presses < 2 || (world.op[1].flags & Pressed) || !(free || (m_setting.mutant == Mutant::OneOpen && earlier.run != 0)))
        return;
    const QString made = earlier.record ? m_tables.recovered(earlier.record).made : QString();
    if (undo && (earlier.said != Applied || made.isEmpty()))
        return;
    Doing doing = begin(world, undo ? "an undo is pressed" : "a second press");
    OpState &op = doing.world.op[1];
    op.flags |= undo ? Undo : 0;
    op.match = undo && compares() ? static_cast<quint8>(made.toInt()) : world.version;
    op.seen = !compares() ? (undo ? quint8(1) : world.value) : op.match;
    if (undo && m_setting.mutant == Mutant::RestoreVersion)
        op.match = world.version;
    op.before = undo ? quint8(1) : world.value;
    press(doing, 1);
    done(doing);
}

void ProtocolWorld::press(Doing &doing, int op)
{
    OpState &at = doing.world.op[op];
    at.flags |= Pressed;
    ActionRun run;
    run.opId = opIdOf(op);
    run.promise = m_setting.promise;
    run.plan.before = valueOf(at.before);
    run.plan.after = valueOf(1 + op);
    run.plan.ifMatch = versionOf(compares(), at.match, at.seen);
    run.plan.parentOpId = at.flags & Undo ? opIdOf(0) : QString();
    run.plan.expiresInSeconds = m_setting.temporary && op == 0 ? 1 : 0;
    follow(doing, op, m_tables.pressed(run));
}

void ProtocolWorld::crash(const World &world)
{
    if (world.crashes >= m_setting.crashes)
        return;
    Doing doing = begin(world, "the process is killed");
    doing.world.alive = 0;
    doing.world.queue = 0;
    doing.world.crashes = static_cast<quint8>(world.crashes + 1);
    for (OpState &op : doing.world.op) {
        giveUp(op);
        op.run = 0;
        op.flags &= ~Snapped;
        op.snapVersion = op.snapStamp = op.snapValue = 0;
    }
    done(doing);
}

/// The same that Dispatcher::adopt() does: what is not closed on the record is taken over, always late.
void ProtocolWorld::restart(const World &world)
{
    Doing doing = begin(world, "a new process starts");
    doing.world.alive = 1;
    for (int op = 0; op < 2; ++op) {
        OpState &at = doing.world.op[op];
        if (!(at.flags & Pressed))
            continue;
        at.flags = static_cast<quint8>((at.flags | Late) & ~Settled);
        if (at.record == 0) {
            if (at.applied > 0)
                doing.breaks("S1");
            at.said = at.said == Unsaid ? quint8(NotApplied) : at.said; // it never was
            continue;
        }
        ActionRun run = m_tables.recovered(at.record);
        if (run.closed)
            continue;
        run.awaiting = Awaiting::Nothing;
        const bool resumes = m_setting.mutant == Mutant::NoResume && run.attempt > 0 && !run.targetFree;
        if (resumes)
            run.awaiting = Awaiting::SentRow;
        at.run = m_tables.runId(run);
        ActionEvent event = facts(at, resumes ? Happened::RowDurable : Happened::FoundOpen);
        event.late = !resumes;
        happens(doing, op, event);
        if (!resumes && at.run != 0 && isOpen(doing.world, op) && m_tables.run(at.run).state != ActionState::Interrupted)
            doing.breaks("S5");
    }
    done(doing);
}

} // namespace andon::protocol
