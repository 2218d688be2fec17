// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ProtocolExplorer.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cstdio>

using namespace andon;
using namespace andon::protocol;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

/// Sanitizers are slow: ANDON_EXPLORER_STATES bounds how many states each exploration looks at, ANDON_EXPLORER_BOUNDS
/// ("2,1,1") the crashes, foreign writes and refused rows of each.
size_t mostStates()
{
    const qint64 asked = qEnvironmentVariableIntValue("ANDON_EXPLORER_STATES");
    return asked > 0 ? static_cast<size_t>(asked) : 4'000'000;
}

void bound(Setting &setting)
{
    const QStringList bounds = qEnvironmentVariable("ANDON_EXPLORER_BOUNDS").split(u',');
    if (bounds.size() != 3)
        return;
    setting.crashes = bounds[0].toInt();
    setting.foreignWrites = bounds[1].toInt();
    setting.refusals = bounds[2].toInt();
}

Setting settingOf(Tier tier, int settleMs = 0, int holdMs = 0, bool temporary = false)
{
    Setting setting;
    setting.promise.tier = tier;
    setting.promise.settle = milliseconds(settleMs);
    setting.promise.hold = milliseconds(holdMs);
    setting.temporary = temporary;
    bound(setting);
    return setting;
}

} // namespace

class ExplorerTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void everyInterleavingKeepsItsPromises_data()
    {
        QTest::addColumn<Setting>("setting");
        QTest::newRow("tier A") << settingOf(Tier::A);
        QTest::newRow("tier B, settles and holds") << settingOf(Tier::B, 1000, 1000);
        QTest::newRow("tier A, temporary") << settingOf(Tier::A, 0, 0, true);
        QTest::newRow("tier C") << settingOf(Tier::C);
        QTest::newRow("tier D, settles and holds") << settingOf(Tier::D, 1000, 1000);
    }
    void everyInterleavingKeepsItsPromises()
    {
        QFETCH(Setting, setting);
        const Exploration found = explore(setting, mostStates());
        std::printf("explorer %-28s %9zu states %10zu transitions %6.1f s%s\n", QTest::currentDataTag(), found.states,
                    found.transitions, found.seconds, found.whole ? "" : " (cut off)");
        std::fflush(stdout);
        QVERIFY2(found.broken.isEmpty(), qPrintable(found.broken + u": "_s + found.story.join(u" · ")));
    }
    void everyGuardThatIsTakenAwayIsMissed_data()
    {
        QTest::addColumn<int>("mutant");
        for (const Mutant mutant : allMutants)
            QTest::newRow(mutantWords(mutant)) << static_cast<int>(mutant);
    }
    void everyGuardThatIsTakenAwayIsMissed()
    {
        QFETCH(int, mutant);
        const auto taken = static_cast<Mutant>(mutant);
        Setting setting = settingOf(taken == Mutant::Compare ? Tier::C : taken == Mutant::Stamp ? Tier::B : Tier::A);
        setting.mutant = taken;
        const Exploration found = explore(setting, mostStates());
        std::printf("mutant   %-32s breaks %-2s in %2d steps, %7zu states: %s\n", mutantWords(taken),
                    qPrintable(found.broken.isEmpty() ? u"--"_s : found.broken), int(found.story.size()), found.states,
                    qPrintable(found.story.join(u" · ")));
        std::fflush(stdout);
        QVERIFY2(!found.broken.isEmpty(), "nothing breaks without this guard");
    }
};

QTEST_GUILESS_MAIN(ExplorerTest)
#include "tst_Explorer.moc"
