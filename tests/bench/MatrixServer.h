// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>
#include <QUrl>

#include <atomic>
#include <memory>

namespace andon {

/// The query_range of a Prometheus that always has data: HTTP/1.1 with keep-alive on loopback, in a thread of its own. The
/// number of series is that of the query ("8 series"); whole seconds, values that change.
class MatrixServer {
public:
    MatrixServer();
    ~MatrixServer();
    [[nodiscard]] QUrl url() const { return m_url; }
    /// Bytes of bodies sent, and answers.
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    [[nodiscard]] int answers() const { return m_answers; }
    void restart()
    {
        m_bytes = 0;
        m_answers = 0;
    }
    /// The body of an answer.
    [[nodiscard]] static QByteArray matrix(int series, qint64 startSeconds, qint64 endSeconds, qint64 stepSeconds);

private:
    class Listener;
    QThread m_thread;
    Listener *m_listener; ///< of m_thread
    QUrl m_url;
    std::atomic<qint64> m_bytes{0};
    std::atomic<int> m_answers{0};
};

} // namespace andon
