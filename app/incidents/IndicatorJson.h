// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionSpec.h"
#include "app/gateway/GatewayControl.h"
#include "app/lines/IndicatorReading.h"

namespace andon {

/// The part of a reading that lies in [fromMs, toMs]: samples, and which times its source was asked for.
[[nodiscard]] IndicatorReading readingInside(const IndicatorReading &reading, qint64 fromMs, qint64 toMs);

/// An indicator with its query and gates, how fresh it was, and which times of [fromMs, toMs] its source was asked for how
/// densely; without its samples.
[[nodiscard]] nlohmann::json readingJson(const IndicatorReading &reading, qint64 fromMs, qint64 toMs);
/// Back again, without samples; what is missing or wrong reads as not known.
[[nodiscard]] IndicatorReading readingFromJson(const nlohmann::json &json);

[[nodiscard]] nlohmann::json actionJson(const ActionSpec &action);
/// Nothing where the verb is none.
[[nodiscard]] std::optional<ActionSpec> actionFromJson(const nlohmann::json &json);

[[nodiscard]] nlohmann::json promiseJson(const GatewayPromise &promise);
[[nodiscard]] GatewayPromise promiseFromJson(const nlohmann::json &json);

} // namespace andon
