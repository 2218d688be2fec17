// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/process/EndSignals.h"
#include "app/adapters/process/WindowLock.h"
#include "tests/support/Warnings.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <unistd.h>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// The lock file as the process `pid`, known as `program`, leaves it.
void writeLock(const QString &journal, qint64 pid, const QString &program)
{
    QFile file(journal + u".window"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(u"%1\n%2\n%3\n"_s.arg(QString::number(pid), program, QSysInfo::machineHostName()).toUtf8());
}

} // namespace

class WindowLockTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QCoreApplication::setApplicationName(u"adapters_process_tst_WindowLock"_s); }
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
        m_journal = m_folder->filePath(u"journal.db"_s);
    }

    void theFirstWindowMayOpenAndItsFolderIsMade()
    {
        const QString journal = m_folder->filePath(u"deep/er/journal.db"_s);
        WindowLock lock(journal);
        QVERIFY(lock.take());
        QVERIFY(QFile::exists(m_folder->filePath(u"deep/er"_s)));
    }
    void theSecondWindowStaysClosedAndRaisesTheFirst()
    {
        EndSignals told;
        QSignalSpy raised(&told, &EndSignals::raiseAsked);
        QSignalSpy ended(&told, &EndSignals::endAsked);
        WindowLock first(m_journal);
        QVERIFY(first.take());
        WindowLock second(m_journal);
        for (int asked = 1; asked <= 2; ++asked) {
            QVERIFY(!second.take());
            QTRY_COMPARE(raised.size(), asked);
        }
        QCOMPARE(ended.size(), 0);
    }
    void windowsOfOtherJournalsDoNotMind()
    {
        WindowLock first(m_journal);
        WindowLock second(m_folder->filePath(u"other.db"_s));
        QVERIFY(first.take());
        QVERIFY(second.take());
    }
    void aWindowThatClosedMakesRoom()
    {
        {
            WindowLock first(m_journal);
            QVERIFY(first.take());
        }
        WindowLock second(m_journal);
        QVERIFY(second.take());
    }
    void aWindowThatWasKilledMakesRoom()
    {
        QProcess gone;
        gone.start(u"true"_s, {});
        const qint64 pid = gone.processId();
        QVERIFY(gone.waitForFinished());
        writeLock(m_journal, pid, QCoreApplication::applicationName());
        WindowLock lock(m_journal);
        QVERIFY(lock.take());
    }
    void aForeignProgramIsNeverSignalled()
    {
        QProcess foreign;
        foreign.start(u"sleep"_s, {u"1000"_s});
        QVERIFY(foreign.waitForStarted());
        writeLock(m_journal, foreign.processId(), u"sleep"_s);
        WindowLock lock(m_journal);
        QVERIFY(!lock.take());
        // The signal would end it: nothing there takes SIGUSR1.
        QVERIFY(!foreign.waitForFinished(300));
        QCOMPARE(foreign.state(), QProcess::Running);
        foreign.kill();
        QVERIFY(foreign.waitForFinished());
    }
    void aLockThatCannotBeWrittenKeepsNobodyOut()
    {
        QFile file(m_folder->filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        WindowLock lock(m_folder->filePath(u"file/journal.db"_s));
        QVERIFY(lock.take());
    }

    void aSignalIsHandedOnAndEndsNothingAtOnce_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<int>("ends");
        QTest::addColumn<int>("raises");
        QTest::newRow("interrupt") << SIGINT << 1 << 0;
        QTest::newRow("terminate") << SIGTERM << 1 << 0;
        QTest::newRow("hang up") << SIGHUP << 1 << 0;
        QTest::newRow("raise") << SIGUSR1 << 0 << 1;
    }
    void aSignalIsHandedOnAndEndsNothingAtOnce()
    {
        QFETCH(int, number);
        EndSignals told;
        QSignalSpy raised(&told, &EndSignals::raiseAsked);
        QSignalSpy ended(&told, &EndSignals::endAsked);
        QCOMPARE(::kill(::getpid(), number), 0);
        QTRY_COMPARE(raised.size() + ended.size(), 1);
        QTEST(static_cast<int>(ended.size()), "ends");
        QTEST(static_cast<int>(raised.size()), "raises");
    }
    void aSignalThatCameBeforeAnybodyListenedIsNotLost()
    {
        QCOMPARE(::kill(::getpid(), SIGTERM), 0);
        EndSignals told;
        QSignalSpy ended(&told, &EndSignals::endAsked);
        QTRY_COMPARE(ended.size(), 1);
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_journal;
};

int main(int argc, char **argv)
{
    EndSignals::hold();
    QCoreApplication application(argc, argv);
    WindowLockTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_WindowLock.moc"
