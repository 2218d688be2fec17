// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/AdminState.h"
#include "app/sandbox/HttpExchange.h"
#include "app/sandbox/Misbehaviour.h"

#include <deque>

namespace andon::sandbox {

/// Andon Gateway Admin API v1 over HTTP: /admin/v1/state, /routing, /rollout, /degrade, /throttle.
class AdminApi {
public:
    AdminApi(const Clock &clock, AdminState &state, const BearerCheck &bearer);

    [[nodiscard]] HttpAnswer answer(const HttpQuestion &question);

    void misbehave(const Misbehaviour &misbehaviour) { m_misbehaviour = misbehaviour; }
    [[nodiscard]] const Misbehaviour &misbehaviour() const { return m_misbehaviour; }
    /// Every PUT that came in, refused ones too, by its Idempotency-Key; the first 10,000 keys.
    [[nodiscard]] const std::map<std::string, int> &putsReceived() const { return m_putsReceived; }

    /// Copies of requests that are under way still: how many, and how long until the next one is due.
    [[nodiscard]] std::size_t underWay() const { return m_copies.size(); }
    [[nodiscard]] std::optional<std::chrono::nanoseconds> untilNextCopy() const;
    /// Applies the copies that are due, each judged as it comes in.
    void deliver();

private:
    struct Copy {
        std::chrono::nanoseconds due; ///< Clock::sinceBoot
        AdminPut put;
    };
    HttpAnswer read(const HttpQuestion &question);
    HttpAnswer write(Resource resource, const HttpQuestion &question);
    HttpAnswer toHttp(const AdminAnswer &answer) const;
    HttpAnswer heard(const Misbehaviour &misbehaviour, Resource resource, HttpAnswer right) const;
    Misbehaviour takeMisbehaviour();
    void postpone(const AdminPut &put, std::chrono::milliseconds delay);
    void writeAsSomebodyElse(Resource resource);

    const Clock &m_clock;
    AdminState &m_state;
    const BearerCheck &m_bearer;
    Misbehaviour m_misbehaviour;
    std::deque<Copy> m_copies; ///< by their due times
    int m_foreignWrites = 0;
    std::map<std::string, int> m_putsReceived;
};

} // namespace andon::sandbox
