// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/PostmortemDesk.h"
#include "tests/incidents/IncidentStory.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

const QString incidentId = u"0198a1b2-0000-7000-8000-0000000000aa"_s;

/// Pages as slow as they are asked for.
class PagePrinter final : public DocumentPrinter {
public:
    Result<QByteArray> pdf(const PrintedDocument &document, const std::function<bool(int, int)> &going) const override
    {
        for (int page = 0; page < 1000; ++page) {
            QThread::msleep(1);
            if (!going(page, 1000))
                return failure(ErrorKind::Blocked, {u"the export was cancelled"_s});
        }
        return document.html.toUtf8();
    }
};

} // namespace

class PostmortemDeskTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<FakeJournal> m_journal;
    ManualClock m_clock;
    Workspace m_workspace;
    PagePrinter m_printer;
    std::unique_ptr<PostmortemDesk> m_desk;

    template<typename Value, typename Ask>
    Result<Value> answerOf(const Ask &ask)
    {
        std::optional<Result<Value>> answer;
        ask([&answer](const Result<Value> &given) { answer = given; });
        if (!QTest::qWaitFor([&] { return answer.has_value(); }))
            return failure(ErrorKind::BadInput, {u"no answer"_s, u"it never came"_s});
        return *answer;
    }
    PostmortemView view(const QString &id = incidentId)
    {
        const auto found = answerOf<PostmortemView>([&](auto done) { m_desk->ask(id, this, done); });
        return found ? *found : PostmortemView{};
    }
    Result<Event> save(const QString &text)
    {
        const Incident incident = view().incident;
        return answerOf<Event>([&](auto done) { m_desk->save(incident, text, this, done); });
    }
    QByteArray read(const QString &name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void init()
    {
        failOnWarnings();
        m_journal = std::make_unique<FakeJournal>();
        Event opened;
        opened.kind = QString::fromUtf16(EventKind::incidentOpened);
        opened.eventId = u"opened"_s;
        opened.title = u"Bad answers doubled"_s;
        opened.service = u"assistant"_s;
        opened.occurredAt = m_clock.now();
        opened.payload = {{"incident", incidentId.toStdString()}, {"severity", "S2"}, {"cause", "hand"}, {"from_event", ""}, {"drill", false}};
        m_journal->append(opened, this, [](const Result<Event> &) {});
        m_workspace = {};
        m_workspace.path = m_folder.filePath(u"andon.json"_s);
        m_desk = std::make_unique<PostmortemDesk>(PostmortemDesk::Parts{*m_journal, m_clock, m_workspace, {u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s},
                                                                        m_folder.filePath(u"journal.sqlite"_s), &m_printer});
        QVERIFY(QTest::qWaitFor([this] { return m_journal->events.size() == 1; }));
    }

    void anIncidentIsFoundByItsIdOrItsBeginning()
    {
        QCOMPARE(view().incident.title, u"Bad answers doubled"_s);
        QCOMPARE(view(incidentId.left(13)).incident.id, incidentId);
        const auto none = answerOf<PostmortemView>([this](auto done) { m_desk->ask(u"0198a1b"_s, this, done); });
        QVERIFY(!none);
        QVERIFY(none.error().message().contains(u"andon incidents"));
    }

    void everySaveIsAnEntryAndTheNewestTextIsShown()
    {
        QVERIFY(save(u"# One\n"_s));
        QVERIFY(save(u"# Two\n"_s));
        const PostmortemView now = view();
        QCOMPARE(now.saved, u"# Two\n"_s);
        QCOMPARE(now.history.size(), 2);
        QCOMPARE(now.history.first().text, u"# One\n"_s);
        QCOMPARE(now.history.first().who, u"Anna"_s);
        QCOMPARE(now.history.last().sha256, textSha256(u"# Two\n"_s));
        QCOMPARE(m_journal->events.last().payload["incident"].get<std::string>(), incidentId.toStdString());
    }

    void aTextTooLongForTheJournalLiesBesideIt()
    {
        const QString text = u"# Long\n\n"_s + QString(70'000, u'ä');
        QVERIFY(save(text));
        QVERIFY(m_journal->events.last().body.contains(u"blobs/"_s + textSha256(text)));
        QVERIFY(m_journal->events.last().body.size() < 300);
        QCOMPARE(view().saved, text);
        QFile blob(m_folder.filePath(u"blobs/"_s + textSha256(text)));
        QVERIFY(blob.open(QIODevice::WriteOnly));
        blob.write("another text");
        blob.close();
        const auto changed = answerOf<PostmortemView>([this](auto done) { m_desk->ask(incidentId, this, done); });
        QVERIFY(!changed);
        QVERIFY(changed.error().message().contains(u"hash"));
    }

    void whatWasTypedOutlivesTheProgramUntilItIsSaved()
    {
        const auto kept = answerOf<void>([this](auto done) { m_desk->keepUnsaved(incidentId, u"half a sentence"_s, this, done); });
        QVERIFY(kept);
        init(); // another start of the program
        QCOMPARE(view().unsaved, u"half a sentence"_s);
        QVERIFY(save(u"a whole one"_s));
        QVERIFY(QTest::qWaitFor([this] { return !view().unsaved; }));
    }

    void aRefusedSaveKeepsWhatWasTyped()
    {
        const Incident incident = view().incident;
        QVERIFY(answerOf<void>([this](auto done) { m_desk->keepUnsaved(incidentId, u"text"_s, this, done); }));
        m_journal->refuses = true;
        QVERIFY(!answerOf<Event>([&](auto done) { m_desk->save(incident, u"text"_s, this, done); }));
        m_journal->refuses = false;
        QCOMPARE(view().unsaved, u"text"_s);
    }

    void anExportIsWrittenAndNotedAndChangesNoLaterOne()
    {
        const auto write = [this](const QString &name) {
            const PostmortemView now = view();
            const auto cancel = std::make_shared<std::atomic_bool>(false);
            return answerOf<QString>([&](auto done) {
                m_desk->exportTo(now, m_desk->draft(now, {}), PostmortemFormat::Markdown, m_folder.filePath(name), cancel, this, [](int, int) {}, done);
            });
        };
        QVERIFY(write(u"a.md"_s));
        QVERIFY(QTest::qWaitFor([this] { return m_journal->events.last().kind == EventKind::exportMade; }));
        QVERIFY(save(u"something"_s));
        QVERIFY(write(u"b.md"_s));
        QVERIFY(!read(u"a.md"_s).isEmpty());
        QCOMPARE(read(u"b.md"_s), read(u"a.md"_s));
    }

    void aRunningExportIsCancelledAndLeavesNoFile()
    {
        const PostmortemView now = view();
        const auto cancel = std::make_shared<std::atomic_bool>(false);
        int pages = 0;
        const auto made = answerOf<QString>([&](auto done) {
            m_desk->exportTo(now, u"# P"_s, PostmortemFormat::Pdf, m_folder.filePath(u"c.pdf"_s), cancel, this, [&](int, int) { ++pages; }, done);
            cancel->store(true);
        });
        QVERIFY(!made);
        QVERIFY(!QFile::exists(m_folder.filePath(u"c.pdf"_s)));
    }

    void anExportThatCannotBeWrittenSaysSo()
    {
        const PostmortemView now = view();
        const auto made = answerOf<QString>([&](auto done) {
            m_desk->exportTo(now, u"# P"_s, PostmortemFormat::Html, u"/proc/no/such/file"_s, std::make_shared<std::atomic_bool>(false), this,
                             [](int, int) {}, done);
        });
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::FileUnwritable);
    }

    void aMarkedRequestIsInTheFileAndOnTheRecordOnce()
    {
        const RegressionSample sample = regressionSample("six times seven?", "42", {u"maths"_s}, {u"t1"_s, u"v42"_s, {}, incidentId, m_clock.now()});
        const auto mark = [&] { return answerOf<RegressionAppend>([&](auto done) { m_desk->mark(incidentId, u"assistant"_s, {sample}, this, done); }); };
        const auto blocked = mark();
        QVERIFY(!blocked);
        QCOMPARE(blocked.error().kind, ErrorKind::Blocked);
        m_workspace.regression.file = u"regression.jsonl"_s;
        QCOMPARE(mark()->added, QStringList{sample.id});
        QCOMPARE(mark()->known, QStringList{sample.id});
        QVERIFY(QTest::qWaitFor([this] { return m_journal->events.last().kind == EventKind::regressionMarked; }));
        QCOMPARE(m_journal->kinds().count(QString::fromUtf16(EventKind::regressionMarked)), 1);
        QCOMPARE(read(u"regression.jsonl"_s), regressionLine(sample));
        QVERIFY(m_desk->draft(view(), {}).contains(sample.id));
    }

    void aLayoutOfTheWorkspaceIsUsedByItsName()
    {
        m_workspace.templates = {{u"ours"_s, u"pm.md"_s, u"# Ours: {{title}}\n"_s}};
        QCOMPARE(m_desk->layouts(), (QStringList{u"built-in"_s, u"ours"_s}));
        QCOMPARE(m_desk->draft(view(), u"ours"_s), u"# Ours: Bad answers doubled\n"_s);
        QVERIFY(m_desk->draft(view(), {}).startsWith(u"# Postmortem: Bad answers doubled"));
    }
};

QTEST_GUILESS_MAIN(PostmortemDeskTest)
#include "tst_PostmortemDesk.moc"
