// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/GatewayControl.h"
#include "app/incidents/ReplayMoment.h"
#include "app/journal/Journal.h"
#include "app/lines/MetricsSource.h"
#include "app/workspace/Workspace.h"

namespace andon {

/// A clock that stands at the time that is looked at.
class ReplayClock final : public Clock {
public:
    [[nodiscard]] TimePoint now() const override { return m_now; }
    /// Stands, too: no shelf and no deadline runs out while a person looks at one minute.
    [[nodiscard]] std::chrono::nanoseconds sinceBoot() const override { return m_now.time_since_epoch(); }
    void stand(TimePoint now) { m_now = now; }

private:
    TimePoint m_now;
};

/// The record as it stood at the time that is looked at; nothing is written.
class ReplayJournal final : public Journal {
    Q_OBJECT
public:
    using Journal::Journal;
    /// `earlier`: what was still in force when `events` begin; who asks for kinds, a
    /// family or a time is given it, too.
    /// Alerts are those of `service`, the one that a replay has.
    void setEvents(const QList<Event> &events, const QList<Event> &earlier, const QString &service)
    {
        m_events = events;
        m_earlier = earlier;
        m_service = service;
    }
    void append(const Event &draft, QObject *context, std::function<void(Result<Event>)> callback) override;
    void open(const QString &target, const Event &intent, QObject *context, std::function<void(Result<Event>)> callback) override;
    void read(const EventQuery &query, QObject *context, std::function<void(Result<QList<Event>>)> callback) override;
    void readOpen(QObject *context, std::function<void(Result<QList<QList<Event>>>)> callback) override;
    void outline(QObject *context, std::function<void(Result<EventOutline>)> callback) override;
    void search(const QStringList &words, QObject *context, std::function<void(Result<QList<qint64>>)> callback) override;

private:
    QList<Event> m_events;
    QList<Event> m_earlier;
    QString m_service;
};

/// A gateway that is not there: it keeps its promises on the buttons' faces and takes no write.
class ReplayGateway final : public GatewayControl {
public:
    explicit ReplayGateway(QList<EvidenceVerb> verbs) : m_verbs(std::move(verbs)) {}
    void read(QObject *context, std::function<void(Result<GatewayState>)> callback) override;
    void readBack(QObject *context, std::function<void(Result<GatewayState>)> callback) override;
    void write(const GatewayWrite &write, QObject *context, std::function<void(WriteAnswer)> callback) override;
    [[nodiscard]] GatewayPromise promise(Verb verb) const override;
    [[nodiscard]] QString whyAbsent(Verb verb) const override;

private:
    [[nodiscard]] const EvidenceVerb *find(Verb verb) const;
    QList<EvidenceVerb> m_verbs;
};

/// A source that is not there: it says what it said when the bundle was made, as far as that was known at the time that is looked
/// at; whatever is not in the bundle is not known.
class ReplayMetrics final : public MetricsSource {
public:
    /// Both must outlive it.
    ReplayMetrics(const QList<EvidenceAnswer> &answers, const Clock &clock) : m_answers(answers), m_clock(clock) {}
    void queryRange(const RangeQuery &query, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override;
    void query(const QString &promql, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override;
    void probe(QObject *context, std::function<void(Result<SourceInfo>)> callback) override;

private:
    const QList<EvidenceAnswer> &m_answers;
    const Clock &m_clock;
};

/// All that a console is built on when it looks at a bundle.
struct ReplayPorts {
    explicit ReplayPorts(Evidence whole);

    Evidence evidence;
    ReplayMoment moment;
    ReplayClock clock;
    ReplayJournal journal;
    ReplayGateway gateway;
    ReplayMetrics metrics;

    /// From now on all of it is as it was known at `at`, kept within the bundle's window.
    void stand(TimePoint at);
};

/// The workspace of the one service that a bundle holds.
[[nodiscard]] Workspace workspaceOf(const Evidence &evidence);
/// Reads, verifies and understands a bundle's file; every error names the file.
[[nodiscard]] Result<Evidence> readBundleFile(const QString &path);

} // namespace andon
