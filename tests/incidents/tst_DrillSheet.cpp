// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/DrillText.h"
#include "app/incidents/IncidentReview.h"
#include "app/incidents/PostmortemText.h"
#include "tests/incidents/DrillStory.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <functional>

using namespace andon;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Mark = DrillMark;
using Finding = DrillFinding;
using Question = DrillQuestion;

struct Story {
    std::function<void(DrillStory &)> happens;
    FaultSetting setting{u"v42"_s, {u"slow"_s}, {}};
};

const Incident &drillOf(const QList<Incident> &incidents)
{
    return *std::find_if(incidents.begin(), incidents.end(), [](const Incident &one) { return one.id == u"i1"; });
}

} // namespace

Q_DECLARE_METATYPE(Story)

class DrillSheetTest : public QObject {
    Q_OBJECT

    static DrillSheet sheetOf(const Story &story)
    {
        DrillStory told(story.setting);
        story.happens(told);
        told.finish();
        return drillSheet(told.run, told.events);
    }
    static QByteArray exported(PostmortemFormat format, const QString &saved = {})
    {
        DrillStory story;
        story.good();
        story.finish();
        const QList<Incident> incidents = incidentsOf(story.events);
        const Result<QList<ExportedFile>> files = exportPostmortem(postmortemDocument(drillOf(incidents), {}, builtInTemplate(), saved), format, nullptr, [](int, int) { return true; });
        return files ? files->first().bytes : QByteArray();
    }

private slots:
    void init() { failOnWarnings(); }

    void aGoodDrillPassesEveryRowAndSaysWhereItWasRead()
    {
        const DrillSheet sheet = sheetOf({[](DrillStory &story) { story.good(); }});
        QCOMPARE(sheet.rows.size(), 8);
        for (const DrillRow &row : sheet.rows) {
            QVERIFY2(row.mark == Mark::Passed, qPrintable(drillQuestionText(row.question) + u": "_s + drillFindingText(row)));
            QVERIFY(!row.fromEvent.isEmpty());
        }
        QVERIFY(sheet.allPassed());
        QCOMPARE(sheet.row(Question::Detected).figure, 20s);
        QCOMPARE(sheet.row(Question::Acted).figure, 20s);
        QCOMPARE(sheet.row(Question::RightAction).detail, u"rollback v42"_s);
        QCOMPARE(sheet.row(Question::Stopped).figure, 50s);
        QCOMPARE(sheet.row(Question::EffectVerified).figure, 10s);
        QCOMPARE(sheet.row(Question::EffectVerified).target, 60s);
        QCOMPARE(sheet.run.seal(), DrillRun::Seal::Broken); // seed 7 gives another plan than the one that this story was told
        QVERIFY(isSettled(sheet));
        QCOMPARE(drillLessons(sheet).size(), 1); // where such a fault shows
    }

