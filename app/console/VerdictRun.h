// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardDecision.h"
#include "app/console/VerbRun.h"

#include <memory>

namespace andon {

/// `andon verdict`: may this canary go on? Reads who is stable and canary at the gateway and every step's counts since then
/// from the source, and decides by the service's card, where it has one; exit 0 go on, 1 stop, 2 undecided, 3 unknown.
class VerdictRun final : public VerbRun {
    Q_OBJECT
public:
    using VerbRun::VerbRun;
    void start() override;

private:
    void judge(const GatewayState &state);
    void finish(bool complete);
    void askReadings(const QList<LineVerdict> &lines);
    void askRecord(DecisionInput input);
    void askRegression(DecisionInput input);
    void end(const QList<LineVerdict> &lines, const std::optional<CardDecision> &decision);
    void endUnknown(const QString &why);
    [[nodiscard]] nlohmann::json asJson(const QList<LineVerdict> &lines, const std::optional<CardDecision> &decision) const;
    void sayText(const QList<LineVerdict> &lines) const;
    void sayDecision(const CardDecision &decision) const;

    ServiceDesk *m_desk = nullptr;
    std::unique_ptr<JudgeDesk> m_judge;
    GatewayState m_state;
};

/// Who is hurt and what of the release it is put down to, in one English sentence without its full stop; empty: nobody.
[[nodiscard]] QString attributionWords(const Attribution &attribution);
/// 0 go on, 1 stop, 2 undecided, 3 unknown.
[[nodiscard]] int verdictExitCode(VerdictKind kind);
/// The same of a card's decision: what holds for want of data is 3, what only has to wait is 2.
[[nodiscard]] int verdictExitCode(const CardDecision &decision);

} // namespace andon
