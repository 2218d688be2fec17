// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CountPoller.h"
#include "app/canary/JudgeEvidence.h"
#include "app/canary/LineVerdict.h"
#include "app/canary/StrategyCard.h"

#include <QSet>

namespace andon {

/// What a service's card asks of the judge; without a card the usual.
[[nodiscard]] JudgeOptions judgeOptionsOf(const std::optional<StrategyCard> &card);
/// `options` with what the card's threshold of that indicator asks for: its own r0, its minimum of samples.
[[nodiscard]] JudgeOptions lineOptionsOf(JudgeOptions options, const std::optional<StrategyCard> &card, const QString &indicatorId);

/// The evidence of some lines did not simply go on: it was read back from the record, or began anew. Never silently.
struct EvidenceTurn {
    EvidenceEvent event = EvidenceEvent::None; ///< ConsoleRestart: continued; else why it was restarted
    QString stable;          ///< the pair from now on
    QString canary;
    QStringList indicators;  ///< ids; NoRoom: of a line ("p95") or of one label of it ("p95/tenant")
    std::optional<TimePoint> since; ///< continued, NoRoom: when the evidence began
    QString formerStable{};  ///< VersionChanged: the pair that the evidence was of
    QString formerCanary{};
};

/// Judges a canary against stable by the counts, or the mean, of every line of a service, step by step, also those that went by before it
/// was asked. GUI thread.
class JudgeDesk : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t mostRanked = 20; ///< strata of a label in a verdict

    /// `options`: for all lines; their number is taken from `queries`. `source` and `clock` must outlive the desk.
    JudgeDesk(MetricsSource &source, const Clock &clock, const QList<CountQueries> &queries, QString versionLabel, qint64 stepMs,
              JudgeOptions options, QObject *parent = nullptr);
    /// From now on that pair; the counts since `sinceMs` are read. Another pair restarts the evidence, knowingly; the same
    /// one changes nothing. Without a canary or without stable it stops, and everything is Unknown.
    void judge(const QString &stable, const QString &canary, qint64 sinceMs);
    void stop();
    /// Evidence of the record: the next judge() of its pair goes on from it, with the counts since then from the source. What
    /// was gathered by other queries, or under another r0, is restarted knowingly.
    void recall(JudgeEvidence evidence) { m_recalled = std::move(evidence); }
    /// A person asked for it: the evidence of every line begins anew with the first step that begins at `t` or later. The same
    /// time again changes nothing, also of evidence that was recalled.
    void restartFrom(TimePoint t);
    /// In place of judge(), for a replay: what was gathered by `at`; verdicts are those of that time, and nobody is asked for
    /// more. Lines that it has no evidence of are Unknown.
    void show(const JudgeEvidence &evidence, TimePoint at);
    /// Of the present pair, as far as it has polls.
    [[nodiscard]] JudgeEvidence evidence() const;
    /// The canary stands beyond the stop gate of that indicator now, or no longer: a stop, whatever the statistics say. Another pair
    /// begins without.
    void setRedLine(const QString &indicatorId, bool crossed);
    /// From now on by the rules of that card: its judge, the labels that it looks again by (none named: all that are counted),
    /// and what its thresholds ask of single lines. Evidence is kept; where
    /// a line's r0 or the correction for bursts is another, it restarts knowingly.
    void setRules(const std::optional<StrategyCard> &card);
    /// Share of the traffic that the canary is asked to have, 0 to 1, `since` then; nullopt: not known, and from now on.
    void setWeight(std::optional<double> weight, std::optional<TimePoint> since = {});
    /// What differs between stable and canary, as far as it is known.
    void setChanges(const QList<PartDifference> &changes) { m_changes = changes; }

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
    void evidenceTurned(const andon::EvidenceTurn &turn);

private:
    struct Line : LineEvidence {
        CountQueries queries;
        Judge judge;        ///< with the line's own rules
        Strata strataJudge; ///< of its labels
        MeanSequence sequence; ///< where it is a mean
        qint64 recountMs = 0; ///< what is not counted yet is from then on, ms since the epoch; 0: from when judge() says
    };
    void restart(const QString &stable, const QString &canary);
    void resume();
    void resumeLine(Line &line, QStringList &dropped);
    void reset(Line &line, TimePoint t);
    /// The whole line's evidence begins anew; what it is of, counts or a mean, follows the queries.
    static void restart(Line &line, TimePoint t, EvidenceEvent event);
    [[nodiscard]] bool isRedLine(const Line &line, const CountStep &step) const;
    /// Whose totals are held against the weight: the first that counts requests; null: none does.
    [[nodiscard]] const Line *shareLine() const;
    [[nodiscard]] qint64 countedUntil(const QString &indicatorId, const QString &label) const;
    void take(const CountStep &step);
    void takeWhole(Line &line, const CountStep &step, TimePoint t);
    void takeMean(Line &line, const CountStep &step, TimePoint t);
    void takeStrata(Line &line, const CountStep &step, TimePoint t);
    [[nodiscard]] bool isLookedAt(const StratumQueries &stratum) const { return m_labels.isEmpty() || m_labels.contains(stratum.label); }
    [[nodiscard]] LabelVerdict labelVerdict(const Line &line, const StratumQueries &queries, TimePoint now) const;

    const Clock &m_clock;
    JudgeOptions m_options;
    SampleRatio m_ratio;
    CountPoller m_poller;
    std::vector<Line> m_lines;
    QString m_stable;
    QString m_canary;
    std::pair<QString, QString> m_evidenceOf; ///< stable and canary
    std::optional<JudgeEvidence> m_recalled;
    QSet<QString> m_redLines;
    QList<PartDifference> m_changes;
    QStringList m_labels; ///< that the card looks again by; empty: all that are counted
    std::optional<double> m_weight;
    qint64 m_weightSinceMs = 0;
    std::optional<Error> m_error;
    std::optional<TimePoint> m_shownAt; ///< of a replay
};

} // namespace andon

Q_DECLARE_METATYPE(andon::EvidenceTurn)
