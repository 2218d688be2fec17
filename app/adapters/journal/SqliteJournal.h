// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/journal/SpoolFile.h"
#include "app/adapters/journal/StatementStop.h"
#include "app/journal/Journal.h"

#include <QThread>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace andon {

class JournalReader;
class JournalWorker;

/// The journal in a SQLite file. One thread writes it, another reads it; callers never wait. GUI thread.
class SqliteJournal final : public Journal {
    Q_OBJECT
public:
    /// The file is opened (and made, where there is none) at once in the worker; troubled() tells what stands in the way
    /// and the file is tried again every few seconds. `clock` must outlive the journal.
    SqliteJournal(QString path, const Clock &clock, QObject *parent = nullptr);
    /// Every row that was given is written; looks over the whole of a record end where they are.
    ~SqliteJournal() override;

    void append(const Event &draft, QObject *context, std::function<void(Result<Event>)> callback) override;
    void open(const QString &target, const Event &intent, QObject *context,
              std::function<void(Result<Event>)> callback) override;
    void read(const EventQuery &query, QObject *context,
              std::function<void(Result<QList<Event>>)> callback) override;
    void readOpen(QObject *context, std::function<void(Result<QList<QList<Event>>>)> callback) override;
    void outline(QObject *context, std::function<void(Result<EventOutline>)> callback) override;
    void search(const QStringList &words, QObject *context, std::function<void(Result<QList<qint64>>)> callback) override;
    /// Keeps a draft durably beside the journal while that cannot be written; it is back-filled when it can. Blocks for
    /// one fsync. Fails with FileUnwritable.
    [[nodiscard]] Result<void> spool(const Event &draft);

private:
    template<typename Value>
    void ask(QObject *context, std::function<Result<Value>(JournalWorker &)> work,
             std::function<void(Result<Value>)> callback);
    template<typename Value>
    void question(QObject *context, std::function<void(Result<Value>)> callback,
                  std::function<void(const std::shared_ptr<std::atomic_bool> &gone, std::function<void(Result<Value>)> done)> asked);

    QString m_path;
    SpoolFile m_spool;
    QThread m_thread;
    QThread m_readerThread;
    StatementStop m_checkStop;
    QThreadPool m_checks; ///< of a large file's pages
    JournalWorker *m_worker;
    JournalReader *m_reader;
};

} // namespace andon
