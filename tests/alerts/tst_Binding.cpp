// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/Binding.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

QList<AlertService> services()
{
    Indicator success;
    success.id = u"success"_s;
    success.family = Family::Quality;
    success.unit = Unit::Ratio;
    return {{u"chat"_s, {success}, {{u"success"_s, Verb::Degrade}}, {Verb::Rollback, Verb::Degrade}}, {u"search"_s, {}, {}, {Verb::Rollback}}};
}

SourceAlert labelled(const Labels &labels)
{
    SourceAlert said;
    said.labels = labels;
    said.key = alertKey(labels);
    return said;
}

} // namespace

class BindingTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theLimitOfARuleIsTheNumberItsExpressionIsComparedWith_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("measured"); // empty: none
        QTest::addColumn<double>("limit");
        QTest::addColumn<bool>("higher");
        const auto row = [](const char *name, const QString &query, const QString &measured, double limit, bool higher) {
            QTest::newRow(name) << query << measured << limit << higher;
        };
        row("above", u"errors > 0.05"_s, u"errors"_s, 0.05, true);
        row("below", u"up{job=\"a\"} * 0.5 < 0.85"_s, u"up{job=\"a\"} * 0.5"_s, 0.85, false);
        row("or equal", u"a>=3"_s, u"a"_s, 3, true);
        row("negative", u"a < -2.5e-3"_s, u"a"_s, -0.0025, false);
        row("in brackets", u"((a > 1))"_s, u"a"_s, 1, true);
        row("a number in brackets", u"a > (1)"_s, u"a"_s, 1, true);
        row("comparisons inside", u"sum(a) / (sum(b) > 0) > 0.1"_s, u"sum(a) / (sum(b) > 0)"_s, 0.1, true);
        row("in a label", u"a{x=\"b > 2\",y='c<3'} > 1"_s, u"a{x=\"b > 2\",y='c<3'}"_s, 1, true);
        row("an escaped quote", u"a{x=\"\\\" > 2\"} > 1"_s, u"a{x=\"\\\" > 2\"}"_s, 1, true);
        row("two groups in brackets", u"(a) > (b)"_s, {}, 0, true);
        row("with another series", u"a > b"_s, {}, 0, true);
        row("a number worked out", u"a > (14.4 * (1 - 0.999))"_s, u"a"_s, 14.4 * (1 - 0.999), true);
        row("a negative one", u"a < -(2 + 3) * 2 / 4"_s, u"a"_s, -2.5, false);
        row("a duration is no number", u"a > 5m"_s, {}, 0, true);
        row("a power is not worked out", u"a > 2 ^ 3"_s, {}, 0, true);
        row("half a sum", u"a > 2 +"_s, {}, 0, true);
        row("and", u"a > 1 and b > 2"_s, u"(a) and (b)"_s, 1, true);
        row("and, in brackets and on labels", u"(a{x=\"1\"} > 14.4 * 0.001) and on(job) (b > 14.4 * 0.001)"_s, u"(a{x=\"1\"}) and on(job) (b)"_s, 14.4 * 0.001, true);
        row("and a series", u"a > 1 and on() up"_s, u"(a) and on() (up)"_s, 1, true);
        row("and an equal", u"a > 1 and on() (maintenance == 0)"_s, u"(a) and on() (maintenance)"_s, 1, true);
        row("and another series compared", u"a > 1 and b > c"_s, u"(a) and (b)"_s, 1, true);
        row("and a number first", u"a > 1 and 2 < b"_s, u"(a) and (2 < b)"_s, 1, true);
        row("and office hours", u"a > 1 and on() (hour() >= 8 and hour() < 18)"_s, u"(a) and on() ((hour()) and (hour()))"_s, 1, true);
        row("and one or the other", u"a > 1 and (b > 2 or c > 3)"_s, u"(a) and (b > 2 or c > 3)"_s, 1, true);
        row("longer than any rule", u"a > 1"_s + QString(10'000, u' '), {}, 0, true);
        row("and twice", u"a < 1 and b < 2 and c"_s, u"((a) and (b)) and (c)"_s, 1, false);
        row("and no comparison first", u"a and b > 2"_s, {}, 0, true);
        row("unless behind a comparison", u"a > 1 unless on() maintenance == 1"_s, u"a"_s, 1, true);
        row("or behind and", u"a > 1 and b > 2 or c > 3"_s, {}, 0, true);
        row("or", u"a > 1 or vector(1)"_s, {}, 0, true);
        row("unless", u"a unless b > 3"_s, {}, 0, true);
        row("a name that begins like an operator", u"order_errors > 3"_s, u"order_errors"_s, 3, true);
        row("equal", u"up == 0"_s, {}, 0, true);
        row("not equal", u"a != 1"_s, {}, 0, true);
        row("absent", u"absent(up)"_s, {}, 0, true);
        row("nothing on the left", u"> 1"_s, {}, 0, true);
        row("unbalanced", u"a) > 1"_s, {}, 0, true);
        row("empty", {}, {}, 0, true);
    }
    void theLimitOfARuleIsTheNumberItsExpressionIsComparedWith()
    {
        QFETCH(QString, query);
        QFETCH(QString, measured);
        QFETCH(double, limit);
        QFETCH(bool, higher);
        const std::optional<AlertLimit> found = limitOf(query);
        QCOMPARE(found.has_value(), !measured.isEmpty());
        if (!found)
            return;
        QCOMPARE(found->measured, measured);
        QCOMPARE(found->limit, limit);
        QCOMPARE(found->direction == Direction::HigherIsWorse, higher);
    }
    void anAlarmIsBoundByTheWorkspaceThenByItsLabelsThenByTheCard_data()
    {
        QTest::addColumn<Labels>("labels");
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("version");
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("runbook");
        QTest::addColumn<QString>("severity");
        QTest::addColumn<int>("gaps");
        const QString name = u"alertname"_s;
        QTest::newRow("all by labels") << Labels{{name, u"A"_s}, {u"service"_s, u"chat"_s}, {u"version"_s, u"v42"_s}, {u"andon_action"_s, u"rollback"_s},
                                                 {u"andon_runbook"_s, u"r"_s}, {u"severity"_s, u"page"_s}}
                                       << u"chat"_s << u"v42"_s << u"rollback"_s << u"r"_s << u"critical"_s << 0;
        QTest::newRow("all by the workspace") << Labels{{name, u"Bound"_s}} << u"search"_s << u"v9"_s << u"rollback"_s << u"book"_s << u"info"_s << 0;
        QTest::newRow("the workspace before the labels")
            << Labels{{name, u"Bound"_s}, {u"service"_s, u"chat"_s}, {u"version"_s, u"v1"_s}, {u"andon_action"_s, u"degrade"_s}, {u"severity"_s, u"critical"_s}}
            << u"search"_s << u"v9"_s << u"rollback"_s << u"book"_s << u"info"_s << 0;
        QTest::newRow("by the card") << Labels{{name, u"C"_s}, {u"service"_s, u"chat"_s}, {u"indicator"_s, u"success"_s}, {u"model_version"_s, u"v42"_s}}
                                     << u"chat"_s << u"v42"_s << u"degrade"_s << QString() << u"warning"_s << 0;
        QTest::newRow("nothing") << Labels{{name, u"D"_s}} << QString() << QString() << QString() << QString() << u"warning"_s << 2;
        QTest::newRow("an action that does not exist") << Labels{{name, u"E"_s}, {u"service"_s, u"chat"_s}, {u"version"_s, u"v"_s}, {u"andon_action"_s, u"explode"_s}}
                                                       << u"chat"_s << u"v"_s << QString() << QString() << u"warning"_s << 1;
        QTest::newRow("an action that the service does not have")
            << Labels{{name, u"F"_s}, {u"service"_s, u"search"_s}, {u"version"_s, u"v"_s}, {u"andon_action"_s, u"degrade"_s}}
            << u"search"_s << u"v"_s << u"degrade"_s << QString() << u"warning"_s << 1;
        QTest::newRow("a service that is not here") << Labels{{name, u"G"_s}, {u"service"_s, u"else"_s}, {u"version"_s, u"v"_s}, {u"andon_action"_s, u"rollback"_s}}
                                                    << QString() << u"v"_s << u"rollback"_s << QString() << u"warning"_s << 1;
    }
    void anAlarmIsBoundByTheWorkspaceThenByItsLabelsThenByTheCard()
    {
        QFETCH(Labels, labels);
        AlertSpec spec;
        AlertBinding binding;
        binding.match = {{u"alertname"_s, u"Bound"_s}};
        binding.service = u"search"_s;
        binding.version = u"v9"_s;
        binding.action = Verb::Rollback;
        binding.runbook = u"book"_s;
        binding.severity = AlertSeverity::Info;
        spec.bindings << binding;
        const Alert alert = boundAlert(labelled(labels), spec, services(), nullptr);
        QTEST(alert.service, "service");
        QTEST(alert.version, "version");
        QTEST(alert.action ? verbWord(*alert.action) : QString(), "action");
        QTEST(alert.runbook, "runbook");
        QTEST(alertSeverityWord(alert.severity), "severity");
        QTEST(static_cast<int>(alert.gaps.size()), "gaps");
    }
    void oneServiceAloneNeedsNoName()
    {
        const Alert alert = boundAlert(labelled({{u"alertname"_s, u"A"_s}}), {}, services().mid(0, 1), nullptr);
        QCOMPARE(alert.service, u"chat"_s);
    }
    void theDistanceIsMeasuredInTheDirectionThatIsWorse()
    {
        Alert alert;
        alert.value = 0.5;
        alert.limit = 0.25;
        QCOMPARE(alert.distance(), 1.0);
        alert.direction = Direction::LowerIsWorse;
        QCOMPARE(alert.distance(), 0.0);
        alert.limit = 1;
        QCOMPARE(alert.distance(), 0.5);
        alert.limit = 0;
        alert.direction = Direction::HigherIsWorse;
        QCOMPARE(alert.distance(), 0.5);
        alert.value = std::numeric_limits<double>::infinity();
        QCOMPARE(alert.distance(), 0.0);
    }
    void replicasOfOnePrometheusAreNoOtherAlarm()
    {
        const AlertSpec spec;
        const Labels one{{u"alertname"_s, u"A"_s}, {u"prometheus_replica"_s, u"0"_s}}, two{{u"alertname"_s, u"A"_s}, {u"prometheus_replica"_s, u"1"_s}};
        QCOMPARE(alertKey(identityOf(one, spec.replicaLabels)), alertKey(identityOf(two, spec.replicaLabels)));
        QVERIFY(alertKey(one) != alertKey(two));
        // Nothing can be moved from a name into a value.
        QVERIFY(alertKey({{u"a"_s, u"bc"_s}}) != alertKey({{u"ab"_s, u"c"_s}}));
    }
    void theLintNamesRulesThatLackSomethingWhetherTheyFireOrNot()
    {
        AlertRule whole{u"Whole"_s, u"g"_s, u"sum by(version)(x) > 1"_s, {{u"service"_s, u"chat"_s}, {u"andon_action"_s, u"rollback"_s}}};
        AlertRule carried = whole, broken = whole;
        carried.name = u"Carried"_s;
        carried.query = u"x > 1"_s;
        carried.seriesLabels = {u"alertname"_s, u"version"_s};
        broken.name = u"Broken"_s;
        broken.trouble = u"many-to-many"_s;
        const AlertRule bare{u"Bare"_s, u"g"_s, u"conversions > 1"_s};
        const QList<AlertLint> lints = lintRules(u"metrics"_s, {whole, carried, bare, broken}, {}, services());
        QCOMPARE(lints.size(), 2);
        QCOMPARE(lints[0], (AlertLint{u"Bare"_s, u"metrics/g"_s, {{AlertGapKind::NoAction}, {AlertGapKind::NoVersion}}}));
        QCOMPARE(lints[1], (AlertLint{u"Broken"_s, u"metrics/g"_s, {{AlertGapKind::NotEvaluated, {u"many-to-many"_s}}}}));
    }
    void aMatcherMatchesTheWholeValue_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("isRegex");
        QTest::addColumn<bool>("isEqual");
        QTest::addColumn<bool>("matches");
        QTest::newRow("equal") << u"v42"_s << false << true << true;
        QTest::newRow("a part") << u"v4"_s << false << true << false;
        QTest::newRow("not equal") << u"v41"_s << false << false << true;
        QTest::newRow("expression") << u"v4."_s << true << true << true;
        QTest::newRow("a part of it") << u"v4"_s << true << true << false;
        QTest::newRow("alternatives") << u"v41|v42"_s << true << true << true;
        QTest::newRow("not of it") << u"v4."_s << true << false << false;
        QTest::newRow("unreadable") << u"("_s << true << true << false;
    }
    void aMatcherMatchesTheWholeValue()
    {
        QFETCH(QString, value);
        QFETCH(bool, isRegex);
        QFETCH(bool, isEqual);
        QTEST(andon::matches({{u"version"_s, value, isRegex, isEqual}}, {{u"version"_s, u"v42"_s}}), "matches");
        QVERIFY(!andon::matches({}, {{u"version"_s, u"v42"_s}}));
    }
};

QTEST_GUILESS_MAIN(BindingTest)
#include "tst_Binding.moc"
