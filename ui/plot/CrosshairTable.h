// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plot/LineLook.h"

#include <QWidget>

namespace andon {

/// The values of every version at one time, as a small table over the plots; it takes no input.
class CrosshairTable : public QWidget {
    Q_OBJECT
public:
    explicit CrosshairTable(QWidget *parent);
    /// `time` is written above; the size follows the content, bounded for any version name. Further
    /// versions than a few have a column as long as the table takes no more than half of the parent; the rest is counted.
    void showValues(const QString &time, const QList<CrosshairValue> &values, const LineLooks &looks);
    /// One line for assistive technology: "15:04:05 UTC. Success rate: v41 97.3 %, v42 94.1 %." It names every version.
    [[nodiscard]] QString spokenText() const;
    [[nodiscard]] int shownVersions() const { return static_cast<int>(m_widths.size()); }
    [[nodiscard]] const QString &further() const { return m_further; } ///< "+2": so many have no column; empty: all have

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Line {
        QString title;
        QStringList cells; ///< one per version
    };
    void measure();
    QString m_time;
    QStringList m_versions;
    QList<Line> m_lines;
    LineLooks m_looks;
    int m_titleWidth = 0;
    QList<int> m_widths; ///< of the columns that are shown
    QString m_further;   ///< written behind the last column
};

} // namespace andon
