// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace andon {

/// Something wrong in a template.
struct TemplateFault {
    int line = 0;     ///< from 1
    int column = 0;   ///< from 1, in code points
    QString what;     ///< in English
    QString expected;
    bool operator==(const TemplateFault &) const = default;
};

/// How a postmortem is laid out: Markdown with {{placeholders}}.
struct PostmortemTemplate {
    QString name;
    QString text;
    bool operator==(const PostmortemTemplate &) const = default;
};

/// The words that may stand in {{ }}, with what each is filled with, in the order of the built-in template.
[[nodiscard]] const QList<std::pair<QString, QString>> &postmortemPlaceholders();
/// The one Andon brings.
[[nodiscard]] PostmortemTemplate builtInTemplate();
/// Placeholders that nobody knows, and braces that do not close, each with its place.
[[nodiscard]] QList<TemplateFault> templateFaults(const QString &text);
/// The text with every placeholder filled in; one without a value becomes empty. What is filled in is not looked at again.
[[nodiscard]] QString filledTemplate(const QString &text, const QMap<QString, QString> &values);

} // namespace andon
