// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gateway/AbsentGateway.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class AbsentGatewayTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void everyVerbIsAbsentWithTheReasonOfTheWorkspace()
    {
        const AbsentGateway gateway(u"no admin endpoint"_s);
        for (const Verb verb : allVerbs)
            QCOMPARE(gateway.whyAbsent(verb), u"no admin endpoint"_s);
        QCOMPARE(gateway.promise(Verb::Rollback).tier, Tier::D);
    }
    void readingSaysTheReasonLaterAndOnce()
    {
        AbsentGateway gateway(u"no admin endpoint"_s);
        QList<Error> errors;
        const auto take = [&](const Result<GatewayState> &answer) { errors << answer.error(); };
        gateway.read(this, take);
        gateway.readBack(this, take);
        QVERIFY(errors.isEmpty());
        QTRY_COMPARE(errors.size(), 2);
        for (const Error &error : errors)
            QCOMPARE(error.message(), u"Blocked: no admin endpoint."_s);
    }
    void aWriteIsNeverSent()
    {
        AbsentGateway gateway(u"no admin endpoint"_s);
        QList<WriteAnswer> answers;
        gateway.write({}, this, [&](const WriteAnswer &answer) { answers << answer; });
        QVERIFY(answers.isEmpty());
        QTRY_COMPARE(answers.size(), 1);
        QCOMPARE(answers.first().outcome, WriteOutcome::NotSent);
        QCOMPARE(answers.first().words, u"no admin endpoint"_s);
        QVERIFY(!answers.first().state);
    }
    void whoIsGoneIsNotAnswered()
    {
        AbsentGateway gateway(u"no admin endpoint"_s);
        int answered = 0;
        {
            QObject asker;
            gateway.read(&asker, [&](const Result<GatewayState> &) { ++answered; });
            gateway.write({}, &asker, [&](const WriteAnswer &) { ++answered; });
        }
        // Our question comes after theirs: once it is answered, theirs never will be.
        bool ours = false;
        gateway.read(this, [&](const Result<GatewayState> &) { ours = true; });
        QTRY_VERIFY(ours);
        QCOMPARE(answered, 0);
    }
    void aVersionIsFoundByItsNameAndByItsRole()
    {
        const GatewayState state = FakeGateway().state;
        QVERIFY(state.versionById(u"v42"_s));
        QCOMPARE(state.versionById(u"v42"_s)->weight, 20.0);
        QVERIFY(!state.versionById(u"v43"_s));
        QVERIFY(!state.versionById({}));
        QCOMPARE(state.withRole(VersionRole::Stable)->id, u"v41"_s);
        QCOMPARE(state.withRole(VersionRole::Canary)->id, u"v42"_s);
        QVERIFY(!state.withRole(VersionRole::Idle));
    }
};

QTEST_GUILESS_MAIN(AbsentGatewayTest)
#include "tst_AbsentGateway.moc"
