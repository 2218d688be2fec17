// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/ExportRun.h"
#include "app/journal/Chain.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class ExportRunTest : public QObject {
    Q_OBJECT
    FakeJournal m_journal;
    QMap<QString, qint64> m_redacted; ///< of the last export

    void record(int second, const QString &service)
    {
        Event event;
        event.seq = m_journal.events.size() + 1;
        event.eventId = QString::number(event.seq);
        event.kind = QString::fromUtf16(EventKind::note);
        event.occurredAt = event.recordedAt = fromMs(1000 * second);
        event.service = service;
        event.title = u"entry %1"_s.arg(event.seq);
        event.prevHash = m_journal.events.isEmpty() ? QByteArray(32, '\0') : m_journal.events.last().hash;
        event.hash = chainHash(event);
        m_journal.events << event;
    }
    QByteArray exported(const ExportWindow &window, ExportFormat format)
    {
        std::optional<Result<RecordExport>> answer;
        exportRecord(m_journal, window, format, Redactor::usual({}, {}), this, [&](const Result<RecordExport> &made) { answer = made; });
        m_redacted = QTest::qWaitFor([&] { return answer.has_value(); }) && *answer ? (*answer)->redacted : QMap<QString, qint64>();
        return answer && *answer ? (*answer)->bytes : QByteArray("no answer");
    }

private slots:
    void initTestCase()
    {
        record(10, u"a"_s);
        record(20, u"b"_s);
        record(30, QString()); // of the console: belongs to every service
        record(15, u"a"_s);    // told late
        record(40, u"b"_s);
        record(50, u"a"_s);
    }
    void init() { failOnWarnings(); }

    void theWindowHoldsWhatHappenedInIt_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<QString>("service");
        QTest::addColumn<QStringList>("read");  // numbers in the Markdown, as they happened
        QTest::addColumn<QStringList>("proven"); // numbers in the JSON, without a gap
        QTest::newRow("all") << 0 << 99 << QString() << u"1 4 2 3 5 6"_s.split(u' ') << u"1 2 3 4 5 6"_s.split(u' ');
        QTest::newRow("the start is inside, the end is not") << 20 << 40 << QString() << u"2 3"_s.split(u' ') << u"2 3"_s.split(u' ');
        QTest::newRow("told late") << 15 << 30 << QString() << u"4 2"_s.split(u' ') << u"2 3 4"_s.split(u' ');
        QTest::newRow("of a service") << 0 << 99 << u"b"_s << u"2 3 5"_s.split(u' ') << u"2 3 4 5"_s.split(u' ');
        QTest::newRow("of a service that is not there") << 0 << 99 << u"c"_s << u"3"_s.split(u' ') << u"3"_s.split(u' ');
        QTest::newRow("nothing happened") << 60 << 99 << QString() << QStringList() << QStringList();
    }
    void theWindowHoldsWhatHappenedInIt()
    {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(QString, service);
        const ExportWindow window{fromMs(1000 * from), fromMs(1000 * to), service};
        QStringList read;
        for (const QString &line : QString::fromUtf8(exported(window, ExportFormat::Markdown)).split(u'\n')) {
            if (line.contains(u"| note |"))
                read << line.section(u" | "_s, -1).section(u' ', 0, 0);
        }
        QTEST(read, "read");
        const QByteArray json = exported(window, ExportFormat::Json);
        const Result<ChainReport> report = verifyExport(json);
        QVERIFY2(report, report ? "" : qPrintable(report.error().message()));
        QStringList proven;
        const auto document = nlohmann::json::parse(json.begin(), json.end());
        for (const auto &entry : document["events"])
            proven << QString::number(entry["seq"].get<int>());
        QTEST(proven, "proven");
    }
    void whatIsSecretOrPersonalStaysHereAndTheChainHolds()
    {
        const QList<Event> before = m_journal.events;
        record(60, u"a"_s);
        Event &told = m_journal.events.last();
        told.body = u"told anna@example.org"_s;
        told.hash = chainHash(told);
        record(70, u"a"_s);
        const ExportWindow window{fromMs(50'000), fromMs(99'000), QString()};
        const QByteArray json = exported(window, ExportFormat::Json);
        QCOMPARE(m_redacted.value(u"e-mail"_s), 1);
        const QByteArray markdown = exported(window, ExportFormat::Markdown);
        QCOMPARE(m_redacted.value(u"e-mail"_s), 1);
        m_journal.events = before;
        for (const QByteArray &bytes : {json, markdown})
            QVERIFY(!bytes.contains("anna") && bytes.contains("e-mail"));
        const Result<ChainReport> report = verifyExport(json);
        QVERIFY2(report, report ? "" : qPrintable(report.error().message()));
        QCOMPARE(report->redacted, QList<qint64>{7});
    }
    void anAskerWhoIsGoneIsNotCalled()
    {
        bool called = false;
        {
            QObject asker;
            exportRecord(m_journal, {}, ExportFormat::Json, Redactor::usual({}, {}), &asker, [&](const Result<RecordExport> &) { called = true; });
            QVERIFY2(!called, "the answer comes later, never before the call returns");
        }
        exported({}, ExportFormat::Json);
        QVERIFY(!called);
    }
};

QTEST_GUILESS_MAIN(ExportRunTest)
#include "tst_ExportRun.moc"
