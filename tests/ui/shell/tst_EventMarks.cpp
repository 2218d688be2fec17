// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/shell/EventMarks.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class EventMarksTest : public QObject {
    Q_OBJECT

    static Event event(const char16_t *kind, qint64 timeMs, const nlohmann::json &payload = nlohmann::json::object(),
                       const QString &service = u"assistant"_s)
    {
        Event made;
        made.kind = QString::fromUtf16(kind);
        made.occurredAt = fromMs(timeMs);
        made.service = service;
        made.version = u"v42"_s;
        made.payload = payload;
        return made;
    }
    static Event crossing(qint64 timeMs, const char *indicator, const char *to)
    {
        const bool inside = std::string_view(to) == "inside";
        return event(inside ? EventKind::gateCleared : EventKind::gateCrossed, timeMs, {{"indicator", indicator}, {"to", to}});
    }
    static EventMarks of(const QList<Event> &events)
    {
        EventMarks marks(u"assistant"_s);
        // In parts, as the journal hands them out.
        for (const Event &one : events)
            marks.take({one});
        return marks;
    }

private slots:
    void init() { failOnWarnings(); }

    void anActionIsMarkedWhereItWasPressed()
    {
        const EventMarks marks = of({event(EventKind::actionIntent, 5000, {{"verb", "rollback"}}),
                                     event(EventKind::actionIntent, 6000, {{"verb", "rollback"}}, u"another"_s),
                                     event(EventKind::actionSent, 7000, {{"verb", "rollback"}})});
        QCOMPARE(marks.marks().size(), 1);
        QCOMPARE(marks.marks().first().timeMs, 5000);
        QCOMPARE(marks.marks().first().tone, MarkTone::Action);
    }
    void theTimeBeyondAStopGateIsShadedOnceHoweverManyPassedIt()
    {
        const EventMarks marks = of({crossing(1000, "latency", "warn"), crossing(2000, "latency", "stop"),
                                     crossing(3000, "cost", "stop"), crossing(4000, "latency", "inside"),
                                     crossing(5000, "cost", "warn")});
        QCOMPARE(marks.shades(), (QList<PlotShade>{{2000, 5000, MarkTone::Critical}}));
        QCOMPARE(marks.marks().size(), 4);
        QCOMPARE(marks.marks()[1].tone, MarkTone::Critical);
        QVERIFY(marks.marks()[1].text.contains(u"v42"_s));
    }
    void whatHasNotEndedHasNoEnd()
    {
        const EventMarks marks = of({crossing(2000, "latency", "stop"), event(EventKind::sourceLost, 3000, {{"source", "prometheus"}})});
        QCOMPARE(marks.shades(), (QList<PlotShade>{{2000, 0, MarkTone::Critical}, {3000, 0, MarkTone::Neutral}}));
    }
    void anOutageIsShadedUntilTheSourceAnswers()
    {
        const EventMarks marks = of({event(EventKind::sourceLost, 3000, {{"source", "prometheus"}}),
                                     event(EventKind::sourceRecovered, 9000, {{"source", "prometheus"}})});
        QCOMPARE(marks.shades(), (QList<PlotShade>{{3000, 9000, MarkTone::Neutral}}));
    }
    void nothingIsShadedWhileTheConsoleWasClosed()
    {
        const EventMarks marks = of({crossing(2000, "latency", "stop"), event(EventKind::consoleEnded, 4000, {}, {}),
                                     event(EventKind::consoleStarted, 90'000, {}, {})});
        QCOMPARE(marks.shades(), (QList<PlotShade>{{2000, 4000, MarkTone::Critical}}));
    }
    void anAlertIsMarkedWhereItFiredAndWhereItWasOver_data()
    {
        QTest::addColumn<QString>("severity");
        QTest::addColumn<QString>("origin");
        QTest::addColumn<QList<MarkTone>>("tones"); ///< fired, over
        QTest::newRow("critical") << u"critical"_s << u"rule"_s << QList<MarkTone>{MarkTone::Critical, MarkTone::Over};
        QTest::newRow("warning") << u"warning"_s << u"rule"_s << QList<MarkTone>{MarkTone::Warning, MarkTone::Over};
        QTest::newRow("for information") << u"info"_s << u"rule"_s << QList<MarkTone>{MarkTone::Neutral, MarkTone::Over};
        QTest::newRow("no severity that is known") << u"?"_s << u"rule"_s << QList<MarkTone>{MarkTone::Warning, MarkTone::Over};
        QTest::newRow("the judge's") << u"critical"_s << u"verdict"_s << QList<MarkTone>{MarkTone::Critical, MarkTone::Over};
        QTest::newRow("a gate has its own mark") << u"critical"_s << u"gate"_s << QList<MarkTone>{};
    }
    void anAlertIsMarkedWhereItFiredAndWhereItWasOver()
    {
        QFETCH(QString, severity);
        QFETCH(QString, origin);
        QFETCH(QList<MarkTone>, tones);
        const nlohmann::json alert{{"alert_title", "HighErrorRate"}, {"severity", severity.toStdString()}, {"origin", origin.toStdString()}};
        const EventMarks marks = of({event(EventKind::alertFired, 5000, alert), event(EventKind::alertCleared, 9000, alert),
                                     event(EventKind::alertFired, 9500, alert, u"another"_s)});
        QCOMPARE(marks.marks().size(), tones.size());
        for (qsizetype i = 0; i < tones.size(); ++i) {
            QCOMPARE(marks.marks()[i].tone, tones[i]);
            QCOMPARE(marks.marks()[i].timeMs, i == 0 ? 5000 : 9000);
            QVERIFY2(marks.marks()[i].text.endsWith(u"HighErrorRate v42"_s), qPrintable(marks.marks()[i].text));
            QCOMPARE(marks.marks()[i].text.startsWith(u"over"_s), i == 1);
        }
        QVERIFY(marks.shades().isEmpty());
    }
    void anIncidentIsShadedFromItsOpeningToItsEnd_data()
    {
        QTest::addColumn<QList<Event>>("events");
        QTest::addColumn<QList<PlotShade>>("shades");
        const auto row = [](const char16_t *kind, qint64 timeMs, const char *incident) { return event(kind, timeMs, {{"incident", incident}}); };
        const auto shade = [](qint64 from, qint64 to) { return PlotShade{from, to, MarkTone::Incident}; };
        QTest::newRow("closed") << QList<Event>{row(EventKind::incidentOpened, 1000, "a"), row(EventKind::incidentClosed, 8000, "a")} << QList<PlotShade>{shade(1000, 8000)};
        QTest::newRow("open") << QList<Event>{row(EventKind::incidentOpened, 1000, "a")} << QList<PlotShade>{shade(1000, 0)};
        QTest::newRow("two at once") << QList<Event>{row(EventKind::incidentOpened, 1000, "a"), row(EventKind::incidentOpened, 2000, "b"),
                                                     row(EventKind::incidentClosed, 3000, "a"), row(EventKind::incidentClosed, 4000, "b")}
                                     << QList<PlotShade>{shade(1000, 4000)};
        QTest::newRow("merged") << QList<Event>{row(EventKind::incidentOpened, 1000, "a"), row(EventKind::incidentMerged, 3000, "a")} << QList<PlotShade>{shade(1000, 3000)};
        QTest::newRow("reopened") << QList<Event>{row(EventKind::incidentOpened, 1000, "a"), row(EventKind::incidentClosed, 3000, "a"), row(EventKind::incidentReopened, 5000, "a")}
                                  << QList<PlotShade>{shade(1000, 3000), shade(5000, 0)};
        QTest::newRow("a console that restarts ends none") << QList<Event>{row(EventKind::incidentOpened, 1000, "a"), event(EventKind::consoleEnded, 2000, {}, {}),
                                                                          event(EventKind::consoleStarted, 3000, {}, {}), row(EventKind::incidentClosed, 8000, "a")}
                                                           << QList<PlotShade>{shade(1000, 8000)};
        QTest::newRow("changed only") << QList<Event>{row(EventKind::incidentChanged, 1000, "a"), row(EventKind::incidentClosed, 2000, "a")} << QList<PlotShade>{};
    }
    void anIncidentIsShadedFromItsOpeningToItsEnd()
    {
        QFETCH(QList<Event>, events);
        QFETCH(QList<PlotShade>, shades);
        const EventMarks marks = of(events);
        QCOMPARE(marks.shades(), shades);
        for (const PlotMark &mark : marks.marks())
            QCOMPARE(mark.tone, MarkTone::Incident);
        QCOMPARE(marks.marks().isEmpty(), shades.isEmpty());
    }
    void aPayloadThatIsNotAsExpectedDoesNoHarm()
    {
        const EventMarks marks = of({event(EventKind::actionIntent, 1, {{"verb", 7}}), event(EventKind::gateCrossed, 2, nlohmann::json::array()),
                                     event(EventKind::sourceRecovered, 3, {{"source", nullptr}}), event(EventKind::alertFired, 4, {{"alert_title", 7}}),
                                     event(EventKind::alertCleared, 5, nlohmann::json::array()), event(EventKind::incidentOpened, 6, {{"incident", 1}})});
        QCOMPARE(marks.marks().size(), 1);
        QVERIFY(marks.shades().isEmpty());
    }
};

QTEST_GUILESS_MAIN(EventMarksTest)
#include "tst_EventMarks.moc"
