// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QMap>

#include <functional>

namespace andon {

class RedactionCounts;

/// Shows what was taken out of an export, or of a sample, before anything is written.
class RedactionDialog : public QDialog {
    Q_OBJECT
public:
    /// Calls `answer` once: whether the person goes on. Where nothing was taken out nobody is asked, and it is called before this
    /// returns; else later, not at all once `parent` is gone.
    static void ask(const QMap<QString, qint64> &counts, QWidget *parent, const std::function<void(bool goesOn)> &answer);
    /// The title of what chooses the file then: it says so where nothing was taken out.
    [[nodiscard]] static QString titled(const QString &title, const QMap<QString, qint64> &counts);
    [[nodiscard]] QString words() const;

private:
    RedactionDialog(const QMap<QString, qint64> &counts, QWidget *parent);

    RedactionCounts *m_counts;
};

} // namespace andon