    void everyRowSaysWhatWasReallySo_data()
    {
        QTest::addColumn<Story>("story");
        QTest::addColumn<Question>("question");
        QTest::addColumn<Mark>("mark");
        QTest::addColumn<Finding>("finding");
        QTest::addColumn<std::optional<std::chrono::milliseconds>>("figure");
        using Ms = std::optional<std::chrono::milliseconds>;
        const Ms none;
        const auto row = [](const char *name, const Story &story, Question question, Mark mark, Finding finding, Ms figure) {
            QTest::newRow(name) << story << question << mark << finding << figure;
        };
        const auto asked = [](const char *verb, qint64 second, const QString &version = u"v42"_s, bool watched = true) {
            return [=](DrillStory &story) {
                story.cross(40, "latency_p95");
                story.intent(second, verb, u"op"_s, watched);
                story.events.last().version = version;
            };
        };
        const auto then = [&](const char16_t *kind, bool watched = true) {
            return Story{[=](DrillStory &story) {
                asked("rollback", 60, u"v42"_s, watched)(story);
                story.add(kind, 70, nlohmann::json::object(), u"op"_s);
            }};
        };
        const Story nothing{[](DrillStory &) {}};
        const Story alarmOnly{[](DrillStory &story) { story.cross(40, "latency_p95"); }};

        row("nothing showed it", nothing, Question::Detected, Mark::NotReached, Finding::NotSeen, none);
        row("an alarm of another version is not it", {[](DrillStory &story) { story.cross(40, "latency_p95", u"v41"_s); }}, Question::Detected, Mark::NotReached, Finding::NotSeen, none);
        row("an alarm from before the fault is not it", {[](DrillStory &story) { story.cross(10); }}, Question::Detected, Mark::NotReached, Finding::NotSeen, none);
        row("an alarm counts from when it was shown", {[](DrillStory &story) {
            story.cross(40);
            story.events.last().recordedAt = DrillStory::at(44);
        }}, Question::Detected, Mark::Passed, Finding::Measured, 24s);
        row("an outside alarm counts", {[](DrillStory &story) { story.add(EventKind::alertFired, 50, {{"alert", "x"}}); }}, Question::Detected, Mark::Passed, Finding::Measured, 30s);
        row("a late alarm is missed", {[](DrillStory &story) { story.cross(81); }}, Question::Detected, Mark::Missed, Finding::Measured, 61s);
        row("just in time", {[](DrillStory &story) { story.cross(80); }}, Question::Detected, Mark::Passed, Finding::Measured, 60s);
        row("who rolls back before the alarm saw it", {[](DrillStory &story) { story.intent(30, "rollback", u"op"_s); }}, Question::Detected, Mark::Passed, Finding::Measured, 10s);

        row("nothing to act on", nothing, Question::Acted, Mark::NotReached, Finding::NotSeen, none);
        row("nobody acts", alarmOnly, Question::Acted, Mark::NotReached, Finding::NobodyActed, none);
        row("an acknowledgement is an act", {[](DrillStory &story) {
            story.cross(40);
            story.add(EventKind::alertAcknowledged, 55);
        }}, Question::Acted, Mark::Passed, Finding::Measured, 15s);
        row("an acknowledgement of another version is none", {[](DrillStory &story) {
            story.cross(40);
            story.add(EventKind::alertAcknowledged, 55, nlohmann::json::object(), {}, u"assistant"_s, u"v41"_s);
        }}, Question::Acted, Mark::NotReached, Finding::NobodyActed, none);
        row("to pause is an act", {asked("pause", 50)}, Question::Acted, Mark::Passed, Finding::Measured, 10s);
        row("a late act", {asked("rollback", 101)}, Question::Acted, Mark::Missed, Finding::Measured, 61s);

        row("no action at all", alarmOnly, Question::RightAction, Mark::NotReached, Finding::NobodyActed, none);
        row("the right one", {asked("rollback", 60)}, Question::RightAction, Mark::Passed, Finding::AsItShouldBe, 40s);
        row("the wrong verb", {asked("throttle", 60)}, Question::RightAction, Mark::Missed, Finding::AnotherVerb, none);
        row("the wrong version", {asked("rollback", 60, u"v41"_s)}, Question::RightAction, Mark::Missed, Finding::AnotherVersion, none);
        row("too early", {asked("rollback", 10)}, Question::RightAction, Mark::Missed, Finding::BeforeTheFault, none);
        row("a degrade for what costs", {asked("degrade", 60, u"v41"_s), {u"v42"_s, {u"costly"_s}, {}}}, Question::RightAction, Mark::Passed, Finding::AsItShouldBe, 40s);
        row("a rollback for what stable costs", {asked("rollback", 60), {u"v41"_s, {u"costly"_s}, {}}}, Question::RightAction, Mark::Missed, Finding::AnotherVerb, none);
        row("a degrade for what stable costs", {asked("degrade", 60), {u"v41"_s, {u"costly"_s}, {}}}, Question::RightAction, Mark::Passed, Finding::AsItShouldBe, 40s);

        row("to pause is no try", {[=](DrillStory &story) {
            asked("pause", 50)(story);
            story.intent(60, "rollback", u"op2"_s);
        }}, Question::FirstAction, Mark::Passed, Finding::AsItShouldBe, none);
        row("the first was another one", {[=](DrillStory &story) {
            asked("throttle", 50)(story);
            story.intent(60, "rollback", u"op2"_s);
        }}, Question::FirstAction, Mark::Missed, Finding::AnotherVerb, none);
        row("to make exposure larger is a try", {[=](DrillStory &story) {
            asked("promote", 50)(story);
            story.intent(60, "rollback", u"op2"_s);
        }}, Question::FirstAction, Mark::Missed, Finding::AnotherVerb, none);
        row("the first was before the fault", {[=](DrillStory &story) {
            asked("rollback", 10)(story);
            story.intent(60, "rollback", u"op2"_s);
        }}, Question::FirstAction, Mark::Missed, Finding::BeforeTheFault, none);
        row("and the right one came after it", {[=](DrillStory &story) {
            asked("rollback", 10)(story);
            story.intent(60, "rollback", u"op2"_s);
        }}, Question::RightAction, Mark::Passed, Finding::AsItShouldBe, 40s);
        row("no first", alarmOnly, Question::FirstAction, Mark::NotReached, Finding::NobodyActed, none);

        row("still burning", alarmOnly, Question::Stopped, Mark::NotReached, Finding::StillBurning, none);
        row("eased by itself is stopped by nobody", {[](DrillStory &story) {
            story.cross(40);
            story.clear(60);
        }}, Question::Stopped, Mark::NotReached, Finding::StillBurning, none);
        row("an alarm of another version does not hold it up", {[](DrillStory &story) {
            story.good();
            story.cross(72, "success_rate", u"v41"_s);
        }}, Question::Stopped, Mark::Passed, Finding::Measured, 50s);
        row("read back alone has stopped nothing", then(EventKind::actionVerified), Question::Stopped, Mark::NotReached, Finding::StillBurning, none);
        row("late", {[=](DrillStory &story) {
            asked("rollback", 60)(story);
            story.add(EventKind::actionEffective, 261, nlohmann::json::object(), u"op"_s);
            story.run.endedAt = DrillStory::at(300);
        }}, Question::Stopped, Mark::NotReached, Finding::StillBurning, none); // the drill ended before
        row("a degrade stops once its alarm is cleared", {[=](DrillStory &story) {
            asked("degrade", 60)(story);
            story.add(EventKind::actionEffective, 65, nlohmann::json::object(), u"op"_s);
            story.clear(90, "latency_p95");
        }, {u"v42"_s, {u"costly"_s}, {}}}, Question::Stopped, Mark::Passed, Finding::Measured, 45s);

        row("no outcome", alarmOnly, Question::EffectVerified, Mark::NotReached, Finding::NobodyActed, none);
        row("asked only", {asked("rollback", 60)}, Question::EffectVerified, Mark::Missed, Finding::Unknown, none);
        row("sent only", then(EventKind::actionSent), Question::EffectVerified, Mark::Missed, Finding::SentOnly, none);
        row("answered is not verified", then(EventKind::actionAcked), Question::EffectVerified, Mark::Missed, Finding::AnsweredOnly, none);
        row("read back is not seen", then(EventKind::actionVerified), Question::EffectVerified, Mark::Missed, Finding::ReadBackOnly, none);
        row("read back where nothing is looked at", then(EventKind::actionVerified, false), Question::EffectVerified, Mark::Passed, Finding::ReadBackUnwatched, 10s);
        row("seen", then(EventKind::actionEffective), Question::EffectVerified, Mark::Passed, Finding::SeenInTraffic, 10s);
        row("not seen", then(EventKind::actionNotSeen), Question::EffectVerified, Mark::Missed, Finding::NotInTraffic, none);
        row("unknown", then(EventKind::actionUnknown), Question::EffectVerified, Mark::Missed, Finding::Unknown, none);
        row("a person is asked", then(EventKind::actionAskHuman), Question::EffectVerified, Mark::Missed, Finding::Unknown, none);
        row("refused", then(EventKind::actionRejected), Question::EffectVerified, Mark::Missed, Finding::Refused, none);
        row("somebody was first", then(EventKind::actionSuperseded), Question::EffectVerified, Mark::Missed, Finding::Refused, none);
        row("another state", then(EventKind::actionMismatch), Question::EffectVerified, Mark::Missed, Finding::ReadBackOther, none);
        row("what was seen is not taken back", {[=](DrillStory &story) {
            asked("rollback", 60)(story);
            story.add(EventKind::actionEffective, 70, nlohmann::json::object(), u"op"_s);
            story.add(EventKind::actionUnknown, 80, nlohmann::json::object(), u"op"_s);
        }}, Question::EffectVerified, Mark::Passed, Finding::SeenInTraffic, 10s);
        row("another operation's effect is none", {[=](DrillStory &story) {
            asked("rollback", 60)(story);
            story.add(EventKind::actionEffective, 70, nlohmann::json::object(), u"other"_s);
        }}, Question::EffectVerified, Mark::Missed, Finding::Unknown, none);

        row("nothing to keep", nothing, Question::EvidenceOfAlarm, Mark::NotReached, Finding::NotSeen, none);
        row("nothing kept", alarmOnly, Question::EvidenceOfAlarm, Mark::Missed, Finding::NotKept, none);
        row("a bundle from before the alarm", {[](DrillStory &story) {
            story.bundle(35, 0, 35);
            story.cross(40);
        }}, Question::EvidenceOfAlarm, Mark::Missed, Finding::NotKept, none);
        row("without its hash", {[](DrillStory &story) {
            story.cross(40);
            story.bundle(45, 0, 45, "no hash");
        }}, Question::EvidenceOfAlarm, Mark::Missed, Finding::KeptWithoutHash, none);
        row("kept", {[](DrillStory &story) {
            story.cross(40);
            story.bundle(45, 0, 45);
        }}, Question::EvidenceOfAlarm, Mark::Passed, Finding::Kept, none);
        row("a bundle of the alarm is none of the action", {[=](DrillStory &story) {
            asked("rollback", 60)(story);
            story.bundle(45, 0, 45);
        }}, Question::EvidenceOfAction, Mark::Missed, Finding::NotKept, none);
        row("a bundle of both", {[=](DrillStory &story) {
            asked("rollback", 60)(story);
            story.bundle(70, 0, 70);
        }}, Question::EvidenceOfAction, Mark::Passed, Finding::Kept, none);
        row("a bundle after the drill", {[=](DrillStory &story) {
            asked("rollback", 60)(story);
            story.bundle(DrillStory::end + 5, 0, DrillStory::end + 5);
        }}, Question::EvidenceOfAction, Mark::Missed, Finding::NotKept, none);
    }
    void everyRowSaysWhatWasReallySo()
    {
        QFETCH(Story, story);
        QFETCH(Question, question);
        QFETCH(Mark, mark);
        QFETCH(Finding, finding);
        QFETCH(std::optional<std::chrono::milliseconds>, figure);
        const DrillSheet sheet = sheetOf(story);
        const DrillRow &row = sheet.row(question);
        QCOMPARE(row.question, question);
        QVERIFY2(row.finding == finding, qPrintable(drillFindingText(row)));
        QCOMPARE(row.mark, mark);
        QCOMPARE(row.figure, figure);
        QVERIFY(!drillFindingText(row).isEmpty());
    }

