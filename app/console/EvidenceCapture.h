// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/AlertDesk.h"
#include "app/console/ServiceDesk.h"
#include "app/gateway/RequestSource.h"
#include "app/incidents/Incident.h"
#include "app/incidents/PlotImages.h"
#include "app/incidents/RecordedEvidence.h"

#include <QTimer>

namespace andon {

/// Which window to freeze, and why.
struct EvidenceWish {
    TimePoint from;
    TimePoint to;
    QString reason;     ///< Evidence::reason
    QString eventId{};  ///< of the alarm or the action
    QString incident{};
    QString postmortem{};  ///< Evidence::postmortem
    /// Of a bundle that must be the same when it is made again, whoever makes it: it is as old as that, …
    std::optional<TimePoint> madeAt{};
    /// … and made of that record, not of what this console happens to know. Both are there or neither.
    std::optional<RecordedEvidence> record{};
};

/// What was taken, ready to be packed.
struct CapturedEvidence {
    Evidence evidence;
    QList<BundleEntry> files;        ///< redacted
    QMap<QString, qint64> redacted;  ///< Redactor::counts
};

/// One capture at work: what the desk holds already, and from the source what it does not; the record, single requests,
/// pictures. What does not come in time is named as missing. The files are made on the pool. GUI thread.
class EvidenceCapture : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds patience{4000}; ///< for everybody who is asked
    static constexpr int requestsKept = 500;                   ///< of each version that has traffic

    struct Ports {
        ServiceDesk &desk;
        Journal &journal;
        const Clock &clock;
        RequestSource *requests = nullptr; ///< null: nobody keeps single requests
        PlotImages *plots = nullptr;       ///< null: no pictures
        Redactor redactor = Redactor::usual({}, {}); ///< of all that leaves
        const AlertDesk *alerts = nullptr; ///< null: nobody lists alarms
        AlertSpec alertSpec{};             ///< how it binds them
    };
    /// The ports must outlive the capture.
    EvidenceCapture(Ports ports, const EvidenceWish &wish, const Actor &actor, QObject *parent = nullptr);
    void start();

signals:
    /// Once, later.
    void captured(const andon::CapturedEvidence &captured);

private:
    void takeDesk(const EvidenceWish &wish, const Actor &actor);
    void takeVersions();
    void takeAlerts(const EvidenceWish &wish);
    void takeNow();
    void takeRecord();
    void mergeKept(const Indicator &indicator, Coverage &coverage);
    void recall();
    void askSource();
    void askRange(const Indicator &indicator, const RangeQuery &query);
    void askSplits();
    void askBaselines();
    /// Keeps the answer beside the lines; `what` it is, for whoever misses it. Of a split only the parts that are worst at the end.
    void askMore(const QString &what, const RangeQuery &query, const Indicator *splitOf = nullptr, const QString &label = {});
    void askJournal();
    void askChain(qint64 firstSeq, qint64 lastSeq);
    void askEarlier(qint64 firstSeq);
    /// `keep`: of entries older than `firstSeq` those that are still in force; runs on the pool.
    void remember(const EventQuery &query, qint64 firstSeq, std::function<QList<Event>(const QList<Event> &, TimePoint)> keep);
    void askRequests();
    [[nodiscard]] QStringList versionsWithTraffic() const;
    void arrive();
    void missing(const QString &what, const QString &why);
    void finishReadings();
    void paint();
    void makeFiles();

    Ports m_ports;
    std::optional<RecordedEvidence> m_record; ///< of an incident's bundle
    Evidence m_evidence;
    LineStore m_store; ///< what the desk had, joined with what the source gave
    QTimer m_patience;
    QMap<qsizetype, EvidenceAnswer> m_answers; ///< beside the lines', by the order in which they were asked for
    qsizetype m_more = 0; ///< so many were asked
    int m_open = 0;       ///< questions without an answer
    bool m_over = false;  ///< nothing is waited for any more
};

} // namespace andon

Q_DECLARE_METATYPE(andon::CapturedEvidence)
