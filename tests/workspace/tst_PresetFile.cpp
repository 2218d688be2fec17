// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/PresetFile.h"
#include "tests/support/Warnings.h"
#include "tests/workspace/PresetSamples.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;
using Pointer = json::json_pointer;

namespace {

json quoted(const char *text)
{
    return json::parse(QByteArray(text).replace('\'', '"').toStdString());
}

QList<WorkspaceFault> faultsOf(const json &value)
{
    return parsePreset(QByteArray::fromStdString(value.dump()), u"preset.json"_s).faults;
}

QString allWords(const QList<WorkspaceFault> &faults)
{
    QStringList words;
    for (const WorkspaceFault &fault : faults)
        words << fault.words();
    return words.join(u'\n');
}

QSet<QString> namesOf(const json &object)
{
    QSet<QString> names;
    for (const auto &[name, value] : object.items())
        names << QString::fromStdString(name);
    return names;
}

bool isOfType(const json &value, const json &type)
{
    if (type.is_array())
        return std::any_of(type.begin(), type.end(), [&](const json &one) { return isOfType(value, one); });
    return type == value.type_name() || (type == "integer" && value.is_number_integer());
}

} // namespace

/// The schema helps an editor, the reader decides: where they disagree, one of them misleads.
class PresetFileTest : public QObject {
    Q_OBJECT

    json m_schema;
    struct Place {
        const json *sample;
        Pointer at;
        json schema;
        [[nodiscard]] QByteArray where() const { return QByteArray::fromStdString(at.to_string()); }
    };
    json m_http;
    json m_lines;
    QList<Place> m_places; ///< every value of the samples with what the schema says of it

