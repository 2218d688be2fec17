// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <nlohmann/json_fwd.hpp>

#include <chrono>
#include <functional>
#include <optional>

namespace andon::sandbox {

/// A request as the APIs see it, with no server behind it.
struct HttpQuestion {
    QByteArray method;
    QByteArray path;
    QByteArray body;
    std::function<QByteArray(const QByteArray &)> header; ///< by name in any case; empty where absent
    QByteArray query{}; ///< what stands behind the "?", still encoded
};

struct HttpAnswer {
    int status = 200;
    QByteArray contentType;
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    std::chrono::milliseconds delay{0}; ///< before it is sent
    /// What happens to the connection: only where it is Sent does the client get the answer.
    enum class Ending { Sent, Closed, Reset, Stalled };
    Ending ending = Ending::Sent;
};

/// Bodies larger than this are refused with 413.
inline constexpr qsizetype largestBody = 64 * 1024;

[[nodiscard]] HttpAnswer jsonAnswer(const nlohmann::json &json);
/// application/problem+json
[[nodiscard]] HttpAnswer problemAnswer(int status, const QString &detail);
/// 405 with the header Allow.
[[nodiscard]] HttpAnswer methodRefused(const QByteArray &allowed);

/// The bearer token of the admin side.
class BearerCheck {
public:
    explicit BearerCheck(const QByteArray &token);
    /// Nothing where the question carries the token; else the 401 or 403 to answer with. The comparison takes the
    /// same time wherever the tokens differ.
    [[nodiscard]] std::optional<HttpAnswer> refuse(const HttpQuestion &question) const;

private:
    QByteArray m_digest; ///< SHA-256 of the token
};

} // namespace andon::sandbox
