// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/ExemplarAnswer.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class ExemplarAnswerTest : public QObject {
    Q_OBJECT

    static QByteArray answer(const QByteArray &exemplars)
    {
        return "{\"status\":\"success\",\"data\":[{\"seriesLabels\":{\"__name__\":\"x_bucket\",\"version\":\"v42\"},\"exemplars\":["
            + exemplars + "]}]}";
    }

private slots:
    void init() { failOnWarnings(); }

    void anExemplarTellsItsVersionValueTimeAndTrace()
    {
        const auto read = decodeExemplarAnswer(
            answer("{\"labels\":{\"trace_id\":\"4bf92f35\"},\"value\":\"9.7\",\"timestamp\":1795436808.894}"), u"version"_s, u"here"_s);
        QVERIFY(read.has_value());
        QCOMPARE(*read, (QList<Exemplar>{{u"v42"_s, u"4bf92f35"_s, 9.7, 1795436808894}}));
    }
    void whatCannotBeDrawnIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("exemplar");
        QTest::newRow("value is no number") << QByteArray("{\"value\":\"fast\",\"timestamp\":1}");
        QTest::newRow("value is NaN") << QByteArray("{\"value\":\"NaN\",\"timestamp\":1}");
        QTest::newRow("value is no text") << QByteArray("{\"value\":7,\"timestamp\":1}");
        QTest::newRow("no time") << QByteArray("{\"value\":\"1\"}");
        QTest::newRow("time in milliseconds") << QByteArray("{\"value\":\"1\",\"timestamp\":1795436808894}");
        QTest::newRow("no object") << QByteArray("17");
    }
    void whatCannotBeDrawnIsLeftOut()
    {
        QFETCH(QByteArray, exemplar);
        const auto read = decodeExemplarAnswer(answer(exemplar + ",{\"value\":\"2\",\"timestamp\":3}"), u"version"_s, u"here"_s);
        QVERIFY(read.has_value());
        QCOMPARE(*read, (QList<Exemplar>{{u"v42"_s, {}, 2, 3000}}));
    }
    void aLongListIsCut()
    {
        QByteArray many;
        for (int i = 0; i < 20'000; ++i)
            many += "{\"value\":\"1\",\"timestamp\":1},";
        many.chop(1);
        const auto read = decodeExemplarAnswer(answer(many), u"version"_s, u"here"_s);
        QVERIFY(read.has_value());
        QCOMPARE(read->size(), 10'000);
    }
    void nothingIsNoFault()
    {
        QVERIFY(decodeExemplarAnswer({}, u"version"_s, u"here"_s)->isEmpty());
        QVERIFY(decodeExemplarAnswer("{\"status\":\"success\",\"data\":[]}", u"version"_s, u"here"_s)->isEmpty());
    }
    void anotherShapeIsABadAnswer_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("a page") << QByteArray("<html>");
        QTest::newRow("cut off") << QByteArray("{\"status\":\"success\",\"data\":[{");
        QTest::newRow("refused") << QByteArray("{\"status\":\"error\",\"error\":\"disabled\"}");
        QTest::newRow("no list") << QByteArray("{\"status\":\"success\",\"data\":{}}");
        QTest::newRow("nested deeply") << QByteArray(100'000, '[');
    }
    void anotherShapeIsABadAnswer()
    {
        QFETCH(QByteArray, body);
        const auto read = decodeExemplarAnswer(body, u"version"_s, u"here"_s);
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::BadAnswer);
    }
};

QTEST_GUILESS_MAIN(ExemplarAnswerTest)
#include "tst_ExemplarAnswer.moc"