    /// What the schema says of a value: references followed, and of several forms the one that it has.
    json resolved(json schema, const json &value) const
    {
        while (schema.contains("$ref"))
            schema = m_schema.at(Pointer(schema["$ref"].get<std::string>().substr(1)));
        if (!schema.contains("anyOf"))
            return schema;
        for (const json &option : schema["anyOf"]) {
            const json form = resolved(option, value);
            if (!form.contains("type") || !isOfType(value, form["type"]))
                continue;
            if (!value.is_object() || (namesOf(value) - namesOf(form.at("properties"))).isEmpty())
                return form;
        }
        qFatal("the schema has no form for %s", value.dump().c_str());
    }
    void walk(const json &sample, const json &value, const Pointer &at, const json &unresolved)
    {
        const json schema = resolved(unresolved, value);
        m_places.append({&sample, at, schema});
        if (value.is_object()) {
            for (const auto &[name, member] : value.items()) {
                if (schema.value("properties", json::object()).contains(name))
                    walk(sample, member, at / name, schema["properties"][name]);
                else if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
                    walk(sample, member, at / name, schema["additionalProperties"]);
            }
        } else if (value.is_array() && schema.contains("items")) {
            for (std::size_t i = 0; i < value.size(); ++i)
                walk(sample, value[i], at / i, schema["items"]);
        }
    }
    static QList<WorkspaceFault> faultsWith(const Place &place, const Pointer &at, const json &value)
    {
        json changed = *place.sample;
        changed[at] = value;
        return faultsOf(changed);
    }

private slots:
    void initTestCase()
    {
        QFile file(QStringLiteral(ANDON_SOURCE_DIR "/resources/gateways/andon-gateway.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_schema = json::parse(file.readAll().toStdString());
        m_http = quoted(overHttp);
        m_lines = quoted(overLines);
        walk(m_http, m_http, Pointer(), m_schema);
        walk(m_lines, m_lines, Pointer(), m_schema);
    }
    void init() { failOnWarnings(); }

    void everyPresetThatComesAlongIsRead()
    {
        const QDir folder(QStringLiteral(ANDON_SOURCE_DIR "/resources/gateways"));
        int presets = 0;
        for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files)) {
            if (name.endsWith(u".schema.json"))
                continue;
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const PresetAnswer answer = parsePreset(file.readAll(), name);
            QVERIFY2(answer.preset.has_value(), qPrintable(allWords(answer.faults)));
            QCOMPARE(answer.preset->name + u".json"_s, name);
            for (const PresetAction &action : answer.preset->actions) // a reason is a sentence for the button
                QVERIFY2(action.absent.isEmpty() || action.absent.endsWith(u'.'), qPrintable(name));
            ++presets;
        }
        QVERIFY(presets >= 8);
    }
    void whatTheSchemaAllowsIsRead()
    {
        for (const json &sample : {m_http, m_lines}) {
            const auto faults = faultsOf(sample);
            QVERIFY2(faults.isEmpty(), qPrintable(allWords(faults)));
        }
    }
    void theSamplesNameEveryMemberOfTheSchema()
    {
        QMap<QString, QSet<QString>> seen; // by the schema's own text
        for (const Place &place : m_places) {
            const json &value = place.sample->at(place.at);
            if (value.is_object() && place.schema.contains("properties"))
                seen[QString::fromStdString(place.schema.dump())] += namesOf(value);
        }
        for (const auto &[schema, names] : seen.asKeyValueRange())
            QCOMPARE(names, namesOf(json::parse(schema.toStdString()).at("properties")));
        for (const auto &[name, schema] : m_schema["$defs"].items()) {
            if (schema.contains("properties"))
                QVERIFY2(seen.contains(QString::fromStdString(schema.dump())), name.c_str());
        }
    }
    void everyMemberOfTheSchemaIsDescribed()
    {
        for (const Place &place : m_places) {
            const json members = place.schema.value("properties", json::object());
            for (const auto &[name, member] : members.items()) {
                const json target = member.contains("$ref") ? m_schema.at(Pointer(member["$ref"].get<std::string>().substr(1))) : json::object();
                if (name != "$schema")
                    QVERIFY2(member.contains("description") || target.contains("description"), (place.where() + '/' + name.c_str()).constData());
            }
        }
    }
    void readerAndSchemaKnowTheSameMembers()
    {
        for (const Place &place : m_places) {
            if (!place.sample->at(place.at).is_object() || !place.schema.contains("properties"))
                continue;
            QVERIFY2(place.schema.at("additionalProperties") == false, place.where().constData());
            const auto faults = faultsWith(place, place.at / "zzzzzzzzzz", 1);
            QVERIFY2(faults.size() == 1, qPrintable(allWords(faults)));
            const QStringList known = QString(faults.first().expected).remove(u"one of "_s).split(u", "_s, Qt::SkipEmptyParts);
            QSet<QString> members(known.begin(), known.end());
            if (place.schema["properties"].contains("tier"))
                members.remove(u"absent"_s); // the other form of an action
            QCOMPARE(members, namesOf(place.schema["properties"]) - QSet{u"$schema"_s});
        }
    }
    void readerAndSchemaDemandTheSameMembers()
    {
        for (const Place &place : m_places) {
            const json value = place.sample->at(place.at);
            if (!value.is_object() || !place.schema.contains("properties"))
                continue;
            for (const auto &[name, member] : value.items()) {
                json without = value;
                without.erase(name);
                const json required = place.schema.value("required", json::array());
                bool demanded = std::find(required.begin(), required.end(), name) != required.end();
                const json options = place.schema.value("oneOf", json::array());
                demanded = demanded || std::any_of(options.begin(), options.end(), [&](const json &option) { return option.at("required").at(0) == name; });
                auto faults = faultsWith(place, place.at, without);
                // What others refer to is missed there, and a tier needs its headers; that is no demand for the member.
                faults.removeIf([](const WorkspaceFault &fault) {
                    return fault.what.startsWith(u"nothing fills in") || fault.what.startsWith(u"there is no ") || fault.pointer.endsWith(u"/tier");
                });
                QVERIFY2(faults.isEmpty() != demanded, (place.where() + '/' + name.c_str() + ": " + allWords(faults).toUtf8()).constData());
            }
        }
    }
    void readerAndSchemaKnowTheSameWords()
    {
        QSet<QString> words{u"bogus"_s};
        for (const Place &place : m_places) {
            for (const json &word : place.schema.value("enum", json::array()))
                words << QString::fromStdString(word.get<std::string>());
        }
        for (const Place &place : m_places) {
            if (!place.schema.contains("enum"))
                continue;
            const json known = place.schema["enum"];
            for (const QString &word : words) {
                auto faults = faultsWith(place, place.at, word.toStdString());
                // A known word may not fit the members beside it; that is told at theirs.
                faults.removeIf([&](const WorkspaceFault &fault) { return fault.pointer.toUtf8() != place.where() || fault.what.startsWith(u"no "); });
                const bool isKnown = std::find(known.begin(), known.end(), word.toStdString()) != known.end();
                QVERIFY2(faults.isEmpty() == isKnown, (place.where() + " = " + word.toUtf8()).constData());
            }
        }
    }
    void readerAndSchemaDrawTheSameBounds()
    {
        int bounds = 0;
        for (const Place &place : m_places) {
            for (const auto &[name, step] : {std::pair("minimum", -1.0), {"maximum", 1.0}}) {
                if (!place.schema.contains(name))
                    continue;
                ++bounds;
                const json bound = place.schema[name];
                const json beyond = bound.is_number_integer() ? json(bound.get<qint64>() + static_cast<qint64>(step)) : json(bound.get<double>() + step * 1e9);
                QVERIFY2(faultsWith(place, place.at, bound).isEmpty(), (place.where() + ' ' + name).constData());
                QVERIFY2(!faultsWith(place, place.at, beyond).isEmpty(), (place.where() + ' ' + name).constData());
            }
            if (place.schema.contains("minItems"))
                QVERIFY2(!faultsWith(place, place.at, json::array()).isEmpty(), place.where().constData());
            if (place.schema.contains("minLength"))
                QVERIFY2(!faultsWith(place, place.at, "").isEmpty(), place.where().constData());
            if (place.schema.contains("minProperties"))
                QVERIFY2(!faultsWith(place, place.at, json::object()).isEmpty(), place.where().constData());
        }
        QVERIFY(bounds > 15);
    }
    void readerAndSchemaAskForTheSameTypes()
    {
        for (const Place &place : m_places) {
            if (place.at == Pointer("/$schema") || !place.schema.contains("type"))
                continue;
            for (const json &other : {json("wrong"), json(7), json(true), json::array({json::array()}), json{{"wrong", 1}}}) {
                // A place of a value has several forms; what is none of them is a fault.
                const bool isValue = place.schema.value("description", "").starts_with("the value itself")
                    || place.schema.value("properties", json::object()).contains("divided_by") || place.schema.value("items", json::object()).contains("anyOf");
                if (isOfType(other, place.schema["type"]) || (isValue && !other.is_structured()))
                    continue;
                QVERIFY2(!faultsWith(place, place.at, other).isEmpty(), (place.where() + " = " + other.dump().c_str()).constData());
            }
        }
    }
    void eachFaultIsToldWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("what"); ///< in the sample
        QTest::addColumn<QByteArray>("by");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *what, const char *by, const char *words) {
            QTest::newRow(name) << QByteArray(what) << QByteArray(by) << QString::fromUtf8(words);
        };
        row("a typo in a member", "'hold_seconds': 1", "'hold_second': 1", "20:53: the member hold_second is not known; expected: did you mean hold_seconds?");
        row("a read that is not there", "{ 'read': 'state', 'pointer': '/canary' }", "{ 'read': 'stat', 'pointer': '/canary' }",
            "9:37: there is no read named stat; expected: did you mean state?");
        row("a placeholder nobody fills", "'/state/{stable}'", "'/state/{stabel}'", "4:50: nothing fills in {stabel}; expected: did you mean {stable}?");
        row("a placeholder in a header", "'{if_match}'", "'{if_mach}'", "nothing fills in {if_mach}; expected: did you mean {if_match}?");
        row("a placeholder in a body", "'{canary_weight}'", "'{canary_weigth}'", "26:39: nothing fills in {canary_weigth}; expected: did you mean {canary_weight}?");
        row("a placeholder as a name", "'{canary}': '{made}'", "'{canery}': '{made}'", "nothing fills in {canery}; expected: did you mean {canary}?");
        row("a placeholder in a map", "'0': '{stable}'", "'0': '{stible}'", "nothing fills in {stible}; expected: did you mean {stable}?");
        row("a placeholder in a longer text", "'weight': '{canary_weight}'", "'weight': '{canary_weight}%'",
            "26:39: a placeholder inside a longer text; expected: a placeholder as the whole value, or a JSON pointer");
        row("a capture that comes later", "'path': '/{stable}'", "'path': '/{id}'", "nothing fills in {id}");
        row("a name that is a word of the write", "'variables': { 'stable'", "'variables': { 'level': { 'title': 'l' }, 'stable'", "{level} is a word of the write");
        row("a name that is none", "'variables': { 'stable'", "'variables': { 'A b': { 'title': 'l' }, 'stable'", "A b is no name of a variable");
        row("no regular expression", "'regex': '(x)'", "'regex': '(x'", "10:110: no regular expression: ");
        row("two groups", "'regex': '(x)'", "'regex': '(x)(y)'", "10:110: 2 groups; expected: one group: the value");
        row("no pointer", "'pointer': '/canary'", "'pointer': 'canary'", "canary is no JSON pointer");
        row("no path", "'path': '/chat'", "'path': 'http://evil.example.org'", "http://evil.example.org does not start with /");
        row("another method", "'method': 'POST'", "'method': 'CONNECT'", "CONNECT is not spoken");
        row("no compare-and-set", "'If-Match': '{if_match}', ", "", "20:27: no compare-and-set by version");
        row("no stamp", "'stamp': 's', ", "", "20:27: no stamp");
        row("no key", "'Idempotency-Key'", "'Prefer'", "20:27: no Idempotency-Key");
        row("no version", "'routing': { 'version': { 'read': 'state', 'pointer': '/v' }, ", "'routing': { ", "{if_match} is sent, but the state does not say where the version stands");
        row("no such tier", "'tier': 'A'", "'tier': 'E'", "E is no tier; expected: A, B, C or D");
        row("a verb is missing", "'pause': { 'absent': 'It cannot.' }, ", "", "the verb pause is missing; expected: how it is written");
        row("another verb", "'pause': {", "'stop': { 'absent': 'x' }, 'pause': {", "the member stop is not known");
        row("neither weight nor rest", ", 'remainder': true", "", "a version without a weight, or with two");
        row("select everything", "'where': { '/id': '{canary}' }", "'where': { }", "select without where");
        row("a status that is none", "'accepted': [ 200 ]", "'accepted': [ 4294967496 ]", "no status code that is meant here; expected: a number from 200 to 399");
        row("a refusal that is success", "'refused': [ 503 ]", "'refused': [ 200 ]", "expected: a number from 400 to 599");
        row("another version of the format", "'andon_gateway': 1", "'andon_gateway': 2", "expected: the number 1");
        row("a probe that tells nothing", "'version': { 'read': 'probe', 'pointer': '/version' }", "'version': []", "a probe that tells nothing");
    }
    void eachFaultIsToldWithItsPlace()
    {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, by);
        QFETCH(QString, words);
        QByteArray text(overHttp);
        QCOMPARE(text.count(what), 1);
        text.replace(what, by).replace('\'', '"');
        const PresetAnswer answer = parsePreset(text, u"p.json"_s);
        QVERIFY(!answer.preset.has_value());
        QVERIFY2(allWords(answer.faults).contains(words), qPrintable(allWords(answer.faults)));
        for (const WorkspaceFault &fault : answer.faults) {
            QCOMPARE(fault.path, u"p.json"_s);
            QVERIFY(fault.line > 0 && fault.column > 0);
        }
    }
    void aLineIsOneCommand_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("joined") << QByteArray("set weight {server} 0; disable server x");
        QTest::newRow("line feed") << QByteArray("set weight {server} 0\\ndisable server x");
        QTest::newRow("carriage return") << QByteArray("set weight {server} 0\\rdisable server x");
    }
    void aLineIsOneCommand()
    {
        QFETCH(QByteArray, line);
        QByteArray text(overLines);
        text.replace("set weight {server} {canary_weight}", line).replace('\'', '"');
        const PresetAnswer answer = parsePreset(text, u"p.json"_s);
        QVERIFY2(allWords(answer.faults).contains(u"more than one command; expected: one command a line, without ;"_s), qPrintable(allWords(answer.faults)));
    }
    void aTextThatIsNoPresetIsRefusedWhole_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a number") << QByteArray("1");
        QTest::newRow("a list") << QByteArray("[]");
        QTest::newRow("nothing in it") << QByteArray("{}");
        QTest::newRow("cut off") << QByteArray(overHttp).replace('\'', '"').left(900);
        QTest::newRow("NUL") << QByteArray(overHttp).replace('\'', '"').replace("a note", QByteArray("a\0note", 6));
        QTest::newRow("no UTF-8") << QByteArray(overHttp).replace('\'', '"').replace("a note", "a \xff note");
        QTest::newRow("deep lists") << QByteArray(100'000, '[');
        QTest::newRow("deep objects") << QByteArray("{\"a\":").repeated(100'000);
        QTest::newRow("deep body") << QByteArray(overHttp).replace("'{made}'", QByteArray(500, '[') + QByteArray(500, ']')).replace('\'', '"');
    }
    void aTextThatIsNoPresetIsRefusedWhole()
    {
        QFETCH(QByteArray, text);
        const PresetAnswer answer = parsePreset(text, u"p.json"_s);
        QVERIFY(!answer.preset.has_value());
        QVERIFY(!answer.faults.isEmpty());
    }
    void aFileThatIsTooLargeIsNotRead()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"large.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QByteArray text(overHttp);
        text.replace('\'', '"');
        file.write(text + QByteArray(1024 * 1024, ' '));
        file.close();
        QVERIFY(allWords(loadPreset(u"large.json"_s, folder.path()).faults).contains(u"is larger than 1 MiB"_s));
        QVERIFY(file.resize(text.size()));
        QVERIFY(loadPreset(u"large.json"_s, folder.path()).preset.has_value());
        QVERIFY(allWords(loadPreset(u"other.json"_s, folder.path()).faults).contains(u"cannot be read"_s));
        QVERIFY(allWords(loadPreset(u"nosuch"_s, folder.path()).faults).contains(u"there is no preset of this name"_s));
    }
};

QTEST_GUILESS_MAIN(PresetFileTest)
#include "tst_PresetFile.moc"
