// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Result.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace andon {

/// A document as it goes to paper.
struct PrintedDocument {
    QString title;   ///< hostile text
    QString html;    ///< elements as markdownHtml() makes them
    TimePoint dated; ///< the date the file carries; not the clock's, so that printing again gives the same
};

/// Port: makes PDF of a document, A4, with page numbers. Any thread; it fetches nothing.
class DocumentPrinter {
public:
    virtual ~DocumentPrinter() = default;
    /// `going(done, pages)` is called before each page and ends it by returning false: then the error is Blocked.
    [[nodiscard]] virtual Result<QByteArray> pdf(const PrintedDocument &document,
                                                 const std::function<bool(int done, int pages)> &going) const = 0;
};

} // namespace andon
