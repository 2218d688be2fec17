// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace andon {

/// What stands for the words of a query.
struct QueryWords {
    QString versionLabel; ///< $version: the name of the label, not its value
    QString selector;     ///< $selector: label matchers without braces, possibly empty
    QString window;       ///< $window: a PromQL duration
    QString step{};       ///< $step: the judge's, a PromQL duration
    QString split{};      ///< $split: the name of the label that an indicator is split by
};

/// Fills the words in. An empty selector takes its comma with it, so that {$selector,outcome="ok"} stays PromQL. Pure.
[[nodiscard]] QString fillQuery(QString query, const QueryWords &words);
/// The words that follow a $ in a query, in order. A $ of a regular expression is none. Pure.
[[nodiscard]] QStringList wordsOf(const QString &query);

} // namespace andon
