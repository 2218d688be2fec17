// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/PostmortemFacts.h"
#include "app/incidents/PostmortemTemplate.h"

namespace andon {

/// The draft of a postmortem. Every figure stands beside the event that it comes from, written E118 (number 118 of the
/// journal; the timeline has its id), or beside its query. Times are UTC. What the record cannot know is left to a person
/// and says so. The same incident, facts and template give the same text. Pure.
[[nodiscard]] QString postmortemDraft(const Incident &incident, const PostmortemFacts &facts,
                                      const PostmortemTemplate &layout);

/// "E118" for an event of the incident; empty where it is none of its events.
[[nodiscard]] QString eventReference(const Incident &incident, const QString &eventId);
/// A reference as it is put into the text by hand: "E118 (2026-11-24T15:30:01Z, Rollback read back: v41)".
[[nodiscard]] QString referenceText(const Event &event);
/// A value with its unit in reports: "0.4 %", "1.84 s", "12.5 USD/h".
[[nodiscard]] QString figureText(double value, Unit unit);

} // namespace andon
