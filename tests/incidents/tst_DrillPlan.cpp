// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/DrillFile.h"
#include "app/incidents/DrillPlan.h"
#include "tests/support/Warnings.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class DrillPlanTest : public QObject {
    Q_OBJECT

    static DrillGround ground() { return {u"v41"_s, u"v42"_s, u"prompt-64"_s, sandboxTenants()}; }
    static GatewayState state()
    {
        GatewayState state;
        state.versions = {{u"v41"_s, VersionRole::Stable, 80, {}}, {u"v42"_s, VersionRole::Canary, 20, {{u"prompt"_s, u"prompt-64"_s}}}};
        return state;
    }
    static QString words(const DrillPlan &plan)
    {
        QStringList only;
        for (const auto &[member, value] : plan.fault.only.asKeyValueRange())
            only << member + u'=' + value;
        return plan.fault.version + u' ' + plan.fault.faults.join(u',') + u' ' + only.join(u',') + u' ' + QString::number(plan.delay.count());
    }

private slots:
    void init() { failOnWarnings(); }

    void theGeneratorIsTheNamedOne()
    {
        // The reference numbers of SplitMix64 for the seed 1234567.
        SplitMix64 random(1234567);
        for (const quint64 expected : {6457827717110365317ULL, 3203168211198807973ULL, 9817491932198370423ULL, 4593380528125082431ULL, 16408922859458223821ULL})
            QCOMPARE(random.next(), expected);
        SplitMix64 zero(0);
        QCOMPARE(zero.next(), 0xE220A8397B1DCDAFULL);
    }
    void aNumberBelowABoundIsBelowItAndEachIsReached()
    {
        SplitMix64 random(3);
        QMap<quint64, int> counts;
        for (int i = 0; i < 7000; ++i)
            ++counts[random.below(7)];
        QCOMPARE(counts.size(), 7);
        QCOMPARE(counts.lastKey(), 6U);
        for (const int count : std::as_const(counts))
            QVERIFY2(count > 880 && count < 1120, qPrintable(QString::number(count)));
        QCOMPARE(SplitMix64(1).below(1), 0U);
    }
    void aSeedIsTheSamePlanOnEveryMachine_data()
    {
        QTest::addColumn<quint64>("seed");
        QTest::addColumn<QString>("plan");
        QTest::newRow("0") << quint64(0ULL) << u"v42 injected prompt=prompt-64 33781"_s;
        QTest::newRow("1") << quint64(1ULL) << u"v42 wrong prompt=prompt-64 25448"_s;
        QTest::newRow("2") << quint64(2ULL) << u"v42 injected  44736"_s;
        QTest::newRow("42") << quint64(42ULL) << u"v42 injected prompt=prompt-64 19838"_s;
        QTest::newRow("2026") << quint64(2026ULL) << u"v42 slow prompt=prompt-64 107709"_s;
        QTest::newRow("9007199254740993") << quint64(9007199254740993ULL) << u"v42 costly  35327"_s;
        QTest::newRow("18446744073709551615") << quint64(18446744073709551615ULL) << u"v41 costly  101212"_s;
    }
    void aSeedIsTheSamePlanOnEveryMachine()
    {
        QFETCH(quint64, seed);
        QFETCH(QString, plan);
        QCOMPARE(words(drillPlan(seed, ground())), plan);
        QCOMPARE(drillPlan(seed, ground()).seed, seed);
    }
    void everyPlanIsOneThatALineShowsAndAnActionEnds()
    {
        QSet<QString> faults;
        QSet<QString> places;
        qint64 earliest = drillLatest.count(), latest = 0;
        for (quint64 seed = 0; seed < 5000; ++seed) {
            const DrillPlan plan = drillPlan(seed, ground());
            QCOMPARE(plan.fault.faults.size(), 1);
            QVERIFY(plan.fault.only.size() <= 1);
            QVERIFY2(!rightVerbs(plan.fault, ground()).isEmpty(), qPrintable(words(plan)));
            QVERIFY(!shownBy(plan.fault.faults.first()).isEmpty());
            QVERIFY(plan.delay >= drillEarliest && plan.delay <= drillLatest);
            earliest = std::min<qint64>(earliest, plan.delay.count());
            latest = std::max<qint64>(latest, plan.delay.count());
            faults << plan.fault.faults.first();
            for (const auto &[member, value] : plan.fault.only.asKeyValueRange())
                places << member + u' ' + value;
            if (plan.fault.version == u"v41")
                QCOMPARE(rightVerbs(plan.fault, ground()), QStringList{u"degrade"_s});
        }
        QCOMPARE(faults, (QSet<QString>{u"slow"_s, u"costly"_s, u"wrong"_s, u"injected"_s, u"down"_s, u"flaky"_s}));
        QCOMPARE(places, (QSet<QString>{u"prompt prompt-64"_s, u"tenant acme"_s, u"tenant globex"_s, u"tenant initech"_s}));
        QVERIFY2(earliest < 10'200 && latest > 119'800, "the whole span is used");
    }
    void withoutPromptsAndTenantsEveryFaultIsEverywhere()
    {
        for (quint64 seed = 0; seed < 200; ++seed)
            QVERIFY(drillPlan(seed, {{}, u"v42"_s, {}, {}}).fault.only.isEmpty());
    }
    void whatNoDrillCanBeHeldOnIsRefusedInWords_data()
    {
        QTest::addColumn<GatewayState>("gateway");
        QTest::addColumn<QString>("why");
        GatewayState none, idle = state(), degraded = state(), throttled = state();
        idle.versions[1].weight = 0;
        degraded.degradeLevel = 1;
        throttled.throttle = {{u"all"_s, {}, 1, {}}};
        QTest::newRow("as it should be") << state() << QString();
        QTest::newRow("no versions") << none << u"no such two"_s;
        QTest::newRow("a canary without traffic") << idle << u"v42 has no traffic"_s;
        QTest::newRow("degraded") << degraded << u"degraded already"_s;
        QTest::newRow("throttled") << throttled << u"throttled already"_s;
    }
    void whatNoDrillCanBeHeldOnIsRefusedInWords()
    {
        QFETCH(GatewayState, gateway);
        QFETCH(QString, why);
        const Result<DrillGround> found = drillGround(gateway);
        QCOMPARE(found.has_value(), why.isEmpty());
        if (found)
            QCOMPARE(*found, ground());
        else
            QVERIFY2(found.error().arguments.first().contains(why), qPrintable(found.error().arguments.first()));
    }
    void aSeedIsADecimalNumberOf64Bits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("is");
        for (const char *good : {"0", "42", " 7 ", "18446744073709551615"})
            QTest::newRow(good) << QString::fromLatin1(good) << true;
        for (const char *bad : {"", "-1", "+1", "1.5", "0x10", "18446744073709551616", "seven", "1 2"})
            QTest::newRow(bad) << QString::fromLatin1(bad) << false;
    }
    void aSeedIsADecimalNumberOf64Bits()
    {
        QFETCH(QString, text);
        QFETCH(bool, is);
        QCOMPARE(drillSeed(text).has_value(), is);
    }
    void theSealIsOfEverythingAndIsOpenedAgain()
    {
        const DrillSecret secret{drillPlan(18446744073709551615ULL, ground()), ground(), u"00112233445566778899aabbccddeeff"_s};
        QCOMPARE(drillSecretFrom(drillSecretJson(secret)), std::optional(secret));
        const QString hash = drillCommitment(secret);
        QCOMPARE(hash.size(), 64);
        DrillSecret other = secret;
        other.salt[0] = u'1';
        QVERIFY(drillCommitment(other) != hash);
        other = secret;
        --other.plan.seed;
        QVERIFY(drillCommitment(other) != hash);
        other = secret;
        other.plan.delay += std::chrono::milliseconds(1);
        QVERIFY(drillCommitment(other) != hash);
        other = secret;
        other.ground.tenants.removeLast();
        QVERIFY(drillCommitment(other) != hash);
        for (const char *missing : {"seed", "version", "faults", "ground", "format"}) {
            nlohmann::json json = drillSecretJson(secret);
            json.erase(missing);
            QVERIFY2(!drillSecretFrom(json), missing);
            json[missing] = 5;
            QVERIFY2(!drillSecretFrom(json), missing);
        }
        QVERIFY(!drillSecretFrom({}));
    }
    void theFileOfARunningDrillIsForItsOwnerAndOutlivesNothing()
    {
        const QTemporaryDir folder;
        const DrillFile file(folder.filePath(u"deep/er"_s));
        const DrillFile::Content content{{drillPlan(5, ground()), ground(), u"ab"_s}, fromMs(1'764'417'620'000)};
        const QString id = u"../../../etc/passwd"_s;
        QVERIFY(!file.kept(id));
        QVERIFY(file.keep(id, content));
        const QStringList files = QDir(folder.filePath(u"deep/er"_s)).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        const QString path = folder.filePath(u"deep/er/"_s + files.first());
        QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions());
        const auto kept = file.kept(id);
        QVERIFY(kept);
        QCOMPARE(kept->secret, content.secret);
        QCOMPARE(kept->injectedAt, content.injectedAt);
        QVERIFY(!file.kept(u"another"_s));
        for (const char *text : {"", "[[[[", "{\"drill\":5}", "{}"}) {
            QFile broken(path);
            QVERIFY(broken.open(QIODevice::WriteOnly));
            broken.write(text);
            broken.close();
            QVERIFY2(!file.kept(id), text);
        }
        file.forget(id);
        QVERIFY(QDir(folder.filePath(u"deep/er"_s)).entryList(QDir::Files).isEmpty());
        QVERIFY(!DrillFile(u"/proc/nowhere"_s).keep(id, content));
    }
};

QTEST_GUILESS_MAIN(DrillPlanTest)
#include "tst_DrillPlan.moc"
