// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/Misbehaviour.h"

#include "app/sandbox/AdminBodies.h"

#include <array>
#include <utility>

namespace andon::sandbox {

using namespace Qt::StringLiterals;
using nlohmann::json;
using Mode = Misbehaviour::Mode;
using Applies = Misbehaviour::Applies;
using Foreign = Misbehaviour::Foreign;

namespace {

constexpr std::array<std::pair<Mode, const char *>, 11> modeNames{{
    {Mode::Normal, "normal"},
    {Mode::Late, "late"},
    {Mode::Refuse, "refuse"},
    {Mode::Conflict, "conflict"},
    {Mode::DieAfterApply, "die_after_apply"},
    {Mode::Lie, "lie"},
    {Mode::ApplyTwice, "apply_twice"},
    {Mode::AcceptedForever, "accepted_forever"},
    {Mode::ErrorAfterApply, "error_after_apply"},
    {Mode::Stall, "stall"},
    {Mode::Reset, "reset"},
}};
constexpr std::array<std::pair<Applies, const char *>, 3> appliesNames{
    {{Applies::Now, "now"}, {Applies::Late, "late"}, {Applies::Never, "never"}}};
constexpr std::array<std::pair<Foreign, const char *>, 3> foreignNames{
    {{Foreign::None, "none"}, {Foreign::Before, "before"}, {Foreign::After, "after"}}};

template<typename Names, typename Value>
const char *nameIn(const Names &names, Value value)
{
    for (const auto &[known, name] : names) {
        if (known == value)
            return name;
    }
    return "";
}

/// Sets `value` from the member where it stands in the drill. BadInput lists the words that are known.
template<typename Names, typename Value>
Result<void> takeWord(const json &drill, const char *member, const Names &names, Value &value)
{
    const auto found = drill.find(member);
    if (found == drill.end())
        return {};
    QStringList known;
    for (const auto &[word, name] : names) {
        if (*found == name) {
            value = word;
            return {};
        }
        known << QString::fromLatin1(name);
    }
    return failure(ErrorKind::BadInput,
                   {QString::fromLatin1(member), u"known are %1"_s.arg(known.join(u", "_s))});
}

Result<int> wholeNumber(const json &drill, const char *member, int otherwise)
{
    const auto found = drill.find(member);
    if (found == drill.end())
        return otherwise;
    if (!found->is_number_unsigned() || found->get<quint64>() > 600'000)
        return failure(ErrorKind::BadInput,
                       {QString::fromLatin1(member), u"expected a whole number from 0 to 600000"_s});
    return found->get<int>();
}

} // namespace

Applies usualFor(Mode mode)
{
    switch (mode) {
    case Mode::Refuse:
    case Mode::Lie:
    case Mode::AcceptedForever:
    case Mode::Stall:
    case Mode::Reset: return Applies::Never;
    default: return Applies::Now;
    }
}

Result<Misbehaviour> misbehaviourFrom(const json &drill)
{
    if (const auto known = refuseUnknown(drill, {"mode", "delay_ms", "count", "applies", "foreign", "forget_keys"}); !known)
        return tl::unexpected(known.error());
    if (!drill.contains("mode"))
        return failure(ErrorKind::BadInput, {u"mode"_s, u"expected the name of one"_s});
    Misbehaviour wanted;
    if (const auto taken = takeWord(drill, "mode", modeNames, wanted.mode); !taken)
        return tl::unexpected(taken.error());
    wanted.applies = usualFor(wanted.mode);
    if (const auto taken = takeWord(drill, "applies", appliesNames, wanted.applies); !taken)
        return tl::unexpected(taken.error());
    if (const auto taken = takeWord(drill, "foreign", foreignNames, wanted.foreign); !taken)
        return tl::unexpected(taken.error());
    const auto forget = drill.find("forget_keys");
    if (forget != drill.end() && !forget->is_boolean())
        return failure(ErrorKind::BadInput, {u"forget_keys"_s, u"expected true or false"_s});
    wanted.forgetKeys = forget != drill.end() && forget->get<bool>();
    const Result<int> delay = wholeNumber(drill, "delay_ms", 0);
    const bool plain = wanted.mode == Mode::Normal && wanted.applies == Applies::Now
        && wanted.foreign == Foreign::None && !wanted.forgetKeys;
    const Result<int> count = wholeNumber(drill, "count", 1);
    if (!delay || !count)
        return tl::unexpected(delay ? count.error() : delay.error());
    wanted.delay = std::chrono::milliseconds(*delay);
    wanted.count = plain ? 0 : *count;
    return wanted.count > 0 ? wanted : Misbehaviour{};
}

json toJson(const Misbehaviour &misbehaviour)
{
    return {{"mode", nameIn(modeNames, misbehaviour.mode)},
            {"delay_ms", misbehaviour.delay.count()},
            {"count", misbehaviour.count},
            {"applies", nameIn(appliesNames, misbehaviour.applies)},
            {"foreign", nameIn(foreignNames, misbehaviour.foreign)},
            {"forget_keys", misbehaviour.forgetKeys}};
}

} // namespace andon::sandbox
