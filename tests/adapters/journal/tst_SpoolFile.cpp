// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/SpoolFile.h"
#include "tests/adapters/journal/JournalTools.h"
#include "tests/support/Warnings.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace andon;

class SpoolFileTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_folder;
    QString path() const { return m_folder->filePath(u"journal.sqlite.spool"_s); }
    void add(const QByteArray &bytes) const
    {
        QFile file(path());
        QVERIFY(file.open(QIODevice::Append));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    static QStringList drained(const SpoolFile &spool)
    {
        QStringList titles;
        spool.drain([&](const Event &draft) {
            titles << draft.title;
            return true;
        });
        return titles;
    }

private slots:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void whatWaitsIsHandedOverInOrderAndForgotten()
    {
        const SpoolFile spool(path());
        QVERIFY(spool.append(noteOf(u"one"_s)));
        QVERIFY(spool.append(noteOf(u"two\nlines"_s)));
        QCOMPARE(QFile::permissions(path()) & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
        QCOMPARE(drained(spool), (QStringList{u"one"_s, u"two\nlines"_s}));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
        QCOMPARE(drained(spool), QStringList());
    }
    void aDraftComesBackAsItWas()
    {
        const SpoolFile spool(path());
        Event draft = noteOf(u"rolled back — 回滚"_s);
        draft.opId = u"op"_s;
        draft.body = u"why"_s;
        draft.payload = {{"value", 0.5}};
        QVERIFY(spool.append(draft));
        spool.drain([&](const Event &back) {
            Event plain = back;
            plain.prevHash.clear();
            Event sent = draft;
            sent.prevHash.clear();
            return toJson(plain) == toJson(sent);
        });
        QVERIFY(!QFile::exists(path()));
    }
    void whatIsRefusedWaitsOn()
    {
        const SpoolFile spool(path());
        for (const QString &title : {u"one"_s, u"two"_s, u"three"_s})
            QVERIFY(spool.append(noteOf(title)));
        int asked = 0;
        spool.drain([&](const Event &) { return ++asked < 2; });
        QCOMPARE(asked, 2);
        QCOMPARE(drained(spool), (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    }
    void whatIsAddedWhileTheOthersAreHandedOverFollowsThem()
    {
        const SpoolFile spool(path());
        QVERIFY(spool.append(noteOf(u"one"_s)));
        Result<void> added;
        int otherDrain = 0;
        spool.drain([&](const Event &) {
            added = spool.append(noteOf(u"two"_s)); // the journal is slow, a person presses
            SpoolFile(path()).drain([&](const Event &) { return ++otherDrain > 0; });
            return true;
        });
        QVERIFY2(added, added ? "" : qPrintable(added.error().message()));
        QVERIFY2(otherDrain == 0, "two consoles do not hand over the same rows at once");
        QCOMPARE(drained(spool), QStringList{u"two"_s});
    }
    void aHandOverThatACrashEndedIsTakenUpAgain()
    {
        const SpoolFile spool(path());
        QVERIFY(spool.append(noteOf(u"one"_s)));
        QVERIFY(QFile::rename(path(), path() + u".taken"_s));
        QVERIFY(spool.append(noteOf(u"two"_s)));
        QStringList titles = drained(spool);
        titles += drained(spool);
        QCOMPARE(titles, (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
    }
    void aLineThatACrashCutOffTakesNoOtherWithIt()
    {
        const SpoolFile spool(path());
        QVERIFY(spool.append(noteOf(u"before"_s)));
        add("{\"seq\":0,");
        QVERIFY(spool.append(noteOf(u"after"_s)));
        QCOMPARE(drained(spool), (QStringList{u"before"_s, u"after"_s}));
    }
    void aFileWithALineThatIsNoDraftIsKeptUnderAnotherName_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("cut off") << QByteArray("{\"seq\":0,");
        QTest::newRow("HTML") << QByteArray("<html>\n");
        QTest::newRow("deep") << QByteArray(100'000, '[') + '\n';
        QTest::newRow("zeros") << QByteArray(4096, '\0');
    }
    void aFileWithALineThatIsNoDraftIsKeptUnderAnotherName()
    {
        QFETCH(QByteArray, line);
        const SpoolFile spool(path());
        QVERIFY(spool.append(noteOf(u"good"_s)));
        add(line);
        QCOMPARE(drained(spool), QStringList{u"good"_s});
        QVERIFY(!QFile::exists(path()));
        const QStringList kept = QDir(m_folder->path()).entryList({u"journal.sqlite.spool.unread-*"_s});
        QCOMPARE(kept.size(), 1);
        QFile file(m_folder->filePath(kept.first()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().endsWith(line));
    }
    void aFileThatCannotBeWrittenIsTold()
    {
        const SpoolFile spool(m_folder->filePath(u"no/such/folder/spool"_s));
        const Result<void> kept = spool.append(noteOf(u"x"_s));
        QVERIFY(!kept);
        QCOMPARE(kept.error().kind, ErrorKind::FileUnwritable);
        QVERIFY(kept.error().message().contains(u"no/such/folder/spool"));
    }
};

QTEST_GUILESS_MAIN(SpoolFileTest)
#include "tst_SpoolFile.moc"
