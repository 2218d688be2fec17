// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/SqliteJournal.h"

#include "app/adapters/journal/JournalReader.h"
#include "app/adapters/journal/JournalWorker.h"

#include <QPointer>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int stopAgainMs = 10; ///< it may not have begun what is to be stopped

SqliteJournal::SqliteJournal(QString path, const Clock &clock, QObject *parent)
    : Journal(parent)
    , m_path(path)
    , m_spool(path + u".spool"_s)
    , m_worker(new JournalWorker(path, clock))
    , m_reader(new JournalReader(path, clock))
{
    qRegisterMetaType<std::optional<andon::Error>>("std::optional<andon::Error>");
    qRegisterMetaType<andon::Event>("andon::Event");
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &JournalWorker::appended, this, &Journal::appended);
    connect(m_worker, &JournalWorker::troubled, this, &Journal::troubled);
    m_reader->moveToThread(&m_readerThread);
    connect(&m_readerThread, &QThread::finished, m_reader, &QObject::deleteLater);
    connect(m_worker, &JournalWorker::opened, m_reader, &JournalReader::begin);
    connect(m_reader, &JournalReader::broken, m_worker, &JournalWorker::takeBroken);
    m_checks.setMaxThreadCount(1);
    connect(m_worker, &JournalWorker::opened, this, [this](bool large) {
        if (!large)
            return;
        // The worker outlives the pool: see the destructor.
        m_checks.start([path = m_path, worker = m_worker, stop = &m_checkStop] {
            if (const std::optional<Error> damage = JournalDatabase::wholeFile(path, *stop); damage && damage->kind != ErrorKind::JournalBusy)
                QMetaObject::invokeMethod(worker, [worker, damage] { worker->takeDamage(*damage); });
        });
    });
    m_thread.setObjectName(u"journal"_s);
    m_thread.start();
    m_readerThread.setObjectName(u"journal-read"_s);
    m_readerThread.start();
    QMetaObject::invokeMethod(m_worker, &JournalWorker::start);
}

SqliteJournal::~SqliteJournal()
{
    do {
        m_checkStop.stop();
    } while (!m_checks.waitForDone(stopAgainMs));
    // Questions come to the reader through the worker and their answers go back there: the reader ends between the two.
    QMetaObject::invokeMethod(m_worker, [thread = &m_readerThread, reader = m_reader] {
        QMetaObject::invokeMethod(reader, [thread] { thread->quit(); }, Qt::QueuedConnection);
    });
    m_readerThread.wait();
    // Posted after everything that was asked for, hence done after it.
    QMetaObject::invokeMethod(m_worker, [thread = &m_thread] { thread->quit(); });
    m_thread.wait();
}

template<typename Value>
void SqliteJournal::ask(QObject *context, std::function<Result<Value>(JournalWorker &)> work,
                        std::function<void(Result<Value>)> callback)
{
    QMetaObject::invokeMethod(m_worker, [this, worker = m_worker, guard = QPointer<QObject>(context), work, callback] {
        // The answer goes through this object, whose life the worker's thread does not outlast.
        QMetaObject::invokeMethod(this, [guard, answer = work(*worker), callback] {
            if (guard)
                callback(answer);
        }, Qt::QueuedConnection);
    });
}

void SqliteJournal::append(const Event &draft, QObject *context, std::function<void(Result<Event>)> callback)
{
    open({}, draft, context, std::move(callback));
}

void SqliteJournal::open(const QString &target, const Event &intent, QObject *context,
                         std::function<void(Result<Event>)> callback)
{
    ask<Event>(context, [target, intent](JournalWorker &worker) { return worker.append(intent, target); }, std::move(callback));
}

/// To the reader, behind every row that was given to the worker before: what one has appended one reads.
template<typename Value>
void SqliteJournal::question(QObject *context, std::function<void(Result<Value>)> callback,
                             std::function<void(const JournalReader::Gone &gone, std::function<void(Result<Value>)> done)> asked)
{
    const auto gone = std::make_shared<std::atomic_bool>(false);
    const QMetaObject::Connection end = connect(context, &QObject::destroyed, this, [gone] { gone->store(true); });
    std::function<void(Result<Value>)> done = [this, guard = QPointer<QObject>(context), end, callback](Result<Value> answer) {
        QMetaObject::invokeMethod(this, [guard, end, answer = std::move(answer), callback] {
            disconnect(end);
            if (guard)
                callback(answer);
        }, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, reader = m_reader, gone, asked = std::move(asked), done = std::move(done)] {
        if (const std::optional<Error> error = worker->ready()) {
            done(tl::unexpected(*error));
            return;
        }
        QMetaObject::invokeMethod(reader, [gone, asked, done] { asked(gone, done); }, Qt::QueuedConnection);
    });
}

void SqliteJournal::read(const EventQuery &query, QObject *context,
                         std::function<void(Result<QList<Event>>)> callback)
{
    question<QList<Event>>(context, std::move(callback), [worker = m_worker, reader = m_reader, query](const JournalReader::Gone &gone, auto done) {
        reader->read(query, gone, [worker, query, done](Result<QList<Event>> rows, qint64 lastSeq) {
            // Rows that are named do not become more.
            if (!rows || !query.seqs.isEmpty()) {
                done(std::move(rows));
                return;
            }
            QMetaObject::invokeMethod(worker, [worker, query, lastSeq, done, rows = std::move(*rows)] {
                done(worker->complete(rows, query, lastSeq));
            }, Qt::QueuedConnection);
        });
    });
}

void SqliteJournal::outline(QObject *context, std::function<void(Result<EventOutline>)> callback)
{
    question<EventOutline>(context, std::move(callback),
                           [reader = m_reader](const JournalReader::Gone &gone, auto done) { reader->outline(gone, std::move(done)); });
}

void SqliteJournal::search(const QStringList &words, QObject *context, std::function<void(Result<QList<qint64>>)> callback)
{
    question<QList<qint64>>(context, std::move(callback), [reader = m_reader, words](const JournalReader::Gone &gone, auto done) {
        reader->search(words, gone, std::move(done));
    });
}

void SqliteJournal::readOpen(QObject *context, std::function<void(Result<QList<QList<Event>>>)> callback)
{
    ask<QList<QList<Event>>>(context, [](JournalWorker &worker) { return worker.readOpen(); }, std::move(callback));
}

Result<void> SqliteJournal::spool(const Event &draft)
{
    return m_spool.append(draft);
}

} // namespace andon
