// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/http/HttpClient.h"

#include <memory>
#include <optional>

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
        const auto value = std::make_shared<std::optional<T>>();
        send(request, context, [value, decode = std::move(decode)](const HttpAnswer &answer) { *value = decode(answer); },
             [value, callback = std::move(callback)] { callback(**value); });
    }

private:
    class Ticket;
    class Far;
    struct Mailbox;
    void send(const HttpRequest &request, QObject *context, std::function<void(const HttpAnswer &)> read,
              std::function<void()> done);

    IoThread &m_io;
    std::shared_ptr<Mailbox> m_mailbox; ///< the way back to this thread
    std::shared_ptr<Far> m_far;         ///< touched in the I/O thread only
    quint64 m_lastId = 0;
};

} // namespace andon
