// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/LineVerdict.h"
#include "app/canary/VerdictJson.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// A value with so many of the canary's requests; bad on stable 2 %, on the canary as said.
StratumRank rankOf(const char *name, double requests, double canaryRate, VerdictKind kind)
{
    Verdict verdict;
    verdict.kind = kind;
    verdict.stableValue = 0.02;
    verdict.canaryValue = canaryRate;
    verdict.stableRequests = 4 * requests;
    verdict.canaryRequests = requests;
    verdict.logE = kind == VerdictKind::Regressed ? requests * canaryRate : 0;
    verdict.p = std::exp(-verdict.logE);
    return {name, verdict};
}

constexpr VerdictKind hurt = VerdictKind::Regressed, calm = VerdictKind::Undecided, fine = VerdictKind::NotWorse;

LabelVerdict labelOf(const QString &label, std::vector<StratumRank> strata, const QString &part = {})
{
    LabelVerdict verdict;
    verdict.label = label;
    verdict.part = part;
    std::ranges::sort(strata, isMoreSuspect);
    for (const StratumRank &rank : strata)
        verdict.regressed |= rank.verdict.kind == hurt;
    verdict.strata = std::move(strata);
    return verdict;
}

PartDifference changed(const QString &part, const QString &before, const QString &after)
{
    return {part, PartChange::Changed, {before}, {after}};
}

Verdict whole(VerdictKind kind)
{
    Verdict verdict;
    verdict.kind = kind;
    verdict.canaryRequests = 1000;
    return verdict;
}

const QList<PartDifference> release{changed(u"code"_s, u"c1"_s, u"c2"_s), changed(u"prompt"_s, u"p1"_s, u"p2"_s), changed(u"index"_s, u"i1"_s, u"i2"_s)};

LabelVerdict tenants(double globex = 0.4) { return labelOf(u"tenant"_s, {rankOf("acme", 700, 0.02, calm), rankOf("globex", 200, globex, globex > 0.1 ? hurt : calm), rankOf("initech", 100, 0.02, calm)}); }
LabelVerdict prompts(VerdictKind before, VerdictKind after, double beforeRate, double afterRate)
{
    return labelOf(u"prompt"_s, {rankOf("p1", 300, beforeRate, before), rankOf("p2", 700, afterRate, after)}, u"prompt"_s);
}
LabelVerdict indexes(VerdictKind before, VerdictKind after, double beforeRate, double afterRate)
{
    return labelOf(u"index"_s, {rankOf("i1", 300, beforeRate, before), rankOf("i2", 700, afterRate, after)}, u"index"_s);
}

QString standings(const Attribution &found)
{
    QStringList words;
    for (const ChangedPart &part : found.parts) {
        const std::string_view word = standingWord(part.standing);
        words << part.part + u' ' + QString::fromUtf8(word.data(), qsizetype(word.size()));
    }
    return words.join(u", "_s);
}

} // namespace

Q_DECLARE_METATYPE(andon::LabelVerdict)

class AttributionTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void whatExplainsARegressionIsNamed_data()
    {
        QTest::addColumn<QList<LabelVerdict>>("labels");
        QTest::addColumn<VerdictKind>("line");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("parts");
        const auto row = [](const char *name, const QList<LabelVerdict> &labels, VerdictKind line, const QString &label, const QString &value,
                            const QString &part, const QString &parts) { QTest::newRow(name) << labels << line << label << value << part << parts; };
        const LabelVerdict calmTenants = tenants(0.02);
        row("one tenant, whatever it is served", {tenants(), prompts(hurt, hurt, 0.1, 0.1), indexes(hurt, hurt, 0.1, 0.1)}, hurt, u"tenant"_s, u"globex"_s,
            u"code"_s, u"code open, prompt cleared, index cleared"_s);
        row("one tenant, while the line has not got there", {tenants()}, calm, u"tenant"_s, u"globex"_s, {}, u"code open, prompt open, index open"_s);
        row("the new prompt", {labelOf(u"tenant"_s, {rankOf("acme", 800, 0.2, hurt), rankOf("globex", 200, 0.2, hurt)}), prompts(calm, hurt, 0.02, 0.3), indexes(hurt, hurt, 0.2, 0.2)},
            hurt, u"prompt"_s, u"p2"_s, u"prompt"_s, u"code open, prompt suspected, index cleared"_s);
        row("worse throughout", {labelOf(u"tenant"_s, {rankOf("acme", 800, 0.2, hurt), rankOf("globex", 200, 0.2, hurt)}), prompts(hurt, hurt, 0.2, 0.2), indexes(hurt, hurt, 0.2, 0.2)},
            hurt, {}, {}, u"code"_s, u"code open, prompt cleared, index cleared"_s);
        row("throughout, and the largest is found first", {labelOf(u"tenant"_s, {rankOf("acme", 800, 0.2, hurt), rankOf("globex", 200, 0.2, calm)})}, hurt, {}, {}, {},
            u"code open, prompt open, index open"_s);
        row("a canary that has the new prompt only", {labelOf(u"prompt"_s, {rankOf("p2", 1000, 0.3, hurt)}, u"prompt"_s)}, hurt, {}, {}, {},
            u"code open, prompt open, index open"_s);
        row("too little left to compare with", {labelOf(u"tenant"_s, {rankOf("acme", 980, 0.3, hurt), rankOf("globex", 20, 0.02, calm)})}, hurt, {}, {}, {},
            u"code open, prompt open, index open"_s);
        row("two tenants of three", {labelOf(u"tenant"_s, {rankOf("acme", 500, 0.3, hurt), rankOf("globex", 400, 0.3, hurt), rankOf("initech", 100, 0.02, calm)})}, hurt,
            u"tenant"_s, u"acme"_s, {}, u"code open, prompt open, index open"_s);
        row("one that is proven to be fine is cleared", {tenants(), prompts(calm, fine, 0.02, 0.02)}, hurt, u"tenant"_s, u"globex"_s, {}, u"code open, prompt cleared, index open"_s);
        row("nobody", {calmTenants, prompts(calm, calm, 0.02, 0.02)}, fine, {}, {}, {}, u"code open, prompt open, index open"_s);
        row("no labels at all", {}, hurt, {}, {}, {}, u"code open, prompt open, index open"_s);
    }
    void whatExplainsARegressionIsNamed()
    {
        QFETCH(QList<LabelVerdict>, labels);
        QFETCH(VerdictKind, line);
        QFETCH(QString, value);
        const Attribution found = attribute(whole(line), labels, release);
        QTEST(found.label, "label");
        QCOMPARE(QString::fromStdString(found.values.empty() ? std::string() : found.values.front()), value);
        QTEST(found.part, "part");
        QTEST(standings(found), "parts");
        if (!value.isEmpty())
            QCOMPARE(found.suspects.front().rank.name, value.toStdString());
    }
    void valuesOfAllLabelsAreRankedTogether()
    {
        const Attribution found = attribute(whole(hurt), {tenants(), prompts(calm, hurt, 0.02, 0.3)}, release);
        QCOMPARE(found.suspects.size(), std::size_t(5));
        QCOMPARE(found.suspects[0].rank.name, std::string("p2"));
        QCOMPARE(found.suspects[1].rank.name, std::string("globex"));
        QCOMPARE(found.suspects[1].label, u"tenant"_s);
        QVERIFY(std::ranges::is_sorted(found.suspects, isMoreSuspect, &Suspect::rank));
        std::vector<StratumRank> many;
        for (int i = 0; i < 60; ++i)
            many.push_back(rankOf(std::to_string(i).c_str(), 10, 0.02, calm));
        QCOMPARE(attribute(whole(calm), {labelOf(u"tenant"_s, many)}, {}).suspects.size(), Attribution::mostSuspects);
    }
    void howMuchOfItFallsOnThemIsTold()
    {
        const Attribution found = attribute(whole(hurt), {tenants()}, release);
        QCOMPARE(found.requestShare, 0.2);
        QCOMPARE(found.excessShare, 1.0);
    }
    void theOnlyPartThatChangedIsTheOne()
    {
        QCOMPARE(attribute(whole(hurt), {}, {changed(u"model"_s, u"m1"_s, u"m2"_s)}).part, u"model"_s);
        QCOMPARE(attribute(whole(hurt), {}, {{u"model"_s, PartChange::Same, {u"m1"_s}, {u"m1"_s}}, changed(u"policy"_s, u"a"_s, u"b"_s)}).part, u"policy"_s);
        QCOMPARE(attribute(whole(fine), {}, {changed(u"model"_s, u"m1"_s, u"m2"_s)}).part, QString());
        QCOMPARE(attribute(whole(hurt), {}, {{u"model"_s, PartChange::Renamed, {u"m1"_s}, {u"m2"_s}}}).parts.size(), 0);
    }
    void aToolThatIsHurtPointsAtTheTools()
    {
        const LabelVerdict tool = labelOf(u"tool"_s, {rankOf("orders", 300, 0.3, hurt), rankOf("search", 300, 0.05, calm)});
        QCOMPARE(attribute(whole(hurt), {tool}, {changed(u"code"_s, u"a"_s, u"b"_s), changed(u"tools"_s, u"t1"_s, u"t2"_s)}).part, u"tools"_s);
    }
    void aCanaryThatHurtsOneTenantDoesNotPass()
    {
        LineVerdict line{u"errors"_s, whole(fine), {tenants(0.02)}};
        QCOMPARE(wholeVerdict({line}), VerdictKind::NotWorse);
        line.labels = {tenants()};
        QCOMPARE(wholeVerdict({line}), VerdictKind::Undecided);
    }
    void theReportCanBeReadByPrograms()
    {
        const Attribution found = attribute(whole(hurt), {tenants(), prompts(calm, hurt, 0.02, 0.3)}, release);
        const nlohmann::json object = attributionJson(found);
        QVERIFY(object["label"] == "prompt");
        QVERIFY(object["values"] == nlohmann::json::array({"p2"}));
        QVERIFY(object["part"] == "prompt");
        QVERIFY(object["changed"][1] == nlohmann::json({{"part", "prompt"}, {"before", "p1"}, {"after", "p2"}, {"standing", "suspected"}}));
        QVERIFY(object["suspects"][1]["value"] == "globex");
        QVERIFY(attributionJson({})["label"].is_null());
    }
};

QTEST_GUILESS_MAIN(AttributionTest)
#include "tst_Attribution.moc"
