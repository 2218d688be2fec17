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

/// Presses, crashes, foreign writes, refused rows, calls that fail (-1: any number).
Setting settingOf(Tier tier, int presses, int crashes, int foreignWrites, int refusals, int failures = -1)
{
    Setting setting;
    setting.promise.tier = tier;
    setting.presses = presses;
    setting.crashes = crashes;
    setting.foreignWrites = foreignWrites;
    setting.refusals = refusals;
    setting.failures = failures;
    bound(setting);
    return setting;
}

Setting slow(Setting setting)
{
    setting.promise.settle = milliseconds(1000);
    setting.promise.hold = milliseconds(1000);
    return setting;
}

Setting temporary(Setting setting)
{
    setting.temporary = true;
    return setting;
}

bool isBounded()
{
    return qEnvironmentVariableIsSet("ANDON_EXPLORER_STATES") || qEnvironmentVariableIsSet("ANDON_EXPLORER_BOUNDS");
}

} // namespace

class ExplorerTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void everyInterleavingKeepsItsPromises_data()
    {
        QTest::addColumn<Setting>("setting");
        QTest::newRow("A") << settingOf(Tier::A, 1, 2, 2, 1);
        QTest::newRow("A, two presses") << settingOf(Tier::A, 2, 1, 1, 0, 1);
        QTest::newRow("A, temporary") << temporary(settingOf(Tier::A, 2, 1, 1, 0, 1));
        QTest::newRow("B, settles and holds") << slow(settingOf(Tier::B, 1, 2, 2, 1));
        QTest::newRow("B, two presses") << settingOf(Tier::B, 2, 1, 1, 0);
        QTest::newRow("C, settles and holds") << slow(settingOf(Tier::C, 1, 2, 2, 1));
        QTest::newRow("C, two presses") << settingOf(Tier::C, 2, 1, 1, 1);
        QTest::newRow("D, settles and holds") << slow(settingOf(Tier::D, 1, 2, 2, 1));
        QTest::newRow("D, two presses") << settingOf(Tier::D, 2, 1, 1, 0);
    }
    void everyInterleavingKeepsItsPromises()
    {
        QFETCH(Setting, setting);
        const Exploration found = explore(setting, mostStates());
        std::printf("explorer %-28s %9zu states %10zu transitions %6.1f s%s\n", QTest::currentDataTag(), found.states,
                    found.transitions, found.seconds, found.whole ? "" : " (cut off)");
        std::fflush(stdout);
        m_states += found.states;
        QVERIFY2(found.broken.isEmpty(), qPrintable(found.broken + u": "_s + found.story.join(u" · ")));
        QVERIFY2(found.whole || isBounded(), "more states than are looked at: narrow the setting");
    }
    void theyAreMoreThanTwoHundredThousandStates()
    {
        QVERIFY2(m_states >= 200'000 || isBounded(), qPrintable(QString::number(m_states)));
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
        const int presses = taken == Mutant::OneOpen || taken == Mutant::RestoreVersion ? 2 : 1;
        Setting setting = settingOf(taken == Mutant::Compare ? Tier::C : taken == Mutant::Stamp ? Tier::B : Tier::A,
                                    presses, 1, 1, 0);
        setting.mutant = taken;
        const Exploration found = explore(setting, mostStates());
        std::printf("mutant   %-32s breaks %-2s in %2d steps, %7zu states: %s\n", mutantWords(taken),
                    qPrintable(found.broken.isEmpty() ? u"--"_s : found.broken), int(found.story.size()), found.states,
                    qPrintable(found.story.join(u" · ")));
        std::fflush(stdout);
        QVERIFY2(!found.broken.isEmpty(), "nothing breaks without this guard");
    }

private:
    size_t m_states = 0;
};

QTEST_GUILESS_MAIN(ExplorerTest)
#include "tst_Explorer.moc"
