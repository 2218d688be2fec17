// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/journal/EventSelection.h"

#include <QList>
#include <QObject>

#include <functional>

namespace andon {

/// Port: the append-only record. All calls come from the GUI thread; the work is done elsewhere. Callbacks run once,
/// later, in the GUI thread, and not at all once `context` is gone (what was asked is done nevertheless).
class Journal : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /// Writes the draft durably (synchronous=FULL) and gives it back with its sequence number and hash. An `eventId`
    /// already there is not written again: its entry is given back. Fails with JournalUnusable or JournalBusy.
    virtual void append(const Event &draft, QObject *context, std::function<void(Result<Event>)> callback) = 0;
    /// As append, but only if no other operation is open on `target` (one open op a target, across processes): a
    /// Blocked error names the op_id that is. An event of the same opId that setsTargetFree() ends that.
    virtual void open(const QString &target, const Event &intent, QObject *context,
                      std::function<void(Result<Event>)> callback) = 0;
    /// Events in the order of their sequence numbers. Everything that appended() has told by then is among them.
    virtual void read(const EventQuery &query, QObject *context,
                      std::function<void(Result<QList<Event>>)> callback) = 0;
    /// The events of every operation without an EventKind::actionClosed, grouped by opId in the order of their intents.
    virtual void readOpen(QObject *context, std::function<void(Result<QList<QList<Event>>>)> callback) = 0;
    /// Every entry by its place in time. What is appended meanwhile may be missing: appended() tells it.
    virtual void outline(QObject *context, std::function<void(Result<EventOutline>)> callback) = 0;
    /// Numbers of the entries that hold every one of the searchWords(), ascending; of no words: none.
    virtual void search(const QStringList &words, QObject *context, std::function<void(Result<QList<qint64>>)> callback) = 0;

signals:
    /// A new entry is durable: our own, or another process' (noticed within two seconds). Each once, in order.
    void appended(const andon::Event &event);
    /// The journal became unusable, or usable again (no value).
    void troubled(const std::optional<andon::Error> &error);
};

} // namespace andon