    void beforeTheEndNothingIsTold()
    {
        DrillStory story;
        story.good();
        const QList<DrillRun> runs = drillRunsOf(story.events);
        QCOMPARE(runs.size(), 1);
        QCOMPARE(runs[0].seal(), DrillRun::Seal::Closed);
        const DrillSheet sheet = drillSheet(runs[0], story.events);
        for (const DrillRow &row : sheet.rows)
            QCOMPARE(row.finding, Finding::StillSealed);
        QVERIFY(drillFaultText(sheet).isEmpty());
        // And nothing of it stands in the row that begins it.
        const QByteArray row = QByteArray::fromStdString(story.events.first().payload.dump()) + story.events.first().title.toUtf8();
        for (const char *secret : {"slow", "v42", "seed", "salt", "delay"})
            QVERIFY2(!row.contains(secret), secret);
    }
    void aDrillThatEndedBeforeItsFaultSaysSo()
    {
        DrillStory story;
        story.run.injectedAt.reset();
        story.finish();
        const DrillSheet sheet = drillSheet(drillRunsOf(story.events).first(), story.events);
        for (const DrillRow &row : sheet.rows)
            QCOMPARE(row.finding, Finding::NoFault);
        QCOMPARE(sheet.passed(), 0);
        QVERIFY(!isSettled(sheet));
    }
    void theSealIsProvenLostOrBroken()
    {
        DrillStory story;
        story.secret.plan = drillPlan(7, story.secret.ground);
        story.run.secret = story.secret;
        story.run.commitment = drillCommitment(story.secret);
        story.events.first().payload["commitment"] = story.run.commitment.toStdString();
        story.finish();
        QCOMPARE(drillRunsOf(story.events).first().seal(), DrillRun::Seal::Holds);
        QList<Event> told = story.events;
        told[1].payload["secret"]["version"] = "v41"; // another plan is told afterwards
        QCOMPARE(drillRunsOf(told).first().seal(), DrillRun::Seal::Broken);
        told = story.events;
        told[0].payload["commitment"] = std::string(64, '0');
        QCOMPARE(drillRunsOf(told).first().seal(), DrillRun::Seal::Broken);
        told = story.events;
        told[1].payload["secret"] = nullptr; // its console is gone
        QCOMPARE(drillRunsOf(told).first().seal(), DrillRun::Seal::Lost);
        told.removeFirst();
        QCOMPARE(drillRunsOf(told).first().seal(), DrillRun::Seal::Lost);
        // A second end that somebody writes changes nothing.
        told = story.events;
        told << told[1];
        told.last().eventId = u"later"_s;
        told.last().payload["reason"] = "time_up";
        QCOMPARE(drillRunsOf(told).first().end, DrillEnd::Finished);
    }
    void hostileRowsAreTextAndNoCrash()
    {
        DrillStory story;
        const nlohmann::json bad = nlohmann::json::parse(R"([[], {}, 5, "<script>", null, {"seed": [], "ground": 7}])");
        for (const nlohmann::json &one : bad) {
            for (const char *member : {"drill", "incident", "secret", "injected_at", "reason", "commitment"}) {
                Event ended = drillEndedRow(story.run), started = drillStartedRow(story.run.id, {}, {}, {});
                ended.payload[member] = one;
                started.payload[member] = one;
                for (const DrillRun &run : drillRunsOf({started, ended}))
                    QCOMPARE(drillSheet(run, story.events).rows.size(), 8);
            }
            Event none = drillEndedRow(story.run);
            none.payload = one;
            QVERIFY(drillRunsOf({none}).size() <= 1);
        }
    }

