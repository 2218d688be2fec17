// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/PostmortemExports.h"
#include "app/incidents/Redaction.h"
#include "app/incidents/RegressionSet.h"

#include <QSet>

namespace andon {

/// The entry with its texts redacted. What ties entries together stays: numbers, ids, times, the operation, the hashes.
[[nodiscard]] Event redactedEvent(const Event &event, Redactor &redactor);
/// A text of it was taken out: its hash no longer speaks for what it says.
[[nodiscard]] bool isRedacted(const Event &event, const Event &redacted);
/// The same of a list, in its place; the numbers of those that were changed.
QSet<qint64> redactEvents(QList<Event> &events, Redactor &redactor);

/// The document as it may leave the console: incident, lines, events and text redacted, the facts read from those.
[[nodiscard]] PostmortemDocument redactedDocument(const PostmortemDocument &document, Redactor &redactor);

/// The samples with secrets and personal data taken out, each with the id of what is left.
[[nodiscard]] QList<RegressionSample> redactedSamples(QList<RegressionSample> samples, Redactor &redactor);

/// "2 × e-mail, 1 × token", of the rules that took something out; empty: none did.
[[nodiscard]] QString redactionWords(const QMap<QString, qint64> &counts);

} // namespace andon
