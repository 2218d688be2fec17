// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/DocumentPrinter.h"

namespace andon {

/// Documents on A4, laid out by QTextDocument. Needs a QGuiApplication (the offscreen platform is enough); any thread.
class PdfPrinter final : public DocumentPrinter {
public:
    [[nodiscard]] Result<QByteArray> pdf(const PrintedDocument &document, const std::function<bool(int done, int pages)> &going) const override;
};

} // namespace andon
