// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <limits>

using namespace andon;
using nlohmann::json;

class CanonicalJsonTest : public QObject {
    Q_OBJECT
private slots:
    void aValueHasOneByteForm_data()
    {
        // Quotes are written as apostrophes.
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("form");
        const auto row = [](const char *name, const char *text, const char *form) {
            QTest::newRow(name) << QByteArray(text).replace('\'', '"') << QByteArray(form).replace('\'', '"');
        };
        row("keys are sorted", "{'b':1,'a':{'d':2,'c':3}}", "{'a':{'c':3,'d':2},'b':1}");
        row("no white space", "[ 1 , { } , [ ] ]", "[1,{},[]]");
        row("words", "[true,false,null]", "[true,false,null]");
        row("the empty key comes first", "{'a':1,'':2}", "{'':2,'a':1}");
        row("keys sort by UTF-16 units, not by code points", "{'\\ufb33':1,'\\ud83d\\ude00':2,'\\u20ac':3,'\\r':4,'1':5}",
            "{\"\\r\":4,\"1\":5,\"\u20ac\":3,\"\U0001f600\":2,\"\ufb33\":1}");
        row("shortest escapes", "'\\u0008\\u0009\\u000a\\u000c\\u000d\\u0022\\u005c\\u002f'", "'\\b\\t\\n\\f\\r\\'\\\\/'");
        row("other control characters in small hexadecimal", "'\\u0000\\u001F\\u007f'", "\"\\u0000\\u001f\x7f\"");
        row("text as UTF-8", "'\\u56de\\u6eda \\ud83d\\ude00'", "\"\u56de\u6eda \U0001f600\"");
        row("line separators stay", "'\\u2028'", "\"\u2028\"");
    }
    void aValueHasOneByteForm()
    {
        QFETCH(QByteArray, text);
        QTEST(canonicalJson(json::parse(text.begin(), text.end())), "form");
    }
    // The vectors of RFC 8785, appendix B, and the edges between the forms.
    void aNumberIsPrintedAsEcmaScriptPrintsIt_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QByteArray>("form");
        const auto row = [](double value, const char *form) { QTest::newRow(form) << value << QByteArray(form); };
        row(0.0, "0");
        QTest::newRow("minus zero") << -0.0 << QByteArray("0");
        row(5e-324, "5e-324");
        row(-5e-324, "-5e-324");
        row(1.7976931348623157e308, "1.7976931348623157e+308");
        row(9007199254740992.0, "9007199254740992");
        row(295147905179352830000.0, "295147905179352830000");
        row(9.999999999999997e22, "9.999999999999997e+22");
        row(1e23, "1e+23");
        row(1.0000000000000001e23, "1.0000000000000001e+23");
        row(999999999999999700000.0, "999999999999999700000");
        row(1e21, "1e+21");
        row(1e20, "100000000000000000000");
        row(9.999999999999997e-7, "9.999999999999997e-7");
        row(0.000001, "0.000001");
        row(333333333.3333332, "333333333.3333332");
        row(-0.0000033333333333333333, "-0.0000033333333333333333");
        row(0.5, "0.5");
        row(-1.5, "-1.5");
        row(3.0, "3");
        row(1e-7, "1e-7");
        row(123456.789, "123456.789");
    }
    void aNumberIsPrintedAsEcmaScriptPrintsIt()
    {
        QFETCH(double, value);
        QTEST(canonicalJson(value), "form");
    }
    void anIntegerIsPrintedInFull()
    {
        QCOMPARE(canonicalJson(std::numeric_limits<qint64>::min()), QByteArray("-9223372036854775808"));
        QCOMPARE(canonicalJson(std::numeric_limits<quint64>::max()), QByteArray("18446744073709551615"));
    }
    void whatIsNoNumberIsNull()
    {
        QCOMPARE(canonicalJson(json::array({std::nan(""), INFINITY, -INFINITY})), QByteArray("[null,null,null]"));
    }
    void theFormOfTheFormIsTheForm()
    {
        const json value{{"n", {0.1, 1e21, 9.2e18, -3, 1e-9}}, {"t", "\u56de \x01 \""}, {"e", json::object()}};
        const QByteArray once = canonicalJson(value);
        QCOMPARE(canonicalJson(json::parse(once.begin(), once.end())), once);
    }
};

QTEST_GUILESS_MAIN(CanonicalJsonTest)
#include "tst_CanonicalJson.moc"
