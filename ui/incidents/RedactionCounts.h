// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QTableWidget>

namespace andon {

/// What was taken out of something that leaves the console: a row for each rule, with how often it did.
class RedactionCounts : public QTableWidget {
    Q_OBJECT
public:
    explicit RedactionCounts(QWidget *parent = nullptr);
    /// Redactor::counts; names are hostile.
    void setCounts(const QMap<QString, qint64> &counts);
    /// Each row in a line.
    [[nodiscard]] QStringList words() const;
};

} // namespace andon
