// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/PresetPlaces.h"
#include "app/workspace/PresetStateReader.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

Q_DECLARE_METATYPE(nlohmann::json)

namespace {

/// A value as a preset file writes it. Quotes are written as apostrophes.
PresetValue valueOf(const char *spec)
{
    const QByteArray text = QByteArray("{\"v\":") + QByteArray(spec).replace('\'', '"') + '}';
    const PlacedJson placed = parsePlacedJson(text);
    FaultList faults(text, placed, u"p.json"_s);
    PresetValue value;
    {
        MemberReader members(placed.value, {}, faults);
        value = readPresetValue(members, "v", {{u"r"_s, u"other"_s}, {u"canary"_s, u"missing"_s, u"deep"_s}});
    }
    for (const WorkspaceFault &fault : faults.sorted())
        QTest::qFail(qPrintable(fault.words()), __FILE__, __LINE__);
    return value;
}

json parsed(const char *text)
{
    return json::parse(QByteArray(text).replace('\'', '"').toStdString());
}

const PresetWords words{{u"canary"_s, "v/2\"~"}, {u"deep"_s, "a"}};
const json nothing(json::value_t::discarded);

} // namespace

/// What stands at a place of a hostile answer.
class PresetPlacesTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void whatStandsThereIsFound_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<json>("answer");
        QTest::addColumn<json>("found"); ///< nothing: there is none, which is no fault
        const auto row = [](const char *name, const char *spec, const json &answer, const json &found) {
            QTest::newRow(name) << QByteArray(spec) << answer << found;
        };
        const json list = parsed("{'l':[{'id':'v1','w':90},{'id':'v/2\\\"~','w':10},{'id':'v1','w':1},{'id':7},5,null]}");
        row("constant", "'x'", {}, "x");
        row("constant of a variable", "'{canary}'", {}, "v/2\"~");
        row("constant of a variable left out", "'{missing}'", {}, nothing);
        row("first of several", "[ { 'read': 'r', 'pointer': '/no' }, { 'read': 'r', 'pointer': '/a' }, 'z' ]", {{"a", 1}}, 1);
        row("none of several", "[ { 'read': 'r', 'pointer': '/no' }, '{missing}' ]", {{"a", 1}}, nothing);
        row("another read", "{ 'read': 'other', 'pointer': '/a' }", {{"a", 1}}, nothing);
        row("the whole answer", "{ 'read': 'r' }", "text", "text");
        row("pointer", "{ 'read': 'r', 'pointer': '/a/0/b' }", {{"a", json::array({{{"b", 3}}})}}, 3);
        row("pointer past the end", "{ 'read': 'r', 'pointer': '/a/9' }", {{"a", json::array({1})}}, nothing);
        row("pointer that is no index", "{ 'read': 'r', 'pointer': '/a/-1' }", {{"a", json::array({1})}}, nothing);
        row("pointer with an index of many digits", "{ 'read': 'r', 'pointer': '/a/99999999999999999999' }", {{"a", json::array({1})}}, nothing);
        row("pointer behind the last", "{ 'read': 'r', 'pointer': '/a/-' }", {{"a", json::array({1})}}, nothing);
        row("pointer through a text", "{ 'read': 'r', 'pointer': '/a/b' }", {{"a", "b"}}, nothing);
        row("null", "{ 'read': 'r', 'pointer': '/a' }", {{"a", nullptr}}, nothing);
        row("null with otherwise", "{ 'read': 'r', 'pointer': '/a', 'otherwise': 0 }", {{"a", nullptr}}, 0);
        row("pointer with a variable", "{ 'read': 'r', 'pointer': '/{canary}' }", {{"v/2\"~", 4}}, 4);
        row("pointer with a variable left out", "{ 'read': 'r', 'pointer': '/{missing}' }", {{"", 4}}, nothing);
        row("select", "{ 'read': 'r', 'select': { 'list': '/l', 'where': { '/id': '{canary}' } }, 'pointer': '/w' }", list, 10);
        row("select takes the first", "{ 'read': 'r', 'select': { 'list': '/l', 'where': { '/id': 'v1' } }, 'pointer': '/w' }", list, 90);
        row("select by two", "{ 'read': 'r', 'select': { 'list': '/l', 'where': { '/id': 'v1', '/w': 1 } }, 'pointer': '/w' }", list, 1);
        row("select a number by its text", "{ 'read': 'r', 'select': { 'list': '/l', 'where': { '/id': '7' } }, 'pointer': '/id' }", list, 7);
        row("select nothing", "{ 'read': 'r', 'select': { 'list': '/l', 'where': { '/id': 'v9' } }, 'pointer': '/w' }", list, nothing);
        row("select by a variable left out", "{ 'read': 'r', 'select': { 'list': '/l', 'where': { '/id': '{missing}' }, 'count': true } }", list, nothing);
        row("no list", "{ 'read': 'r', 'select': { 'list': '/m', 'where': { '/id': 'v1' } } }", list, nothing);
        row("an object is its only element", "{ 'read': 'r', 'select': { 'list': '/p', 'where': { '/window': 10 } }, 'pointer': '/count' }",
            {{"p", {{"window", 10}, {"count", 5}}}}, 5);
        row("an object of another kind", "{ 'read': 'r', 'select': { 'list': '/p', 'where': { '/window': 10 } }, 'pointer': '/count' }",
            {{"p", {{"window", 60}, {"count", 5}}}}, nothing);
        row("count in percent", "{ 'read': 'r', 'select': { 'where': { '/d': 'x' }, 'count': true } }", parsed("[{'d':'x'},{'d':'y'},{'d':'x'},7]"), 50.0);
        row("count of none", "{ 'read': 'r', 'select': { 'where': { '/d': 'z' }, 'count': true } }", parsed("[{'d':'x'}]"), 0.0);
        row("count of an empty list", "{ 'read': 'r', 'select': { 'where': { '/d': 'z' }, 'count': true } }", json::array(), nothing);
        row("regex", "{ 'read': 'r', 'regex': '^(\\\\d+) \\\\(initial', 'as': 'number' }", "12 (initial 90)\n\n", 12.0);
        row("regex in a later line", "{ 'read': 'r', 'regex': '^w=(.*)$' }", "a\nw=x y\nz", "x y");
        row("regex that does not match", "{ 'read': 'r', 'regex': '^(\\\\d+)', 'as': 'number' }", "No such server.\n", nothing);
        row("regex over a huge text", "{ 'read': 'r', 'regex': '(b)' }", std::string(2'000'000, 'a') + "b", nothing);
        row("number of a text", "{ 'read': 'r', 'pointer': '/a', 'as': 'number', 'divided_by': 4 }", {{"a", "10"}}, 2.5);
        row("text of a number", "{ 'read': 'r', 'pointer': '/a', 'as': 'text' }", {{"a", 1e6}}, "1000000");
        row("text of truth", "{ 'read': 'r', 'pointer': '/a', 'as': 'text' }", {{"a", true}}, "true");
        row("time", "{ 'read': 'r', 'pointer': '/a', 'as': 'time' }", {{"a", "2026-09-01T08:00:00.5Z"}}, "2026-09-01T08:00:00.5Z");
        row("base64", "{ 'read': 'r', 'pointer': '/a', 'as': 'base64' }", {{"a", "ZGVncmFkZWQ="}}, "degraded");
        row("map", "{ 'read': 'r', 'pointer': '/a', 'map': { 'on': 1, 'off': 0 } }", {{"a", "on"}}, 1);
        row("map of truth", "{ 'read': 'r', 'pointer': '/a', 'map': { 'true': 1 } }", {{"a", true}}, 1);
        row("map knows nothing else", "{ 'read': 'r', 'pointer': '/a', 'map': { 'on': 1 } }", {{"a", "ON"}}, nothing);
        row("map of a list", "{ 'read': 'r', 'pointer': '/a', 'map': { '[]': 1 } }", {{"a", json::array()}}, nothing);
        row("when", "{ 'read': 'r', 'when': { '/kind': 'x' }, 'pointer': '/a' }", {{"kind", "x"}, {"a", 1}}, 1);
        row("when not", "{ 'read': 'r', 'when': { '/kind': 'x' }, 'pointer': '/a', 'otherwise': 2 }", {{"kind", "y"}, {"a", 1}}, nothing);
        row("share", "{ 'read': 'r', 'pointer': '/a', 'percent_of': '/all' }", {{"a", 1}, {"all", 4}}, 25.0);
        row("share of nothing", "{ 'read': 'r', 'pointer': '/a', 'percent_of': '/all' }", {{"a", 1}, {"all", 0}}, nothing);
    }
    void whatStandsThereIsFound()
    {
        QFETCH(QByteArray, spec);
        QFETCH(json, answer);
        QFETCH(json, found);
        const Result<std::optional<json>> result = valueAt(valueOf(spec.constData()), {{u"r"_s, answer}}, words);
        QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message()));
        QCOMPARE(result->has_value(), !found.is_discarded());
        if (*result)
            QVERIFY2(**result == found, (*result)->dump().c_str());
    }
    void anotherTypeIsAFaultThatNamesItsPlace_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<json>("answer");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const char *spec, const json &answer, const char *reason) {
            QTest::newRow(name) << QByteArray(spec) << answer << QString::fromUtf8(reason);
        };
        const char *number = "{ 'read': 'r', 'pointer': '/a', 'as': 'number' }";
        row("no number", number, {{"a", "many"}}, "r at /a: \"many\" is no number");
        row("no finite number", number, {{"a", "inf"}}, "\"inf\" is no number");
        row("not a number", number, {{"a", "nan"}}, "\"nan\" is no number");
        row("too large a number", number, {{"a", "1e999"}}, "\"1e999\" is no number");
        row("truth is no number", number, {{"a", true}}, "\"true\" is no number");
        row("a list is no number", number, {{"a", json::array()}}, "\"[]\" is no number");
        row("empty is no number", number, {{"a", ""}}, "\"\" is no number");
        row("a huge text is cut", number, {{"a", std::string(100'000, 'x')}}, "xxx\" is no number");
        row("an object is no text", "{ 'read': 'r', 'pointer': '/a', 'as': 'text' }", {{"a", json::object()}}, "r at /a: a list or an object instead of a text");
        row("no time", "{ 'read': 'r', 'pointer': '/a', 'as': 'time' }", {{"a", "yesterday"}}, "\"yesterday\" is no time");
        row("no base64", "{ 'read': 'r', 'pointer': '/a', 'as': 'base64' }", {{"a", "***"}}, "no base64 stands there");
        row("empty base64", "{ 'read': 'r', 'pointer': '/a', 'as': 'base64' }", {{"a", ""}}, "no base64 stands there");
        row("a number is no base64", "{ 'read': 'r', 'pointer': '/a', 'as': 'base64' }", {{"a", 7}}, "no base64 stands there");
        row("regex of a number", "{ 'read': 'r', 'pointer': '/a', 'regex': '(x)' }", {{"a", 7}}, "no text stands there");
        row("select in a text", "{ 'read': 'r', 'select': { 'list': '/l', 'where': { '/id': 'x' } }, 'pointer': '/w' }", {{"l", "text"}}, "r at /l/w: no list stands at \"/l\"");
        row("share of a text", "{ 'read': 'r', 'pointer': '/a', 'percent_of': '/all' }", {{"a", 1}, {"all", "x"}}, "no number, or none at \"/all\"");
        // The first place that is wrong counts, even where a later one would give something.
        row("before another place", "[ { 'read': 'r', 'pointer': '/a', 'as': 'number' }, 5 ]", {{"a", "x"}}, "\"x\" is no number");
    }
    void anotherTypeIsAFaultThatNamesItsPlace()
    {
        QFETCH(QByteArray, spec);
        QFETCH(json, answer);
        QFETCH(QString, reason);
        const Result<std::optional<json>> result = valueAt(valueOf(spec.constData()), {{u"r"_s, answer}}, words);
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().kind, ErrorKind::BadInput);
        const QString said = result.error().arguments.join(u": ");
        QVERIFY2(said.contains(reason), qPrintable(said));
        QVERIFY(said.size() < 300);
    }
    void aPlaceIsNamedInWords()
    {
        QCOMPARE(placeWords(valueOf("[ { 'read': 'r', 'pointer': '/a' }, { 'read': 'other' } ]")), u"r at /a or other"_s);
    }
};

QTEST_GUILESS_MAIN(PresetPlacesTest)
#include "tst_PresetPlaces.moc"
