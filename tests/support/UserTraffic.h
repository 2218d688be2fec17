// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <atomic>
#include <thread>

namespace andon {

/// Users of a chat service: one POST /chat after the other, from a thread of their own, until the object ends.
class UserTraffic {
public:
    explicit UserTraffic(QUrl service);
    ~UserTraffic();
    UserTraffic(const UserTraffic &) = delete;
    UserTraffic &operator=(const UserTraffic &) = delete;
    [[nodiscard]] int answered() const { return m_answered; } ///< with a status of 200

private:
    void run();

    QUrl m_service;
    std::atomic<bool> m_ends{false};
    std::atomic<int> m_answered{0};
    std::thread m_thread;
};

} // namespace andon
