// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/HttpClient.h"

#include <memory>
#include <utility>

namespace andon {

class IoThread;

/// A HttpClient whose exchanges and whose decoding happen in the I/O thread (decoding of an answer over 256 KiB on the
/// pool); only finished values come back. Belongs to the thread it was made in.
class PollClient {
public:
    /// `io`, and `clock` where given, must outlive the client. The rest is HttpClient's; answers come compressed.
    PollClient(IoThread &io, HttpAccess access, const Clock *clock = nullptr);
    PollClient(IoThread &io, Secret bearer, bool allowPlainHttp, qint64 largestAnswer = HttpAccess().largestAnswer);
    /// Does not wait; what is in flight is aborted and its callbacks do not run.
    ~PollClient();
    PollClient(const PollClient &) = delete;
    PollClient &operator=(const PollClient &) = delete;

    /// Sends `request`; `decode` makes a value of the answer away from this thread and may touch only what it was
    /// given. `callback` gets the value here, once, later, and not at all once `context` is gone (the exchange is then
    /// aborted).
    template<typename T>
    void ask(const HttpRequest &request, QObject *context, std::function<T(const HttpAnswer &)> decode,
             std::function<void(const T &)> callback)
    {
        askInTurn<T>(1, [request](qsizetype) { return request; }, context,
                     [decode = std::move(decode)](qsizetype, const HttpAnswer &answer) { return decode(answer); },
                     [](const T &) { return true; }, [callback = std::move(callback)](const QList<T> &values) { callback(values.first()); });
    }
    /// The same for `count` requests, at least one, sent one after the other without this thread in between; `request` makes
    /// them where they are sent, and both it and `decode` are told which of them it is. Values that came close together arrive
    /// together, in their order. After one that `goesOn` denies nothing more is sent.
    template<typename T>
    void askInTurn(qsizetype count, std::function<HttpRequest(qsizetype)> request, QObject *context,
                   std::function<T(qsizetype, const HttpAnswer &)> decode, std::function<bool(const T &)> goesOn,
                   std::function<void(const QList<T> &)> callback)
    {
        // Filled by one exchange after the other, emptied between two of them.
        const auto values = std::make_shared<QList<T>>();
        send(context,
             {count, std::move(request),
              [values, decode = std::move(decode), goesOn = std::move(goesOn)](qsizetype which, const HttpAnswer &answer) {
                  values->append(decode(which, answer));
                  return goesOn(values->last());
              },
              [values] { return std::make_shared<QList<T>>(std::exchange(*values, {})); }},
             [callback = std::move(callback)](const void *portion) { callback(*static_cast<const QList<T> *>(portion)); });
    }

private:
    class Ticket;
    class Far;
    struct Doorstep;
    struct Mailbox;
    /// What is done away from the client's thread.
    struct FarWork {
        qsizetype count;
        std::function<HttpRequest(qsizetype which)> request;
        std::function<bool(qsizetype which, const HttpAnswer &)> read; ///< whether the next request is to be sent
        std::function<std::shared_ptr<const void>()> takePortion;      ///< what was read since the last one
    };
    void send(QObject *context, FarWork work, std::function<void(const void *)> heard);

    IoThread &m_io;
    std::shared_ptr<Mailbox> m_mailbox; ///< the way back to this thread
    std::shared_ptr<Far> m_far;         ///< touched in the I/O thread only
    quint64 m_lastId = 0;
};

} // namespace andon
