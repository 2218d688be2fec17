// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/CardView.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class CardViewTest : public QObject {
    Q_OBJECT
    QByteArray m_text;
    ServiceSpec m_service;

private slots:
    void initTestCase()
    {
        QFile file(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_text = file.readAll();
        const WorkspaceAnswer answer = parseWorkspace(m_text, u"demo.json"_s);
        QVERIFY(answer.workspace);
        m_service = answer.workspace->services.first();
        QVERIFY(m_service.card);
    }
    void init() { failOnWarnings(); }

    void thePageSaysAllThatTheCardSays()
    {
        const QString page = cardPage(m_service);
        for (const QString &part : {QString::fromLatin1(digestOf(*m_service.card)), u"Ada Lin"_s, u"acme, globex"_s, u"| 2 | 20 % | 5 min | 7 min |"_s,
                                    u"| quality | Success rate | at least 0.85 ratio | 1.5 × stable | 200 | rollback |"_s,
                                    u"| latency | P95 | at most 4 seconds | 1.25 × stable | 200 | rollback |"_s, u"unknown on any indicator for 15 s"_s,
                                    u"1. pause\n2. degrade to level 2\n3. rollback\n"_s, u"1 h from the start"_s, u"- [ ] name, date, time"_s})
            QVERIFY2(page.contains(part), qPrintable(part + u"\n\n"_s + page));
        QCOMPARE(page.count(u"- [ ] "_s), m_service.card->approvals.count);
    }
    void aServiceWithoutACardHasNoPage()
    {
        ServiceSpec service = m_service;
        service.card.reset();
        QVERIFY(cardPage(service).isEmpty());
    }
    void aFamilyWithoutAGuardIsShownAsNotCovered()
    {
        ServiceSpec service = m_service;
        service.card->thresholds = {service.card->thresholds.first()};
        QCOMPARE(cardPage(service).count(u"not covered"_s), 5);
    }
    void hostileTextIsNoMarkup()
    {
        ServiceSpec service = m_service;
        service.title = u"# x | y\n<script>"_s;
        service.card->owner = u"[a](javascript:x) | @all\u202e"_s;
        service.card->serving.wayBack = u"a\n| b | c |"_s;
        const QString page = cardPage(service);
        QVERIFY(!page.contains(u'<') && !page.contains(u"[a](") && !page.contains(QChar(0x202e)) && !page.contains(u"@all"_s));
        QVERIFY(page.contains(u"| way back | a \\| b \\| c \\| |\n"_s));
    }
    void aFindingStandsWhereItBelongsInTheFile()
    {
        const QList<CardFinding> findings{{CardSeverity::Error, u"/owner"_s, u"no_owner"_s, u"nobody"_s},
                                          {CardSeverity::Warning, u"/steps/1/window_seconds"_s, u"x"_s, u"short"_s},
                                          {CardSeverity::Note, u"/thresholds/7/not_there"_s, u"x"_s, u"absent"_s}};
        const QList<WorkspaceFault> placed = placedFindings(findings, m_text, u"demo.json"_s, m_service.name);
        QCOMPARE(placed.size(), 3);
        const QList<QByteArray> lines = m_text.split('\n');
        const auto at = [&](const WorkspaceFault &fault) { return lines[fault.line - 1].mid(fault.column - 1); };
        QVERIFY2(at(placed[0]).startsWith("\"Ada Lin"), at(placed[0]).constData());
        QVERIFY2(at(placed[1]).startsWith("300 }"), at(placed[1]).constData());
        QVERIFY2(at(placed[2]).startsWith("{ \"indicator\": \"risk_hits\""), at(placed[2]).constData());
        QCOMPARE(placed[1].words(), u"demo.json:%1:%2: warning: short"_s.arg(placed[1].line).arg(placed[1].column));
    }
    void withoutTheTextThereAreNoPlaces()
    {
        const QList<WorkspaceFault> placed = placedFindings({{CardSeverity::Error, u"/owner"_s, u"x"_s, u"nobody"_s}}, {}, u"demo.json"_s, u"s"_s);
        QCOMPARE(placed.first().words(), u"demo.json: error: nobody"_s);
    }
    void theDemosCardCoversAllSixFamiliesAndSeesWhatItJudges()
    {
        for (const FamilyCover &cover : coverOf(*m_service.card, m_service.indicators))
            QVERIFY2(cover.isCovered(), qPrintable(familyWord(cover.family)));
        const CardLintReport report = lintCard(*m_service.card, m_service.indicators, {40, 0.02, {{u"errors_5xx"_s, 0.002}, {u"tool_failures"_s, 0.012}}});
        for (const CardFinding &finding : report.findings)
            QVERIFY2(finding.severity == CardSeverity::Note || finding.code == u"weak_step" || finding.code == u"blind_step" || finding.code == u"stays_undecided",
                     qPrintable(finding.code + u": "_s + finding.words));
        QVERIFY(!report.hasErrors());
    }
};

QTEST_GUILESS_MAIN(CardViewTest)
#include "tst_CardView.moc"
