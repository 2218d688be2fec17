// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardLint.h"
#include "app/workspace/WorkspaceFile.h"

namespace andon {

/// The card of a service as a page to read, print and sign: Markdown that reads as plain text, too. Nothing in it is
/// markup of the card's own. Empty where the service has no card. Pure.
[[nodiscard]] QString cardPage(const ServiceSpec &service);

/// The findings of a lint with line and column, in the order of the file: "error: nobody owns this card". `text`: the
/// workspace file that the service was read from; empty: no places. What is missing is placed where it belongs.
[[nodiscard]] QList<WorkspaceFault> placedFindings(const QList<CardFinding> &findings, const QByteArray &text, const QString &path,
                                                   const QString &service);

} // namespace andon
