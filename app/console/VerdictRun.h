// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardDecision.h"
#include "app/console/VerbRun.h"

#include <QTimer>

namespace andon {

/// `andon verdict`: may this canary go on? By the same judge, card and record as the window and a promote: evidence that was kept,
/// gates that are crossed, people who hold it; nothing is recorded. Exit 0 go on, 1 stop, 2 undecided, 3 unknown.
class VerdictRun final : public VerbRun {
    Q_OBJECT
public:
    using VerbRun::VerbRun;
    void start() override;

private:
    void look(Freshness freshness, const std::optional<Error> &error);
    void end(int code);
    void endUnknown(const QString &why);
    [[nodiscard]] nlohmann::json asJson() const;
    void sayText(const QList<LineVerdict> &lines) const;
    void sayRest() const;
    void sayDecision(const CardDecision &decision) const;

    ServiceDesk *m_desk = nullptr;
    QTimer m_patience;
    bool m_countsFailed = false; ///< the newest round of counts did not reach now
    bool m_ended = false;
};

/// Who is hurt and what of the release it is put down to, in one English sentence without its full stop; empty: nobody.
[[nodiscard]] QString attributionWords(const Attribution &attribution);
/// What is printed of a line: the verdict with its numbers and when it will be decided, then who is hurt and whom the canary never met.
[[nodiscard]] QStringList verdictTexts(const LineVerdict &line);
/// Of the canary as a whole, the stop gates that it stands beyond included.
[[nodiscard]] VerdictKind wholeVerdict(const CanaryDesk &canary);
/// 0 go on, 1 stop, 2 undecided, 3 unknown.
[[nodiscard]] int verdictExitCode(VerdictKind kind);
/// The same of a card's decision: what holds for want of data is 3, what only has to wait is 2.
[[nodiscard]] int verdictExitCode(const CardDecision &decision);
/// Of a canary as the window and a promote see it: what its card decides, without one what the judge says of all lines. A stop
/// gate that is crossed stops, whatever the statistics say; what a person holds does not go on: 2.
[[nodiscard]] int verdictExitCode(const CanaryDesk &canary);

} // namespace andon
