// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CountQueries.h"
#include "app/canary/Dispersion.h"
#include "app/lines/MetricsSource.h"

#include <QMap>
#include <QObject>
#include <QTimer>

#include <array>
#include <functional>
#include <limits>
#include <memory>

namespace andon {

/// What one step counted of one indicator, or of one label of it. Whole value.
struct CountStep {
    QString indicatorId;
    QString label;    ///< empty: the indicator as a whole
    qint64 endMs = 0; ///< of the counted step, ms since the epoch
    /// By version, then by the label's value ("" for the whole). Versions without a total are absent: nothing was counted.
    QMap<QString, QMap<QString, ArmCounts>> versions;
    QMap<QString, double> values{}; ///< of the whole: the mean, or the value that is compared as a multiple, by version; absent: none
    QStringList reset{};            ///< of the whole: versions whose counters began anew within the step
};

/// Asks a metrics source for the counts of every step since a time, in the steps' order, each once: also those that went by
/// while the console was not there. One question at a time; what is not answered is asked for again. GUI thread.
class CountPoller : public QObject {
    Q_OBJECT
public:
    /// A step is asked for so long after its end: the last scrape within it is in by then.
    static constexpr qint64 settleMs = 5000;
    /// Steps of a question; Prometheus allows 11,000 points.
    static constexpr qint64 mostSteps = 2000;

    /// `source` and `clock` must outlive the poller. `stepMs`: at least 1,000, whole seconds.
    CountPoller(MetricsSource &source, const Clock &clock, QList<CountQueries> queries, QString versionLabel, qint64 stepMs,
                QObject *parent = nullptr);
    /// When counting begins, by indicator and label ("" for the whole): the first step that begins at or after it.
    using Since = std::function<qint64(const QString &indicatorId, const QString &label)>;
    void start(const Since &sinceMs);
    void stop();
    /// From the next question on those labels alone are asked for, besides what has none; empty: all. What is left out is
    /// counted from where it was, once it is asked for again.
    void setLabels(const QStringList &labels) { m_labels = labels; }
    [[nodiscard]] qint64 stepMs() const { return m_stepMs; }

signals:
    /// In rising time for one indicator and label.
    void counted(const andon::CountStep &step);
    /// A question was not answered: what it asked for comes later.
    void failed(const QString &indicatorId, const andon::Error &error);
    /// All steps up to now are counted, or this round failed.
    void roundEnded(bool complete);

private:
    struct Part {
        QString indicatorId;
        QString label;
        QStringList questions; ///< by Question; empty: not asked
        qint64 nextMs = 0; ///< end of the first step that is not counted yet
    };
    enum Question { Total, Bad, Value, Reset, QuestionCount };
    /// What was asked of a part for the steps that end from startMs to endMs, and what came so far.
    struct Piece {
        qint64 startMs = 0;
        qint64 endMs = 0;
        std::array<MetricsAnswer, QuestionCount> answers;
    };
    [[nodiscard]] bool isLeftOut(const Part &part) const { return !part.label.isEmpty() && !m_labels.isEmpty() && !m_labels.contains(part.label); }
    void round();
    void askNext();
    void ask(Part &part, const std::shared_ptr<Piece> &piece, int question);
    void take(Part &part, const Piece &piece);
    void takeStep(const Part &part, const Piece &piece, qint64 timeMs);
    void fail(const Part &part, const Error &error);

    MetricsSource &m_source;
    const Clock &m_clock;
    QString m_versionLabel;
    qint64 m_stepMs;
    std::vector<Part> m_parts;
    QStringList m_labels; ///< empty: all
    std::size_t m_at = 0;
    bool m_complete = true;
    QTimer m_timer;
    std::unique_ptr<QObject> m_asker; ///< context of the question in flight
};

} // namespace andon

Q_DECLARE_METATYPE(andon::CountStep)
