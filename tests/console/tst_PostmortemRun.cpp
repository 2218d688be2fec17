// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/SqliteJournal.h"
#include "tests/incidents/IncidentStory.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// `andon export ID` as a program of its own on a journal of its own.
class PostmortemRunTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    ManualClock m_clock;
    const QString m_id = u"0198a1b2-0000-7000-8000-0000000000aa"_s;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QByteArray read(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    ProgramRun run(const QStringList &arguments) const
    {
        return runProgram(builtProgram(u"andon"_s), QStringList{u"export"_s} + arguments
                          + QStringList{u"--workspace"_s, path(u"andon.json"_s), u"--journal"_s, path(u"journal.sqlite"_s)});
    }

private slots:
    void initTestCase()
    {
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        QFile workspace(path(u"andon.json"_s));
        QVERIFY(workspace.open(QIODevice::WriteOnly));
        workspace.write(R"({ "andon": 1, "sources": [ { "name": "m", "kind": "prometheus", "url": "http:\/\/127.0.0.1:1", "token_secret": "prod-metrics" } ],
            "services": [ { "name": "assistant", "source": "m", "actions_absent": "none", "window": "1m", "indicators": [
                { "id": "bad_answers", "title": "Bad answers", "family": "quality", "unit": "ratio", "headline": true,
                  "gate": { "warn": 0.03, "stop": 0.05 }, "query": "q" } ] } ] })");
        SqliteJournal journal(path(u"journal.sqlite"_s), m_clock);
        Event opened;
        opened.kind = QString::fromUtf16(EventKind::incidentOpened);
        opened.eventId = u"opened"_s;
        opened.title = u"=cmd() <script> ../x doubled on v42"_s;
        opened.service = u"assistant"_s;
        opened.occurredAt = IncidentStory::start + std::chrono::seconds(95);
        opened.payload = {{"incident", m_id.toStdString()}, {"severity", "S1"}, {"cause", "action"}, {"from_event", ""}, {"drill", false}};
        Event note = opened;
        note.kind = QString::fromUtf16(EventKind::note);
        note.eventId = u"note"_s;
        note.title = note.body = u"asked by hand with open-sesame-42"_s;
        note.occurredAt = IncidentStory::start + std::chrono::seconds(120);
        note.payload = {{"incident", m_id.toStdString()}};
        int written = 0;
        for (const Event &event : IncidentStory(true).events + QList<Event>{opened, note})
            journal.append(event, this, [&written](const Result<Event> &row) { written += row ? 1 : 0; });
        QVERIFY(QTest::qWaitFor([&written] { return written == 11; }));
    }
    void init() { failOnWarnings(); }

    void everyFormatIsWrittenAndWrittenAgainTheSameInAnyLanguageAndZone_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("holds");
        QTest::newRow("Markdown") << u"md"_s << QByteArray("| Quality: Bad answers | warn above 3 %, stop above 5 % |");
        QTest::newRow("HTML") << u"html"_s << QByteArray("&lt;script&gt;");
        QTest::newRow("JSON") << u"json"_s << QByteArray("andon-postmortem-1");
        QTest::newRow("CSV") << u"csv"_s << QByteArray("'=cmd()");
        QTest::newRow("PDF") << u"pdf"_s << QByteArray("%PDF-1.");
        QTest::newRow("bundle") << u"bundle"_s << QByteArray("postmortem.md");
    }
    void everyFormatIsWrittenAndWrittenAgainTheSameInAnyLanguageAndZone()
    {
        QFETCH(QString, format);
        QFETCH(QByteArray, holds);
        const ProgramRun first = run({m_id, u"--format"_s, format, u"--output"_s, path(u"first."_s + format)});
        QVERIFY2(first.exitCode == 0, qPrintable(first.err));
        qputenv("LC_ALL", "tr_TR.UTF-8");
        qputenv("TZ", "Asia/Kathmandu");
        const ProgramRun again = run({m_id.left(13), u"--format"_s, format, u"--output"_s, path(u"again."_s + format)});
        qputenv("LC_ALL", "C.UTF-8");
        qputenv("TZ", "UTC");
        QVERIFY2(again.exitCode == 0, qPrintable(again.err));
        QVERIFY(read(u"first."_s + format).contains(holds));
        if (format == u"bundle") {
            const ProgramRun verified = runProgram(builtProgram(u"andon"_s), {u"verify"_s, path(u"first.bundle"_s)});
            QVERIFY2(verified.exitCode == 0 && verified.out.contains(u"incident "_s + m_id), qPrintable(verified.out + verified.err));
        }
        if (format != u"pdf") {
            QCOMPARE(read(u"again."_s + format), read(u"first."_s + format));
            return;
        }
        const auto textOf = [this](const QString &name) { return runProgram(u"pdftotext"_s, {path(name), u"-"_s}).out; };
        QVERIFY(textOf(u"first.pdf"_s).contains(u"Postmortem: =cmd()"));
        QCOMPARE(textOf(u"again.pdf"_s), textOf(u"first.pdf"_s));
    }

    void whatTheWorkspaceNamesSecretLeavesInNoExport_data()
    {
        QTest::addColumn<QStringList>("what");
        QTest::addColumn<QString>("format");
        const QStringList incident{m_id}, timeline{u"--from"_s, u"2025-11-24T15:00:00Z"_s, u"--to"_s, u"2025-11-24T18:00:00Z"_s};
        for (const char *format : {"md", "html", "json", "csv", "bundle"})
            QTest::addRow("incident, %s", format) << incident << QString::fromLatin1(format);
        for (const char *format : {"md", "json"})
            QTest::addRow("timeline, %s", format) << timeline << QString::fromLatin1(format);
    }
    void whatTheWorkspaceNamesSecretLeavesInNoExport()
    {
        QFETCH(QStringList, what);
        QFETCH(QString, format);
        const auto exported = [&](const QString &name) {
            return run(what + QStringList{u"--format"_s, format, u"--output"_s, path(name)});
        };
        // Nobody is asked for it: without it the export is made all the same, by the rules alone, and that is said.
        const QString unknown = u"unknown-%1."_s.arg(what.size()) + format, known = u"known-%1."_s.arg(what.size()) + format;
        const ProgramRun without = exported(unknown);
        QVERIFY2(without.exitCode == 0, qPrintable(without.err));
        QVERIFY2(without.err.contains(u"ANDON_SECRET_PROD_METRICS"_s), qPrintable(without.err));
        QVERIFY(read(unknown).contains("sesame"));
        qputenv("ANDON_SECRET_PROD_METRICS", "open-sesame-42");
        const ProgramRun with = exported(known);
        qunsetenv("ANDON_SECRET_PROD_METRICS");
        QVERIFY2(with.exitCode == 0, qPrintable(with.err));
        QVERIFY2(!with.err.contains(u"ANDON_SECRET"_s) && with.out.contains(u" × secret"_s), qPrintable(with.out + with.err));
        QVERIFY(read(known).contains("asked by hand with ") && !read(known).contains("sesame"));
    }

    void itGoesToStandardOutput()
    {
        const ProgramRun shown = run({m_id, u"--format"_s, u"csv"_s});
        QCOMPARE(shown.exitCode, 0);
        QVERIFY(shown.out.startsWith(u"time_utc,"));
    }

    void anIncidentThatIsNotThereIsSaidInWords()
    {
        const ProgramRun none = run({u"0198ffff-0000"_s});
        QCOMPARE(none.exitCode, 1);
        QVERIFY(none.err.contains(u"0198ffff-0000"));
        QVERIFY(none.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(PostmortemRunTest)
#include "tst_PostmortemRun.moc"
