// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/SourceQueue.h"

#include <algorithm>
#include <utility>

namespace andon {

/// A question in flight and its context at the source: deleting it cancels the question.
struct SourceQueue::Flight : public QObject {
    QMetaObject::Connection whenNobodyWaits;
    qsizetype unanswered = 0;
    bool history = false;
};

int SourceQueue::inFlightOf(int services)
{
    static constexpr int servicesEach = 25, most = 6;
    return std::clamp((services + servicesEach - 1) / servicesEach, 1, most);
}

SourceQueue::SourceQueue(MetricsSource &source, int inFlight, QObject *parent)
    : QObject(parent)
    , m_source(source)
    , m_most(static_cast<std::size_t>(std::max(1, inFlight)))
{
}

SourceQueue::~SourceQueue()
{
    if (!m_hearing)
        return;
    for (std::unique_ptr<Flight> &landed : m_landed)
        landed.release()->deleteLater(); // the call of one is under way
}

void SourceQueue::queryRange(const RangeQuery &query, QObject *context,
                             std::function<void(Result<MetricsAnswer>)> callback)
{
    queryRanges({query}, context, [callback = std::move(callback)](const QList<Result<MetricsAnswer>> &answers) { callback(answers.first()); });
}

void SourceQueue::queryRanges(const QList<RangeQuery> &queries, QObject *context,
                              std::function<void(const QList<Result<MetricsAnswer>> &)> callback)
{
    if (!m_hearing)
        m_landed.clear();
    (queries.first().mayWait ? m_history : m_urgent).push_back(
        {queries, context, std::make_shared<std::function<void(const QList<Result<MetricsAnswer>> &)>>(std::move(callback))});
    pump();
}

void SourceQueue::query(const QString &promql, QObject *context, std::function<void(Result<MetricsAnswer>)> callback)
{
    m_source.query(promql, context, std::move(callback));
}

void SourceQueue::probe(QObject *context, std::function<void(Result<SourceInfo>)> callback)
{
    m_source.probe(context, std::move(callback));
}

bool SourceQueue::next(Question &question)
{
    const bool historyFlies = std::any_of(m_flights.cbegin(), m_flights.cend(), [](const auto &one) { return one->history; });
    while (!m_urgent.empty() || (!m_history.empty() && !historyFlies)) {
        const bool history = !historyFlies && (m_urgent.empty() || (!m_history.empty() && m_sinceHistory >= historyEvery));
        std::deque<Question> &queue = history ? m_history : m_urgent;
        question = std::move(queue.front());
        queue.pop_front();
        if (!question.context)
            continue;
        m_sinceHistory = history || m_history.empty() ? 0 : m_sinceHistory + 1;
        return true;
    }
    return false;
}

void SourceQueue::pump()
{
    Question question;
    while (m_flights.size() < m_most && next(question))
        ask(question);
}

void SourceQueue::ask(const Question &question)
{
    Flight *flight = m_flights.emplace_back(std::make_unique<Flight>()).get();
    flight->history = question.queries.first().mayWait;
    flight->unanswered = question.queries.size();
    flight->whenNobodyWaits = connect(question.context, &QObject::destroyed, this, [this, flight] {
        land(flight).reset();
        pump();
    });
    m_source.queryRanges(question.queries, flight, [this, flight, callback = question.callback](const QList<Result<MetricsAnswer>> &answers) {
        const auto heard = callback;
        flight->unanswered -= answers.size();
        if (flight->unanswered > 0 && goesOnAfter(answers.last())) {
            (*heard)(answers);
            return;
        }
        const QPointer<SourceQueue> self(this);
        // The slot is free before the last answer is heard: who asks again at once stands behind those that wait.
        // Not deleted at once: it is the context of this very call. What still comes is not wanted; else it can wait for the
        // next question, which costs no turn of the event loop.
        if (flight->unanswered > 0)
            land(flight).release()->deleteLater();
        else
            m_landed.push_back(land(flight));
        const bool outermost = !std::exchange(m_hearing, true);
        (*heard)(answers);
        if (!self)
            return;
        m_hearing = !outermost;
        self->pump();
    });
}

std::unique_ptr<SourceQueue::Flight> SourceQueue::land(Flight *flight)
{
    disconnect(flight->whenNobodyWaits);
    const auto at = std::find_if(m_flights.begin(), m_flights.end(),
                                 [&](const std::unique_ptr<Flight> &one) { return one.get() == flight; });
    std::unique_ptr<Flight> landed = std::move(*at);
    m_flights.erase(at);
    return landed;
}

} // namespace andon
