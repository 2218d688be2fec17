// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

#include <chrono>
#include <optional>

namespace andon::sandbox {

/// The answers to accepted writes, by Idempotency-Key, kept for 24 hours of a clock that never goes back.
class IdempotencyKeys {
public:
    static constexpr std::chrono::hours retention{24};

    struct Kept {
        QByteArray fingerprint; ///< of the resource and the body
        QByteArray answer;      ///< body, byte for byte
        qint64 generation = 0;  ///< for the ETag
        std::chrono::nanoseconds at{0};
    };

    [[nodiscard]] std::optional<Kept> find(const QByteArray &key, std::chrono::nanoseconds now);
    void keep(const QByteArray &key, Kept kept);

private:
    QHash<QByteArray, Kept> m_kept;
};

} // namespace andon::sandbox
