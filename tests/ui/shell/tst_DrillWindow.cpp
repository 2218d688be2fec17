// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/WorkspaceFile.h"
#include "tests/support/Programs.h"
#include "ui/common/Theme.h"
#include "ui/incidents/DrillDialog.h"
#include "ui/incidents/DrillSheetDialog.h"
#include "ui/incidents/DrillStrip.h"
#include "ui/lines/LinesPanel.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// The board beside a real sandbox and no metrics.
class DrillWindowTest : public QObject {
    Q_OBJECT

    const QByteArray m_token = "drill-token";
    QTemporaryDir m_folder;
    std::unique_ptr<SandboxProcess> m_sandbox;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<MainWindow> m_window;

    void open(bool isSandbox)
    {
        QFile file(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll().replace("127.0.0.1:9090", "127.0.0.1:9").replace("127.0.0.1:9093", "127.0.0.1:9");
        text.replace("127.0.0.1:8080", m_sandbox->url().section(u'/', 2, 2).toUtf8());
        if (!isSandbox)
            text.replace("\"sandbox\": true", "\"sandbox\": false");
        Console::Options options;
        options.workspace = *parseWorkspace(text, u"andon.json"_s).workspace;
        options.journalPath = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u".sqlite"_s);
        options.actorKind = u"person"_s;
        options.secrets = {{u"sandbox"_s, Secret(m_token)}};
        m_console = std::make_unique<Console>(std::move(options));
        QSignalSpy started(m_console.get(), &Console::started);
        m_console->open();
        QTRY_COMPARE(started.size(), 1);
        m_window = std::make_unique<MainWindow>(*m_console);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_console->incidents().start();
        m_console->drills()->start();
        QTRY_VERIFY(m_console->incidents().isReady());
        m_console->desk({})->start(m_console->actor(), true);
        QTRY_COMPARE_WITH_TIMEOUT(m_console->desk({})->watch().freshness(), Freshness::Live, 10'000);
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers) { QTest::keyClick(&m_window->findChild<LinesPanel *>()->plot(), key, modifiers); }
    nlohmann::json faults() const { return exchange("GET", m_sandbox->url() + u"/sandbox/faults"_s, m_token).body["faults"]; }
    static QPushButton *button(const QWidget &within, const QString &text)
    {
        for (QPushButton *one : within.findChildren<QPushButton *>()) {
            if (one->text() == text)
                return one;
        }
        return nullptr;
    }

private slots:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        QCoreApplication::setOrganizationName(u"andon-test"_s);
        QCoreApplication::setApplicationName(u"andon-test"_s);
        applyTheme(*qApp, ThemeKind::Light);
    }
    void init()
    {
        QSettings().clear();
        m_sandbox = std::make_unique<SandboxProcess>(m_token, QStringList{u"--rate"_s, u"5"_s});
    }
    void cleanup()
    {
        m_window.reset();
        m_console.reset();
        m_sandbox.reset();
    }

    void aDrillIsAskedForRunsAndShowsItsSheet()
    {
        open(true);
        auto *strip = m_window->findChild<DrillStrip *>();
        QVERIFY(strip && strip->isHidden());
        press(Qt::Key_D, Qt::ControlModifier);
        auto *dialog = m_window->findChild<DrillDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY2(!dialog->words().contains(u"No drill"_s), qPrintable(dialog->words()));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"4282"_s);
        QTest::mouseClick(button(*dialog, u"Start the drill"_s), Qt::LeftButton);
        QTRY_VERIFY(!strip->isHidden());
        QVERIFY(strip->words().contains(u"DRILL"_s));
        QTRY_VERIFY_WITH_TIMEOUT(faults()["v42"] == nlohmann::json::array({"wrong"}), 20'000);
        QVERIFY2(!strip->words().contains(u"wrong"_s) && !strip->words().contains(u"v42"_s), qPrintable(strip->words()));
        // Closing now would wait for the end; so does the button.
        QTest::mouseClick(button(*strip, u"Stop the drill"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<DrillSheetDialog *>(), 15'000);
        QVERIFY(strip->isHidden());
        QVERIFY(faults()["v42"] == nlohmann::json::array());
        const QString words = m_window->findChild<DrillSheetDialog *>()->words();
        for (const QString &word : {u"0 of 8 passed"_s, u"wrong in v42"_s, u"Seed 4282"_s, u"a person ended it"_s, u"✓ Chosen before the start"_s})
            QVERIFY2(words.contains(word), qPrintable(word + u": "_s + words));
    }
    void aWindowThatClosesWaitsUntilTheFaultIsOut()
    {
        open(true);
        std::optional<Result<void>> begun;
        m_console->drills()->begin(u"assistant"_s, 4282, [&](const Result<void> &result) { begun = result; });
        QTRY_VERIFY(begun);
        QVERIFY(begun->has_value());
        std::optional<Result<QList<Event>>> rows;
        EventQuery drills;
        drills.kinds = {QString::fromUtf16(EventKind::drillStarted)};
        m_console->journal().read(drills, this, [&](const Result<QList<Event>> &read) { rows = read; });
        QTRY_VERIFY(rows);
        QVERIFY2(rows->value().size() == 1 && rows->value().first().payload.value("version_sets", nlohmann::json::object()).contains("v42"), "of what has traffic");
        QTRY_VERIFY_WITH_TIMEOUT(faults()["v42"] == nlohmann::json::array({"wrong"}), 20'000);
        QVERIFY(!m_window->close());
        QVERIFY(m_window->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->isVisible(), 7'000);
        QVERIFY(faults()["v42"] == nlohmann::json::array());
    }
    void aGatewayThatIsNotCalledTheSandboxIsNeverAsked()
    {
        open(false);
        press(Qt::Key_D, Qt::ControlModifier);
        QTest::qWait(50);
        QVERIFY(!m_window->findChild<DrillDialog *>());
        std::optional<Result<void>> begun;
        m_console->drills()->begin(u"assistant"_s, 4282, [&](const Result<void> &result) { begun = result; });
        QTRY_VERIFY(begun);
        QVERIFY(!begun->has_value());
        QVERIFY(begun->error().arguments.first().startsWith(u"a drill needs the sandbox"_s));
        QVERIFY(m_window->close());
    }
};

QTEST_MAIN(DrillWindowTest)
#include "tst_DrillWindow.moc"
