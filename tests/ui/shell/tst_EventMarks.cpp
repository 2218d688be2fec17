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
    void aPayloadThatIsNotAsExpectedDoesNoHarm()
    {
        const EventMarks marks = of({event(EventKind::actionIntent, 1, {{"verb", 7}}), event(EventKind::gateCrossed, 2, nlohmann::json::array()),
                                     event(EventKind::sourceRecovered, 3, {{"source", nullptr}})});
        QCOMPARE(marks.marks().size(), 1);
        QVERIFY(marks.shades().isEmpty());
    }
};

QTEST_GUILESS_MAIN(EventMarksTest)
#include "tst_EventMarks.moc"
