// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/gateway/GatewayState.h"

#include <QMap>

#include <functional>

class QObject;

namespace andon {

/// What a gateway promises for an action; the button shows it (action-protocol: tiers).
enum class Tier { A, B, C, D };

/// What a gateway promises for one verb.
struct GatewayPromise {
    Tier tier = Tier::D;
    std::chrono::milliseconds settle{0}; ///< after it accepted a write its state may lag for so long
    std::chrono::milliseconds hold{0};   ///< the value must still be there so long after it was first read back
    std::chrono::milliseconds serverTimeout{10'000}; ///< an old copy of a request may take effect for so long (tiers C, D)
    QString lostOn;                      ///< what ends it without anybody's act, in words ("a reload"); empty: nothing
    bool endsByItself = false;           ///< the gateway ends a temporary action when its time is over
};

/// One absolute write of one resource. Sending it twice sends the same bytes, key and If-Match.
struct GatewayWrite {
    QString opId;     ///< Idempotency-Key and stamp
    Verb verb = Verb::Rollback;
    Target target = Target::Routing;
    nlohmann::json body; ///< the value the resource is to have
    bool fence = false;  ///< changes nothing but version and stamp (action-protocol: reconcile 2c)
    QString ifMatch;  ///< the resource's version that was painted at the press
    QString actor;    ///< Andon-Actor
    std::chrono::milliseconds deadline{10'000}; ///< absolute, for this attempt
    QString anchor{}; ///< "NUMBER:HASH" of the intent in the journal, for a gateway that keeps it; empty: not on record
};

/// How one attempt ended on the wire.
enum class WriteOutcome {
    Accepted,   ///< 2xx
    NotSent,    ///< DNS, refused or TLS error with no body byte read: no effect, ever
    Rejected,   ///< 400, 401, 403, 404, 405, 422, 428 or 3xx: the gateway refused, no effect
    Superseded, ///< 412: the resource had another version
    Unknown,    ///< anything else: it may or may not have happened
};

struct WriteAnswer {
    WriteOutcome outcome = WriteOutcome::Unknown;
    int httpStatus = 0;      ///< 0: no answer
    QString words;           ///< the reason in words: problem detail or the network's
    QByteArray digest;       ///< SHA-256 of the answer's body, hexadecimal
    std::optional<GatewayState> state; ///< where the answer carried it (2xx, 412)
};

/// Port: the admin side of a gateway. Calls come from the GUI thread; callbacks run there once, later, and not at all
/// once `context` is gone. Reading and writing use separate connections, so that a stalled poll never holds a write.
class GatewayControl {
public:
    virtual ~GatewayControl() = default;
    /// The whole state. Errors: network kinds, HttpStatus, NotAuthorized, NotJson, BadAnswer.
    virtual void read(QObject *context, std::function<void(Result<GatewayState>)> callback) = 0;
    /// The same on the connection kept for read-backs.
    virtual void readBack(QObject *context, std::function<void(Result<GatewayState>)> callback) = 0;
    /// One copy on the wire, no redirect followed, no resend.
    virtual void write(const GatewayWrite &write, QObject *context, std::function<void(WriteAnswer)> callback) = 0;
    [[nodiscard]] virtual GatewayPromise promise(Verb verb) const = 0;
    /// The reason in words why a verb cannot be done on this gateway at all, empty if it can.
    [[nodiscard]] virtual QString whyAbsent(Verb verb) const = 0;
    /// Sends `requests` requests as a user does and counts which version served each ("": it did not say). False, and no
    /// callback, where this gateway has no such probe.
    virtual bool probeTraffic(int requests, QObject *context, std::function<void(Result<QMap<QString, int>>)> callback)
    {
        Q_UNUSED(requests)
        Q_UNUSED(context)
        Q_UNUSED(callback)
        return false;
    }
};

} // namespace andon
