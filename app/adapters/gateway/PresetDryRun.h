// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/gateway/PresetFill.h"
#include "app/workspace/GatewayPreset.h"

#include <QUrl>

namespace andon {

/// What a preset is shown for.
struct DryRun {
    QList<QUrl> nodes;        ///< empty: the address stays open
    PresetWords variables;    ///< those missing stay {as_they_are}
    QMap<Verb, nlohmann::json> values; ///< what each verb would write; a verb without one is shown with its words open
    QString actor;
};

/// Every request of the preset as it would be sent, in lines for people: the reads, then each verb with its tier, its
/// requests (method, address, headers without the secret, body, or the command), and where its value is read back. Made by
/// the code that sends. Nothing is sent. Pure but for the time in it.
[[nodiscard]] QStringList dryRunLines(const GatewayPreset &preset, const DryRun &run, TimePoint now);
/// "A" to "D".
[[nodiscard]] QString tierLetter(Tier tier);

} // namespace andon
