// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/WorkspaceFile.h"
#include "tests/support/Warnings.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <functional>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;
using Pointer = json::json_pointer;

namespace {

/// A right workspace that names every member there is. Quotes are written as apostrophes.
const char everything[] =
    "{\n"
    "  '$schema': 'x', 'andon': 1, 'title': 't', 'redaction': [ { 'name': 'n', 'pattern': 'p' } ],\n"
    "  'sources': [ { 'name': 'm', 'kind': 'prometheus', 'url': 'https://m.example.org/p', 'token_secret': 'prod-m', 'interval_seconds': 2, 'allow_plain_http': true },\n"
    "               { 'name': 'n', 'kind': 'prometheus', 'dialect': 'thanos', 'url': 'https://n.example.org', 'user': 'u', 'password_secret': 'prod-n', 'tenant': 't',\n"
    "                 'partial_response': false, 'dedup': true,\n"
    "                 'headers': { 'Cache-Control': 'no-store', 'Origin': 'https://a', 'X-Grafana-Org-Id': '1', 'X-Request-Id': 'andon' } } ],\n"
    "  'gateways': [ { 'name': 'g', 'kind': 'andon-admin-v1', 'url': 'https://g.example.org', 'token_secret': 'prod-g', 'interval_seconds': 1, 'allow_plain_http': false, 'sandbox': false },\n"
    "                { 'name': 'h', 'kind': 'haproxy', 'nodes': ['tcp://127.0.0.1:9', 'unix:///run/h.sock'], 'ca_file': 'ca.pem',\n"
    "                  'variables': { 'backend': 'b', 'stable': 's', 'canary': 'c' }, 'pins': ['sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='] } ],\n"
    "  'postmortem': { 'templates': [ { 'name': 'n', 'file': 'postmortem.md' } ] },\n"
    "  'regression': { 'file': 'regression.jsonl', 'report': 'report.json' },\n"
    "  'services': [\n"
    "    { 'name': 's', 'title': 'S', 'group': 'w', 'judge_step_seconds': 60, 'source': 'm', 'gateway': 'g', 'version_label': 'version', 'selector': 'a=1', 'window': '1m',\n"
    "      'step_seconds': 2, 'history_seconds': 600, 'request_rate': 'r', 'rollback_target': 'v1',\n"
    "      'versions': { 'info_metric': 'i', 'manifests': 'versions/*.json' },\n"
    "      'indicators': [\n"
    "        { 'id': 'a', 'title': 'A', 'family': 'quality', 'headline': true, 'unit': 'ratio', 'direction': 'higher_is_worse',\n"
    "          'gate': { 'warn': 1, 'stop': 1 }, 'query': 'q', 'split_by': ['x', 'y'], 'split_query': ['x', 'y'], 'mean': { 'query': 'x', 'minimum_samples': 50 } },\n"
    "        { 'id': 'b', 'split_by': 'x', 'split_query': 'x', 'exemplars': 'x', 'counts': { 'bad': 'x', 'total': 'x', 'multiple': { 'query': 'x', 'times_stable': 2, 'polls': 3 }, 'resets': 'x', 'of_requests': false, 'acceptable_rate': 0.01, 'by': [ { 'label': 'x', 'part': 'index', 'bad': 'x', 'total': 'x' } ] }, 'title': 'B', 'family': 'risk', 'unit': 'count', 'no_source': 'nothing counts it' } ],\n"
    "      'actions': {\n"
    "        'degrade': { 'level': 1, 'expires_in_seconds': 60, 'friction': 'hold', 'effect': { 'query': 'q', 'below': 1, 'above': 0, 'within_seconds': 5 } },\n"
    "        'throttle': { 'limits': [ { 'scope': 'tenant', 'id': 'i', 'requests_per_second': 1, 'tokens_per_minute': 1 }, { 'scope': 'all', 'tokens_per_minute': 1 } ],\n"
    "                      'expires_in_seconds': 60, 'friction': 'hold', 'effect': { 'query': 'q', 'below': 1 } },\n"
    "        'rollback': { 'friction': 'click', 'effect': { 'query': 'q', 'below': 1 } },\n"
    "        'pause': { 'friction': 'hold', 'effect': { 'query': 'q', 'above': 1 } },\n"
    "        'promote': { 'friction': 'hold', 'effect': { 'query': 'q', 'above': 1 } },\n"
    "        'resume': { 'friction': 'hold_with_reason', 'effect': { 'query': 'q', 'above': 1 } },\n"
    "        'restore': { 'friction': 'hold', 'effect': { 'query': 'q', 'above': 1 } } },\n"
    "      'card': { 'owner': 'o', 'audience': { 'internal_users': true, 'tenants': ['t'], 'scenario': 's' }, 'steps': [ { 'weight': 5, 'window_seconds': 1 } ],\n"
    "        'thresholds': [ { 'indicator': 'b', 'not_worse_than': 2, 'gate': 3, 'minimum_samples': 4, 'action': 'rollback' } ],\n"
    "        'pause_when': [ { 'when': 'warn', 'indicator': 'b', 'for_seconds': 5 } ],\n"
    "        'rollback': [ { 'verb': 'degrade', 'level': 2 }, { 'verb': 'rollback', 'to': 'v1' } ],\n"
    "        'approvals': { 'count': 1, 'names': ['n'], 'roles': ['r'] }, 'serving': { 'form': 'own', 'reason': 'r', 'way_back': 'w' },\n"
    "        'deadline_seconds': 7776000, 'usage_cycle_seconds': 60, 'regression_passes': false,\n"
    "        'judge': { 'alpha': 0.05, 'r0': 1.25, 'beta': 0.05, 'correct_bursts': true, 'strata': ['tenant'] } } },\n"
    "    { 'name': 't', 'source': 'm', 'actions_absent': 'no gateway', 'window': '1m',\n"
    "      'indicators': [ { 'id': 'c', 'title': 'C', 'family': 'cost', 'unit': 'usd', 'query': 'q' } ] } ],\n"
    "  'runbooks': [ { 'id': 'r', 'title': 'R', 'trigger': 't', 'first_action': 'f', 'verify': ['v'], 'over': 'o', 'families': ['cost'], 'alarms': ['c'] } ],\n"
    "  'alerts': { 'sources': ['m'], 'version_labels': ['version'], 'replica_labels': ['replica'],\n"
    "    'alertmanagers': [ { 'name': 'am', 'url': 'https://am.example.org', 'token_secret': 'prod-am', 'interval_seconds': 5, 'allow_plain_http': false } ],\n"
    "    'bindings': [ { 'match': { 'alertname': 'A' }, 'service': 's', 'indicator': 'b', 'version': 'v2', 'action': 'rollback', 'runbook': 'r', 'severity': 'critical' } ] } }\n";

QList<WorkspaceFault> faultsOf(const json &value)
{
    return parseWorkspace(QByteArray::fromStdString(value.dump()), u"andon.json"_s).faults;
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

bool holds(const json &list, const std::string &word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

} // namespace

/// The schema helps an editor, the reader decides: where they disagree, one of them misleads.
class WorkspaceSchemaTest : public QObject {
    Q_OBJECT

    json m_schema;
    json m_sample;
    struct Place {
        Pointer at;
        json schema;
    };
    QList<Place> m_places; ///< every value of the sample with what the schema says of it

    json resolved(json schema) const
    {
        while (schema.contains("$ref"))
            schema = m_schema.at(Pointer(schema["$ref"].get<std::string>().substr(1)));
        return schema;
    }
    /// Of alternatives, the one that the value is of.
    json chosen(const json &schema, const json &value) const
    {
        for (const json &option : schema.value("oneOf", json::array())) {
            if (option.value("type", "") == (value.is_array() ? "array" : "string"))
                return option;
        }
        return schema;
    }
    void walk(const json &value, const Pointer &at, const json &unresolved)
    {
        const json schema = chosen(resolved(unresolved), value);
        m_places.append({at, schema});
        if (value.is_object() && schema.contains("properties")) { // a preset's variables have names of their own
            for (const auto &[name, member] : value.items())
                walk(member, at / name, schema.at("properties").at(name));
        } else if (value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i)
                walk(value[i], at / i, schema.at("items"));
        }
    }
    /// The faults of the sample with another value at one place.
    QList<WorkspaceFault> faultsWith(const Pointer &at, const json &value) const
    {
        json changed = m_sample;
        changed[at] = value;
        return faultsOf(changed);
    }

private slots:
    void initTestCase()
    {
        QFile file(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/andon-workspace.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_schema = json::parse(file.readAll().toStdString());
        m_sample = json::parse(QByteArray(everything).replace('\'', '"').toStdString());
        walk(m_sample, Pointer(), m_schema);
    }
    void init() { failOnWarnings(); }

    void whatTheSchemaAllowsIsRead()
    {
        const auto faults = faultsOf(m_sample);
        QVERIFY2(faults.isEmpty(), qPrintable(allWords(faults)));
    }
    void theSampleNamesEveryMemberOfTheSchema()
    {
        QMap<QString, QSet<QString>> seen; // by the schema's own text
        for (const Place &place : m_places) {
            if (place.schema.contains("properties"))
                seen[QString::fromStdString(place.schema.dump())] += namesOf(m_sample.at(place.at));
        }
        for (const auto &[schema, names] : seen.asKeyValueRange())
            QCOMPARE(names, namesOf(json::parse(schema.toStdString()).at("properties")));
    }
    void readerAndSchemaKnowTheSameMembers()
    {
        for (const Place &place : m_places) {
            if (!place.schema.contains("properties"))
                continue;
            QVERIFY(place.schema.at("additionalProperties") == false);
            const auto faults = faultsWith(place.at / "zzzzzzzzzz", 1);
            QCOMPARE(faults.size(), 1);
            const QStringList known = QString(faults.first().expected).remove(u"one of "_s).split(u", "_s, Qt::SkipEmptyParts);
            QCOMPARE(QSet<QString>(known.begin(), known.end()), namesOf(place.schema.at("properties")) - QSet{u"$schema"_s});
        }
    }
    void readerAndSchemaDemandTheSameMembers()
    {
        for (const Place &place : m_places) {
            const json value = m_sample.at(place.at);
            if (!place.schema.contains("properties"))
                continue;
            for (const auto &[name, member] : value.items()) {
                json without = value;
                without.erase(name);
                bool demanded = holds(place.schema.value("required", json::array()), name);
                if (place.schema.contains("else") && value.at("scope") != "all") // "if" it is for all, no id is needed
                    demanded = demanded || holds(place.schema.at("else").at("required"), name);
                for (const char *choice : {"anyOf", "oneOf"}) {
                    const json options = place.schema.value(choice, json::array());
                    const bool met = std::any_of(options.begin(), options.end(), [&](const json &option) {
                        return without.contains(option.at("required").at(0).get<std::string>());
                    });
                    demanded = demanded || (!options.empty() && !met);
                }
                const json dependent = place.schema.value("dependentRequired", json::object());
                for (const auto &[present, needed] : dependent.items())
                    demanded = demanded || (without.contains(present) && holds(needed, name));
                auto faults = faultsWith(place.at, without);
                // A name that others refer to is missed there; that is no demand for the member.
                faults.removeIf([](const WorkspaceFault &fault) { return fault.what.startsWith(u"there is no ") || fault.what.startsWith(u"the variable "); });
                const QByteArray where = QByteArray::fromStdString(place.at.to_string() + "/" + name + ": ") + allWords(faults).toUtf8();
                QVERIFY2(faults.isEmpty() != demanded, where.constData());
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
            for (const QString &word : words) {
                auto faults = faultsWith(place.at, word.toStdString());
                // A known word may not fit the members beside it; that is told at theirs.
                const QString pointer = QString::fromStdString(place.at.to_string());
                faults.removeIf([&](const WorkspaceFault &fault) { return fault.pointer != pointer; });
                const QByteArray where = QByteArray::fromStdString(place.at.to_string()) + " = " + word.toUtf8();
                QVERIFY2(faults.isEmpty() == holds(place.schema["enum"], word.toStdString()), where.constData());
                QVERIFY2(faults.size() <= 1, qPrintable(allWords(faults)));
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
                const double bound = place.schema[name].get<double>();
                const QByteArray where = QByteArray::fromStdString(place.at.to_string()) + ' ' + name;
                QVERIFY2(faultsWith(place.at, bound).isEmpty(), where.constData());
                QVERIFY2(!faultsWith(place.at, bound + step).isEmpty(), where.constData());
            }
            if (place.schema.contains("minItems"))
                QVERIFY2(!faultsWith(place.at, json::array()).isEmpty(), place.at.to_string().c_str());
            if (place.schema.contains("minLength"))
                QVERIFY2(!faultsWith(place.at, "").isEmpty(), place.at.to_string().c_str());
        }
        QVERIFY(bounds > 10);
    }
    void readerAndSchemaAskForTheSameTypes()
    {
        for (const Place &place : m_places) {
            const json value = m_sample.at(place.at);
            if (place.at == Pointer("/$schema"))
                continue;
            const json wrong = value.is_string() ? json(7) : json("wrong");
            if (!place.schema.contains("enum"))
                QVERIFY2(!faultsWith(place.at, wrong).isEmpty(), place.at.to_string().c_str());
            const std::string type = value.is_string() ? "string" : value.is_number() ? "number" : value.is_boolean() ? "boolean"
                : value.is_array() ? "array" : "object";
            if (place.schema.contains("type"))
                QCOMPARE(QString::fromStdString(place.schema["type"].get<std::string>()), QString::fromStdString(type));
        }
    }
    void readerAndSchemaAgreeOnWhatFitsADialect()
    {
        const json source = m_schema.at(Pointer("/$defs/source"));
        for (const json &word : source.at(Pointer("/properties/dialect/enum"))) {
            for (const json &rule : source.at("allOf")) {
                const std::string member = rule.at(Pointer("/if/required/0")).get<std::string>();
                const bool fits = holds(rule.at(Pointer("/then/properties/dialect/enum")), word.get<std::string>());
                json changed = m_sample;
                json &entry = changed.at("sources").at(1);
                const json value = entry.at(member);
                for (const char *some : {"tenant", "partial_response", "dedup"})
                    entry.erase(some);
                entry["dialect"] = word;
                QVERIFY2(faultsOf(changed).isEmpty(), qPrintable(allWords(faultsOf(changed))));
                entry[member] = value;
                const auto faults = faultsOf(changed);
                QVERIFY2(faults.isEmpty() == fits, qPrintable(allWords(faults)));
                QVERIFY(fits || faults.first().pointer == u"/sources/1/"_s + QString::fromStdString(member));
            }
        }
    }
    void aTokenAndAUserTogetherAreRefusedByBoth()
    {
        QVERIFY(m_schema.at(Pointer("/$defs/source/not/required")) == json::array({"token_secret", "user"}));
        const auto faults = faultsWith(Pointer("/sources/1/token_secret"), "prod-n");
        QCOMPARE(faults.size(), 1);
        QCOMPARE(faults.first().what, u"both a token and a user"_s);
    }
    void readerAndSchemaKnowTheSameForms_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QStringList>("tried");
        QTest::newRow("url") << u"/gateways/0/url"_s
                             << QStringList{u"https://a"_s, u"https://a/b/"_s, u"ftp://a"_s, u"https://a?b"_s, u"https://a/b#c"_s,
                                            u"https://u:p@a"_s, u"a"_s, u"https://[::1]:90"_s};
        QTest::newRow("secret") << u"/gateways/0/token_secret"_s
                                << QStringList{u"a"_s, u"prod-gw_1.x"_s, QString(40, u'a'), QString(41, u'a'), u"Bearer x"_s, u"a/b"_s, u"-a"_s, u""_s};
        QTest::newRow("user") << u"/sources/1/user"_s
                              << QStringList{u"anna"_s, u"Anna M\u00fcller"_s, u"a:b"_s, u"a\nb"_s, u"a\x7f"_s, u""_s, QString(200, u'a'), QString(201, u'a')};
        QTest::newRow("password") << u"/sources/1/password_secret"_s << QStringList{u"a"_s, QString(41, u'a'), u"hunter 2"_s};
        QTest::newRow("tenant") << u"/sources/1/tenant"_s
                                << QStringList{u"acme"_s, u"a|b"_s, u"a||b"_s, u"|"_s, u"a b"_s, u"a\r\nX: 1"_s, u"\u00e9"_s, u""_s, QString(150, u'a'),
                                               QString(151, u'a'), QString(150, u'a') + u'|' + QString(150, u'b'), u"a~{}"_s};
        QTest::newRow("header") << u"/sources/1/headers/Cache-Control"_s
                                << QStringList{u"no-store"_s, u"a, b=1"_s, u"a\r\nX: 1"_s, u"\u00e9"_s, u"\t"_s, QString(200, u'a'), QString(201, u'a')};
        QTest::newRow("label") << u"/services/0/version_label"_s << QStringList{u"v"_s, u"_v9"_s, u"9v"_s, u"a b"_s, u"a-b"_s, u""_s};
        QTest::newRow("window") << u"/services/0/window"_s << QStringList{u"1m"_s, u"500ms"_s, u"m"_s, u"1"_s, u"1 m"_s, u"1m30s"_s, u"1m\n"_s};
        QTest::newRow("selector") << u"/services/0/selector"_s << QStringList{u"a=\"b\""_s, u""_s, u"{a=\"b\"}"_s, u" {}"_s, u"a=~\"{2}\""_s};
        QTest::newRow("manifests") << u"/services/0/versions/manifests"_s
                                   << QStringList{u"v"_s, u"v/"_s, u"/var/v"_s, u"v/*.json"_s, u"v/a?.json"_s, u"v*/a.json"_s, u"../v"_s, u"v/../w"_s,
                                                  u"v/.."_s, u".."_s, u"v..w"_s, u"v/..w/x"_s, u"v\n/x"_s, u"v\n"_s, u"x/\n../y"_s};
        QTest::newRow("id") << u"/services/0/indicators/0/id"_s
                            << QStringList{u"x"_s, u"x_9"_s, u"X"_s, u"x-y"_s, u""_s, QString(60, u'x'), QString(61, u'x')};
        QTest::newRow("split") << u"/services/0/indicators/1/split_by"_s << QStringList{u"tenant"_s, u"_v9"_s, u"9v"_s, u"a b"_s, u""_s};
        QTest::newRow("one of splits") << u"/services/0/indicators/0/split_by/1"_s << QStringList{u"tenant"_s, u"_v9"_s, u"9v"_s, u"a b"_s, u""_s};
        QTest::newRow("stratum") << u"/services/0/card/judge/strata/0"_s << QStringList{u"tenant"_s, u"_v9"_s, u"9v"_s, u"a b"_s, u""_s};
    }
    void readerAndSchemaKnowTheSameForms()
    {
        QFETCH(QString, place);
        QFETCH(QStringList, tried);
        const Pointer at(place.toStdString());
        const auto found = std::find_if(m_places.begin(), m_places.end(), [&](const Place &one) { return one.at == at; });
        QVERIFY(found != m_places.end());
        // ECMAScript's $ stands at the very end only.
        QString pattern = QString::fromStdString(found->schema.at("pattern").get<std::string>());
        if (pattern.endsWith(u'$'))
            pattern = pattern.chopped(1) + u"\\z"_s;
        const QRegularExpression form(pattern);
        QVERIFY(form.isValid());
        for (const QString &text : tried) {
            const bool allowed = form.match(text).hasMatch();
            const auto faults = faultsWith(at, text.toStdString());
            QVERIFY2(faults.isEmpty() == allowed, qPrintable(text + u": "_s + allWords(faults)));
        }
    }
};

QTEST_GUILESS_MAIN(WorkspaceSchemaTest)
#include "tst_WorkspaceSchema.moc"
