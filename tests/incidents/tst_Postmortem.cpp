// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/PasteSafe.h"
#include "app/incidents/Postmortem.h"
#include "tests/incidents/IncidentStory.h"
#include "tests/support/Warnings.h"

#include <QRegularExpression>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

QString draftOf(const IncidentStory &story)
{
    return postmortemDraft(story.incident, story.facts(), builtInTemplate());
}

QString section(const QString &text, const QString &heading)
{
    const qsizetype at = text.indexOf(u"## "_s + heading);
    const qsizetype end = text.indexOf(u"\n## "_s, at + 3);
    return at < 0 ? QString() : text.mid(at, end < 0 ? -1 : end - at);
}

Columns columnsOf(std::initializer_list<double> values, qint64 startMs)
{
    Columns columns;
    qint64 at = startMs;
    for (const double value : values) {
        columns.append(at, value);
        at += 10'000;
    }
    return columns;
}

} // namespace

class PostmortemTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theDraftSaysWhatHappenedWithItsEvents()
    {
        const QString text = draftOf(IncidentStory());
        QVERIFY(text.startsWith(u"# Postmortem: Bad answers doubled on v42\n"));
        QVERIFY(text.contains(u"| Version before | v41 (E119) |"));
        QVERIFY(text.contains(u"| Version bad | v42 (E118) |"));
        QVERIFY(text.contains(u"| Version after | v41 (E122) |"));
        QVERIFY(text.contains(u"| Started | 2025-11-24T16:00:00Z (E118), proposed by the record |"));
        QVERIFY(text.contains(u"| Time to mitigate (started to mitigated) | 1 m 37 s |"));
        QVERIFY(section(text, u"Summary"_s).contains(u"Bad answers of v42 passed its stop gate at 2025-11-24T16:00:00Z (E118)"));
        QVERIFY(section(text, u"Impact"_s).contains(u"3214 requests had been served by v42 when the judge found it worse (E119)"));
        QVERIFY(section(text, u"Impact"_s).contains(u"20 % of the traffic was touched by the rollback (E120)"));
        QVERIFY(section(text, u"Root causes"_s).contains(u"prompt changed: prompt-61 → prompt-64 (E119)"));
        QVERIFY(!section(text, u"Root causes"_s).contains(u"model changed"));
        QVERIFY(section(text, u"What went well"_s).contains(u"7 s after it was asked (E123)"));
        QVERIFY(section(text, u"Regression"_s).contains(u"| r-1 | 4bf92f3577b34da6a3ce929d0e0e4736 | regression.jsonl | refusal | E125 |"));
        QVERIFY(section(text, u"Evidence"_s).contains(QString(64, u'a')));
    }

    void aDurationThatAClockSetBackTookAwayIsSaidToBeUnknown()
    {
        IncidentStory story;
        story.incident.times[KeyTime::Mitigated].setBacks = 1;
        QVERIFY(draftOf(story).contains(u"| Time to mitigate (started to mitigated) | not known: the clock was set back in between |"));
        QVERIFY(draftOf(story).contains(u"| Time to detect (started to detected) | 30 s |"));
    }

    void theLinesStandWithGuardBaselineWorstAndQuery()
    {
        const QString lines = section(draftOf(IncidentStory()), u"Four lines"_s);
        QVERIFY2(lines.contains(u"| Quality: Bad answers | warn above 3 %, stop above 5 % | 2.1 % (E119) | 12.4 % (E118) | 2025-11-24T16:00:00Z | sum by (version) (rate(bad\\_total\\{job="),
                 qPrintable(lines));
    }

    void theActionIsAskedAnsweredReadBackAndSeen()
    {
        const QString actions = section(draftOf(IncidentStory()), u"Actions"_s);
        QVERIFY2(actions.contains(u"| rollback | v42 20 % → 0 %, all to v41 | by Anna 2025-11-24T16:01:30Z (E120) | accepted 2025-11-24T16:01:31Z (E121) | "
                                  "as asked 2025-11-24T16:01:32Z (E122) | seen in traffic 2025-11-24T16:01:37Z (E123) | 7 s | op-1 |"),
                 qPrintable(actions));
    }

    void everyFigureStandsBesideItsEventOrItsQuery()
    {
        static const QRegularExpression figure(u"[0-9]"_s), cited(u"\\bE[0-9]+\\b"_s);
        const IncidentStory story;
        const QString text = draftOf(story);
        for (const QString &line : text.split(u'\n')) {
            QString bare = line;
            bare.remove(QRegularExpression(u"v4[12]|S2|SHA-256|`[^`]*`"_s));
            const bool durations = line.startsWith(u"| Time to"); // between two times that are cited above
            if (figure.match(bare).hasMatch() && !durations && !line.startsWith(u"# "))
                QVERIFY2(cited.match(line).hasMatch(), qPrintable(line));
        }
        for (auto matches = cited.globalMatch(text); matches.hasNext();) {
            const qint64 seq = matches.next().captured().mid(1).toLongLong();
            const bool there = std::any_of(story.events.begin(), story.events.end(), [&](const Event &event) { return event.seq == seq; });
            QVERIFY2(there, qPrintable(QString::number(seq)));
        }
        for (const Event &event : story.events)
            QVERIFY(section(text, u"Timeline"_s).contains(u"| E%1 | %2 |"_s.arg(event.seq).arg(event.eventId)));
    }

    void hostileTitlesReasonsAndNotesAreTextAndNothingElse()
    {
        const QString text = draftOf(IncidentStory(true));
        QCOMPARE(pasteSafe(text), text);
        QVERIFY(!text.contains(u'<'));
        QVERIFY(!text.contains(QRegularExpression(u"@everyone|#12"_s)));
        for (const QString &line : text.split(u'\n')) {
            if (line.startsWith(u'|'))
                QVERIFY2(line.endsWith(u'|'), qPrintable(line));
        }
        QCOMPARE(section(text, u"Timeline"_s).count(u"\n|"), 9 + 2);
    }

    void theSameRecordGivesTheSameTextInAnyLanguage()
    {
        const QString before = draftOf(IncidentStory(true));
        QLocale::setDefault(QLocale(QLocale::Turkish));
        qputenv("TZ", "Asia/Kathmandu");
        tzset();
        const QString after = draftOf(IncidentStory(true));
        QLocale::setDefault(QLocale::c());
        qputenv("TZ", "UTC");
        tzset();
        QCOMPARE(after, before);
    }

    void whatIsWrittenAboutAnIncidentLaterOnNamesNoVersionBeforeIt()
    {
        Incident incident = IncidentStory().incident;
        incident.events = incident.events.first(1); // nobody judged, nobody acted
        Event later = incident.events.first();
        later.version.clear();
        later.payload = {{"version_sets", {{"v50", {{"prompt", "prompt-90"}}}}}};
        for (const char16_t *kind : {EventKind::postmortemSaved, EventKind::exportMade, EventKind::regressionMarked, EventKind::note}) {
            later.kind = QString::fromUtf16(kind);
            incident.events = {incident.events.first(), later};
            QCOMPARE(postmortemFacts(incident, {}).before, later.kind == EventKind::note ? u"v50"_s : QString());
        }
    }

    void anIncidentWithoutAnythingStillHasADraft()
    {
        Incident empty;
        empty.title = u"x"_s;
        const QString text = postmortemDraft(empty, postmortemFacts(empty, {}), builtInTemplate());
        QVERIFY(text.contains(u"Nothing is on the record."));
        QVERIFY(text.contains(u"No action was taken from this console."));
    }

    void aLinesSamplesGiveTheirWorstAndTheirMedian()
    {
        const qint64 at = toMs(IncidentStory::start);
        const Columns bad = columnsOf({0.02, 0.30, std::nan(""), 0.05}, at), before = columnsOf({0.01, 0.03, 0.02}, at);
        const LineSample sample = lineSample(IncidentStory::badAnswers(), u"v42"_s, bad, {at, at + 60'000});
        QCOMPARE(sample.worst, 0.30);
        QCOMPARE(sample.at, fromMs(at + 10'000));
        QCOMPARE(sample.count, 3);
        QCOMPARE(lineSample(IncidentStory::badAnswers(), u"v41"_s, before, {at, at + 60'000}).median, 0.02);
        Indicator falling = IncidentStory::badAnswers();
        falling.direction = Direction::LowerIsWorse;
        QCOMPARE(lineSample(falling, u"v42"_s, bad, {at, at + 60'000}).worst, 0.02);
        QCOMPARE(lineSample(falling, u"v42"_s, bad, {at + 600'000, at + 700'000}).count, 0);
    }

    void aLineIsToldByTheRecordAloneWithTheEntriesThatSaySo()
    {
        IncidentStory story;
        const QList<Indicator> indicators{IncidentStory::badAnswers()};
        const auto sampled = [](const char *version, double worst, int second, double median, int count) {
            LineSample sample{u"bad_answers"_s, QString::fromLatin1(version), worst, IncidentStory::start + std::chrono::seconds(second), median, count};
            return lineSampleJson(sample);
        };
        // A journal of before: the crossing and the judge's word.
        LineFact fact = lineFacts(indicators, story.incident).first();
        QCOMPARE(fact.worst, 0.124);
        QCOMPARE(fact.worstEvent, story.events[0].eventId);
        QCOMPARE(fact.baseline, 0.021);
        QCOMPARE(fact.baselineEvent, story.events[1].eventId);
        // What evidence kept of the samples goes further; what lies before the incident, or is of no line at all, changes nothing.
        Event &evidence = story.incident.events[6];
        QCOMPARE(evidence.kind, QString::fromUtf16(EventKind::evidenceAdded));
        evidence.payload["lines"] = {sampled("v42", 0.31, 40, 0.2, 300), sampled("v42", 0.99, -3600, 0.2, 300), sampled("v41", 0.05, 40, 0.019, 300),
                                     sampled("v7", 0.98, 40, 0.9, 900), 7, "x", {{"indicator", "bad_answers"}, {"version", "v42"}, {"worst", "much"}}};
        fact = lineFacts(indicators, story.incident).first();
        QCOMPARE(fact.worst, 0.31);
        QCOMPARE(fact.at, IncidentStory::start + std::chrono::seconds(40));
        QCOMPARE(fact.worstEvent, evidence.eventId);
        QCOMPARE(fact.baseline, 0.019);
        QCOMPARE(fact.baselineEvent, evidence.eventId);
        // The evidence with the most samples of the version before speaks for it.
        Event later = evidence;
        later.eventId = u"later"_s;
        later.payload["lines"] = {sampled("v41", 0.05, 60, 0.5, 20), sampled("v42", 0.30, 60, 0.2, 20)};
        story.incident.events << later;
        fact = lineFacts(indicators, story.incident).first();
        QCOMPARE(fact.worst, 0.31);
        QCOMPARE(fact.baseline, 0.019);
    }

    void aTemplateOfOnesOwnIsFilledIn()
    {
        const IncidentStory story;
        const PostmortemTemplate own{u"own"_s, u"# {{title}} / {{ severity }}\n\n{{actions}}\n"_s};
        const QString text = postmortemDraft(story.incident, story.facts(), own);
        QVERIFY(text.startsWith(u"# Bad answers doubled on v42 / S2\n\n| Verb |"));
    }

    void whatIsFilledInIsNoPlaceholder()
    {
        QCOMPARE(filledTemplate(u"{{title}} {{lucky}}"_s, {{u"title"_s, u"{{lucky}}"_s}, {u"lucky"_s, u"x"_s}}), u"{{lucky}} x"_s);
    }

    void aTemplatesFaultsHaveTheirPlaces()
    {
        const QList<TemplateFault> faults = templateFaults(u"# {{title}}\nä {{titel}} and {{summary}}\n{{ open"_s);
        QCOMPARE(faults.size(), 2);
        QCOMPARE(faults[0].line, 2);
        QCOMPARE(faults[0].column, 3);
        QVERIFY(faults[0].what.contains(u"{{titel}}"));
        QVERIFY(faults[0].expected.contains(u"title"));
        QCOMPARE(faults[1].line, 3);
        QCOMPARE(faults[1].column, 1);
        QVERIFY(templateFaults(builtInTemplate().text).isEmpty());
        for (const auto &[name, what] : postmortemPlaceholders())
            QVERIFY(templateFaults(u"{{%1}}"_s.arg(name)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(PostmortemTest)
#include "tst_Postmortem.moc"
