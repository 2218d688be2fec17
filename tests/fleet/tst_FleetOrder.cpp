// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/fleet/FleetOrder.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

FleetRow row(const QString &service, FleetNeed need, std::optional<double> room = {}, const QString &group = {})
{
    FleetRow made;
    made.service = made.title = service;
    made.need = need;
    made.room = room;
    made.group = group;
    return made;
}

QString words(const FleetOrder &order)
{
    QStringList groups;
    for (const FleetGroup &group : order.groups())
        groups << (group.name.isEmpty() ? QString() : group.name + u':') + group.services.join(u' ');
    return groups.join(u" | "_s);
}

} // namespace

class FleetOrderTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void whatNeedsAPersonStandsFirst()
    {
        FleetOrder order;
        order.take({row(u"a"_s, FleetNeed::Inside), row(u"b"_s, FleetNeed::Idle), row(u"c"_s, FleetNeed::Waiting),
                    row(u"d"_s, FleetNeed::Blind), row(u"e"_s, FleetNeed::Warn), row(u"f"_s, FleetNeed::Stop)});
        QCOMPARE(words(order), u"f e d c b a"_s);
    }

    void amongEqualsTheNearestToItsLimitThenTheName()
    {
        FleetOrder order;
        order.take({row(u"far"_s, FleetNeed::Inside, 0.9), row(u"near"_s, FleetNeed::Inside, 0.1), row(u"b"_s, FleetNeed::Inside),
                    row(u"a"_s, FleetNeed::Inside), row(u"worst"_s, FleetNeed::Stop, -2.0), row(u"bad"_s, FleetNeed::Stop, -0.1)});
        QCOMPARE(words(order), u"worst bad near far a b"_s);
    }

    void noiseMovesNoRow()
    {
        FleetOrder order;
        order.take({row(u"a"_s, FleetNeed::Inside, 0.50), row(u"b"_s, FleetNeed::Inside, 0.52)});
        order.take({row(u"a"_s, FleetNeed::Inside, 0.55), row(u"b"_s, FleetNeed::Inside, 0.45)});
        QCOMPARE(words(order), u"a b"_s);
        order.take({row(u"a"_s, FleetNeed::Inside, 0.55), row(u"b"_s, FleetNeed::Inside, 0.40)});
        QCOMPARE(words(order), u"b a"_s);
        // A slow slide counts, step by step.
        order.take({row(u"a"_s, FleetNeed::Inside, 0.42), row(u"b"_s, FleetNeed::Inside, 0.40)});
        order.take({row(u"a"_s, FleetNeed::Inside, 0.39), row(u"b"_s, FleetNeed::Inside, 0.40)});
        QCOMPARE(words(order), u"a b"_s);
    }

    void nothingMovesUnderAHandAndItIsSaidWhatChanged()
    {
        FleetOrder order;
        order.take({row(u"a"_s, FleetNeed::Inside), row(u"b"_s, FleetNeed::Inside), row(u"c"_s, FleetNeed::Warn)});
        QCOMPARE(words(order), u"c a b"_s);
        order.setHeld(true);
        order.take({row(u"a"_s, FleetNeed::Inside), row(u"b"_s, FleetNeed::Stop), row(u"c"_s, FleetNeed::Inside)});
        QCOMPARE(words(order), u"c a b"_s);
        QCOMPARE(order.changed(), 2);
        order.sort(); // asked for by the person
        QCOMPARE(words(order), u"b a c"_s);
        QCOMPARE(order.changed(), 0);
        QVERIFY(order.isHeld());
        order.take({row(u"a"_s, FleetNeed::Warn), row(u"b"_s, FleetNeed::Inside), row(u"c"_s, FleetNeed::Inside)});
        QCOMPARE(words(order), u"b a c"_s);
        order.setHeld(false);
        QCOMPARE(words(order), u"a b c"_s);
    }

    void groupsStandByTheirMostUrgentService()
    {
        FleetOrder order;
        const QList<FleetRow> rows{row(u"a"_s, FleetNeed::Inside, {}, u"search"_s), row(u"b"_s, FleetNeed::Warn, {}, u"chat"_s),
                                   row(u"c"_s, FleetNeed::Stop, {}, u"search"_s), row(u"d"_s, FleetNeed::Inside)};
        order.take(rows);
        order.setGrouped(true);
        QCOMPARE(words(order), u"search:c a | chat:b | d"_s);
        order.setGrouped(false);
        QCOMPARE(words(order), u"c b a d"_s);
    }

    void otherServicesSortEvenUnderAHand()
    {
        FleetOrder order;
        order.take({row(u"a"_s, FleetNeed::Inside), row(u"b"_s, FleetNeed::Stop)});
        order.setHeld(true);
        order.take({row(u"a"_s, FleetNeed::Inside), row(u"x"_s, FleetNeed::Stop)});
        QCOMPARE(words(order), u"x a"_s);
        order.take({});
        QCOMPARE(words(order), QString());
    }
};

QTEST_APPLESS_MAIN(FleetOrderTest)
#include "tst_FleetOrder.moc"
