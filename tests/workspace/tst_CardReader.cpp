// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardDraft.h"
#include "app/workspace/CardReader.h"
#include "app/workspace/WorkspaceFile.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// A right workspace with a card; the tests break one place of it. Quotes are written as apostrophes.
QByteArray rightText()
{
    return QByteArray("{ 'andon': 1, 'sources': [ { 'name': 'm', 'kind': 'prometheus', 'url': 'http://127.0.0.1:9090' } ],\n"
                      "  'gateways': [ { 'name': 'g', 'kind': 'andon-admin-v1', 'url': 'https://gw.example.org' } ],\n"
                      "  'services': [ { 'name': 's', 'source': 'm', 'gateway': 'g', 'window': '1m',\n"
                      "    'indicators': [ { 'id': 'p95', 'title': 'P95', 'family': 'latency', 'unit': 'seconds', 'query': 'x' },\n"
                      "      { 'id': 'errors', 'title': 'Errors', 'family': 'stability', 'unit': 'ratio', 'query': 'y' } ],\n"
                      "    'actions': { 'rollback': {}, 'degrade': { 'level': 2 } },\n"
                      "    'card': { 'owner': 'Ada', // a comment\n"
                      "      'steps': [ { 'weight': 5, 'window_seconds': 120 }, { 'weight': 50, 'window_seconds': 300 } ],\n"
                      "      'thresholds': [ { 'indicator': 'p95', 'gate': 4 }, { 'indicator': 'errors', 'gate': 0.1, 'action': 'rollback' } ],\n"
                      "      'pause_when': [ { 'when': 'unknown' }, { 'when': 'warn', 'indicator': 'p95' } ],\n"
                      "      'rollback': [ { 'verb': 'degrade', 'level': 2 }, { 'verb': 'rollback', 'to': 'v1' } ],\n"
                      "      'approvals': { 'count': 2, 'names': ['Ada', 'Bo'] }, 'serving': { 'form': 'own' },\n"
                      "      'deadline_seconds': 600, 'judge': { 'strata': ['tenant'] } } } ] }\n");
}

WorkspaceAnswer readWith(const QByteArray &before = {}, const QByteArray &after = {})
{
    QByteArray text = rightText();
    if (!before.isEmpty())
        text.replace(before, after);
    return parseWorkspace(text.replace('\'', '"'), u"andon.json"_s);
}

} // namespace

class CardReaderTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aRightCardIsReadInFull()
    {
        const WorkspaceAnswer answer = readWith();
        for (const WorkspaceFault &fault : answer.faults)
            QFAIL(qPrintable(fault.words()));
        QVERIFY(answer.workspace && answer.workspace->services.first().card);
        StrategyCard expected;
        expected.owner = u"Ada"_s;
        expected.steps = {{5, 120}, {50, 300}};
        expected.thresholds = {{u"p95"_s, {}, 4.0, 100, {}}, {u"errors"_s, {}, 0.1, 100, Verb::Rollback}};
        expected.pauseWhen = {{PauseCause::Unknown, {}, 0}, {PauseCause::Warn, u"p95"_s, 0}};
        expected.rollback = {{Verb::Degrade, {}, 2}, {Verb::Rollback, u"v1"_s, {}}};
        expected.approvals = {2, {u"Ada"_s, u"Bo"_s}, {}};
        expected.serving.form = u"own"_s;
        expected.deadlineSeconds = 600;
        expected.judge.strata = {u"tenant"_s};
        QVERIFY(*answer.workspace->services.first().card == expected);
    }
    void aCardMayAskForTheRegressionSet()
    {
        QByteArray text = rightText();
        text.replace("'deadline_seconds'", "'regression_passes': true, 'deadline_seconds'");
        text.replace("  'services'", "  'regression': { 'file': 'r.jsonl', 'report': 'r.json' },\n  'services'");
        const WorkspaceAnswer answer = parseWorkspace(text.replace('\'', '"'), u"andon.json"_s);
        for (const WorkspaceFault &fault : answer.faults)
            QFAIL(qPrintable(fault.words()));
        QVERIFY(answer.workspace->services.first().card->regressionPasses);
    }
    void aServiceMayHaveNoCard()
    {
        const WorkspaceAnswer answer = readWith("'card'", "'card': null, '$schema'");
        QVERIFY(answer.workspace && !answer.workspace->services.first().card);
    }
    void aDefaultWrittenOutIsTheSameCard()
    {
        const auto digest = [](const WorkspaceAnswer &answer) { return digestOf(*answer.workspace->services.first().card); };
        QCOMPARE(digest(readWith("'judge': { ", "'usage_cycle_seconds': 86400, 'judge': { 'alpha': 0.05, 'correct_bursts': true, 'r0': 1.250, ")),
                 digest(readWith()));
        QVERIFY(digest(readWith("'deadline_seconds': 600", "'deadline_seconds': 601")) != digest(readWith()));
    }
    void aFaultOfACardIsToldWithItsPlaceAndWhatWasExpected_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *before, const char *after, const char *place, const char *words) {
            QTest::newRow(name) << QByteArray(before) << QByteArray(after) << QString::fromUtf8(place) << QString::fromUtf8(words);
        };
        row("a promotion that waits for nothing", "'deadline_seconds': 600", "'deadline_seconds': 600, 'regression_passes': true", "13:53",
            "a promotion would wait for a report that is not named");
        row("no object", "'card': {", "'card': 7, 'x': {", "7:13", "card is no object");
        row("a typo in a member", "'owner'", "'ownr'", "7:15", "did you mean owner?");
        row("no steps", "'steps': [ {", "'steps': [], 'x': [ {", "8:16", "steps is empty");
        row("a weight that falls", "'weight': 50", "'weight': 4", "8:70", "the weight falls from 5 to 4; expected: weights that rise");
        row("a step twice", "'weight': 50", "'weight': 5", "8:70", "step 2 has the weight 5 of the step before");
        row("more than all", "'weight': 50", "'weight': 101", "8:70", "a number from 0.01 to 100");
        row("less than nothing", "'weight': 5,", "'weight': -5,", "8:30", "a number from 0.01 to 100");
        row("no weight", "'weight': 50, ", "", "8:58", "the member weight is missing");
        row("no window", "'window_seconds': 120", "'window_seconds': 0", "8:51", "a number from 1 to 2592000");
        row("a window that is negative", "'window_seconds': 120", "'window_seconds': -1", "8:51", "a number from 1 to 2592000");
        row("windows that exceed the deadline", "'deadline_seconds': 600", "'deadline_seconds': 400", "13:27",
            "the windows need 7 min, the deadline is 6 min 40 s; expected: at least 420 seconds, or shorter windows");
        row("a window that exceeds the deadline alone", "'deadline_seconds': 600", "'deadline_seconds': 200", "8:92",
            "the window of 5 min exceeds the deadline of 3 min 20 s");
        row("no deadline at all", "'deadline_seconds': 600", "'deadline_seconds': 0", "13:27", "a number from 1 to 7776000");
        row("no thresholds", "'thresholds'", "'thresholdz'", "7:13", "the member thresholds is missing");
        row("an unknown indicator", "'indicator': 'errors'", "'indicator': 'error'", "9:73", "there is no indicator named error; expected: did you mean errors?");
        row("an indicator twice", "'indicator': 'errors'", "'indicator': 'p95'", "9:73", "p95 has a threshold already");
        row("a negative gate", "'gate': 4", "'gate': -4", "9:53", "a number from 0 to 1e+15");
        row("a ratio in percent", "'gate': 0.1", "'gate': 10", "9:91", "a ratio is never above 1; expected: 0.05 for 5 %");
        row("better than stable", "'gate': 4", "'not_worse_than': 0.5", "9:63", "a number from 1 to 10");
        row("negative samples", "'gate': 4", "'minimum_samples': -1", "9:64", "a number from 0 to 1000000000");
        row("an action that the service does not have", "'action': 'rollback'", "'action': 'throttle'", "9:106",
            "there is no action throttle in this service; expected: one of degrade, rollback");
        row("an action that exposes more", "'action': 'rollback'", "'action': 'promote'", "9:106", "promote is not known here");
        row("a typo in an action", "'action': 'rollback'", "'action': 'rolback'", "9:106", "did you mean rollback?");
        row("an unknown pause", "'when': 'unknown'", "'when': 'unknwon'", "10:33", "did you mean unknown?");
        row("a pause on an unknown indicator", "'warn', 'indicator': 'p95'", "'warn', 'indicator': 'p99'", "10:77", "did you mean p95?");
        row("a pause twice", "'when': 'warn', 'indicator': 'p95'", "'when': 'unknown'", "10:46", "stands here a second time");
        row("a rollback verb that the service does not have", "'verb': 'degrade', 'level': 2", "'verb': 'pause'", "11:31", "there is no action pause in this service");
        row("a rollback verb that exposes more", "'verb': 'degrade', 'level': 2", "'verb': 'restore'", "11:31", "restore is not known here");
        row("a pull twice", "'verb': 'degrade', 'level': 2", "'verb': 'rollback', 'to': 'v1'", "11:57", "stands here a second time");
        row("a level of a rollback", "'to': 'v1'", "'level': 1", "11:87", "rollback has no level");
        row("a version of a degrade", "'level': 2 }, { 'verb'", "'to': 'v1' }, { 'verb'", "11:48", "degrade goes to no version");
        row("approvals of nobody", "'count': 2, 'names': ['Ada', 'Bo']", "'count': 2", "12:20", "approvals of nobody; expected: names or roles");
        row("an empty list of names", "['Ada', 'Bo']", "[]", "12:43", "names is empty");
        row("an empty name", "['Ada', 'Bo']", "['Ada', ' ']", "12:51", "an empty text");
        row("more approvals than people", "'count': 2", "'count': 3", "12:31", "3 approvals of 2 people");
        row("no approvals", "'count': 2", "'count': 0", "12:31", "a number from 1 to 20");
        row("the same person twice", "'Bo'", "'Ada'", "12:20", "somebody is named twice");
        row("an unknown serving form", "'form': 'own'", "'form': 'kserv'", "12:81", "did you mean kserve?");
        row("alpha beyond half", "'strata'", "'alpha': 0.6, 'strata'", "13:52", "a number from 1e-06 to 0.5");
        row("a stratum that is no label", "['tenant']", "['a b']", "13:53", "a b is no label");
        row("a stratum twice", "['tenant']", "['tenant', 'tenant']", "13:53", "a label stands here twice");
    }
    void aFaultOfACardIsToldWithItsPlaceAndWhatWasExpected()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, place);
        QFETCH(QString, words);
        QVERIFY(rightText().contains(before));
        const WorkspaceAnswer answer = readWith(before, after);
        QVERIFY(!answer.workspace);
        QStringList all;
        bool found = false;
        for (const WorkspaceFault &fault : answer.faults) {
            all << fault.words();
            found = found || (fault.words().startsWith(u"andon.json:%1: "_s.arg(place)) && fault.words().contains(words));
        }
        QVERIFY2(found, qPrintable(all.join(u'\n')));
    }
    void oneFaultIsToldOnce_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("weight") << QByteArray("'weight': 50") << QByteArray("'weight': 101");
        QTest::newRow("window") << QByteArray("'window_seconds': 120") << QByteArray("'window_seconds': 0");
        QTest::newRow("deadline") << QByteArray("'deadline_seconds': 600") << QByteArray("'deadline_seconds': 400");
        QTest::newRow("verb") << QByteArray("'verb': 'degrade', 'level'") << QByteArray("'verb': 'dgrade', 'level'");
        QTest::newRow("action") << QByteArray("'action': 'rollback'") << QByteArray("'action': 'throttle'");
        QTest::newRow("approvals") << QByteArray("'count': 2, 'names': ['Ada', 'Bo']") << QByteArray("'count': 2");
    }
    void oneFaultIsToldOnce()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QVERIFY(rightText().contains(before));
        QCOMPARE(readWith(before, after).faults.size(), 1);
    }
    void theDigestOfTheTextIsKept()
    {
        QCOMPARE(readWith().workspace->digest.size(), 64);
        QVERIFY(readWith().workspace->digest != readWith("a comment", "another").workspace->digest);
    }
    void aCardByItselfIsReadWithTheSameFaultsPlacedInIt()
    {
        const ServiceSpec service = readWith().workspace->services.first();
        StrategyCard card = *service.card;
        QVERIFY(cardFaults(card, service).isEmpty());
        QVERIFY(cardFromJson(nlohmann::json(cardJson(card)), service) == card);
        card.steps[1].weight = 5;
        card.thresholds[1].action = Verb::Throttle;
        const QList<WorkspaceFault> faults = cardFaults(card, service);
        QCOMPARE(faults.size(), 2);
        QCOMPARE(faults[0].pointer, u"/steps/1/weight"_s);
        QCOMPARE(faults[1].pointer, u"/thresholds/1/action"_s);
        QVERIFY(!cardFromJson(nlohmann::json(cardJson(card)), service));
        QVERIFY(!cardFromJson("no card", service));
    }
    void aDraftIsACardThatTheWorkspaceTakes()
    {
        const ServiceSpec service = readWith().workspace->services.first();
        const StrategyCard draft = draftCard(service.indicators, {Verb::Rollback, Verb::Degrade});
        for (const WorkspaceFault &fault : cardFaults(draft, service))
            QFAIL(qPrintable(fault.words()));
        QCOMPARE(draft.thresholds.size(), 2);
    }
};

QTEST_GUILESS_MAIN(CardReaderTest)
#include "tst_CardReader.moc"
