// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/WorkspaceFile.h"
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/shell/WindowRun.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// The window is made and shown before it has its style sheet: nothing of that may be left.
class WindowRunTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;

    Command command() const
    {
        Command made;
        made.journalPath = m_folder.filePath(u"journal-%1-%2.sqlite"_s.arg(QString::fromLatin1(QTest::currentTestFunction()),
                                                                          QString::fromLatin1(QTest::currentDataTag())));
        made.size = {1280, 800};
        return made;
    }
    /// The demo's, where nothing answers.
    static Workspace workspace()
    {
        QFile file(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no workspace");
        QByteArray text = file.readAll();
        for (const char *port : {"127.0.0.1:9090", "127.0.0.1:8080", "127.0.0.1:9093"})
            text.replace(port, "127.0.0.1:9");
        return *parseWorkspace(text, u"andon.json"_s).workspace;
    }
    static MainWindow *shownWindow()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *window = qobject_cast<MainWindow *>(widget); window && window->isVisible())
                return window;
        }
        return nullptr;
    }
    static QStringList places(const MainWindow &window)
    {
        QStringList found;
        for (const QWidget *widget : window.findChildren<QWidget *>()) {
            const bool isKind = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget)
                || qobject_cast<const QComboBox *>(widget) || qobject_cast<const QAbstractItemView *>(widget);
            if (!isKind || !widget->isVisible())
                continue;
            const QRect place(widget->mapTo(&window, QPoint()), widget->size());
            found << u"%1 %2: %3,%4 %5x%6"_s.arg(QString::fromLatin1(widget->metaObject()->className()), widget->accessibleName())
                         .arg(place.x()).arg(place.y()).arg(place.width()).arg(place.height());
        }
        return found;
    }
    /// Until nothing is left to lay out.
    static void settle()
    {
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
    }

private slots:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        QCoreApplication::setOrganizationName(u"andon-test"_s);
        QCoreApplication::setApplicationName(u"andon-test"_s);
        // The offscreen window itself warns of its own limits; nothing else may.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void aWindowHasItsSheetAndEverythingItsPlace_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void aWindowHasItsSheetAndEverythingItsPlace()
    {
        QFETCH(bool, dark);
        Command asked = command();
        asked.dark = dark;
        WindowRun run(asked, {});
        const QString sheet = qApp->styleSheet();
        QVERIFY(!sheet.isEmpty());
        run.open(workspace(), {}, {{u"sandbox"_s, Secret("t")}});
        QTRY_VERIFY(shownWindow());
        MainWindow &window = *shownWindow();
        QCOMPARE(qApp->styleSheet(), sheet);
        settle();
        const QStringList first = places(window);
        QVERIFY(first.size() > 20);
        // Whoever changes the size has everything put into its place anew.
        window.resize(window.size() + QSize(60, 40));
        settle();
        window.resize(window.size() - QSize(60, 40));
        settle();
        QCOMPARE(places(window), first);
    }
    void aReplayHasItsSheetToo()
    {
        WindowRun run(command(), {});
        const QString sheet = qApp->styleSheet();
        Evidence evidence;
        evidence.service = u"assistant"_s;
        evidence.from = TimePoint(std::chrono::milliseconds(1'795'437'000'000));
        evidence.to = evidence.from + std::chrono::minutes(10);
        run.openReplay(evidence, u"a.andon"_s, std::nullopt);
        QTRY_VERIFY(shownWindow());
        QVERIFY(!sheet.isEmpty());
        QCOMPARE(qApp->styleSheet(), sheet);
    }
};

QTEST_MAIN(WindowRunTest)
#include "tst_WindowRun.moc"
