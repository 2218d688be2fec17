// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/JudgeDesk.h"
#include "app/console/VerbRun.h"

#include <memory>

namespace andon {

/// `andon verdict`: may this canary go on? Reads who is stable and canary at the gateway and every step's counts since then
/// from the source; exit 0 go on, 1 stop, 2 undecided, 3 unknown.
class VerdictRun final : public VerbRun {
    Q_OBJECT
public:
    using VerbRun::VerbRun;
    void start() override;

private:
    void judge(const GatewayState &state);
    void finish(bool complete);
    void endUnknown(const QString &why);
    [[nodiscard]] nlohmann::json asJson(const QList<LineVerdict> &lines) const;
    void sayText(const QList<LineVerdict> &lines) const;

    ServiceDesk *m_desk = nullptr;
    std::unique_ptr<JudgeDesk> m_judge;
};

/// Who is hurt and what of the release it is put down to, in one English sentence without its full stop; empty: nobody.
[[nodiscard]] QString attributionWords(const Attribution &attribution);
/// 0 go on, 1 stop, 2 undecided, 3 unknown.
[[nodiscard]] int verdictExitCode(VerdictKind kind);

} // namespace andon
