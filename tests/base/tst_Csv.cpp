// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Csv.h"

#include <QRegularExpression>
#include <QTest>

#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

class CsvTest : public QObject {
    Q_OBJECT

private slots:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void aTextNeverBecomesAFormulaOrAnotherCell_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("cell");
        QTest::newRow("plain") << u"v42"_s << QByteArray("v42");
        QTest::newRow("empty") << QString() << QByteArray();
        QTest::newRow("comma") << u"a,b"_s << QByteArray("\"a,b\"");
        QTest::newRow("quote") << u"say \"x\""_s << QByteArray("\"say \"\"x\"\"\"");
        QTest::newRow("line") << u"a\nb"_s << QByteArray("\"a\nb\"");
        QTest::newRow("equals") << u"=1+1"_s << QByteArray("'=1+1");
        QTest::newRow("plus") << u"+1"_s << QByteArray("'+1");
        QTest::newRow("minus") << u"-2"_s << QByteArray("'-2");
        QTest::newRow("at") << u"@SUM(A1)"_s << QByteArray("'@SUM(A1)");
        QTest::newRow("tab") << u"\t=1"_s << QByteArray("'\t=1");
        QTest::newRow("full width") << u"\uff1d1"_s << QByteArray("'\xef\xbc\x9d""1");
        QTest::newRow("formula with comma") << u"=A(1,2)"_s << QByteArray("\"'=A(1,2)\"");
        QTest::newRow("not at the start") << u"v=1"_s << QByteArray("v=1");
    }
    void aTextNeverBecomesAFormulaOrAnotherCell()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, cell);
        QCOMPARE(csvText(text), cell);
    }

    void aNumberReadsBackAsItself_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QByteArray>("cell");
        QTest::newRow("short") << 0.1 << QByteArray("0.1");
        QTest::newRow("negative is a number, not a formula") << -2.5 << QByteArray("-2.5");
        QTest::newRow("large") << 1e308 << QByteArray("1e+308");
        QTest::newRow("NaN") << std::numeric_limits<double>::quiet_NaN() << QByteArray();
        QTest::newRow("infinite") << -std::numeric_limits<double>::infinity() << QByteArray("-Inf");
    }
    void aNumberReadsBackAsItself()
    {
        QFETCH(double, value);
        QFETCH(QByteArray, cell);
        QCOMPARE(csvNumber(value), cell);
    }
};

QTEST_GUILESS_MAIN(CsvTest)
#include "tst_Csv.moc"
