// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/AdminState.h"
#include "app/sandbox/HttpExchange.h"

namespace andon::sandbox {

/// How the admin side misbehaves, for tests and drills.
struct Misbehaviour {
    enum class Mode {
        Normal,
        Late,          ///< applies at once, answers after `delay`
        Refuse,        ///< 403, applies nothing
        Conflict,      ///< somebody else writes first
        DieAfterApply, ///< applies, then ends the connection without an answer
        Lie,           ///< answers 200, applies nothing
    };
    Mode mode = Mode::Normal;
    std::chrono::milliseconds delay{0};
    int count = 0; ///< PUTs that are still to be treated so
};

[[nodiscard]] const char *nameOf(Misbehaviour::Mode mode);
[[nodiscard]] std::optional<Misbehaviour::Mode> modeNamed(const std::string &name);

/// Andon Gateway Admin API v1 over HTTP: /admin/v1/state, /routing, /rollout, /degrade, /throttle.
class AdminApi {
public:
    AdminApi(AdminState &state, const BearerCheck &bearer);

    [[nodiscard]] HttpAnswer answer(const HttpQuestion &question);

    void misbehave(const Misbehaviour &misbehaviour) { m_misbehaviour = misbehaviour; }
    [[nodiscard]] const Misbehaviour &misbehaviour() const { return m_misbehaviour; }
    /// Every PUT that came in, refused ones too, by its Idempotency-Key; the first 10,000 keys.
    [[nodiscard]] const std::map<std::string, int> &putsReceived() const { return m_putsReceived; }

private:
    HttpAnswer read(const HttpQuestion &question);
    HttpAnswer write(Resource resource, const HttpQuestion &question);
    HttpAnswer toHttp(const AdminAnswer &answer) const;
    Misbehaviour takeMisbehaviour();
    void writeAsSomebodyElse(Resource resource);

    AdminState &m_state;
    const BearerCheck &m_bearer;
    Misbehaviour m_misbehaviour;
    int m_foreignWrites = 0;
    std::map<std::string, int> m_putsReceived;
};

} // namespace andon::sandbox
