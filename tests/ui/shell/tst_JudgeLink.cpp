// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/WorkspaceFile.h"
#include "tests/support/Programs.h"
#include "ui/canary/ReviewPanel.h"
#include "ui/common/ActionButton.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// The review in the window, on the demo's workspace with a gateway that works and a metrics source that is not there.
class JudgeLinkTest : public QObject {
    Q_OBJECT

    const QByteArray m_token = "review-token";
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SandboxProcess> m_sandbox;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<MainWindow> m_window;

    ServiceDesk &desk() const { return *m_console->desks().front(); }
    ReviewPanel *panel() const { return m_window->findChild<ReviewPanel *>(); }
    QString words() const
    {
        QStringList all;
        for (const PlainLabel *label : panel()->findChildren<PlainLabel *>())
            all << label->plainText();
        return all.join(u'|');
    }
    void openReview()
    {
        QTest::keyClick(m_window.get(), Qt::Key_J);
        QVERIFY(panel() && panel()->isVisible());
        QTRY_VERIFY(desk().canary().isReady() && desk().canary().decision());
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::Light); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_sandbox = std::make_unique<SandboxProcess>(m_token, QStringList{u"--rate"_s, u"5"_s});
        QVERIFY(!m_sandbox->url().isEmpty());
        QFile source(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(source.open(QIODevice::ReadOnly));
        const QString path = m_folder->filePath(u"andon.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(source.readAll().replace("http://127.0.0.1:9090", "http://127.0.0.1:1").replace("http://127.0.0.1:8080", m_sandbox->url().toUtf8()));
        file.close();
        Console::Options options;
        options.workspace = *loadWorkspace(path).workspace;
        options.journalPath = m_folder->filePath(u"journal.sqlite"_s);
        options.secrets = {{u"sandbox"_s, Secret(m_token)}};
        m_console = std::make_unique<Console>(std::move(options));
        QSignalSpy started(m_console.get(), &Console::started);
        m_console->open();
        QTRY_COMPARE(started.size(), 1);
        m_window = std::make_unique<MainWindow>(*m_console);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        desk().start(m_console->actor(), true);
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        openReview();
    }
    void cleanup()
    {
        m_window.reset();
        m_console.reset();
        m_sandbox.reset();
    }

    void whatIsNotKnownHoldsPromoteAndSaysWhy()
    {
        QTRY_VERIFY(panel()->button(ReviewPanel::Button::Promote).isVisible());
        QVERIFY(!panel()->button(ReviewPanel::Button::Promote).face().blocked.isEmpty());
        QTRY_VERIFY(panel()->button(ReviewPanel::Button::Anyway).isVisible());
        QCOMPARE(panel()->button(ReviewPanel::Button::Anyway).face().friction, PressFriction::HoldWithReason);
        QVERIFY2(!panel()->sentence().startsWith(u"Go on"_s), qPrintable(panel()->sentence()));
    }
    void withoutASourceTheReleaseBeforeIsNotComparedAndThatIsSaid()
    {
        QTRY_VERIFY2(words().contains(u"No comparison with the release before at the same age: "_s), qPrintable(words()));
    }
    void aStopGateThatTheCanaryCrossesIsAStopInTheReviewWithItsAction()
    {
        const auto isStopped = [this] {
            IndicatorReading reading;
            reading.indicator = desk().spec().indicators.first(); // success rate
            reading.freshness = Freshness::Live;
            reading.lastAnswerMs = toMs(m_console->clock().now()) / 1000 * 1000;
            auto columns = std::make_shared<Columns>();
            for (int second = 60; second >= 0; --second)
                columns->append(reading.lastAnswerMs - second * 1000, 0.5);
            reading.versions.append({u"v42"_s, columns});
            emit desk().lines().indicatorRead(reading);
            return panel()->sentence().startsWith(u"Stop"_s);
        };
        QTRY_VERIFY2_WITH_TIMEOUT(isStopped(), qPrintable(panel()->sentence()), 10'000);
        QVERIFY(panel()->button(ReviewPanel::Button::Action).isVisible());
        QVERIFY(!panel()->button(ReviewPanel::Button::Promote).face().blocked.isEmpty());
    }
    void aHoldIsWrittenAndTurnsIntoARelease()
    {
        ActionButton &hold = panel()->button(ReviewPanel::Button::Hold);
        QTRY_VERIFY(hold.isVisible());
        QCOMPARE(hold.face().title, u"Hold"_s);
        emit panel()->pressed(ReviewPanel::Button::Hold, u"the fair is on"_s);
        QTRY_COMPARE(hold.face().title, u"Release"_s);
        QVERIFY(desk().canary().hold());
        QCOMPARE(desk().canary().hold()->reason, u"the fair is on"_s);
        QVERIFY2(panel()->button(ReviewPanel::Button::Promote).face().blocked.contains(u"the fair is on"_s),
                 qPrintable(panel()->button(ReviewPanel::Button::Promote).face().blocked));
        QVERIFY(desk().face(Verb::Rollback).enabled());
        emit panel()->pressed(ReviewPanel::Button::Hold, u"it is over"_s);
        QTRY_COMPARE(hold.face().title, u"Hold"_s);
    }
    void goingOnAnywayIsSentByTheWindowsOwnWay()
    {
        QTRY_VERIFY(panel()->button(ReviewPanel::Button::Anyway).isVisible() && desk().goOnAnywayFace().enabled());
        emit panel()->pressed(ReviewPanel::Button::Anyway, u"the source is being moved"_s);
        QTRY_VERIFY(!m_sandbox->writes()["writes"].empty());
    }
    void aClosedReviewOpensAgainWithTheSameKey()
    {
        panel()->close();
        QVERIFY(!panel()->isVisible());
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTest::keyClick(m_window.get(), Qt::Key_J);
        QVERIFY(panel()->isVisible());
    }
};

QTEST_MAIN(JudgeLinkTest)
#include "tst_JudgeLink.moc"
