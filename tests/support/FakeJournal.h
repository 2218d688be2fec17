// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/Journal.h"

#include <QHash>
#include <QTimer>

namespace andon {

/// A journal in memory with the rules of the port; it can be made to refuse.
class FakeJournal final : public Journal {
    Q_OBJECT
public:
    QList<Event> events;
    bool refuses = false;

    void append(const Event &draft, QObject *context, std::function<void(Result<Event>)> callback) override;
    void open(const QString &target, const Event &intent, QObject *context,
              std::function<void(Result<Event>)> callback) override;
    void read(const EventQuery &query, QObject *context, std::function<void(Result<QList<Event>>)> callback) override;
    void readOpen(QObject *context, std::function<void(Result<QList<QList<Event>>>)> callback) override;
    void outline(QObject *context, std::function<void(Result<EventOutline>)> callback) override;
    void search(const QStringList &words, QObject *context, std::function<void(Result<QList<qint64>>)> callback) override;
    [[nodiscard]] QStringList kinds() const; ///< of all events, in order

private:
    Result<Event> keep(const Event &draft);
    QHash<QString, QString> m_open; ///< target -> op_id
};

} // namespace andon
