// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Rollout.h"
#include "app/canary/Verdict.h"
#include "ui/common/ClockText.h"

#include <QTimer>
#include <QWidget>

class QGridLayout;
class QPushButton;

namespace andon {

class PlainLabel;
class ShareBars;
class StepLadder;

/// The canary's progress as the gateway reports it: steps, weights as asked and as observed, what it waits for, who
/// changed it last, guards in force, and what differs between the two versions. What a gateway does not have or does not
/// say stands there in words.
class CanaryPanel : public QWidget {
    Q_OBJECT
public:
    explicit CanaryPanel(QWidget *parent = nullptr);
    void setRollout(const Rollout &rollout, TimePoint now);
    /// Another service: nothing was read of it yet.
    void clear(TimePoint now);
    void setTimeZone(TimeZoneChoice zone);
    [[nodiscard]] QString headline() const;
    /// The judge's verdict of the whole in a line; empty: nothing is judged.
    void setJudge(const QString &summary, VerdictKind kind);
    /// What is wrong with the version sets, a sentence each. Where nobody says what versions are made of (`hasSource` false)
    /// one sentence stands for all of them.
    void setVersionTroubles(const QStringList &sentences, bool hasSource);

signals:
    /// "What did this release change?"
    void changesAsked();
    /// "May this canary go on?"
    void judgeAsked();
    /// "How is a canary run here?": the strategy card.
    void cardAsked();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void refreshDifferences();
    void refreshLooks();
    [[nodiscard]] QString freshnessWords(qint64 elapsed) const;

    Rollout m_rollout;
    TimePoint m_at;
    bool m_known = false;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
    PlainLabel *m_phase;
    PlainLabel *m_countdown;
    PlainLabel *m_warnings;
    PlainLabel *m_notes;
    StepLadder *m_ladder;
    ShareBars *m_shares;
    PlainLabel *m_guards;
    PlainLabel *m_last;
    PlainLabel *m_freshness;
    QWidget *m_differences;
    QGridLayout *m_grid;
    PlainLabel *m_versionTroubles;
    QPushButton *m_changes;
    QPushButton *m_card;
    PlainLabel *m_judge;
    QPushButton *m_review;
    VerdictKind m_verdict = VerdictKind::Unknown;
    QTimer m_tick;
};

} // namespace andon
