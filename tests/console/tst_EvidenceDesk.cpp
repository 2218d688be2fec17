// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceDesk.h"
#include "app/console/Console.h"
#include "app/console/ReplayPorts.h"
#include "tests/incidents/EvidenceStory.h"
#include "tests/support/Heartbeat.h"
#include "tests/support/Warnings.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

struct Board {
    QTemporaryDir folder;
    Console console{Console::Options{workspaceOf(EvidenceStory::evidence(1, 1)), folder.filePath(u"journal.sqlite"_s), u"person"_s, {}, {}}};
    EvidenceDesk desk{console, nullptr, folder.filePath(u"evidence"_s)};

    Board()
    {
        QSignalSpy started(&console, &Console::started);
        console.open();
        if (!QTest::qWaitFor([&] { return started.size() == 1; }))
            qFatal("the console did not start");
    }
    void close(const char *incident)
    {
        Event closed;
        closed.eventId = u"closed-"_s + QString::fromLatin1(incident);
        closed.kind = QString::fromUtf16(EventKind::incidentClosed);
        closed.service = u"assistant"_s;
        closed.occurredAt = console.clock().now();
        closed.payload = {{"incident", incident}};
        console.journal().append(closed, &desk, [](const Result<Event> &) {});
    }
};

} // namespace

class EvidenceDeskTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void eachIncidentThatIsClosedWithinAMinuteOfAnotherHasItsEvidence()
    {
        Board board;
        QSignalSpy kept(&board.desk, &EvidenceDesk::kept);
        board.desk.watch();
        board.close("i-1");
        board.close("i-2");
        QTRY_COMPARE_WITH_TIMEOUT(kept.size(), 2, 30'000);
        QStringList incidents;
        for (const QList<QVariant> &one : std::as_const(kept)) {
            const Result<Evidence> evidence = readBundleFile(one.first().toString());
            QVERIFY2(evidence, qPrintable(evidence ? QString() : evidence.error().message()));
            incidents << evidence->incident;
        }
        incidents.sort();
        QCOMPARE(incidents, (QStringList{u"i-1"_s, u"i-2"_s}));
    }

    void theEntryOfLargeEvidenceIsWorkedOutWhileTheWindowGoesOn()
    {
        Board board;
        CapturedEvidence captured;
        captured.evidence = EvidenceStory::evidence(1, 1);
        Redactor redactor = Redactor::usual({}, {});
        captured.files = evidenceFiles(captured.evidence, redactor);
        captured.files << BundleEntry{u"samples/large.jsonl"_s, QByteArray(64 << 20, 'x')};
        const QByteArray bundle = packBundle(captured.files).value();
        QElapsedTimer timer;
        timer.start();
        const json payload = evidencePayload(captured.evidence, u"x.andon"_s, bundle);
        const double aloneMs = static_cast<double>(timer.nsecsElapsed()) / 1e6;
        QEventLoop loop;
        QTimer::singleShot(60'000, &loop, &QEventLoop::quit);
        std::optional<Result<QString>> saved;
        Heartbeat heart;
        board.desk.save(captured, board.folder.filePath(u"x.andon"_s), EvidenceDesk::IfThere::Refuse, this, [&](const Result<QString> &done) {
            saved = done;
            loop.quit();
        });
        heart.restart();
        loop.exec();
        const double blockedMs = heart.longestBlockMs() - heart.longestIdleGapMs();
        QVERIFY(saved.has_value());
        QVERIFY2(*saved, qPrintable(*saved ? QString() : saved->error().message()));
        QVERIFY2(blockedMs < aloneMs / 2, qPrintable(u"%1 ms of %2 ms"_s.arg(blockedMs).arg(aloneMs)));
        QList<Event> recorded;
        EventQuery query;
        query.kinds = {QString::fromUtf16(EventKind::evidenceAdded)};
        board.console.journal().read(query, this, [&](const Result<QList<Event>> &events) { recorded = events.value_or(QList<Event>()); });
        QTRY_COMPARE(recorded.size(), 1);
        for (const char *member : {"sha256", "file", "files", "lines"})
            QVERIFY2(recorded.first().payload[member] == payload[member], member);
    }
};

QTEST_GUILESS_MAIN(EvidenceDeskTest)
#include "tst_EvidenceDesk.moc"
