// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/AlertPoller.h"

#include <algorithm>
#include <utility>

namespace andon {

using namespace Qt::StringLiterals;

AlertPoller::AlertPoller(Ports ports, QString name, std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent)
    , m_ports(ports)
    , m_interval(interval)
{
    m_report.source = std::move(name);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &AlertPoller::ask);
}

void AlertPoller::readNow()
{
    m_timer.stop();
    ask();
}

void AlertPoller::ask()
{
    if (std::exchange(m_asking, true)) {
        m_again = true;
        return;
    }
    m_again = false;
    // Rules first: the limits of the first alerts are known with them.
    const auto now = m_ports.clock.sinceBoot();
    if (!m_rulesAt || now - *m_rulesAt >= rulesInterval) {
        m_rulesAt = now;
        askRules();
    } else {
        askAlerts();
    }
}

void AlertPoller::askRules()
{
    m_ports.source.readRules(this, [this](const Result<QList<AlertRule>> &rules) {
        if (rules) {
            m_rules = *rules;
            emit rulesRead(name(), m_rules);
        } else {
            m_rulesAt.reset();
        }
        askAlerts();
    });
}

void AlertPoller::askAlerts()
{
    m_ports.source.readAlerts(this, [this](const Result<AlertAnswer> &answer) {
        if (answer) {
            take(*answer);
            return;
        }
        ++m_lostPolls;
        m_asking = false;
        m_timer.start(m_again ? std::chrono::milliseconds(0) : std::max(m_interval, m_backoff.next()));
        m_report.freshness = freshnessAfter(m_lostPolls, m_everRead);
        m_report.error = answer.error();
        emit reported(m_report);
    });
}

/// By rule: what is gone, and how it is measured; what has just gone first. What was lost before is looked after less often, in turn.
QList<AlertPoller::Look> AlertPoller::looksFor(const QList<SourceAlert> &gone, bool lostToo) const
{
    QMap<QString, Look> byRule;
    for (const SourceAlert &alert : gone) {
        const QString name = alert.labels.value(u"alertname"_s);
        if (!byRule.contains(name)) {
            const auto rule = std::find_if(m_rules.cbegin(), m_rules.cend(), [&](const AlertRule &one) { return one.name == name; });
            const std::optional<AlertLimit> limit = rule == m_rules.cend() ? std::nullopt : limitOf(rule->query);
            Look look;
            look.rule = name;
            if (limit) {
                look.measured = limit->measured;
                look.ruleLabels = QSet<QString>(rule->labels.keyBegin(), rule->labels.keyEnd());
            }
            byRule.insert(name, look);
        }
        byRule[name].gone << alert;
    }
    QList<Look> looks = byRule.values();
    looks.removeIf([&](const Look &look) { return look.measured.isEmpty() || (!lostToo && look.isLost()); });
    const auto lost = std::stable_partition(looks.begin(), looks.end(), [](const Look &look) { return !look.isLost(); });
    std::rotate(lost, std::find_if(lost, looks.end(), [&](const Look &look) { return look.rule > m_lookedLast; }), looks.end());
    return looks;
}

bool AlertPoller::Look::isLost() const
{
    return std::all_of(gone.cbegin(), gone.cend(), [](const SourceAlert &one) { return one.lostMs != 0; });
}

void AlertPoller::take(const AlertAnswer &answer)
{
    m_next = answer;
    QSet<QString> here;
    here.reserve(answer.alerts.size());
    for (const SourceAlert &alert : answer.alerts)
        here.insert(alert.key);
    QList<SourceAlert> gone;
    for (const SourceAlert &alert : std::as_const(m_known)) {
        if (!here.contains(alert.key))
            gone << alert;
    }
    m_looks.clear();
    if (!gone.isEmpty() && m_ports.metrics) {
        const auto now = m_ports.clock.sinceBoot();
        const bool lostToo = now - m_lostAt >= lostInterval;
        if (lostToo)
            m_lostAt = now;
        const QList<Look> looks = looksFor(gone, lostToo);
        m_looks = looks.mid(0, mostLooks);
        if (!m_looks.isEmpty() && m_looks.last().isLost())
            m_lookedLast = m_looks.last().rule;
        // What is not looked after in this round stays as it was; nothing is over because there was no time to look.
        for (const Look &look : looks.mid(mostLooks))
            m_next.alerts << look.gone;
        if (!lostToo) {
            QSet<QString> looked;
            for (const Look &look : looks)
                looked.insert(look.gone.first().labels.value(u"alertname"_s));
            for (const SourceAlert &alert : std::as_const(gone)) {
                if (alert.lostMs != 0 && !looked.contains(alert.labels.value(u"alertname"_s)))
                    m_next.alerts << alert;
            }
        }
    }
    lookNext();
}

void AlertPoller::lookNext()
{
    if (m_looks.isEmpty()) {
        finish();
        return;
    }
    const Look look = m_looks.takeFirst();
    m_ports.metrics->query(look.measured, this, [this, look](const Result<MetricsAnswer> &measured) {
        settle(look, measured);
        lookNext();
    });
}

/// Where the series is there, its value is inside the limit: the alert is over. Where it is not, nobody knows.
void AlertPoller::settle(const Look &look, const Result<MetricsAnswer> &measured)
{
    const auto isSeriesOf = [&](const Series &series, const SourceAlert &alert) {
        const auto counts = [&](const QString &name) {
            return name != u"alertname"_s && name != u"__name__"_s && !look.ruleLabels.contains(name);
        };
        for (auto label = series.labels.cbegin(); label != series.labels.cend(); ++label) {
            if (counts(label.key()) && alert.labels.value(label.key()) != label.value())
                return false;
        }
        return std::all_of(alert.labels.keyBegin(), alert.labels.keyEnd(),
                           [&](const QString &name) { return !counts(name) || series.labels.contains(name); });
    };
    for (SourceAlert alert : look.gone) {
        const bool there = measured && (measured->leftOut > 0
            || std::any_of(measured->series.cbegin(), measured->series.cend(), [&](const Series &one) { return isSeriesOf(one, alert); }));
        if (there)
            continue;
        if (alert.lostMs == 0)
            alert.lostMs = toMs(m_ports.clock.now());
        m_next.alerts << alert;
    }
}

void AlertPoller::finish()
{
    m_known.clear();
    m_known.reserve(m_next.alerts.size());
    for (const SourceAlert &alert : std::as_const(m_next.alerts))
        m_known.insert(alert.key, alert);
    m_lostPolls = 0;
    m_everRead = true;
    m_backoff.reset();
    m_asking = false;
    m_timer.start(m_again ? std::chrono::milliseconds(0) : m_interval);
    m_report.freshness = Freshness::Live;
    m_report.answer = std::exchange(m_next, {});
    m_report.error.reset();
    emit reported(m_report);
}

} // namespace andon
