// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/PostmortemFacts.h"

namespace andon {

/// The tables of the draft, each whole with its head; a sentence where there is nothing to list.
[[nodiscard]] QString headerTable(const Incident &incident, const PostmortemFacts &facts);
[[nodiscard]] QString linesTable(const Incident &incident, const QList<LineFact> &lines);
[[nodiscard]] QString eventTable(const Incident &incident);
[[nodiscard]] QString actionsTable(const Incident &incident, const QList<ActionFact> &actions);
[[nodiscard]] QString regressionTable(const Incident &incident, const QList<RegressionFact> &samples);
[[nodiscard]] QString evidenceTable(const Incident &incident, const QList<EvidenceFact> &evidence);
/// " (E118)", or nothing where the event is none of the incident's.
[[nodiscard]] QString citation(const Incident &incident, const QString &eventId);

} // namespace andon
