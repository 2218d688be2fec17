// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/UsualSamples.h"
#include "tests/support/Warnings.h"

#include <QByteArray>
#include <QTest>

#include <bit>
#include <charconv>
#include <cmath>
#include <random>
#include <vector>

using namespace andon;

class UsualSamplesTest : public QObject {
    Q_OBJECT
    static constexpr int count = 5000;
    const QByteArray ahead = "\"values\":[["; ///< of each body, since what stands before a sample is looked at, too

    static QByteArray timeText(int i, const QByteArray &fraction) { return QByteArray::number(1'795'000'000 + 5LL * i) + fraction + ",\""; }
    static KnownTimes knownTimes(const QByteArray &fraction)
    {
        KnownTimes known;
        for (int i = 0; i < count; ++i) {
            const QByteArray text = timeText(i, fraction);
            qint64 time = 0;
            if (!known.after(text.constData(), text.constData() + text.size(), time))
                qFatal("not a time");
        }
        known.rewind();
        return known;
    }
    static QByteArray shortest(double value)
    {
        char digits[64];
        return QByteArray(digits, std::to_chars(digits, digits + sizeof digits, value).ptr - digits);
    }

private slots:
    void init() { failOnWarnings(); }
    void initTestCase()
    {
#ifndef __SSE2__
        QSKIP("there is no quick way of numbers");
#endif
    }

    void bothWaysReadTheSame_data()
    {
        QTest::addColumn<QByteArray>("fraction");
        QTest::newRow("whole seconds") << QByteArray();
        QTest::newRow("milliseconds") << QByteArray(".781");
    }
    /// readUsualSamples() takes one of the two; on an older processor they are the same.
    void bothWaysReadTheSame()
    {
        QFETCH(QByteArray, fraction);
        const KnownTimes known = knownTimes(fraction);
        std::mt19937_64 random(20261201);
        std::uniform_real_distribution<double> unit(0, 1);
        QByteArray body = ahead;
        std::vector<double> written;
        for (int i = 0; i < count; ++i) {
            const double value = i % 3 == 0 ? std::round(unit(random) * 1e4) / 100 : i % 3 == 1 ? unit(random) : -unit(random) * std::pow(10, i % 9);
            const QByteArray text = std::abs(value) < 1e-5 ? "0" : shortest(value);
            written.push_back(text.toDouble());
            body += timeText(i, fraction) + text + "\"],[";
        }
        body += QByteArray(96, 'x');
        const char *const end = body.constData() + body.size();
        for (const auto read : {readUsualSamples, readUsualSamplesPlainly}) {
            std::vector<double> values(count + 1);
            const char *at = body.constData() + ahead.size();
            QCOMPARE(read(at, end, known.run(), count, values.data()), std::size_t(count));
            QCOMPARE(end - at, 96);
            for (std::size_t i = 0; i < count; ++i)
                QCOMPARE(std::bit_cast<quint64>(values[i]), std::bit_cast<quint64>(written[i]));
        }
    }
    void itEndsBeforeWhatIsNotUsual_data()
    {
        QTest::addColumn<QByteArray>("sample");
        QTest::newRow("another time") << QByteArray("1795000011,\"1.5\"],[");
        QTest::newRow("no number") << QByteArray("1795000010,\"NaN\"],[");
        QTest::newRow("an exponent") << QByteArray("1795000010,\"1.5e3\"],[");
        QTest::newRow("the last one") << QByteArray("1795000010,\"1.5\"]]}");
        QTest::newRow("blanks") << QByteArray("1795000010, \"1.5\"],[");
    }
    void itEndsBeforeWhatIsNotUsual()
    {
        QFETCH(QByteArray, sample);
        const KnownTimes known = knownTimes({});
        const QByteArray before = ahead + timeText(0, {}) + "1\"],[" + timeText(1, {}) + "2.25\"],[";
        const QByteArray body = before + sample + QByteArray(96, ' ');
        for (const auto read : {readUsualSamples, readUsualSamplesPlainly}) {
            double values[4] = {};
            const char *at = body.constData() + ahead.size();
            QCOMPARE(read(at, body.constData() + body.size(), known.run(), 3, values), std::size_t(2));
            QCOMPARE(at - body.constData(), before.size());
            QCOMPARE(values[0], 1);
            QCOMPARE(values[1], 2.25);
        }
    }
    void neitherTheRunNorTheRoomIsPassed()
    {
        const KnownTimes known = knownTimes({});
        QByteArray body = ahead;
        for (int i = 0; i < 4; ++i)
            body += timeText(i, {}) + "7\"],[";
        body += QByteArray(96, ' ');
        for (const auto read : {readUsualSamples, readUsualSamplesPlainly}) {
            std::vector<double> values(3, -1);
            const char *at = body.constData() + ahead.size();
            QCOMPARE(read(at, body.constData() + body.size(), known.run(), 2, values.data()), std::size_t(2));
            QCOMPARE(values[2], -1);
            KnownTimes::Run run = known.run();
            run.count = 1;
            at = body.constData() + ahead.size();
            QCOMPARE(read(at, body.constData() + body.size(), run, 2, values.data()), std::size_t(1));
            // Fewer than 96 characters to the end: nothing is looked at.
            at = body.constData() + ahead.size();
            QCOMPARE(read(at, at + 95, known.run(), 2, values.data()), std::size_t(0));
        }
    }
};

QTEST_GUILESS_MAIN(UsualSamplesTest)
#include "tst_UsualSamples.moc"
