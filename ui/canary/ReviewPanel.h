// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canary/ReviewRows.h"
#include "ui/common/ButtonFacePainter.h"
#include "ui/plot/PlotValues.h"

#include <QDialog>
#include <QTimer>

#include <array>

class QTreeView;
class QVBoxLayout;

namespace andon {

class ActionButton;
class LinesPlot;
class PlainLabel;
class ReviewModel;
class ReviewSign;
class StepLadder;

/// What a person may do about the canary, as faces of buttons; none: that button is not there.
struct ReviewButtons {
    std::optional<ButtonFace> action;  ///< what the card names
    std::optional<ButtonFace> promote;
    std::optional<ButtonFace> anyway;  ///< promote in spite of the card
    std::optional<ButtonFace> hold;    ///< or release, while a person holds
    std::optional<ButtonFace> restart{}; ///< the judge begins anew
};

/// The canary's lines against those of the release before when it was as old.
struct ReviewAge {
    QString words;        ///< what is compared, or why nothing is; empty: nobody asked
    QList<PlotRow> rows;  ///< by line; empty: nothing to draw
    QStringList ids;      ///< indicator of each row
    qint64 startMs = 0;
    qint64 endMs = 0;
};

/// "May this canary go on?": the verdict of the whole in one sentence with the action that the card names, where the canary
/// stands, and every line and family with its numbers, evidence and reason. A window of its own beside the board. It presses
/// nothing: its buttons tell, as those of the cord do.
class ReviewPanel : public QDialog {
    Q_OBJECT
public:
    enum class Button { Action, Promote, Anyway, Hold, Restart };

    explicit ReviewPanel(QWidget *parent = nullptr);
    void setView(const ReviewView &view);
    void setButtons(const ReviewButtons &buttons);
    void setAge(const ReviewAge &age);
    void setTimeZone(TimeZoneChoice zone);
    [[nodiscard]] const ReviewModel &model() const { return *m_model; }
    [[nodiscard]] QString sentence() const;
    /// Sentence, reasons and rows, a row a line, cells apart by tabs.
    [[nodiscard]] QString plainText() const;
    [[nodiscard]] QByteArray csv() const;
    [[nodiscard]] ActionButton &button(Button which) const { return *m_buttons[static_cast<std::size_t>(which)]; }

signals:
    /// A whole press of the face that is painted; `reason` where it asks for one.
    void pressed(andon::ReviewPanel::Button which, const QString &reason);
    /// The line of which more is looked at: its indicator.
    void lineChosen(const QString &indicatorId);

protected:
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] QWidget *buildHead();
    [[nodiscard]] QWidget *buildTrack();
    [[nodiscard]] QWidget *buildAge();
    void buildTree();
    void buildFoot(QVBoxLayout &layout);
    void refresh();
    void refreshTrack();
    void refreshAge();
    void spread(const QModelIndex &parent, int first, int last);
    [[nodiscard]] QString chosenLine() const;

    ReviewView m_view;
    ReviewAge m_age;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
    ReviewModel *m_model;
    ReviewSign *m_sign;
    PlainLabel *m_sentence;
    PlainLabel *m_reasons;
    PlainLabel *m_phase;
    PlainLabel *m_countdown;
    PlainLabel *m_share;
    StepLadder *m_ladder;
    QTreeView *m_tree;
    PlainLabel *m_ageWords;
    LinesPlot *m_plot;
    std::array<ActionButton *, 5> m_buttons{};
    QTimer m_tick;
};

} // namespace andon
