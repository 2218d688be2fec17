// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IncidentReport.h"
#include "tests/incidents/RecordRows.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// What `andon incidents` prints of one incident.
class IncidentReportTest : public QObject {
    Q_OBJECT

    static Incident incident()
    {
        RecordRows r;
        r.cross(40);
        r.intent(100, "rollback", u"op"_s);
        r.open("A", 100);
        r.change("A", 101, "title", "Refusals doubled");
        r.change("A", 102, "role.commander", "Ben");
        r.add(EventKind::runbookStarted, 100, {{"incident", "A"}, {"runbook", "cost_spike"}, {"digest", "d"}});
        r.add(EventKind::runbookStepClosed, 130, {{"incident", "A"}, {"step", "confirm"}, {"artefact", {{"kind", "event"}, {"ref", "e1"}}}});
        r.add(EventKind::actionEffective, 160, {{"seconds", 60}}, u"op"_s);
        return incidentsOf(r.events).first();
    }

private slots:
    void init() { failOnWarnings(); }

    void aLineHasSeverityStartStateDurationsAndTitle()
    {
        const QString line = incidentLine(incident());
        QCOMPARE(line, u"S1  2025-11-29T12:00:40Z  mitigated  TTD 0:00  TTA 1:00  TTM 2:00  TTR -  assistant  Refusals doubled  A"_s);
    }
    void aDurationThatAClockSetBackTookAwayIsSaidToBeOne()
    {
        RecordRows r;
        r.open("A", 100);
        r.setClock(-3000);
        r.add(EventKind::incidentClosed, -3000, {{"incident", "A"}});
        const Incident incident = incidentsOf(r.events).first();
        QVERIFY2(incidentLine(incident).contains(u"TTD 0:00  TTA -  TTM -  TTR (clock set back)"_s), qPrintable(incidentLine(incident)));
        const nlohmann::json json = incidentJson(incident);
        QVERIFY(json.at("durations_ms").at("ttr").is_null());
        QVERIFY(json.at("clock_set_back") == nlohmann::json::array({"ttr"}));
        QVERIFY(incidentJson(IncidentReportTest::incident()).at("clock_set_back").empty());
    }
    void aTitleWithAPlaceholderChangesNothingElse()
    {
        Incident hostile = incident();
        hostile.title = u"%1 %11 %2"_s;
        hostile.service = u"%10"_s;
        QVERIFY2(incidentLine(hostile).endsWith(u"%1 %11 %2  A"_s), qPrintable(incidentLine(hostile)));
    }
    void theJsonHasTimesDurationsAndTheRunbooksSteps()
    {
        const nlohmann::json json = incidentJson(incident());
        QVERIFY(json.at("state") == "mitigated");
        QVERIFY(json.at("durations_ms").at("ttm") == 120'000);
        QVERIFY(json.at("durations_ms").at("ttr").is_null());
        QVERIFY(json.at("times").at("started").at("at") == "2025-11-29T12:00:40.000000Z");
        QVERIFY(json.at("times").at("started").at("proposed") == true);
        QVERIFY(json.at("roles").at("commander") == "Ben");
        QVERIFY(json.at("versions") == nlohmann::json({"v42"}));
        QVERIFY(json.at("runbook").at("steps").at("confirm").at("took_ms") == 30'000);
        QVERIFY(json.at("runbook").at("steps").at("postmortem").at("closed") == false);
        QVERIFY(json.at("merged_into").is_null());
    }
    void durationsAreWrittenAsAPersonReadsThem_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << qint64(-1) << u"-"_s;
        QTest::newRow("zero") << qint64(0) << u"0:00"_s;
        QTest::newRow("below a second") << qint64(999) << u"0:00"_s;
        QTest::newRow("minutes") << qint64(192'000) << u"3:12"_s;
        QTest::newRow("an hour") << qint64(3'845'000) << u"1:04:05"_s;
        QTest::newRow("a day") << qint64(86'400'000) << u"24:00:00"_s;
    }
    void durationsAreWrittenAsAPersonReadsThem()
    {
        QFETCH(qint64, ms);
        QTEST(durationWords(ms < 0 ? std::nullopt : std::optional(std::chrono::milliseconds(ms))), "words");
    }
};

QTEST_GUILESS_MAIN(IncidentReportTest)
#include "tst_IncidentReport.moc"
