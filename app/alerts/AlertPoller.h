// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/Binding.h"
#include "app/base/Backoff.h"
#include "app/lines/MetricsSource.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace andon {

/// Asks one source for its alerts again and again, and for its rules now and then. An alert that is gone from a Prometheus
/// is over only where what its rule measures is still there: else the target vanished, and the alert is kept as lost. One
/// round at a time; back-off while it fails. GUI thread.
class AlertPoller : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds rulesInterval{30};
    static constexpr std::chrono::seconds lostInterval{10}; ///< between two looks for what is known to be lost
    static constexpr qsizetype mostLooks = 20;              ///< rules looked after in one round

    struct Ports {
        AlertSource &source;
        const Clock &clock;
        MetricsSource *metrics = nullptr; ///< where the rules measure; null: nobody can be asked
    };
    /// The ports must outlive the poller.
    AlertPoller(Ports ports, QString name, std::chrono::milliseconds interval, QObject *parent = nullptr);
    void start() { ask(); }
    /// At once, say after a silence was made.
    void readNow();
    [[nodiscard]] const QString &name() const { return m_report.source; }

signals:
    void reported(const andon::AlertReport &report);
    void rulesRead(const QString &source, const QList<andon::AlertRule> &rules);

private:
    struct Look {
        QString rule;
        QString measured;
        QSet<QString> ruleLabels; ///< names that the rule itself sets
        QList<SourceAlert> gone; ///< at least one
        [[nodiscard]] bool isLost() const; ///< all of them were known to be lost before
    };
    void ask();
    void askAlerts();
    void askRules();
    void take(const AlertAnswer &answer);
    void lookNext();
    void settle(const Look &look, const Result<MetricsAnswer> &measured);
    void finish();
    [[nodiscard]] QList<Look> looksFor(const QList<SourceAlert> &gone, bool lostToo) const;

    Ports m_ports;
    std::chrono::milliseconds m_interval;
    AlertReport m_report;
    QList<AlertRule> m_rules;
    QHash<QString, SourceAlert> m_known; ///< firing or lost at the end of the last round, by key
    AlertAnswer m_next;                  ///< of this round
    QList<Look> m_looks;                 ///< still to be done in this round
    QString m_lookedLast;                ///< of the rules that were lost before
    QTimer m_timer;
    Backoff m_backoff;
    int m_lostPolls = 0;
    bool m_everRead = false;
    bool m_asking = false;
    bool m_again = false;
    std::optional<std::chrono::nanoseconds> m_rulesAt;
    std::chrono::nanoseconds m_lostAt{0};
};

} // namespace andon
