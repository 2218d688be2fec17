// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/DrillRun.h"
#include "tests/incidents/RecordRows.h"

namespace andon {

/// A drill as its record tells it; seconds after noon. It begins at 0, its fault (slow in v42) comes at 20, it ends at 200.
class DrillStory : public RecordRows {
public:
    static constexpr qint64 fault = 20, end = 200;

    explicit DrillStory(const FaultSetting &setting = {QStringLiteral("v42"), {QStringLiteral("slow")}, {}})
    {
        secret.ground = {QStringLiteral("v41"), QStringLiteral("v42"), QStringLiteral("prompt-64"), {QStringLiteral("acme"), QStringLiteral("globex"), QStringLiteral("initech")}};
        secret.salt = QStringLiteral("00112233445566778899aabbccddeeff");
        secret.plan = {7, setting, std::chrono::seconds(20)};
        run.id = QStringLiteral("drill-1");
        run.service = QStringLiteral("assistant");
        run.gateway = QStringLiteral("edge");
        run.commitment = drillCommitment(secret);
        run.startedAt = at(0);
        run.injectedAt = at(fault);
        run.secret = secret;
        run.end = DrillEnd::Finished;
        run.healed = true;
        run.incident = QStringLiteral("i1");
        run.startedEvent = append(drillStartedRow(run.id, run.service, run.gateway, run.commitment), 0);
    }
    QString append(Event row, qint64 second)
    {
        row.seq = events.size() + 1;
        row.eventId = QStringLiteral("e%1").arg(row.seq);
        row.occurredAt = row.recordedAt = at(second);
        row.actor = {QStringLiteral("person"), QStringLiteral("anna"), QStringLiteral("Anna"), QStringLiteral("desk")};
        events << row;
        return row.eventId;
    }
    void bundle(qint64 second, qint64 from, qint64 to, const std::string &sha256 = std::string(64, 'a'))
    {
        add(EventKind::evidenceAdded, second,
            {{"file", "a.andon"}, {"sha256", sha256}, {"from", isoUtc(at(from)).toStdString()}, {"to", isoUtc(at(to)).toStdString()}, {"reason", "action"}});
    }
    void openDrill(qint64 second)
    {
        add(EventKind::incidentOpened, second, {{"incident", "i1"}, {"severity", "S1"}, {"cause", "action"}, {"from_event", ""}, {"drill", true}}, {}, run.service, {});
    }
    /// The end opens the seal, says the start, closes the incident.
    void finish()
    {
        run.endedEvent = append(drillEndedRow(run), end);
        run.endedAt = at(end);
        say("i1", end, "started", fault);
        add(EventKind::incidentClosed, end + 1, {{"incident", "i1"}});
    }
    /// All as it should be: an alarm at 40, a rollback at 60, seen in traffic at 70, bundles of both.
    void good()
    {
        cross(40, "latency_p95");
        bundle(45, 0, 41);
        intent(60, "rollback", QStringLiteral("op"));
        events.last().payload["effect"]["within_seconds"] = 60;
        openDrill(60);
        add(EventKind::actionAcked, 61, nlohmann::json::object(), QStringLiteral("op"));
        add(EventKind::actionVerified, 62, nlohmann::json::object(), QStringLiteral("op"));
        add(EventKind::actionEffective, 70, {{"seconds", 8}}, QStringLiteral("op"));
        bundle(75, 0, 61);
    }

    DrillSecret secret;
    DrillRun run;
};

} // namespace andon
