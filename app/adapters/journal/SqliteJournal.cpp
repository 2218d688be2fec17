// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/SqliteJournal.h"

#include "app/adapters/journal/JournalWorker.h"

#include <QPointer>

namespace andon {

using namespace Qt::StringLiterals;

SqliteJournal::SqliteJournal(QString path, const Clock &clock, QObject *parent)
    : Journal(parent)
    , m_spool(path + u".spool"_s)
    , m_worker(new JournalWorker(path, clock))
{
    qRegisterMetaType<std::optional<andon::Error>>("std::optional<andon::Error>");
    qRegisterMetaType<andon::Event>("andon::Event");
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &JournalWorker::appended, this, &Journal::appended);
    connect(m_worker, &JournalWorker::troubled, this, &Journal::troubled);
    m_thread.setObjectName(u"journal"_s);
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, &JournalWorker::start);
}

SqliteJournal::~SqliteJournal()
{
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

void SqliteJournal::read(const EventQuery &query, QObject *context,
                         std::function<void(Result<QList<Event>>)> callback)
{
    ask<QList<Event>>(context, [query](JournalWorker &worker) { return worker.read(query); }, std::move(callback));
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
