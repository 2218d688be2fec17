// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/journal/JournalDatabase.h"
#include "app/adapters/journal/SearchStore.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>

namespace andon {

/// The reading side of the journal, in a thread of its own with a connection of its own: no question, however long, holds up a
/// row that is to be written. Questions are answered in turns of some milliseconds each; when there are none the chain is
/// walked, and once somebody has searched or listed the record, the text for searches is gathered.
class JournalReader final : public QObject {
    Q_OBJECT
public:
    JournalReader(const QString &path, const Clock &clock);
    /// Nobody wants the answer any more where it is true.
    using Gone = std::shared_ptr<std::atomic_bool>;

    /// The file is there: the walk over the chain begins. In the reader's thread, as all that follows.
    void begin();
    /// `done` gets the rows and the number of the last entry that was looked for: later ones are not among them.
    void read(const EventQuery &query, const Gone &gone, std::function<void(Result<QList<Event>>, qint64 lastSeq)> done);
    void outline(const Gone &gone, std::function<void(Result<EventOutline>)> done);
    void search(const QStringList &words, const Gone &gone, std::function<void(Result<QList<qint64>>)> done);

signals:
    /// The walk over the chain found an entry that is not what was written.
    void broken(const andon::Error &error);

private:
    /// Works on until the piece is over; true: it is finished.
    using Turn = std::function<bool(const QDeadlineTimer &piece)>;
    struct Waiting {
        Gone gone;
        Turn turn;
    };
    [[nodiscard]] std::optional<Error> ready();
    void add(const Gone &gone, Turn turn);
    void takeTurn();
    void comeAgain();
    /// One piece of what nobody waits for; false: there is nothing left to do.
    bool workOn();
    bool walkChain();
    bool gatherText();
    void openStore();

    JournalDatabase m_database;
    SearchStore m_store;
    std::deque<Waiting> m_waiting;
    ChainVerifier m_walk;
    bool m_walked = false;     ///< to the end, or to what is broken
    bool m_gathers = false;    ///< somebody lists or searches the record
    bool m_hasStore = false;
    bool m_triedStore = false;
    bool m_comes = false;      ///< takeTurn() is on its way
    QTimer m_idle;             ///< until it is looked for work again
    QTimer m_spent;            ///< until the memory that large answers were made in is free
};

} // namespace andon
