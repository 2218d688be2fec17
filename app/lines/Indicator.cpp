// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/Indicator.h"

#include <array>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr std::array<std::pair<Family, const char16_t *>, 6> families{{
    {Family::Quality, u"quality"},
    {Family::Latency, u"latency"},
    {Family::Cost, u"cost"},
    {Family::Risk, u"risk"},
    {Family::Stability, u"stability"},
    {Family::Retrieval, u"retrieval"},
}};

static constexpr std::array<std::pair<Unit, const char16_t *>, 9> units{{
    {Unit::Ratio, u"ratio"},
    {Unit::Score, u"score"},
    {Unit::Seconds, u"seconds"},
    {Unit::Usd, u"usd"},
    {Unit::UsdPerHour, u"usd_per_hour"},
    {Unit::UsdPerDay, u"usd_per_day"},
    {Unit::PerSecond, u"per_second"},
    {Unit::Count, u"count"},
    {Unit::Tokens, u"tokens"},
}};

template<typename Table, typename Value>
static QString wordOf(const Table &table, Value value)
{
    for (const auto &[entry, word] : table) {
        if (entry == value)
            return QString::fromUtf16(word);
    }
    return {};
}

template<typename Value, typename Table>
static std::optional<Value> valueOf(const Table &table, const QString &word)
{
    for (const auto &[entry, name] : table) {
        if (QStringView(name) == word)
            return entry;
    }
    return std::nullopt;
}

std::optional<Line> lineOf(Family family)
{
    switch (family) {
    case Family::Quality: return Line::Quality;
    case Family::Latency: return Line::Latency;
    case Family::Cost: return Line::Cost;
    case Family::Risk: return Line::Risk;
    case Family::Stability:
    case Family::Retrieval: return std::nullopt;
    }
    return std::nullopt;
}

GateState gateState(const Indicator &indicator, double value)
{
    if (std::isnan(value))
        return GateState::Unknown;
    const auto beyond = [&](std::optional<double> gate) {
        return gate && (indicator.direction == Direction::HigherIsWorse ? value > *gate : value < *gate);
    };
    if (beyond(indicator.gate.stop))
        return GateState::Stop;
    return beyond(indicator.gate.warn) ? GateState::Warn : GateState::Inside;
}

QString familyWord(Family family)
{
    return wordOf(families, family);
}

std::optional<Family> familyFromWord(const QString &word)
{
    return valueOf<Family>(families, word);
}

QString unitWord(Unit unit)
{
    return wordOf(units, unit);
}

std::optional<Unit> unitFromWord(const QString &word)
{
    return valueOf<Unit>(units, word);
}

} // namespace andon
