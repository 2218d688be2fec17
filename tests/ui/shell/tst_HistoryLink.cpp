// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/FakeGateway.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/FakeMetrics.h"
#include "ui/common/Theme.h"
#include "ui/lines/BaselineButton.h"
#include "ui/lines/TextTableDialog.h"
#include "ui/shell/HistoryLink.h"

#include <QApplication>
#include <QMenu>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// A desk that polls nobody by itself: what its source is asked comes from who looks.
struct Desk {
    FakeMetrics metrics;
    FakeGateway gateway;
    FakeJournal journal;
    ManualClock clock;
    std::unique_ptr<ServiceDesk> desk;

    explicit Desk(const QString &name)
    {
        metrics.answersAtOnce = false;
        ServiceSpec spec;
        spec.name = name;
        spec.versionLabel = u"version"_s;
        spec.stepSeconds = 1;
        spec.historySeconds = 3600;
        spec.requestRateQuery = u"rate"_s;
        Indicator errors;
        errors.id = u"errors"_s;
        errors.title = u"Errors"_s;
        errors.family = Family::Stability;
        errors.query = u"errors by version"_s;
        spec.indicators << errors;
        spec.splits << SplitSpec{u"errors"_s, u"tenant"_s, u"errors by tenant"_s} << SplitSpec{u"errors"_s, u"tool"_s, u"errors by tool"_s};
        desk = std::make_unique<ServiceDesk>(ServiceDesk::Ports{metrics, gateway, journal, clock, [](qint64) { return false; },
                                                                [](const Event &) -> Result<void> { return {}; }},
                                             spec, 1000, 1000);
    }
    [[nodiscard]] qint64 nowMs() const { return toMs(clock.now()); }
    /// Of the questions for history with these words, the last.
    [[nodiscard]] std::optional<RangeQuery> lastAsked(const QString &query) const
    {
        for (auto at = metrics.asked.crbegin(); at != metrics.asked.crend(); ++at) {
            if (at->query.query == query)
                return at->query;
        }
        return std::nullopt;
    }
};

} // namespace

/// What the lines on show want of the service they belong to.
class HistoryLinkTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<Desk> m_chat;
    std::unique_ptr<Desk> m_search;
    std::unique_ptr<LinesPanel> m_panel;
    std::unique_ptr<HistoryLink> m_link;

    void show(Desk &desk)
    {
        m_link->leaveDesk();
        m_panel->setNow(desk.nowMs());
        m_panel->setIndicators(desk.desk->spec().indicators);
        m_panel->setSplits(desk.desk->spec().splits);
        m_panel->setStepMs(1000);
        m_link->setDesk(*desk.desk);
    }

