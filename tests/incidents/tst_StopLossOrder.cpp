// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/StopLossOrder.h"
#include "tests/incidents/RecordRows.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class StopLossOrderTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theSmallestExpectedLossComesFirst_data()
    {
        QTest::addColumn<QString>("known"); // verb:seconds, "?" unknown, "-" behind: not available
        QTest::addColumn<double>("rate");
        QTest::addColumn<QString>("order"); // verb:loss
        QTest::newRow("by time") << u"degrade:30 throttle:5 rollback:12"_s << 2.0 << u"throttle:10 rollback:24 degrade:60"_s;
        QTest::newRow("of equals what ends more") << u"degrade:5 throttle:5 rollback:5"_s << 1.0 << u"rollback:5 throttle:5 degrade:5"_s;
        QTest::newRow("an unknown time comes last") << u"degrade:? throttle:500 rollback:?"_s << 1.0 << u"throttle:500 rollback:? degrade:?"_s;
        QTest::newRow("what cannot be pressed comes behind") << u"degrade:9 throttle:1- rollback:5"_s << 1.0 << u"rollback:5 degrade:9 throttle:1"_s;
        QTest::newRow("unknown but possible before known and impossible") << u"degrade:? rollback:1-"_s << 1.0 << u"degrade:? rollback:1"_s;
        QTest::newRow("no rate: the time alone") << u"degrade:30 rollback:12"_s << -1.0 << u"rollback:? degrade:?"_s;
        QTest::newRow("nothing is lost") << u"degrade:30 rollback:12"_s << 0.0 << u"rollback:0 degrade:0"_s;
        QTest::newRow("other verbs end no loss") << u"pause:1 promote:1 rollback:12"_s << 1.0 << u"rollback:12"_s;
        QTest::newRow("nothing") << QString() << 1.0 << QString();
    }
    void theSmallestExpectedLossComesFirst()
    {
        QFETCH(QString, known);
        QFETCH(double, rate);
        QList<StopLossChoice> choices;
        for (QString word : known.split(u' ', Qt::SkipEmptyParts)) {
            StopLossChoice choice;
            choice.available = !word.endsWith(u'-');
            word.remove(u'-');
            choice.verb = *verbFromWord(word.section(u':', 0, 0));
            const QString seconds = word.section(u':', 1);
            if (seconds != u"?")
                choice.time = {TimeToEffect::Source::Declared, seconds.toLongLong(), 0};
            choices << choice;
        }
        QStringList order;
        for (const StopLossChoice &choice : stopLossOrder(choices, rate < 0 ? std::nullopt : std::optional(rate)))
            order << verbWord(choice.verb) + u':' + (choice.expectedLoss ? QString::number(*choice.expectedLoss) : u"?"_s);
        QTEST(order.join(u' '), "order");
    }
    void theTimeToEffectIsTheMedianOfWhatTheRecordHas()
    {
        RecordRows r;
        const auto effect = [&r](const char *verb, const nlohmann::json &seconds) {
            const QString op = u"op%1"_s.arg(r.events.size());
            r.intent(0, verb, op);
            r.add(EventKind::actionEffective, 1, {{"seconds", seconds}}, op);
        };
        effect("rollback", 4);
        effect("rollback", 90);
        effect("rollback", 6);
        effect("throttle", 10);
        effect("throttle", 20); // of two the worse
        effect("degrade", "soon");
        effect("degrade", -1);
        effect("promote", 1);
        r.add(EventKind::actionEffective, 1, {{"seconds", 1}}, u"nobody's"_s);
        const QMap<Verb, TimeToEffect> times = effectTimes(r.events);
        QCOMPARE(times.size(), 2);
        QVERIFY(times.value(Verb::Rollback) == (TimeToEffect{TimeToEffect::Source::Record, 6, 3}));
        QVERIFY(times.value(Verb::Throttle) == (TimeToEffect{TimeToEffect::Source::Record, 20, 2}));
    }
    void onlyTheNewestTwentyCount()
    {
        RecordRows r;
        for (int i = 0; i < 60; ++i) {
            r.intent(i, "rollback", u"op%1"_s.arg(i));
            r.add(EventKind::actionEffective, i, {{"seconds", i < 40 ? 500 : 3}}, u"op%1"_s.arg(i));
        }
        QVERIFY(effectTimes(r.events).value(Verb::Rollback) == (TimeToEffect{TimeToEffect::Source::Record, 3, 20}));
    }
};

QTEST_GUILESS_MAIN(StopLossOrderTest)
#include "tst_StopLossOrder.moc"
