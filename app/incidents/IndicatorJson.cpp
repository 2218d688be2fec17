// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/IndicatorJson.h"

#include "app/actions/LimitsJson.h"
#include "app/incidents/JsonFields.h"

#include <algorithm>
#include <array>

namespace andon {

using namespace Qt::StringLiterals;
using namespace JsonFields;
using nlohmann::json;

static constexpr std::array freshWords{"live", "late", "lost"};             // in the order of Freshness
static constexpr std::array frictionWords{"click", "hold", "hold_reason"};  // in the order of Friction
static constexpr std::array tierWords{"A", "B", "C", "D"};                  // in the order of Tier

template<typename Enum, std::size_t N>
static Enum fromWord(const std::array<const char *, N> &words, const QString &word, Enum otherwise)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (word == QLatin1String(words[i]))
            return static_cast<Enum>(i);
    }
    return otherwise;
}

static QList<Covered> coveredInside(const QList<Covered> &covered, qint64 fromMs, qint64 toMs)
{
    QList<Covered> inside;
    for (const Covered &piece : covered) {
        const qint64 step = std::max<qint64>(1, piece.stepMs);
        const qint64 start = std::max(piece.startMs, alignedUp(fromMs - piece.startMs, step) + piece.startMs);
        const qint64 end = std::min(piece.endMs, piece.startMs + alignedDown(toMs - piece.startMs, step));
        if (start <= end)
            inside << Covered{start, end, step};
    }
    return inside;
}

IndicatorReading readingInside(const IndicatorReading &reading, qint64 fromMs, qint64 toMs)
{
    IndicatorReading inside = reading;
    inside.covered = coveredInside(reading.covered, fromMs, toMs);
    for (VersionColumns &version : inside.versions) {
        Columns columns = version.columns ? *version.columns : Columns();
        columns.truncate(columns.firstAtOrAfter(toMs + 1));
        columns.forget(columns.firstAtOrAfter(fromMs));
        version.columns = std::make_shared<const Columns>(columns);
    }
    return inside;
}

json readingJson(const IndicatorReading &reading, qint64 fromMs, qint64 toMs)
{
    const Indicator &indicator = reading.indicator;
    json covered = json::array();
    for (const Covered &piece : coveredInside(reading.covered, fromMs, toMs))
        covered.push_back({piece.startMs, piece.endMs, piece.stepMs});
    return {{"indicator", indicator.id.toStdString()},
            {"title", indicator.title.toStdString()},
            {"line", familyWord(indicator.family).toStdString()},
            {"headline", indicator.headline},
            {"query", indicator.query.toStdString()},
            {"unit", unitWord(indicator.unit).toStdString()},
            {"direction", indicator.direction == Direction::HigherIsWorse ? "higher_is_worse" : "lower_is_worse"},
            {"warn", optionalJson(indicator.gate.warn)},
            {"stop", optionalJson(indicator.gate.stop)},
            {"no_source", indicator.noSource.toStdString()},
            {"freshness", freshWords[static_cast<std::size_t>(reading.freshness)]},
            {"last_answer_ms", reading.lastAnswerMs},
            {"error", reading.error ? reading.error->message().toStdString() : std::string()},
            {"covered", std::move(covered)}};
}

IndicatorReading readingFromJson(const json &value)
{
    IndicatorReading reading;
    Indicator &indicator = reading.indicator;
    indicator.id = text(value, "indicator");
    indicator.title = text(value, "title");
    indicator.family = familyFromWord(text(value, "line")).value_or(Family::Stability);
    indicator.headline = flag(value, "headline");
    indicator.query = text(value, "query");
    indicator.unit = unitFromWord(text(value, "unit")).value_or(Unit::Count);
    indicator.direction = text(value, "direction") == u"higher_is_worse" ? Direction::HigherIsWorse : Direction::LowerIsWorse;
    indicator.gate = {number(value, "warn"), number(value, "stop")};
    indicator.noSource = text(value, "no_source");
    reading.freshness = fromWord(freshWords, text(value, "freshness"), Freshness::Lost);
    reading.lastAnswerMs = integer(value, "last_answer_ms");
    for (const json &piece : list(value, "covered")) {
        const bool good = piece.is_array() && piece.size() == 3
            && std::all_of(piece.begin(), piece.end(), [](const json &one) { return one.is_number_integer(); });
        const Covered covered = good ? Covered{piece[0].get<qint64>(), piece[1].get<qint64>(), piece[2].get<qint64>()} : Covered{0, -1, 1};
        if (covered.startMs <= covered.endMs && covered.stepMs > 0)
            reading.covered << covered;
    }
    return reading;
}

json actionJson(const ActionSpec &action)
{
    return {{"verb", verbWord(action.verb).toStdString()},
            {"friction", action.friction ? json(frictionWords[static_cast<std::size_t>(*action.friction)]) : json()},
            {"level", action.level},
            {"limits", limitsJson(action.limits)},
            {"expires_in_seconds", action.expiresInSeconds},
            {"effect",
             {{"query", action.effect.query.toStdString()},
              {"below", optionalJson(action.effect.below)},
              {"above", optionalJson(action.effect.above)},
              {"within_seconds", action.effect.withinSeconds}}}};
}

std::optional<ActionSpec> actionFromJson(const json &value)
{
    const auto verb = verbFromWord(text(value, "verb"));
    if (!verb)
        return std::nullopt;
    ActionSpec action;
    action.verb = *verb;
    if (const QString friction = text(value, "friction"); !friction.isEmpty())
        action.friction = fromWord(frictionWords, friction, Friction::HoldWithReason);
    action.level = static_cast<int>(integer(value, "level"));
    for (const json &limit : list(value, "limits"))
        action.limits << ThrottleLimit{text(limit, "scope"), text(limit, "id"), number(limit, "requests_per_second"), number(limit, "tokens_per_minute")};
    action.expiresInSeconds = integer(value, "expires_in_seconds");
    const json &effect = member(value, "effect");
    action.effect = {text(effect, "query"), number(effect, "below"), number(effect, "above"), integer(effect, "within_seconds")};
    return action;
}

json promiseJson(const GatewayPromise &promise)
{
    return {{"tier", tierWords[static_cast<std::size_t>(promise.tier)]},
            {"settle_ms", promise.settle.count()},
            {"hold_ms", promise.hold.count()},
            {"server_timeout_ms", promise.serverTimeout.count()},
            {"lost_on", promise.lostOn.toStdString()},
            {"ends_by_itself", promise.endsByItself}};
}

GatewayPromise promiseFromJson(const json &value)
{
    GatewayPromise promise;
    promise.tier = fromWord(tierWords, text(value, "tier"), Tier::D);
    promise.settle = std::chrono::milliseconds(integer(value, "settle_ms"));
    promise.hold = std::chrono::milliseconds(integer(value, "hold_ms"));
    promise.serverTimeout = std::chrono::milliseconds(integer(value, "server_timeout_ms"));
    promise.lostOn = text(value, "lost_on");
    promise.endsByItself = flag(value, "ends_by_itself");
    return promise;
}

} // namespace andon
