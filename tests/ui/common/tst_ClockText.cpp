// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/ClockText.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class ClockTextTest : public QObject {
    Q_OBJECT

    static TimePoint moment() { return fromMs(1'795'437'360'000); } // 2026-11-23T14:36:00Z

private slots:
    void init()
    {
        failOnWarnings();
        qputenv("TZ", "UTC");
    }
    void cleanupTestCase() { qputenv("TZ", "UTC"); }

    void utcNamesItselfAndUses24Hours()
    {
        QCOMPARE(clockText(moment(), TimeZoneChoice::Utc), u"12:36:00 UTC"_s);
        QCOMPARE(dateTimeText(moment(), TimeZoneChoice::Utc), u"2026-11-23 12:36:00 UTC"_s);
    }

    void localTimeCarriesItsOffset_data()
    {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("text");
        QTest::newRow("east") << QByteArray("XXX-8") << u"20:36:00 +08:00"_s;
        QTest::newRow("west") << QByteArray("XXX+3:30") << u"09:06:00 -03:30"_s;
        QTest::newRow("next day") << QByteArray("XXX-13") << u"01:36:00 +13:00"_s;
    }
    void localTimeCarriesItsOffset()
    {
        QFETCH(QByteArray, zone);
        QFETCH(QString, text);
        qputenv("TZ", zone);
        QCOMPARE(clockText(moment(), TimeZoneChoice::Local), text);
        QCOMPARE(clockText(moment(), TimeZoneChoice::Utc), u"12:36:00 UTC"_s);
    }

    void theHourThatComesTwiceIsToldApartByItsOffset_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("summer") << qint64(1'792'888'200'000) << u"2026-10-25 02:30:00 +02:00"_s; // 00:30Z
        QTest::newRow("last second of it") << qint64(1'792'889'999'000) << u"2026-10-25 02:59:59 +02:00"_s;
        QTest::newRow("first second after") << qint64(1'792'890'000'000) << u"2026-10-25 02:00:00 +01:00"_s;
        QTest::newRow("winter") << qint64(1'792'891'800'000) << u"2026-10-25 02:30:00 +01:00"_s; // 01:30Z
        QTest::newRow("spring, before") << qint64(1'774'745'999'000) << u"2026-03-29 01:59:59 +01:00"_s;
        QTest::newRow("spring, after") << qint64(1'774'746'000'000) << u"2026-03-29 03:00:00 +02:00"_s;
    }
    void theHourThatComesTwiceIsToldApartByItsOffset()
    {
        QFETCH(qint64, ms);
        QFETCH(QString, text);
        qputenv("TZ", "Europe/Berlin");
        tzset();
        QCOMPARE(dateTimeText(fromMs(ms), TimeZoneChoice::Local), text);
        qputenv("TZ", "UTC");
        tzset();
    }

    void durationsReadAsClocks_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("zero") << qint64(0) << u"0:00"_s;
        QTest::newRow("seconds") << qint64(42) << u"0:42"_s;
        QTest::newRow("minutes") << qint64(725) << u"12:05"_s;
        QTest::newRow("hours") << qint64(11'045) << u"3:04:05"_s;
        QTest::newRow("days") << qint64(90'000) << u"25:00:00"_s;
        QTest::newRow("past") << qint64(-61) << u"-1:01"_s;
    }
    void durationsReadAsClocks()
    {
        QFETCH(qint64, seconds);
        QFETCH(QString, text);
        QCOMPARE(durationText(seconds), text);
    }
};

QTEST_GUILESS_MAIN(ClockTextTest)
#include "tst_ClockText.moc"
