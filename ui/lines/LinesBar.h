// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;
class QToolButton;

namespace andon {

/// Over the lines: the range of time, the way back from a zoom, and the way back to now.
class LinesBar : public QWidget {
    Q_OBJECT
public:
    explicit LinesBar(QWidget *parent = nullptr);
    /// Marks the range that is shown; none where it is none of the offered ones.
    void setRange(qint64 seconds);
    void setView(bool live, bool canGoBack, qint64 behindMs);
    /// Another indicator than the headlines is drawn.
    void setHeadlinesOffered(bool offered);
    [[nodiscard]] QWidget *lastTabStop() const;

signals:
    void rangeChosen(qint64 seconds);
    void backAsked();
    void liveAsked();
    void headlinesAsked();

private:
    QButtonGroup *m_ranges;
    QToolButton *m_back;
    QToolButton *m_live;
    QToolButton *m_usual;
};

} // namespace andon
