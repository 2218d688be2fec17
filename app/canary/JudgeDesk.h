// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CountPoller.h"
#include "app/canary/SampleRatio.h"
#include "app/canary/Strata.h"
#include "app/canary/StrategyCard.h"

#include <QSet>

namespace andon {

/// What the judge says of an indicator by the values of one label.
struct LabelVerdict {
    QString label;
    bool regressed = false;           ///< some value of it is worse, whichever it is
    std::vector<StratumRank> strata;  ///< the most suspect first, at most JudgeDesk::mostRanked
    std::vector<UnmetStratum> unmet;  ///< what stable serves and the canary never saw, the largest first
};

/// What the judge says of one indicator.
struct LineVerdict {
    QString indicatorId;
    Verdict verdict;
    QList<LabelVerdict> labels;
};

/// Of the canary as a whole: Regressed where one line is, else Unknown where one is, else Undecided where one is; NotWorse
/// where every line is. No line at all is Unknown: no data never passes.
[[nodiscard]] VerdictKind wholeVerdict(const QList<LineVerdict> &lines);

/// What a service's card asks of the judge; without a card the usual.
[[nodiscard]] JudgeOptions judgeOptionsOf(const std::optional<StrategyCard> &card);
/// `options` with what the card's threshold of that indicator asks for: its own r0, its minimum of samples.
[[nodiscard]] JudgeOptions lineOptionsOf(JudgeOptions options, const std::optional<StrategyCard> &card, const QString &indicatorId);

/// Judges a canary against stable by the counts of every line of a service, step by step, also those that went by before it
/// was asked. GUI thread.
class JudgeDesk : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t mostRanked = 20;

    /// `options`: for all lines; their number is taken from `queries`. `source` and `clock` must outlive the desk.
    JudgeDesk(MetricsSource &source, const Clock &clock, const QList<CountQueries> &queries, QString versionLabel, qint64 stepMs,
              JudgeOptions options, QObject *parent = nullptr);
    /// From now on that pair; the counts since `sinceMs` are read. Another pair restarts the evidence, knowingly; the same
    /// one changes nothing. Without a canary or without stable it stops, and everything is Unknown.
    void judge(const QString &stable, const QString &canary, qint64 sinceMs);
    void stop();
    /// Indicators whose stop gate the canary stands beyond now: a stop, whatever the statistics say.
    void setRedLines(const QSet<QString> &indicatorIds) { m_redLines = indicatorIds; }
    /// From now on by the rules of that card: its judge, and what its thresholds ask of single lines. Evidence is kept; where
    /// a line's r0 or the correction for bursts is another, it restarts knowingly.
    void setRules(const std::optional<StrategyCard> &card);
    /// Share of the traffic that the canary was asked to have from now on, 0 to 1; nullopt: not known.
    void setWeight(std::optional<double> weight);

    [[nodiscard]] const QString &stable() const { return m_stable; }
    [[nodiscard]] const QString &canary() const { return m_canary; }
    [[nodiscard]] bool hasLines() const { return !m_lines.empty(); }
    /// Of every line, in the workspace's order.
    [[nodiscard]] QList<LineVerdict> verdicts() const;
    /// The first error of the newest round.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

signals:
    /// A round of counts is in; `complete`: it reached now.
    void judged(bool complete);

private:
    struct Line {
        CountQueries queries;
        JudgeState state;
        SampleRatioState ratio;
        QMap<QString, StrataState> strata; ///< by label
        Judge rules;
    };
    void restart(const QString &stable, const QString &canary);
    void take(const CountStep &step);
    void takeWhole(Line &line, const CountStep &step, TimePoint t);
    void takeStrata(Line &line, const CountStep &step, TimePoint t);

    const Clock &m_clock;
    JudgeOptions m_options;
    Strata m_strata;
    SampleRatio m_ratio;
    CountPoller m_poller;
    std::vector<Line> m_lines;
    QString m_stable;
    QString m_canary;
    std::pair<QString, QString> m_evidenceOf; ///< stable and canary
    QSet<QString> m_redLines;
    std::optional<double> m_weight;
    qint64 m_weightSinceMs = 0;
    std::optional<Error> m_error;
};

} // namespace andon
