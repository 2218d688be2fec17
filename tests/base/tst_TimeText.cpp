// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/TimeText.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using std::chrono::microseconds;

class TimeTextTest : public QObject {
    Q_OBJECT
private slots:
    void aTimeIsWrittenInOneForm_data()
    {
        QTest::addColumn<qint64>("micros");
        QTest::addColumn<QString>("text");
        QTest::newRow("epoch") << qint64(0) << u"1970-01-01T00:00:00.000000Z"_s;
        QTest::newRow("one microsecond") << qint64(1) << u"1970-01-01T00:00:00.000001Z"_s;
        QTest::newRow("now") << qint64(1'764'000'001'123'456) << u"2025-11-24T16:00:01.123456Z"_s;
        QTest::newRow("before the epoch") << qint64(-1) << u"1969-12-31T23:59:59.999999Z"_s;
        QTest::newRow("a leap day") << qint64(1'709'164'800'000'000) << u"2024-02-29T00:00:00.000000Z"_s;
    }
    void aTimeIsWrittenInOneForm()
    {
        QFETCH(qint64, micros);
        QFETCH(QString, text);
        const TimePoint time{microseconds(micros)};
        QCOMPARE(isoUtc(time), text);
        const Result<TimePoint> back = parseIso(text);
        QVERIFY(back);
        QCOMPARE(back->time_since_epoch().count(), micros);
    }
    void aTimeIsReadWithItsOffset_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc");
        const auto row = [](const QString &text, const QString &utc) { QTest::newRow(qPrintable(text)) << text << utc; };
        row(u"2026-11-24T15:30:00Z"_s, u"2026-11-24T15:30:00.000000Z"_s);
        row(u"2026-11-24T15:30Z"_s, u"2026-11-24T15:30:00.000000Z"_s);
        row(u"2026-11-24T15:30:00.5Z"_s, u"2026-11-24T15:30:00.500000Z"_s);
        row(u"2026-11-24T15:30:00.123456789Z"_s, u"2026-11-24T15:30:00.123456Z"_s);
        row(u"2026-11-24T15:30:00+01:00"_s, u"2026-11-24T14:30:00.000000Z"_s);
        row(u"2026-11-24T00:30:00.25+05:30"_s, u"2026-11-23T19:00:00.250000Z"_s);
        row(u"2026-12-31T20:00:00-08:00"_s, u"2027-01-01T04:00:00.000000Z"_s);
    }
    void aTimeIsReadWithItsOffset()
    {
        QFETCH(QString, text);
        const Result<TimePoint> time = parseIso(text);
        QVERIFY2(time, time ? "" : qPrintable(time.error().message()));
        QTEST(isoUtc(*time), "utc");
    }
    void whatIsNoTimeIsNamedWithWhatWasExpected_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text : {u""_s, u"now"_s, u"2026-11-24"_s, u"2026-11-24T15:30:00"_s, u"2026-13-24T15:30:00Z"_s,
                                    u"2026-02-30T15:30:00Z"_s, u"2026-11-24T25:30:00Z"_s, u"2026-11-24T15:30:00.Z"_s,
                                    u"2026-11-24T15:30.5Z"_s, u"2026-11-24T15:30:00Z "_s, u"2026-11-24T15:30:00Z\n"_s,
                                    u"24.11.2026T15:30:00Z"_s, u"1764000000"_s, u"2026-11-24T15:30:00+01"_s,
                                    u"٢٠٢٦-11-24T15:30:00Z"_s, u"2026-11-24T15:30:00.١Z"_s})
            QTest::newRow(qPrintable(u"“%1”"_s.arg(text).replace(u'\n', u"\\n"_s))) << text;
    }
    void whatIsNoTimeIsNamedWithWhatWasExpected()
    {
        QFETCH(QString, text);
        const Result<TimePoint> time = parseIso(text);
        QVERIFY(!time);
        QCOMPARE(time.error().kind, ErrorKind::BadInput);
        QCOMPARE(time.error().arguments.first(), text);
        QVERIFY(time.error().message().contains(u"2026-11-24T15:30:00Z"));
    }
    void textsSortAsTimesDo()
    {
        QStringList texts;
        for (const qint64 micros : {0LL, 1LL, 999'999LL, 1'000'000LL, 59'999'999LL, 60'000'000LL, 1'764'000'000'000'000LL})
            texts << isoUtc(TimePoint{microseconds(micros)});
        QStringList sorted = texts;
        sorted.sort();
        QCOMPARE(sorted, texts);
    }
};

QTEST_GUILESS_MAIN(TimeTextTest)
#include "tst_TimeText.moc"
