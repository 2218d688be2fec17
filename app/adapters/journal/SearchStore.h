// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Event.h"

#include <QDeadlineTimer>
#include <QList>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <memory>

namespace andon {

/// What a search reads in place of the record: searchText() of its entries in blocks, in a file of its own beside the journal
/// ("….search"). A block that is full never changes. The file is only a help: the journal does not know of it, whoever removes
/// it loses nothing, and what is damaged or belongs to another journal is begun anew. Belongs to one thread.
class SearchStore {
public:
    static constexpr int blockSize = 256; ///< entries

    explicit SearchStore(QString path);
    ~SearchStore();
    Q_DISABLE_COPY_MOVE(SearchStore)

    /// For the journal whose first entry has that hash. False: it cannot be used, and searches go without.
    bool open(const QByteArray &firstHash);
    void close();
    /// Number of the last entry that stands in it; 0: none does.
    [[nodiscard]] qint64 lastSeq() const { return m_lastSeq; }
    /// The next block: the blockSize entries after lastSeq(). Another process may have been faster, which is as good.
    bool add(const QList<Event> &events);

    /// One search through all blocks, in pieces.
    class Walk {
    public:
        /// `words`: of searchWords(), at least one. `store` must outlive it.
        Walk(const SearchStore &store, const QStringList &words);
        /// True: the end is reached. What cannot be read any more ends the walk where it is: see next().
        bool goOn(const QDeadlineTimer &piece);
        [[nodiscard]] const QList<qint64> &found() const { return m_found; } ///< ascending
        /// The first number that was not looked at.
        [[nodiscard]] qint64 next() const { return m_next; }

    private:
        void look(qint64 first, const QByteArray &block);
        QSqlQuery m_query;
        QList<QByteArray> m_words; ///< the longest first: it passes over most
        QList<qint64> m_found;
        qint64 m_next = 1;
    };

private:
    [[nodiscard]] bool begin(const QByteArray &firstHash);
    [[nodiscard]] bool belongsTo(const QByteArray &firstHash);
    bool run(const QString &sql);

    QString m_path;
    QString m_connection;
    QSqlDatabase m_database;
    qint64 m_lastSeq = 0;
};

} // namespace andon
