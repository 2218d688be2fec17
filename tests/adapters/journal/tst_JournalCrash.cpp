// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/journal/JournalTools.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

#include <csignal>
#include <cstdio>
#include <sys/resource.h>
#include <unistd.h>

using namespace andon;

namespace {

/// Child of the test of killing: appends for ever and says which rows were acknowledged.
int appendForEver(const QString &path)
{
    SqliteJournal journal(path, systemClock);
    for (int i = 0;; ++i) {
        const Result<Event> event = append(journal, noteOf(QString::number(i)));
        if (event) {
            std::printf("%s\n", qPrintable(event->eventId));
            std::fflush(stdout);
        }
    }
}

/// Child of the full disk test: no file may grow beyond 256 KiB, until the limit is lifted.
int fillTheDisk(const QString &path)
{
    std::signal(SIGXFSZ, SIG_IGN);
    SqliteJournal journal(path, systemClock);
    append(journal, noteOf(u"first"_s));
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit full{256 * 1024, limit.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &full);
    Event large = noteOf(u"large"_s);
    large.body = QString(60'000, u'x');
    int kept = 1;
    Result<Event> last = large;
    for (int i = 0; i < 50 && last; ++i) {
        large.eventId = newUuid7(systemClock.now());
        last = append(journal, large);
        kept += last ? 1 : 0;
    }
    if (last)
        return 2; // the disk was never full
    std::printf("%s\n", qPrintable(last.error().message()));
    ::setrlimit(RLIMIT_FSIZE, &limit);
    const Result<Event> after = append(journal, noteOf(u"after"_s));
    kept += after ? 1 : 0;
    const QList<Event> events = all(journal);
    return after && holds(events) && events.size() == kept ? 0 : 3;
}

/// Child of the test of a read-only file: one who may not write it asks for a row.
int appendAsNobody(const QString &path)
{
    constexpr uid_t nobody = 65534;
    if (::geteuid() == 0 && (::setgid(nobody) != 0 || ::setuid(nobody) != 0))
        return 2;
    SqliteJournal journal(path, systemClock);
    const Result<Event> event = append(journal, noteOf(u"x"_s));
    std::printf("%s\n", event ? "" : qPrintable(event.error().message()));
    return event ? 3 : 0;
}

struct Child {
    int exitCode = -1;
    QString words;
};

/// This program once more, in another role.
Child run(const QStringList &arguments)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::MergedChannels);
    child.start(QCoreApplication::applicationFilePath(), arguments);
    if (!QTest::qWaitFor([&] { return child.state() == QProcess::NotRunning; }, 60'000))
        return {};
    return {child.exitCode(), QString::fromUtf8(child.readAll())};
}

} // namespace

class JournalCrashTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    int m_files = 0;
    QString newPath() { return m_folder.filePath(u"journal-%1.sqlite"_s.arg(++m_files)); }

private slots:
    void init() { failOnWarnings(); }

    void processesThatShareAJournalAndAreKilledLoseNoRowThatWasAcknowledged()
    {
        // ctest -C Deep kills a thousand times.
        const int rounds = qEnvironmentVariableIsSet("ANDON_DEEP") ? 1000 : 6;
        const QString path = newPath();
        QSet<QString> acknowledged;
        for (int round = 0; round < rounds; ++round) {
            QProcess one;
            QProcess two;
            for (QProcess *child : {&one, &two})
                child->start(QCoreApplication::applicationFilePath(), {u"--append"_s, path});
            // Killed at another place of their work in each round.
            QByteArray said;
            for (QProcess *child : {&one, &two}) {
                QByteArray lines;
                QVERIFY(QTest::qWaitFor([&] { return (lines += child->readAllStandardOutput()).count('\n') > 3 * (round % 6); }, 30'000));
                said += lines.left(lines.lastIndexOf('\n') + 1);
            }
            for (QProcess *child : {&one, &two}) {
                ::kill(static_cast<pid_t>(child->processId()), SIGKILL);
                QVERIFY(child->waitForFinished(5000));
            }
            for (const QByteArray &line : said.split('\n'))
                acknowledged << QString::fromLatin1(line);
        }
        acknowledged.remove(QString());
        SqliteJournal journal(path, systemClock);
        const QList<Event> events = all(journal);
        QVERIFY(holds(events));
        QSet<QString> kept;
        for (const Event &event : events)
            kept << event.eventId;
        QVERIFY(acknowledged.size() > 8 * rounds);
        qInfo("%d rounds of two processes: %lld rows acknowledged, %lld kept", rounds, static_cast<long long>(acknowledged.size()), static_cast<long long>(kept.size()));
        QVERIFY2((acknowledged - kept).isEmpty(), "an acknowledged row is gone");
    }
    void aFileThatMayOnlyBeReadIsToldInWords()
    {
        const QString path = newPath();
        {
            SqliteJournal journal(path, systemClock);
            QVERIFY(append(journal, noteOf(u"kept"_s)));
        }
        QFile file(path);
        QVERIFY(file.setPermissions(QFileDevice::ReadOwner | QFileDevice::ReadOther));
        QVERIFY(QFile::setPermissions(m_folder.path(), QFileDevice::Permissions(0x7777)));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        const Child child = run({u"--read-only"_s, path});
        QVERIFY2(child.exitCode == 0, qPrintable(child.words));
        QVERIFY2(child.words.contains(path + u" cannot be used: it may not be written"_s), qPrintable(child.words));
        QVERIFY(file.seek(0));
        QCOMPARE(file.readAll(), before);
    }
    void aFullDiskIsRefusedInWordsAndNothingIsLost()
    {
        const QString path = newPath();
        const Child child = run({u"--full-disk"_s, path});
        QVERIFY2(child.exitCode == 0, qPrintable(u"%1 %2"_s.arg(child.exitCode).arg(child.words)));
        QVERIFY2(child.words.startsWith(u"The journal %1 cannot be used: "_s.arg(path)), qPrintable(child.words));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--append")
        return appendForEver(arguments.value(2));
    if (arguments.value(1) == u"--full-disk")
        return fillTheDisk(arguments.value(2));
    if (arguments.value(1) == u"--read-only")
        return appendAsNobody(arguments.value(2));
    JournalCrashTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_JournalCrash.moc"
