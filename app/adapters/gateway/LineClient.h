// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Result.h"

#include <QObject>
#include <QUrl>

#include <functional>

namespace andon {

/// How far one command got.
struct LineAnswer {
    enum class Reach {
        NotSent,  ///< no connection: the other side never got a byte
        Broken,   ///< it ended, or the deadline passed, before the reply was whole
        Answered, ///< the other side said all it wanted and closed
    };
    Reach reach = Reach::Broken;
    QByteArray reply;
    std::optional<Error> error; ///< set unless Answered
};

/// Commands to a line socket such as HAProxy's runtime API: one connection and one line for each, the reply ends when
/// the other side closes. tcp://host:port (no TLS: this machine only, unless allowed) or unix:///path. GUI thread.
class LineClient {
public:
    LineClient(QUrl address, bool allowPlain, const Clock &clock, qint64 largestReply = 1024 * 1024);
    /// `line` without its end. The callback runs once, later, and not at all once `context` is gone.
    void send(const QByteArray &line, std::chrono::milliseconds deadline, QObject *context,
              std::function<void(LineAnswer)> callback) const;
    [[nodiscard]] const QUrl &address() const { return m_address; }

private:
    QUrl m_address;
    bool m_allowPlain;
    const Clock &m_clock;
    qint64 m_largestReply;
};

} // namespace andon