    void theIncidentOfADrillHasItsSheetAndItsTimesBeginWithTheFault()
    {
        DrillStory story;
        story.good();
        story.finish();
        const QList<Incident> incidents = incidentsOf(story.events);
        QCOMPARE(incidents.size(), 1);
        const Incident &incident = incidents.first();
        QVERIFY(incident.drill && incident.closed);
        QCOMPARE(incident.time(KeyTime::Started), DrillStory::at(DrillStory::fault));
        QCOMPARE(durationsOf(incident).ttd, 20s);
        QCOMPARE(durationsOf(incident).ttm, 50s);
        const auto sheet = drillSheetOf(incident);
        QVERIFY(sheet);
        QVERIFY2(sheet->allPassed(), qPrintable(drillMarkdown(incident, *sheet)));
        QCOMPARE(sheet->run.commitment, story.run.commitment);
        Incident real = incident;
        real.drill = false;
        QVERIFY(!drillSheetOf(real));
    }
    void aDrillCountsNeitherForTheNextIncidentNorInTheReview()
    {
        DrillStory story;
        story.good();
        story.finish();
        // A real one, some minutes later: it begins with its own alarm, and what was the drill's stays there.
        story.cross(400);
        story.open("real", 430);
        const QList<Incident> incidents = incidentsOf(story.events);
        QCOMPARE(incidents.size(), 2);
        const Incident &real = incidents.first();
        QCOMPARE(real.id, u"real"_s);
        QCOMPARE(real.time(KeyTime::Started), DrillStory::at(400));
        QVERIFY2(drillSheetOf(drillOf(incidents))->allPassed(), "its events are still its own");
        const IncidentReview review = reviewOf(incidents, story.events, {});
        QCOMPARE(review.drillsLeftOut, 1);
        QCOMPARE(review.rows.size(), 1);
        QCOMPARE(review.alarms.size(), 1);
        QCOMPARE(review.alarms[0].withAction + review.alarms[0].withoutAction, 1);
        const IncidentReview all = reviewOf(incidents, story.events, {}, true);
        QCOMPARE(all.rows.size(), 2);
        QCOMPARE(all.alarms[0].withAction + all.alarms[0].withoutAction, 2);
    }

