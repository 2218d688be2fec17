// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/sandbox/Throttle.h"

#include <nlohmann/json.hpp>

#include <QByteArray>

#include <map>
#include <variant>

namespace andon::sandbox {

/// What the admin API can change; each has a version and a stamp of its own.
enum class Resource { Routing, Rollout, Degrade, Throttle };

[[nodiscard]] const char *nameOf(Resource resource);
[[nodiscard]] std::optional<Resource> resourceNamed(const QByteArray &name);

enum class Phase { None, Running, Paused, Aborted, Done };

[[nodiscard]] const char *nameOf(Phase phase);

struct RoutingBody {
    std::map<std::string, double> weights; ///< percent by version; every version is named
    bool abortRollout = false;
    bool operator==(const RoutingBody &) const = default;
};

struct RolloutBody {
    Phase phase = Phase::None;
    int currentStep = 0; ///< index into the steps; their number where phase is Done
    bool operator==(const RolloutBody &) const = default;
};

struct DegradeBody {
    int level = 0;
    std::optional<qint64> expiresInSeconds;
    bool operator==(const DegradeBody &) const = default;
};

struct ThrottleBody {
    std::vector<ThrottleLimit> limits;
    std::optional<qint64> expiresInSeconds;
    bool operator==(const ThrottleBody &) const = default;
};

using AdminBody = std::variant<RoutingBody, RolloutBody, DegradeBody, ThrottleBody>;

/// What a body is checked against.
struct BodyContext {
    std::vector<std::string> versions;
    int steps = 0; ///< of the rollout
    int levels = 0; ///< of degrade, 0 to levels - 1
};

/// The JSON object in `bytes`. BadInput: not JSON, not an object, or a member that stands twice.
[[nodiscard]] Result<nlohmann::json> parseObject(const QByteArray &bytes);

/// BadInput names the first member of `object` that is not among `known`. `where` leads the name, "limits[0].".
[[nodiscard]] Result<void> refuseUnknown(const nlohmann::json &object, const std::vector<const char *> &known,
                                         const QString &where = {});

/// A PUT body in its normal form; BadInput names the member at fault and says what was expected.
[[nodiscard]] Result<AdminBody> parseBody(Resource resource, const QByteArray &bytes, const BodyContext &context);

/// The body that a PUT takes to bring about this value.
[[nodiscard]] nlohmann::json toJson(const AdminBody &body);
[[nodiscard]] nlohmann::json toJson(const ThrottleLimit &limit);
/// A number without a fraction as an integer.
[[nodiscard]] nlohmann::json numberJson(double value);

} // namespace andon::sandbox
