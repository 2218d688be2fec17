// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/TimeEntry.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class TimeEntryTest : public QObject {
    Q_OBJECT

    static TimePoint at(const QString &iso)
    {
        return fromMs(QDateTime::fromString(iso, Qt::ISODate).toMSecsSinceEpoch());
    }

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aTimeIsReadAsAPersonMeansIt_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("meant");
        QTest::newRow("today") << u"14:05"_s << u"2026-11-25T14:05:00Z"_s;
        QTest::newRow("one digit") << u" 9:05 "_s << u"2026-11-25T09:05:00Z"_s;
        QTest::newRow("with seconds") << u"14:05:30"_s << u"2026-11-25T14:05:30Z"_s;
        QTest::newRow("still to come: yesterday") << u"23:10"_s << u"2026-11-24T23:10:00Z"_s;
        QTest::newRow("midnight") << u"0:00"_s << u"2026-11-25T00:00:00Z"_s;
        QTest::newRow("date and time") << u"2026-11-25 14:05"_s << u"2026-11-25T14:05:00Z"_s;
        QTest::newRow("date, T, time") << u"2026-11-25T14:05:06"_s << u"2026-11-25T14:05:06Z"_s;
        QTest::newRow("date") << u"2026-11-20"_s << u"2026-11-20T00:00:00Z"_s;
        QTest::newRow("leap day") << u"2024-02-29 12:00"_s << u"2024-02-29T12:00:00Z"_s;
        QTest::newRow("own zone") << u"2026-11-25T14:05:00+02:00"_s << u"2026-11-25T12:05:00Z"_s;
        QTest::newRow("hours ago") << u"-2h"_s << u"2026-11-25T13:00:00Z"_s;
        QTest::newRow("mixed") << u"-1h30m"_s << u"2026-11-25T13:30:00Z"_s;
        QTest::newRow("seconds ago") << u"-90s"_s << u"2026-11-25T14:58:30Z"_s;
        QTest::newRow("days ago") << u"-1d 2h"_s << u"2026-11-24T13:00:00Z"_s;
        QTest::newRow("typographic minus") << u"−5min"_s << u"2026-11-25T14:55:00Z"_s;
        QTest::newRow("epoch in seconds") << u"1795437360"_s << u"2026-11-23T12:36:00Z"_s;
        QTest::newRow("epoch in ms") << u"1795437360000"_s << u"2026-11-23T12:36:00Z"_s;
        QTest::newRow("epoch as Prometheus writes it") << u"1795437360.781"_s << u"2026-11-23T12:36:00Z"_s;
    }
    void aTimeIsReadAsAPersonMeansIt()
    {
        QFETCH(QString, typed);
        QFETCH(QString, meant);
        const auto read = parseTimeEntry(typed, at(u"2026-11-25T15:00:00Z"_s), true);
        QVERIFY(read);
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(toMs(*read), Qt::UTC).toString(Qt::ISODate), meant);
    }

    void whatIsNoTimeSaysWhy_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<TimeEntryFault>("why");
        QTest::newRow("nothing") << u"  "_s << TimeEntryFault::Empty;
        QTest::newRow("words") << u"yesterday"_s << TimeEntryFault::NotATime;
        QTest::newRow("a lone minus") << u"-"_s << TimeEntryFault::NotATime;
        QTest::newRow("a small number") << u"1405"_s << TimeEntryFault::NotATime;
        QTest::newRow("no unit") << u"-2"_s << TimeEntryFault::NotATime;
        QTest::newRow("hostile") << u"14:05\u202e<b>"_s << TimeEntryFault::NotATime;
        QTest::newRow("long") << u"1"_s.repeated(5000) << TimeEntryFault::NotATime;
        QTest::newRow("25 o'clock") << u"25:00"_s << TimeEntryFault::NoSuchTime;
        QTest::newRow("61 minutes") << u"14:61"_s << TimeEntryFault::NoSuchTime;
        QTest::newRow("30 February") << u"2026-02-30 10:00"_s << TimeEntryFault::NoSuchTime;
        QTest::newRow("tomorrow") << u"2026-11-26 10:00"_s << TimeEntryFault::InTheFuture;
        QTest::newRow("epoch to come") << u"1999999999"_s << TimeEntryFault::InTheFuture;
        QTest::newRow("before the epoch") << u"-999999d"_s << TimeEntryFault::TooLongAgo;
        QTest::newRow("1960") << u"1960-01-01"_s << TimeEntryFault::TooLongAgo;
    }
    void whatIsNoTimeSaysWhy()
    {
        QFETCH(QString, typed);
        QFETCH(TimeEntryFault, why);
        const auto read = parseTimeEntry(typed, at(u"2026-11-25T15:00:00Z"_s), true);
        QVERIFY(!read);
        QCOMPARE(read.error(), why);
    }

    void aTimeAroundTheChangeOfSummerTimeIsReadOrRefused_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QStringList>("meant"); // one of these; none: no such time
        QTest::newRow("before it") << u"2026-10-25 01:59"_s << QStringList{u"2026-10-24T23:59:00Z"_s};
        QTest::newRow("the hour that comes twice") << u"2026-10-25 02:30"_s << QStringList{u"2026-10-25T00:30:00Z"_s, u"2026-10-25T01:30:00Z"_s};
        QTest::newRow("the first of them, by its offset") << u"2026-10-25T02:30:00+02:00"_s << QStringList{u"2026-10-25T00:30:00Z"_s};
        QTest::newRow("the second") << u"2026-10-25T02:30:00+01:00"_s << QStringList{u"2026-10-25T01:30:00Z"_s};
        QTest::newRow("after it") << u"2026-10-25 03:00"_s << QStringList{u"2026-10-25T02:00:00Z"_s};
        QTest::newRow("the hour that is left out") << u"2026-03-29 02:30"_s << QStringList{};
        QTest::newRow("after that") << u"2026-03-29 03:00"_s << QStringList{u"2026-03-29T01:00:00Z"_s};
    }
    void aTimeAroundTheChangeOfSummerTimeIsReadOrRefused()
    {
        QFETCH(QString, typed);
        QFETCH(QStringList, meant);
        qputenv("TZ", "Europe/Berlin");
        tzset();
        const auto read = parseTimeEntry(typed, at(u"2026-11-25T15:00:00Z"_s), false);
        qputenv("TZ", "UTC");
        tzset();
        QCOMPARE(read.has_value(), !meant.isEmpty());
        if (read)
            QVERIFY2(meant.contains(QDateTime::fromMSecsSinceEpoch(toMs(*read), Qt::UTC).toString(Qt::ISODate)), qPrintable(typed));
        else
            QCOMPARE(read.error(), TimeEntryFault::NoSuchTime);
    }

    void theZoneOfTheComputerIsUsedWhereItIsChosen()
    {
        qputenv("TZ", "Asia/Shanghai");
        tzset();
        const auto read = parseTimeEntry(u"22:05"_s, at(u"2026-11-25T15:00:00Z"_s), false);
        const auto late = parseTimeEntry(u"23:05"_s, at(u"2026-11-25T15:00:00Z"_s), false);
        qputenv("TZ", "UTC");
        tzset();
        QVERIFY(read);
        QCOMPARE(toMs(*read), toMs(at(u"2026-11-25T14:05:00Z"_s)));
        QVERIFY(late);
        QCOMPARE(toMs(*late), toMs(at(u"2026-11-24T15:05:00Z"_s)));
    }
};

QTEST_GUILESS_MAIN(TimeEntryTest)
#include "tst_TimeEntry.moc"