    void everyFormatSaysThatItIsADrillAndHasTheSheet_data()
    {
        QTest::addColumn<PostmortemFormat>("format");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("md") << PostmortemFormat::Markdown
            << QStringList{u"# Postmortem: \\[drill\\] "_s, u"This was a drill: nothing of it was real."_s, u"| Time to detect (fault to alarm) | within 1 m 00 s | 20 s | passed | E2 |"_s,
                           u"| No false first action | – | rollback v42 | passed | E4 |"_s, u"seen in traffic after 10 s"_s, u"8 of 8 passed"_s, u"What went wrong: slow in v42"_s};
        QTest::newRow("html") << PostmortemFormat::Html << QStringList{u"<title>[drill] "_s, u"nothing of it was real"_s, u"Time to detect (fault to alarm)"_s, u"8 of 8 passed"_s};
        QTest::newRow("json") << PostmortemFormat::Json << QStringList{u"\"drill\":true"_s, u"\"drill_sheet\":{"_s, u"\"question\":\"detected\""_s, u"\"passed\":8"_s, u"\"figure_ms\":20000"_s};
        QTest::newRow("csv") << PostmortemFormat::Csv
            << QStringList{u"drill.sheet"_s, u"This was a drill: nothing of it was real"_s, u"Time to detect (fault to alarm): passed"_s, u"8 of 8 passed"_s};
    }
    void everyFormatSaysThatItIsADrillAndHasTheSheet()
    {
        QFETCH(PostmortemFormat, format);
        QFETCH(QStringList, words);
        const QString text = QString::fromUtf8(exported(format));
        for (const QString &word : words)
            QVERIFY2(text.contains(word), qPrintable(word + u"\n\n"_s + text.left(4000)));
        QCOMPARE(exported(format), text.toUtf8());
    }
    void theSheetIsAsTheRecordHasItWhateverTextWasSaved()
    {
        // A text without the section gets it before its first one; an old section is replaced; twice is once.
        const QString own = u"# Mine\n\nwords\n\n## Causes\n\nit rained\n"_s;
        const QString once = QString::fromUtf8(exported(PostmortemFormat::Markdown, own));
        QVERIFY2(once.indexOf(drillSection) > once.indexOf(u"words"_s) && once.indexOf(drillSection) < once.indexOf(u"## Causes"_s), qPrintable(once));
        QCOMPARE(once.count(drillSection), 1);
        QCOMPARE(QString::fromUtf8(exported(PostmortemFormat::Markdown, once)), once);
        const QString forged = u"# Mine\n\n## Drill: score sheet\n\n99 of 8 passed\n\n## Causes\n\nit rained\n"_s;
        const QString mended = QString::fromUtf8(exported(PostmortemFormat::Markdown, forged));
        QVERIFY(!mended.contains(u"99 of 8"_s));
        QVERIFY(mended.contains(u"it rained"_s) && mended.count(drillSection) == 1);
        QVERIFY(exported(PostmortemFormat::Markdown, u"no heading at all"_s).contains("8 of 8 passed"));
    }
    void theNameOfAnExportSaysDrill()
    {
        DrillStory story;
        story.good();
        Incident incident = incidentsOf(story.events).first();
        QVERIFY(exportName(incident, PostmortemFormat::Pdf).startsWith(u"drill-postmortem"_s));
        incident.drill = false;
        QVERIFY(exportName(incident, PostmortemFormat::Pdf).startsWith(u"postmortem"_s));
    }
};

QTEST_GUILESS_MAIN(DrillSheetTest)
#include "tst_DrillSheet.moc"
