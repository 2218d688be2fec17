// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/EvidenceDesk.h"
#include "app/console/VerbRun.h"

namespace andon {

/// `andon evidence`: freezes a window of a service as a bundle, from the source, the gateway and the journal.
class EvidenceRun final : public VerbRun {
    Q_OBJECT
public:
    /// `plots` null: without pictures; else it must outlive the run.
    EvidenceRun(Console &console, Command command, PlotImages *plots, QObject *parent = nullptr);
    void start() override;

private:
    void capture();
    void save(const CapturedEvidence &captured);

    EvidenceDesk m_evidence;
    bool m_begun = false;
};

} // namespace andon
