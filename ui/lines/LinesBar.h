// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/LineStore.h"

#include <QWidget>

class QActionGroup;
class QBoxLayout;
class QButtonGroup;
class QProgressBar;
class QToolButton;

namespace andon {

class BaselineButton;

/// Over the lines: the range of time, the way back from a zoom and to now, how much is kept, and how much of the history
/// is there.
class LinesBar : public QWidget {
    Q_OBJECT
public:
    explicit LinesBar(QWidget *parent = nullptr);
    /// Marks the range that is shown; none where it is none of the offered ones.
    void setRange(qint64 seconds);
    void setView(bool live, bool canGoBack, qint64 behindMs);
    /// Another indicator than the headlines is drawn.
    void setHeadlinesOffered(bool offered);
    /// How much is kept now, and how long a person wants it kept (0: as long as it is shown).
    void setKept(const LineUsage &usage, qint64 keepSeconds);
    /// Pieces of history; 0 of 0: all are there.
    void setBackfill(int done, int of);
    [[nodiscard]] BaselineButton &baseline() { return *m_baseline; }
    /// The menu of the button that says what is kept: a bar without room for the button leaves it to others.
    [[nodiscard]] QMenu &keepMenu() const;
    [[nodiscard]] QWidget *lastTabStop() const;
    /// What is kept is not in it.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;

signals:
    void rangeChosen(qint64 seconds);
    void backAsked();
    void liveAsked();
    void headlinesAsked();
    void keepChosen(qint64 seconds);

private:
    void buildRanges(QBoxLayout &layout);
    void buildKeep();
    void buildBackfill();
    void placeKept();
    QButtonGroup *m_ranges;
    QToolButton *m_back;
    QToolButton *m_live;
    QToolButton *m_usual;
    BaselineButton *m_baseline;
    QToolButton *m_kept;
    QActionGroup *m_keeps;
    QProgressBar *m_backfill;
    bool m_keepsAny = false;
};

} // namespace andon
