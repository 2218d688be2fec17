// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/PostmortemDesk.h"
#include "app/incidents/EventText.h"
#include "tests/incidents/IncidentStory.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/FullDisk.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QDir>
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
    LeavingPostmortem redacted(const PostmortemView &view, const QString &text)
    {
        std::optional<LeavingPostmortem> leaving;
        m_desk->redact(view, text, this, [&](const LeavingPostmortem &given) { leaving = given; });
        return QTest::qWaitFor([&] { return leaving.has_value(); }) ? *leaving : LeavingPostmortem{};
    }
    /// Exports to a file of the folder and waits for the answer.
    Result<QString> exportTo(const QString &text, PostmortemFormat format, const QString &name)
    {
        const LeavingPostmortem leaving = redacted(view(), text);
        return answerOf<QString>([&](auto done) {
            m_desk->exportTo(leaving, format, QDir(m_folder.path()).filePath(name), std::make_shared<std::atomic_bool>(false), this, [](int, int) {}, done);
        });
    }
    RegressionSample sample(const nlohmann::json &input = "six times seven?") const
    {
        return regressionSample(input, "42", {u"maths"_s}, {u"t1"_s, u"v42"_s, {}, incidentId, m_clock.now()});
    }
    Result<RegressionAppend> mark(const QList<RegressionSample> &samples)
    {
        return answerOf<RegressionAppend>([&](auto done) { m_desk->mark(incidentId, u"assistant"_s, samples, this, done); });
    }
    /// A text that is too long to paste in one piece.
    static QString longText(const QString &word) { return u"# P\n\n"_s + QString(word + u' ').repeated(22'000); }
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

    void everyEntryOfAPostmortemNamesTheVersionSets()
    {
        m_workspace.regression.file = u"sets.jsonl"_s;
        PostmortemDesk::Parts parts{*m_journal, m_clock, m_workspace, {}, m_folder.filePath(u"journal.sqlite"_s), &m_printer};
        parts.setsFor = [](const QString &service, const QString &version) {
            return version.isEmpty() ? nlohmann::json{{"version_sets", {{service.toStdString(), "all"}}}}
                                     : nlohmann::json{{"version_set", version.toStdString()}};
        };
        m_desk = std::make_unique<PostmortemDesk>(std::move(parts));
        const auto newest = [this](const char *member) { return m_journal->events.last().payload.value(member, nlohmann::json()); };
        QVERIFY(save(u"# One\n"_s));
        QVERIFY(newest("version_sets") == nlohmann::json({{"assistant", "all"}}));
        QCOMPARE(view().saved, u"# One\n"_s);
        QVERIFY(exportTo(u"# One\n"_s, PostmortemFormat::Markdown, u"sets.md"_s));
        QVERIFY(newest("version_sets") == nlohmann::json({{"assistant", "all"}}) && !newest("sha256").is_null());
        QVERIFY(mark({sample()}));
        QVERIFY(newest("version_set") == "v42" && newest("id") == sample().id.toStdString());
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
        const auto write = [this](const QString &name) { return exportTo(m_desk->draft(view(), {}), PostmortemFormat::Markdown, name); };
        QVERIFY(write(u"a.md"_s));
        QCOMPARE(m_journal->events.last().kind, QString::fromUtf16(EventKind::exportMade));
        QVERIFY(save(u"something"_s));
        QVERIFY(write(u"b.md"_s));
        QVERIFY(!read(u"a.md"_s).isEmpty());
        QCOMPARE(read(u"b.md"_s), read(u"a.md"_s));
    }

    void aRunningExportIsCancelledAndLeavesNoFile()
    {
        const LeavingPostmortem now = redacted(view(), u"# P"_s);
        const auto cancel = std::make_shared<std::atomic_bool>(false);
        int pages = 0;
        const auto made = answerOf<QString>([&](auto done) {
            m_desk->exportTo(now, PostmortemFormat::Pdf, m_folder.filePath(u"c.pdf"_s), cancel, this, [&](int, int) { ++pages; }, done);
            cancel->store(true);
        });
        QVERIFY(!made);
        QVERIFY(!QFile::exists(m_folder.filePath(u"c.pdf"_s)));
    }

    void anExportThatCannotBeWrittenSaysSo()
    {
        const auto made = exportTo(u"# P"_s, PostmortemFormat::Html, u"/proc/no/such/file"_s);
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::FileUnwritable);
    }

    void anExportThatTheRecordDoesNotTakeIsNotCalledDone()
    {
        const LeavingPostmortem now = redacted(view(), u"# P"_s);
        m_journal->refuses = true;
        const auto made = answerOf<QString>([&](auto done) {
            m_desk->exportTo(now, PostmortemFormat::Html, m_folder.filePath(u"unsaid.html"_s), std::make_shared<std::atomic_bool>(false), this, [](int, int) {}, done);
        });
        m_journal->refuses = false;
        QVERIFY(!made);
        for (const QString &words : {m_folder.filePath(u"unsaid.html"_s), u"not on the record"_s, u"disk full"_s})
            QVERIFY2(made.error().message().contains(words), qPrintable(made.error().message()));
        QVERIFY(!read(u"unsaid.html"_s).isEmpty());
        QVERIFY(exportTo(u"# P"_s, PostmortemFormat::Html, u"unsaid.html"_s));
        QCOMPARE(m_journal->events.last().kind, QString::fromUtf16(EventKind::exportMade));
    }

    void whatIsTakenOutIsKnownBeforeAnythingIsWritten()
    {
        m_workspace.redaction = {{u"customer"_s, u"C-[0-9]{6}"_s}};
        m_desk = std::make_unique<PostmortemDesk>(PostmortemDesk::Parts{*m_journal, m_clock, m_workspace, {}, m_folder.filePath(u"journal.sqlite"_s), &m_printer,
                                                                        [] { return QList<Secret>{Secret("own-secret-1")}; }});
        const LeavingPostmortem leaving = redacted(view(), u"# C-123456 wrote to anna@example.org and bo@example.org about own-secret-1"_s);
        QCOMPARE(leaving.redacted.value(u"customer"_s), 1);
        QCOMPARE(leaving.redacted.value(u"e-mail"_s), 2);
        QCOMPARE(leaving.redacted.value(u"secret"_s), 1);
        QCOMPARE(redactionWords(leaving.redacted), u"1 × customer, 2 × e-mail, 1 × secret"_s);
        QCOMPARE(leaving.document.text, u"# [customer] wrote to [e-mail] and [e-mail] about [secret]"_s);
    }

    void partsAreNamedAfterTheChosenFileAndOverwriteNothing()
    {
        QDir().mkpath(m_folder.filePath(u"parts"_s));
        const auto files = [this] { return QDir(m_folder.filePath(u"parts"_s)).entryList(QDir::Files | QDir::Hidden, QDir::Name); };
        QVERIFY(exportTo(longText(u"one"_s), PostmortemFormat::Markdown, u"parts/mine.md"_s));
        QVERIFY(exportTo(longText(u"two"_s), PostmortemFormat::Markdown, u"parts/other.md"_s));
        QCOMPARE(files(), (QStringList{u"mine-2.md"_s, u"mine-3.md"_s, u"mine.md"_s, u"other-2.md"_s, u"other-3.md"_s, u"other.md"_s}));
        QVERIFY(read(u"parts/mine-2.md"_s).contains("one") && !read(u"parts/mine-2.md"_s).contains("two"));
        QVERIFY(read(u"parts/mine.md"_s).contains("The text goes on in mine-2.md."));
        // The same once more is no other file.
        QVERIFY(exportTo(longText(u"one"_s), PostmortemFormat::Markdown, u"parts/mine.md"_s));
        const QByteArray first = read(u"parts/mine.md"_s), second = read(u"parts/mine-2.md"_s);
        const auto refused = exportTo(longText(u"three"_s), PostmortemFormat::Markdown, u"parts/mine.md"_s);
        QVERIFY(!refused);
        QVERIFY2(refused.error().message().contains(u"mine-2.md"_s), qPrintable(refused.error().message()));
        QCOMPARE(read(u"parts/mine.md"_s), first);
        QCOMPARE(read(u"parts/mine-2.md"_s), second);
    }

    void aDiskThatIsFullLeavesNoPartOfAnExportAndTheOldFile()
    {
        QDir().mkpath(m_folder.filePath(u"full"_s));
        QVERIFY(exportTo(u"# Before"_s, PostmortemFormat::Markdown, u"full/x.md"_s));
        const QByteArray before = read(u"full/x.md"_s);
        const LeavingPostmortem leaving = redacted(view(), longText(u"words"_s));
        for (const PostmortemFormat format : {PostmortemFormat::Markdown, PostmortemFormat::Html, PostmortemFormat::Json}) {
            std::optional<Result<QString>> made;
            {
                const FullDisk full(16 * 1024);
                m_desk->exportTo(leaving, format, m_folder.filePath(u"full/x.md"_s), std::make_shared<std::atomic_bool>(false), this, [](int, int) {},
                                 [&](const Result<QString> &given) { made = given; });
                QVERIFY(QTest::qWaitFor([&] { return made.has_value(); }, 20'000));
            }
            QVERIFY(!*made);
            QCOMPARE(made->error().kind, ErrorKind::FileUnwritable);
            QCOMPARE(QDir(m_folder.filePath(u"full"_s)).entryList(QDir::Files | QDir::Hidden), QStringList{u"x.md"_s});
            QCOMPARE(read(u"full/x.md"_s), before);
        }
        QVERIFY(exportTo(longText(u"words"_s), PostmortemFormat::Markdown, u"full/x.md"_s));
    }

    void aDiskThatIsFullKeepsTheRegressionSetAsItWas()
    {
        m_workspace.regression.file = u"full.jsonl"_s;
        QVERIFY(mark({sample()}));
        const QByteArray before = read(u"full.jsonl"_s);
        const qsizetype entries = m_journal->events.size();
        const RegressionSample large = sample(std::string(100'000, 'x'));
        std::optional<Result<RegressionAppend>> marked;
        {
            const FullDisk full(16 * 1024);
            m_desk->mark(incidentId, u"assistant"_s, {large}, this, [&](const Result<RegressionAppend> &given) { marked = given; });
            QVERIFY(QTest::qWaitFor([&] { return marked.has_value(); }, 20'000));
        }
        QVERIFY(!*marked);
        QCOMPARE(marked->error().kind, ErrorKind::FileUnwritable);
        QCOMPARE(read(u"full.jsonl"_s), before);
        QCOMPARE(m_journal->events.size(), entries);
        QCOMPARE(mark({large})->added, QStringList{large.id});
    }

    void aMarkThatTheRecordDoesNotTakeIsSaidAndIsNotedWhenItIsMarkedAgain()
    {
        m_workspace.regression.file = u"refused.jsonl"_s;
        m_journal->refuses = true;
        const auto refused = mark({sample()});
        m_journal->refuses = false;
        QVERIFY(!refused);
        for (const QString &words : {u"refused.jsonl"_s, u"not on the record"_s, u"disk full"_s})
            QVERIFY2(refused.error().message().contains(words), qPrintable(refused.error().message()));
        QCOMPARE(read(u"refused.jsonl"_s), regressionLine(sample()));
        QCOMPARE(mark({sample()})->known, QStringList{sample().id});
        QCOMPARE(m_journal->events.last().kind, QString::fromUtf16(EventKind::regressionMarked));
        QCOMPARE(textAt(m_journal->events.last().payload, "id"), sample().id);
    }

    void whatIsTypedOfARequestIsRedactedBeforeItIsInTheSet()
    {
        m_workspace.regression.file = u"typed.jsonl"_s;
        const RegressionSample typed = regressionSample({{"ask", "mail anna@example.org"}, {"card", 4111111111111111}}, "no Bearer abcDEF123456",
                                                        {u"bo@example.org"_s}, {u"t1"_s, u"v42"_s, {}, incidentId, m_clock.now()});
        Redactor redactor = m_desk->redactor();
        const RegressionSample leaving = redactedSamples({typed}, redactor).first();
        QCOMPARE(redactionWords(redactor.counts()), u"1 × card number, 2 × e-mail, 1 × token"_s);
        QCOMPARE(leaving.id, regressionId(leaving.input, leaving.expect));
        QCOMPARE(mark({typed})->added, QStringList{leaving.id});
        QCOMPARE(read(u"typed.jsonl"_s), regressionLine(leaving));
        for (const char *hidden : {"example.org", "abcDEF123456", "4111111111111111"})
            QVERIFY2(!read(u"typed.jsonl"_s).contains(hidden), hidden);
        QVERIFY(nlohmann::json(m_journal->events.last().payload).dump().find("example.org") == std::string::npos);
        // What was redacted before it was handed over is the same sample.
        QCOMPARE(mark({leaving})->known, QStringList{leaving.id});
    }

    void aMarkedRequestIsInTheFileAndOnTheRecordOnce()
    {
        const RegressionSample sample = this->sample();
        const auto mark = [&] { return this->mark({sample}); };
        const auto blocked = mark();
        QVERIFY(!blocked);
        QCOMPARE(blocked.error().kind, ErrorKind::Blocked);
        m_workspace.regression.file = u"regression.jsonl"_s;
        QCOMPARE(mark()->added, QStringList{sample.id});
        QCOMPARE(mark()->known, QStringList{sample.id});
        QCOMPARE(m_journal->events.last().kind, QString::fromUtf16(EventKind::regressionMarked));
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
