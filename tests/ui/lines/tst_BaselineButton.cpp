// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/lines/BaselineButton.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 hourMs = 3'600'000;
static constexpr qint64 now = 1'795'437'360'000;

static QAction *choice(const BaselineButton &button, const QString &text)
{
    for (QAction *action : button.menu()->actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

class BaselineButtonTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void eachChoiceNamesHowLongAgo_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("label");
        QTest::addColumn<qint64>("offsetMs");
        QTest::newRow("hour") << u"An hour ago"_s << u"an hour ago"_s << hourMs;
        QTest::newRow("day") << u"The same hour yesterday"_s << u"yesterday"_s << 24 * hourMs;
        QTest::newRow("week") << u"The same hour a week ago"_s << u"a week ago"_s << 168 * hourMs;
        QTest::newRow("release") << u"Before this release"_s << u"before this release"_s << 3 * hourMs;
    }
    void eachChoiceNamesHowLongAgo()
    {
        QFETCH(QString, text);
        QFETCH(QString, label);
        QFETCH(qint64, offsetMs);
        BaselineButton button;
        button.setTimes([] { return std::optional(now - 2 * hourMs - 60'000); }, [] { return now; });
        QSignalSpy chosen(&button, &BaselineButton::chosen);
        QVERIFY(choice(button, text));
        choice(button, text)->trigger();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(button.spec(), std::optional(BaselineSpec{label, offsetMs}));
        QVERIFY(button.isChecked());
        QCOMPARE(button.accessibleName(), u"Compare with: "_s + label);
        choice(button, u"Nothing"_s)->trigger();
        QCOMPARE(button.spec(), std::nullopt);
        QVERIFY(!button.isChecked());
    }
    void theKeyTogglesWhatWasComparedWithLast()
    {
        BaselineButton button;
        button.toggleBaseline();
        QCOMPARE(button.spec()->label, u"yesterday"_s);
        button.toggleBaseline();
        QCOMPARE(button.spec(), std::nullopt);
        choice(button, u"An hour ago"_s)->trigger();
        button.toggleBaseline();
        button.toggleBaseline();
        QCOMPARE(button.spec()->label, u"an hour ago"_s);
    }
    void aReleaseWhoseStartIsUnknownIsNotOffered()
    {
        BaselineButton button;
        std::optional<qint64> start;
        button.setTimes([&] { return start; }, [] { return now; });
        QSignalSpy asked(&button, &BaselineButton::releaseAsked);
        emit button.menu()->aboutToShow();
        QVERIFY(!choice(button, u"Before this release"_s)->isEnabled());
        QCOMPARE(asked.size(), 1);
        button.setReleaseWords(u"When v42 began is being looked up"_s);
        QVERIFY(!choice(button, u"Before this release"_s)->isEnabled());
        QCOMPARE(choice(button, u"Before this release"_s)->toolTip(), u"When v42 began is being looked up"_s);
        // The answer comes while the choices are on show.
        start = now - hourMs;
        button.setReleaseWords({});
        QVERIFY(choice(button, u"Before this release"_s)->isEnabled());
        emit button.menu()->aboutToShow();
        QCOMPARE(asked.size(), 1);
    }
    void anotherServiceHasItsOwnReleases()
    {
        BaselineButton button;
        button.setTimes([] { return std::optional(now - hourMs); }, [] { return now; });
        choice(button, u"Before this release"_s)->trigger();
        button.forgetRelease();
        QCOMPARE(button.spec(), std::nullopt);
        choice(button, u"An hour ago"_s)->trigger();
        button.forgetRelease();
        QVERIFY(button.spec()); // means the same everywhere
    }
    void sinceItsStartTheReleaseBeforeServedAtEveryTimeComparedWith()
    {
        for (const qint64 age : {qint64(0), qint64(1), hourMs - 1, hourMs, 5 * hourMs + 7}) {
            QCOMPARE(beforeReleaseMs(now - age, now) % hourMs, 0);
            QVERIFY(now - beforeReleaseMs(now - age, now) < now - age);
        }
    }
};

QTEST_MAIN(BaselineButtonTest)
#include "tst_BaselineButton.moc"
