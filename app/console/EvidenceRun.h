// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/EvidenceDesk.h"
#include "app/console/PostmortemDesk.h"
#include "app/console/VerbRun.h"

#include <QElapsedTimer>
#include <QTimer>

namespace andon {

/// `andon evidence` and `andon export ID --format bundle`: freezes a window of a service as a bundle, from the source, the gateway, those who tell alarms and the
/// journal.
class EvidenceRun final : public VerbRun {
    Q_OBJECT
public:
    /// `plots` null: without pictures; else it must outlive the run.
    EvidenceRun(Console &console, Command command, PlotImages *plots, QObject *parent = nullptr);
    void start() override;

private:
    void askIncident();
    /// All that is asked before the window is frozen.
    void ask(const QString &service);
    [[nodiscard]] bool isHeard() const;
    void capture();
    void end(const Error &error);
    void save(const CapturedEvidence &captured);

    EvidenceDesk m_evidence;
    PostmortemDesk m_postmortems;
    QString m_service;
    EvidenceWish m_wish;
    QElapsedTimer m_asked;
    QTimer m_look; ///< whether all were heard
    bool m_gatewayRead = false;
};

} // namespace andon
