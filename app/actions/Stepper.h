// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/actions/ActionRun.h"

namespace andon {

/// Builds one step of a run: the run changes, the effects gather. ActionRun.cpp holds the way of a press from the intent to
/// the answer and from the read-back to the end, Reconciliation.cpp the rules of "Reconcile". Internal to app/actions.
class Stepper {
public:
    explicit Stepper(const ActionRun &run) { m_step.run = run; }
    ActionStep take(const ActionEvent &event);

private:
    using Awaiting = ActionRun::Awaiting;
    using Effect = ActionEffect::Kind;
    using Milliseconds = std::chrono::milliseconds;

    ActionRun &run() { return m_step.run; }
    void enter(ActionState state, const QString &words = {});
    void effect(Effect kind, Awaiting awaiting);
    void wait(Milliseconds time, Awaiting awaiting);
    void recordAndWait(const QString &rowKind, Awaiting awaiting);
    void probe(const char *what, Awaiting awaiting);
    void end(ActionState outcome, const QString &words);
    void askHuman(const QString &words);
    void close();

    void afterRow(const ActionEvent &event);
    void afterRefusedRow(const ActionEvent &event);
    void afterAnswer(const ActionEvent &event);
    void afterWait(const ActionEvent &event);
    void afterRead(const ActionEvent &event);
    void compare(const ActionEvent &event);
    void sendRow();
    void afterFirstAnswer(const ActionEvent &event);
    void superseded(const ActionEvent &event);
    void verified(const GatewayResource &resource, const ActionEvent &event);
    bool afterEffect(const ActionEvent &event);
    void inForce(const ActionEvent &event);
    void replaced();
    void waitForExpiry(const ActionEvent &event);
    void expired();

    void found(const ActionEvent &event);
    void decide(const ActionEvent &event);
    void tryAgain(const ActionEvent &event);
    void afterResend(const ActionEvent &event);
    void afterQuery(const ActionEvent &event);
    void afterFence(const ActionEvent &event);
    void afterReadBack(const ActionEvent &event);
    void stillInForce(const ActionEvent &event);
    void reconcile(const ActionEvent &event, const GatewayResource &resource);
    void reconcileByValue(const ActionEvent &event);
    void lookAgain(const QString &words);
    void refusedProbe(const ActionEvent &event);
    [[nodiscard]] bool isOurs(const GatewayResource &resource) const;
    [[nodiscard]] bool shows(const GatewayResource &resource) const;
    [[nodiscard]] bool mayBeAnothers() const;
    [[nodiscard]] QString changedWords(const GatewayResource &resource, TimePoint gatewayNow) const;
    [[nodiscard]] Milliseconds patience() const { return Milliseconds(500 << std::min(m_step.run.tries, 5)); }

    ActionStep m_step;
};

/// A value of the gateway as words of a bounded length.
[[nodiscard]] QString valueWords(const nlohmann::json &value);

} // namespace andon
