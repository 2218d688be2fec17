// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/gateway/LineClient.h"
#include "app/adapters/gateway/PresetRequests.h"
#include "app/adapters/http/PollClient.h"

namespace andon {

/// How one request of a write ended at one node.
struct NodeAnswer {
    WriteOutcome outcome = WriteOutcome::Unknown; ///< Superseded: one of the preset's conflict codes
    int status = 0;
    QString words;       ///< the node's or the network's, where it is not accepted; hostile
    QByteArray body;
};

/// What one read gave.
struct NodeReading {
    nlohmann::json value;               ///< a text answer is a JSON string
    std::optional<TimePoint> nodeTime;  ///< of the answer's Date header
};

/// One node of a gateway that is known by a preset: polls, read-backs and actions each have a connection of their own.
/// GUI thread; polls are fetched and decoded in the I/O thread.
class PresetNode {
public:
    enum class Channel { Poll, ReadBack };
    /// The arguments must outlive the node.
    PresetNode(IoThread &io, const GatewayPreset &preset, QUrl url, const HttpAccess &access, const Clock &clock);
    /// One read. Errors: network kinds, HttpStatus, NotAuthorized, NotJson, BadAnswer, BadInput.
    void ask(const PresetRequest &request, const PresetWords &words, Channel channel, QObject *context,
             std::function<void(Result<NodeReading>)> callback);
    /// One request of a write: one copy on the wire.
    void send(const PresetRequest &request, const PresetWords &words, const QList<int> &conflict,
              std::chrono::milliseconds deadline, QObject *context, std::function<void(NodeAnswer)> callback);
    [[nodiscard]] QString shown() const { return m_url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery); }

private:
    void sendLine(const PresetRequest &request, const QByteArray &line, std::chrono::milliseconds deadline, QObject *context,
                  std::function<void(NodeAnswer)> callback);

    const GatewayPreset &m_preset;
    QUrl m_url;
    Secret m_secret;
    LineClient m_line;
    PollClient m_polls;
    HttpClient m_actions;
    HttpClient m_readBacks;
};

} // namespace andon
