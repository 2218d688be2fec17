// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/MetricsSource.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <memory>
#include <vector>

namespace andon {

/// A metrics source for many askers: so many range questions, or rows of them, are in flight at a time, the rest waits in the
/// order it came. Whoever asks one question after the other gets its fair turn. History (RangeQuery::mayWait) is asked for one
/// piece at a time, when nothing else waits, and once in every few questions in any case. Single values and probes, which a person or an action
/// waits for, do not queue. GUI thread.
class SourceQueue final : public QObject, public MetricsSource {
    Q_OBJECT
public:
    /// After so many questions while history waits, it has its turn.
    static constexpr int historyEvery = 8;

    /// So many of a fleet's questions are in flight that a source which needs some time for each is still asked in time,
    /// and so few that it does not notice: Prometheus answers 20 at a time.
    [[nodiscard]] static int inFlightOf(int services);

    /// `source` must outlive the queue.
    explicit SourceQueue(MetricsSource &source, int inFlight = 1, QObject *parent = nullptr);
    ~SourceQueue() override;
    void queryRange(const RangeQuery &query, QObject *context,
                    std::function<void(Result<MetricsAnswer>)> callback) override;
    /// One turn for all of them.
    void queryRanges(const QList<RangeQuery> &queries, QObject *context,
                     std::function<void(const QList<Result<MetricsAnswer>> &)> callback) override;
    void query(const QString &promql, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override;
    void probe(QObject *context, std::function<void(Result<SourceInfo>)> callback) override;
    /// Questions that wait for their turn; those that nobody waits for any more may be among them.
    [[nodiscard]] qsizetype waiting() const { return static_cast<qsizetype>(m_urgent.size() + m_history.size()); }

private:
    struct Question {
        QList<RangeQuery> queries;
        QPointer<QObject> context;
        std::shared_ptr<const std::function<void(const QList<Result<MetricsAnswer>> &)>> callback; ///< it may be gone while it runs
    };
    struct Flight;
    void pump();
    [[nodiscard]] bool next(Question &question);
    void ask(const Question &question);
    std::unique_ptr<Flight> land(Flight *flight);

    MetricsSource &m_source;
    std::size_t m_most;
    std::deque<Question> m_urgent;
    std::deque<Question> m_history;
    int m_sinceHistory = 0;
    std::vector<std::unique_ptr<Flight>> m_flights;
    std::vector<std::unique_ptr<Flight>> m_landed; ///< all is answered; they go with the next question
    bool m_hearing = false; ///< an answer is being heard
};

} // namespace andon
