// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/PresetFill.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

Q_DECLARE_METATYPE(nlohmann::json)

namespace {

const PresetWords words{
    {u"plain"_s, "v42"}, {u"quotes"_s, "a\"b'c"}, {u"lines"_s, "a\r\nEvil: 1"}, {u"up"_s, ".."}, {u"here"_s, "."}, {u"slash"_s, "a/../b"},
    {u"nul"_s, std::string("a\0b", 3)}, {u"empty"_s, ""}, {u"braces"_s, "{plain}"}, {u"tilde"_s, "a~b/c"}, {u"spaced"_s, "a b;c"},
    {u"huge"_s, std::string(100'000, 'x')}, {u"other_script"_s, "质量"}, {u"number"_s, 12}, {u"half"_s, 0.5}, {u"million"_s, 1e6},
    {u"yes"_s, true}, {u"nothing"_s, nullptr}, {u"list"_s, json::array({1})}, {u"object"_s, json::object()}, {u"percent"_s, "50%"},
};
const QString refused = u"\x1"_s; ///< stands for: it says why not

} // namespace

/// What a value may become in each place of a request: never more than a value.
class PresetFillTest : public QObject {
    Q_OBJECT

    static void columns()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("filled"); ///< `refused`: a BadInput that names the word
        QTest::addColumn<QString>("reason");
    }
    static void row(const char *name, const QString &text, const QString &filled, const QString &reason = {})
    {
        QTest::newRow(name) << text << filled << reason;
    }
    static QString textOf(const QByteArray &bytes) { return QString::fromUtf8(bytes); }
    static QString textOf(const QString &text) { return text; }
    template<typename Filled>
    static void compare(const Result<Filled> &result)
    {
        QFETCH(QString, filled);
        QFETCH(QString, reason);
        if (filled == refused) {
            QVERIFY(!result.has_value());
            QCOMPARE(result.error().kind, ErrorKind::BadInput);
            QVERIFY2(result.error().message().contains(reason), qPrintable(result.error().message()));
        } else {
            QVERIFY2(result.has_value(), result ? "" : qPrintable(result.error().message()));
            QCOMPARE(textOf(*result), filled);
        }
    }

private slots:
    void init() { failOnWarnings(); }

    void aPathStaysThePath_data()
    {
        columns();
        row("plain", u"/a/{plain}/b"_s, u"/a/v42/b"_s);
        row("twice", u"/{plain}/{plain}?x={number}"_s, u"/v42/v42?x=12"_s);
        row("no placeholder", u"/a{b"_s, u"/a{b"_s);
        row("quotes", u"/{quotes}"_s, u"/a%22b%27c"_s);
        row("lines", u"/{lines}"_s, u"/a%0D%0AEvil%3A%201"_s);
        row("slashes", u"/{slash}"_s, u"/a%2F..%2Fb"_s); // and the client refuses the hidden slash
        row("NUL", u"/{nul}"_s, u"/a%00b"_s);
        row("a value that looks like a placeholder", u"/{braces}"_s, u"/%7Bplain%7D"_s);
        row("other script", u"/{other_script}"_s, u"/%E8%B4%A8%E9%87%8F"_s);
        row("number without an exponent", u"/{million}/{half}"_s, u"/1000000/0.500000"_s);
        row("percent sign", u"/{percent}"_s, u"/50%25"_s);
        row("truth", u"/{yes}"_s, u"/true"_s);
        row("up", u"/a/{up}/b"_s, refused, u"{up}"_s);
        row("here", u"/a/{here}"_s, refused, u"\".\" cannot be a part of a path"_s);
        row("empty", u"/a/{empty}/b"_s, refused, u"cannot be a part of a path"_s);
        row("no such word", u"/{unknown}"_s, refused, u"{unknown}: there is no value for it"_s);
        row("nothing", u"/{nothing}"_s, refused, u"there is no value for it"_s);
        row("list", u"/{list}"_s, refused, u"a list or an object"_s);
        row("object", u"/{object}"_s, refused, u"a list or an object"_s);
    }
    void aPathStaysThePath()
    {
        QFETCH(QString, text);
        compare(fillPath(text, words));
    }
    void aPointerStaysOneStep_data()
    {
        columns();
        row("plain", u"/a/{plain}"_s, u"/a/v42"_s);
        row("slash and tilde", u"/a/{tilde}/b"_s, u"/a/a~0b~1c/b"_s);
        row("quotes", u"/{quotes}"_s, u"/a\"b'c"_s);
        row("list", u"/{list}"_s, refused, u"a list or an object"_s);
        row("no such word", u"/{unknown}"_s, refused, u"{unknown}"_s);
    }
    void aPointerStaysOneStep()
    {
        QFETCH(QString, text);
        compare(fillPointer(text, words));
    }
    void aHeaderStaysOneLine_data()
    {
        columns();
        row("plain", u"W/{plain}"_s, u"W/v42"_s);
        row("quotes stand", u"{quotes}"_s, u"a\"b'c"_s);
        row("lines", u"{lines}"_s, u"a%0D%0AEvil: 1"_s);
        row("NUL", u"{nul}"_s, u"a%00b"_s);
        row("other script", u"{other_script}"_s, u"%E8%B4%A8%E9%87%8F"_s);
        row("percent sign", u"{percent}"_s, u"50%25"_s);
        row("empty", u"{empty}"_s, u""_s);
        row("nothing", u"{nothing}"_s, refused, u"{nothing}"_s);
    }
    void aHeaderStaysOneLine()
    {
        QFETCH(QString, text);
        compare(fillHeader(text, words));
    }
    void aLineStaysOneCommand_data()
    {
        columns();
        row("plain", u"set weight be/{plain} {number}"_s, u"set weight be/v42 12"_s);
        row("half", u"set weight be/{plain} {half}"_s, u"set weight be/v42 0.500000"_s);
        row("percent sign", u"set weight {percent}"_s, u"set weight 50%"_s);
        row("path", u"get map {up}"_s, u"get map .."_s); // a name of HAProxy's, not of a file
        for (const char *name : {"quotes", "lines", "nul", "empty", "braces", "tilde", "spaced", "other_script"})
            row(name, u"get {%1}"_s.arg(QLatin1StringView(name)), refused, u"a command of their own"_s);
        row("no such word", u"get {unknown}"_s, refused, u"{unknown}"_s);
        row("list", u"get {list}"_s, refused, u"a list or an object"_s);
    }
    void aLineStaysOneCommand()
    {
        QFETCH(QString, text);
        compare(fillLine(text, words));
    }
    void aHugeValueIsOneValue()
    {
        QCOMPARE(fillPath(u"/{huge}"_s, words)->size(), 100'001);
        QCOMPARE(fillHeader(u"{huge}"_s, words)->size(), 100'000);
        QCOMPARE(fillJson("{huge}", words)->get<std::string>().size(), std::size_t(100'000));
    }
    void jsonIsFilledInWholeLeaves_data()
    {
        QTest::addColumn<json>("body");
        QTest::addColumn<json>("filled"); ///< discarded: it says why not
        QTest::addColumn<QString>("reason");
        const json no(json::value_t::discarded);
        const auto jsonRow = [](const char *name, const json &body, const json &filled, const QString &reason = {}) {
            QTest::newRow(name) << body << filled << reason;
        };
        jsonRow("a number stays one", {{"weight", "{number}"}}, {{"weight", 12}});
        jsonRow("truth", {{"on", "{yes}"}}, {{"on", true}});
        jsonRow("nothing", {{"limit", "{nothing}"}}, {{"limit", nullptr}});
        jsonRow("whole list", "{list}", json::array({1}));
        jsonRow("deep", {{"a", json::array({{{"b", "{plain}"}}})}}, {{"a", json::array({{{"b", "v42"}}})}});
        jsonRow("quotes", {{"a", "{quotes}"}}, {{"a", "a\"b'c"}});
        jsonRow("value that looks like a placeholder", {{"a", "{braces}"}}, {{"a", "{plain}"}});
        jsonRow("inside a longer text nothing is meant", {{"a", "x {plain}"}}, {{"a", "x {plain}"}});
        jsonRow("a name", {{"{plain}", 1}}, {{"v42", 1}});
        jsonRow("a name with quotes", {{"{quotes}", 1}}, {{"a\"b'c", 1}});
        jsonRow("a pointer with two", {{"path", "/a/{tilde}/{number}"}}, {{"path", "/a/a~0b~1c/12"}});
        jsonRow("no such word", {{"a", "{unknown}"}}, no, u"{unknown}"_s);
        jsonRow("no such name", {{"{unknown}", 1}}, no, u"{unknown}"_s);
        jsonRow("a name that is a list", {{"{list}", 1}}, no, u"cannot be the name of a member"_s);
        jsonRow("a name that is nothing", {{"{nothing}", 1}}, no, u"cannot be the name of a member"_s);
        jsonRow("two of one name", {{"{plain}", 1}, {"v42", 2}}, no, u"two members would have the name v42"_s);
    }
    void jsonIsFilledInWholeLeaves()
    {
        QFETCH(json, body);
        QFETCH(json, filled);
        QFETCH(QString, reason);
        const Result<json> result = fillJson(body, words);
        QCOMPARE(result.has_value(), !filled.is_discarded());
        if (result)
            QVERIFY2(*result == filled, result->dump().c_str());
        else
            QVERIFY2(result.error().message().contains(reason), qPrintable(result.error().message()));
    }
};

QTEST_GUILESS_MAIN(PresetFillTest)
#include "tst_PresetFill.moc"
