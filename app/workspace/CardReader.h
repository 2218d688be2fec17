// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/MemberReader.h"
#include "app/workspace/Workspace.h"

namespace andon {

/// Reads the member "card" of a service; its indicators and actions are known by then. What contradicts itself is a
/// fault; what is merely left open is for lintCard.
[[nodiscard]] StrategyCard readCard(const nlohmann::json &value, const QString &pointer, const ServiceSpec &service,
                                    FaultList &faults);

/// A card as cardJson() writes it, from the record; none where it is no card of this service any more.
[[nodiscard]] std::optional<StrategyCard> cardFromJson(const nlohmann::json &value, const ServiceSpec &service);
/// What the workspace would refuse in this card, with pointers into the card ("/steps/1/weight"), in its order. Pure.
[[nodiscard]] QList<WorkspaceFault> cardFaults(const StrategyCard &card, const ServiceSpec &service);

} // namespace andon
