// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ActRun.h"
#include "app/console/CommandLine.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const TimePoint now = fromMs(1'764'000'000'000);

CommandAnswer parsed(const QString &line)
{
    return parseCommand(line.split(u' ', Qt::SkipEmptyParts), now);
}

} // namespace

class CommandLineTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void everyVerbIsUnderstood_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<int>("kind");
        QTest::newRow("nothing") << QString() << int(CommandKind::Window);
        QTest::newRow("demo") << u"--demo"_s << int(CommandKind::Window);
        QTest::newRow("screenshot") << u"--screenshot a.png --size 1280x800 --theme dark --after 5"_s << int(CommandKind::Window);
        QTest::newRow("check") << u"check --workspace w.json"_s << int(CommandKind::Check);
        QTest::newRow("state") << u"state --json"_s << int(CommandKind::State);
        QTest::newRow("act") << u"act rollback --to v41 --reason wrong --wait effect --timeout 5"_s << int(CommandKind::Act);
        QTest::newRow("export") << u"export --from -2h --to now --format json --output f"_s << int(CommandKind::Export);
        QTest::newRow("export of an incident") << u"export 0198a1b2 --format pdf --template ours --output f"_s << int(CommandKind::Export);
        QTest::newRow("verify") << u"verify f.json"_s << int(CommandKind::Verify);
        QTest::newRow("verify beside another") << u"verify f.andon --anchor g.json"_s << int(CommandKind::Verify);
        QTest::newRow("evidence") << u"evidence --from -1h --to now --service s --output f.andon"_s << int(CommandKind::Evidence);
        QTest::newRow("replay") << u"replay f.andon --at 2026-11-24T15:30:00Z --screenshot a.png --size 1280x800"_s << int(CommandKind::Replay);
        QTest::newRow("presets") << u"presets"_s << int(CommandKind::Presets);
        QTest::newRow("one preset") << u"presets show haproxy --workspace w.json"_s << int(CommandKind::Presets);
        QTest::newRow("judge") << u"judge polls.jsonl --alpha 0.01 --lines 4 --r0 1.5 --correct-bursts"_s << int(CommandKind::Judge);
        QTest::newRow("judge a stream") << u"judge -"_s << int(CommandKind::Judge);
        QTest::newRow("incidents") << u"incidents --service s --json"_s << int(CommandKind::Incidents);
        QTest::newRow("verdict") << u"verdict --service s --json"_s << int(CommandKind::Verdict);
        QTest::newRow("card lint") << u"card lint --service s --json --rate 0.2 --base-rate 0.05"_s << int(CommandKind::Card);
        QTest::newRow("card show") << u"card show --workspace w.json"_s << int(CommandKind::Card);
        QTest::newRow("promote against the card") << u"act promote --go-on-anyway --reason known"_s << int(CommandKind::Act);
        QTest::newRow("help") << u"act --help"_s << int(CommandKind::Help);
        QTest::newRow("version") << u"--version"_s << int(CommandKind::Version);
    }
    void everyVerbIsUnderstood()
    {
        QFETCH(QString, line);
        QFETCH(int, kind);
        const CommandAnswer answer = parsed(line);
        QVERIFY2(answer.command, qPrintable(answer.words));
        QCOMPARE(int(answer.command->kind), kind);
    }
    void aWrongLineSaysWhatWasExpected_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("words");
        QTest::newRow("no such verb") << u"frob"_s << u"expected check, state, act"_s;
        QTest::newRow("no such action") << u"act explode --reason x"_s << u"expected degrade"_s;
        QTest::newRow("go on anyway with a rollback") << u"act rollback --go-on-anyway --reason x"_s << u"nothing holds rollback back"_s;
        QTest::newRow("go on anyway without a reason") << u"act promote --go-on-anyway"_s << u"--reason"_s;
        QTest::newRow("no reason") << u"act rollback"_s << u"--reason"_s;
        QTest::newRow("a target for pause") << u"act pause --to v1 --reason x"_s << u"pause takes none"_s;
        QTest::newRow("wait for what") << u"act pause --reason x --wait long"_s << u"expected effect"_s;
        QTest::newRow("no time to wait") << u"act pause --reason x --timeout 0"_s << u"expected seconds"_s;
        QTest::newRow("size") << u"--screenshot a --size 12"_s << u"1280x800"_s;
        QTest::newRow("theme") << u"--theme pink"_s << u"dark or light"_s;
        QTest::newRow("time") << u"export --from yesterday"_s << u"-2h"_s;
        QTest::newRow("times in the wrong order") << u"export --from now --to -1h"_s << u"before --from"_s;
        QTest::newRow("format") << u"export --format pdf"_s << u"md or json"_s;
        QTest::newRow("format of an incident") << u"export 0198a1b2 --format doc"_s << u"md, html, pdf, json, csv or bundle"_s;
        QTest::newRow("an incident has no window") << u"export 0198a1b2 --from -2h"_s << u"no --from"_s;
        QTest::newRow("a template of a window") << u"export --template ours"_s << u"export ID"_s;
        QTest::newRow("two incidents") << u"export 0198a1b2 0198a1b3"_s << u"unexpected: 0198a1b3"_s;
        QTest::newRow("no file") << u"verify"_s << u"the file"_s;
        QTest::newRow("nothing to replay") << u"replay"_s << u"the bundle"_s;
        QTest::newRow("evidence of a year") << u"evidence --from -365d"_s << u"at most 31 days"_s;
        QTest::newRow("presets of what") << u"presets list"_s << u"presets show NAME"_s;
        QTest::newRow("which preset") << u"presets show"_s << u"presets show NAME"_s;
        QTest::newRow("card what") << u"card"_s << u"expected lint or show"_s;
        QTest::newRow("card frob") << u"card frob"_s << u"expected lint or show"_s;
        QTest::newRow("no rate") << u"card lint --rate 0"_s << u"requests a second above 0"_s;
        QTest::newRow("a rate that is none") << u"card lint --rate nan"_s << u"requests a second above 0"_s;
        QTest::newRow("a base rate in percent") << u"card lint --base-rate 5"_s << u"such as 0.01"_s;
        QTest::newRow("a page with options of the lint") << u"card show --json"_s << u"card show takes no"_s;
        QTest::newRow("two workspaces") << u"--demo --workspace w"_s << u"leave out"_s;
        QTest::newRow("judge what") << u"judge"_s << u"the file of polls"_s;
        QTest::newRow("alpha") << u"judge f --alpha 5"_s << u"--alpha: expected a probability"_s;
        QTest::newRow("alpha is no number") << u"judge f --alpha nan"_s << u"--alpha: expected a probability"_s;
        QTest::newRow("lines") << u"judge f --lines 0"_s << u"--lines 0"_s;
        QTest::newRow("half a line") << u"judge f --lines 1.5"_s << u"--lines 1.5"_s;
        QTest::newRow("r0") << u"judge f --r0 0.5"_s << u"--r0: expected a ratio"_s;
        QTest::newRow("r0 is no number") << u"judge f --r0 many"_s << u"--r0 many: expected a number"_s;
        QTest::newRow("two files to judge") << u"judge f g"_s << u"unexpected: g"_s;
        QTest::newRow("a word too many") << u"check now"_s << u"unexpected: now"_s;
        QTest::newRow("an option of another verb") << u"check --json"_s << u"json"_s;
    }
    void aWrongLineSaysWhatWasExpected()
    {
        QFETCH(QString, line);
        QFETCH(QString, words);
        const CommandAnswer answer = parsed(line);
        QVERIFY(!answer.command);
        QVERIFY2(answer.words.contains(words), qPrintable(answer.words));
    }
    void timesCountBackFromNow()
    {
        const auto command = parsed(u"export --from -90m --to now"_s).command;
        QCOMPARE(toMs(command->from), toMs(now) - 90 * 60'000);
        QCOMPARE(toMs(command->until), toMs(now));
    }
    void theJudgesOptionsAreTaken()
    {
        const auto command = parsed(u"judge - --alpha 0.01 --lines 4 --r0 1.5 --correct-bursts"_s).command;
        QCOMPARE(command->file, u"-"_s);
        QCOMPARE(command->judge.alpha, 0.01);
        QCOMPARE(command->judge.lines, 4);
        QCOMPARE(command->judge.r0, 1.5);
        QVERIFY(command->judge.correctBursts);
    }
    void theTrafficOfACardIsTakenFromTheLine()
    {
        const auto command = parsed(u"card lint --rate 0.2 --base-rate 0.05"_s).command;
        QCOMPARE(command->rate, std::optional(0.2));
        QCOMPARE(command->baseRate, std::optional(0.05));
        QVERIFY(!parsed(u"card lint"_s).command->rate);
    }
    void anOperationEndsTheVerbByWhatIsKnown_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("code"); // -1: goes on waiting
        QTest::newRow("intent") << int(ActionState::Intent) << -1;
        QTest::newRow("sent") << int(ActionState::Sent) << -1;
        QTest::newRow("accepted is not verified") << int(ActionState::Acked) << -1;
        QTest::newRow("verified") << int(ActionState::Verified) << 0;
        QTest::newRow("unknown is asked about") << int(ActionState::Unknown) << -1;
        QTest::newRow("reconciling") << int(ActionState::Reconciling) << -1;
        QTest::newRow("rejected") << int(ActionState::Rejected) << 3;
        QTest::newRow("not applied") << int(ActionState::NotApplied) << 3;
        QTest::newRow("superseded") << int(ActionState::Superseded) << 4;
        QTest::newRow("not recorded, not sent") << int(ActionState::RefusedLocal) << 6;
        QTest::newRow("a person decides") << int(ActionState::AskHuman) << 7;
    }
    void anOperationEndsTheVerbByWhatIsKnown()
    {
        QFETCH(int, state);
        QFETCH(int, code);
        ActionProgress progress;
        progress.state = static_cast<ActionState>(state);
        QCOMPARE(exitCodeOf(progress, false).value_or(-1), code);
    }
    void waitingForTheEffectGoesOnPastVerified()
    {
        ActionProgress progress;
        progress.state = ActionState::Verified;
        QVERIFY(!exitCodeOf(progress, true));
        progress.state = ActionState::NotSeen;
        QCOMPARE(exitCodeOf(progress, true).value_or(-1), 7);
        progress.state = ActionState::Effective;
        QCOMPARE(exitCodeOf(progress, true).value_or(-1), 0);
    }
    void whatNeverReachedTheGatewayIsNotSent()
    {
        ActionProgress progress;
        progress.state = ActionState::Rejected;
        progress.notSent = true;
        QCOMPARE(exitCodeOf(progress, false).value_or(-1), 6);
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_CommandLine.moc"