private slots:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        QCoreApplication::setOrganizationName(u"andon-test"_s);
        QCoreApplication::setApplicationName(u"andon-test"_s);
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(1000, 700);
        m_host->show();
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        QSettings().clear();
        m_chat = std::make_unique<Desk>(u"chat"_s);
        m_search = std::make_unique<Desk>(u"search"_s);
        m_panel = std::make_unique<LinesPanel>(m_host.get());
        m_panel->resize(1000, 600);
        m_panel->show();
        m_link = std::make_unique<HistoryLink>(*m_panel);
        show(*m_chat);
    }
    void cleanup()
    {
        m_link.reset();
        m_panel.reset();
        m_chat.reset();
        m_search.reset();
    }
    void cleanupTestCase() { m_host.reset(); }

    void smallPlotsAreReadOverTheSpanInViewWhereverItLies()
    {
        const qint64 now = m_chat->nowMs();
        m_panel->plot().zoomTo(now - 4'200'000, now - 3'600'000);
        m_panel->showFamily(Family::Stability);
        std::optional<RangeQuery> asked = m_chat->lastAsked(u"errors by tenant"_s);
        QVERIFY(asked);
        QVERIFY2(asked->startMs > now - 4'210'000 && asked->startMs <= now - 4'200'000, qPrintable(QString::number(now - asked->startMs)));
        QVERIFY2(asked->endMs > now - 3'610'000 && asked->endMs <= now - 3'600'000, qPrintable(QString::number(now - asked->endMs)));
        // Back to now: the whole range again.
        const qsizetype before = m_chat->metrics.asked.size();
        m_panel->plot().goLive();
        QTRY_COMPARE(m_chat->metrics.asked.size(), before + 1);
        asked = m_chat->lastAsked(u"errors by tenant"_s);
        QVERIFY(now - asked->endMs < asked->stepMs);
        QCOMPARE(asked->endMs - asked->startMs, 3'600'000);
        // What stands still while it is paused is read where it stands.
        m_panel->plot().setPaused(true);
        m_chat->clock.advance(std::chrono::minutes(20));
        m_panel->setNow(m_chat->nowMs());
        QTRY_COMPARE(m_chat->metrics.asked.size(), before + 2);
        QVERIFY(m_chat->lastAsked(u"errors by tenant"_s)->endMs <= now);
        m_panel->plot().setPaused(false);
        QTRY_COMPARE(m_chat->metrics.asked.size(), before + 3);
        QVERIFY(m_chat->lastAsked(u"errors by tenant"_s)->endMs > now);
    }

    void whatDiffersAsksEverySplitOverTheWindowAndTheOneBefore()
    {
        m_chat->metrics.answersAtOnce = true;
        const qint64 now = m_chat->nowMs();
        m_panel->plot().select({now - 600'000, now});
        m_panel->plot().act(SelectionAct::Differ); // the board shows the four lines
        const auto *dialog = m_panel->findChild<TextTableDialog *>();
        QVERIFY(dialog && dialog->plainText().contains(u"0 of 2 splits"_s));
        QTRY_VERIFY(!dialog->plainText().contains(u"being read"_s));
        for (const QString &query : {u"errors by tenant"_s, u"errors by tool"_s}) {
            const std::optional<RangeQuery> asked = m_chat->lastAsked(query);
            QVERIFY(asked);
            QVERIFY(asked->startMs <= now - 1'200'000 && asked->endMs > now - asked->stepMs);
            QCOMPARE(asked->stepMs, 5000); // 120 points of ten minutes, not of the range in view
        }
        // Closed: nobody waits.
        m_chat->metrics.answersAtOnce = false;
        m_panel->plot().act(SelectionAct::Differ);
        const FakeMetrics::Asked &open = m_chat->metrics.asked.last();
        QVERIFY(open.context);
        m_panel->findChild<TextTableDialog *>()->close();
        QVERIFY(!open.context);
    }

    void aReleaseOlderThanWhatIsKeptIsFoundInTheSource()
    {
        m_chat->metrics.answersAtOnce = true;
        const qint64 began = m_chat->nowMs() - 3 * 86'400'000;
        m_chat->metrics.versions = {u"v42"_s, u"v41"_s};
        m_chat->metrics.valueAt = [](qint64) { return 1.0; };
        m_panel->setRoles({{u"v41"_s, LineRole::Stable}, {u"v42"_s, LineRole::Canary}});
        BaselineButton &button = m_panel->baseline();
        const auto release = [&] {
            for (QAction *action : button.menu()->actions()) {
                if (action->text() == u"Before this release"_s)
                    return action;
            }
            return static_cast<QAction *>(nullptr);
        };
        emit button.menu()->aboutToShow();
        QVERIFY(!release()->isEnabled());
        QVERIFY2(release()->toolTip().contains(u"being looked up"_s), qPrintable(release()->toolTip()));
        QTRY_VERIFY(m_chat->lastAsked(u"rate"_s));
        QVERIFY(m_chat->lastAsked(u"rate"_s)->startMs < m_chat->nowMs() - 29LL * 86'400'000);
        // Both are as old as the source's memory.
        QTRY_VERIFY2(release()->toolTip().contains(u"v42 served already"_s), qPrintable(release()->toolTip()));
        m_panel->setReleaseStart(u"v42"_s, ReleaseStart{began, false, {}});
        QVERIFY(release()->isEnabled());
        release()->trigger();
        QCOMPARE(button.spec()->offsetMs, 73 * 3'600'000);
        // Another service has releases of its own.
        show(*m_search);
        QCOMPARE(button.spec(), std::nullopt);
        emit button.menu()->aboutToShow();
        QVERIFY(!release()->isEnabled());
    }

    void aServiceThatIsLeftKeepsNoMoreThanOneThatWasNeverShown()
    {
        emit m_panel->rangeSecondsChosen(86'400);
        emit m_panel->keepSecondsChosen(604'800);
        QCOMPARE(m_chat->desk->lines().plan().historyMs, 86'400'000);
        QCOMPARE(m_chat->desk->lines().plan().keepMs, 604'800'000);
        show(*m_search);
        QCOMPARE(m_chat->desk->lines().plan().historyMs, 3'600'000);
        QCOMPARE(m_chat->desk->lines().plan().keepMs, 0);
        QCOMPARE(m_search->desk->lines().plan().historyMs, 3'600'000);
        QCOMPARE(m_search->desk->lines().plan().keepMs, 604'800'000); // what is on show keeps what was chosen
        m_link->leaveDesk();
        QCOMPARE(m_search->desk->lines().plan().keepMs, 0);
        // The span that was chosen for a service is its own.
        show(*m_chat);
        QCOMPARE(m_chat->desk->lines().plan().historyMs, 86'400'000);
        QCOMPARE(m_panel->plot().endMs() - m_panel->plot().startMs(), 86'400'000);
    }
};

QTEST_MAIN(HistoryLinkTest)
#include "tst_HistoryLink.moc"
