// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/GatewayPreset.h"
#include "app/workspace/MemberReader.h"

namespace andon {

/// What a preset file may name; a name that is not there is a fault with the nearest one.
struct PresetNames {
    QStringList reads;
    QStringList variables;
};

/// One value of a preset: a constant, a place, or a list of places of which the first that gives something counts.
[[nodiscard]] PresetValue readPresetValue(MemberReader &members, const char *name, const PresetNames &names);
/// The member "state" of a preset.
[[nodiscard]] PresetState readPresetState(const nlohmann::json &value, const QString &pointer, const PresetNames &names,
                                          FaultList &faults);
/// A fault for each placeholder of `text` that is none of `words`.
void checkPlaceholders(const QString &text, const QString &at, const QStringList &words, FaultList &faults);
/// A pattern with one group, or a fault.
[[nodiscard]] QString readPattern(MemberReader &members, const char *name, bool withGroup);
/// The members of an object as pairs: what stands there -> what it means.
[[nodiscard]] QList<QPair<QString, nlohmann::json>> readMap(MemberReader &members, const char *name);

} // namespace andon
