// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/BackfillPlan.h"
#include "app/lines/Baseline.h"
#include "app/lines/MetricsSource.h"
#include "app/lines/SpanWarnings.h"

#include <QObject>
#include <QTimer>

namespace andon {

/// Asks for the headline indicators as they were some time before, while somebody shows that: once at first, then each
/// minute what is missing. GUI thread.
class BaselinePoller : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 intervalMs = 60'000;

    /// What is on show now, in today's time.
    using Wishes = std::function<QList<BackfillPlan::Wish>()>;

    /// `source` and `clock` must outlive it.
    BaselinePoller(MetricsSource &source, const Clock &clock, QList<Indicator> indicators, QString versionLabel,
                   BaselineSpec spec, Wishes wishes, QObject *parent = nullptr);
    [[nodiscard]] const BaselineSpec &spec() const { return m_spec; }
    /// Asks for what is missing of what is on show, unless it does so already.
    void ask();

signals:
    void read(const andon::BaselineReading &reading);

private:
    void take(const BackfillPlan::Piece &piece, const Result<MetricsAnswer> &answer);
    [[nodiscard]] QList<BackfillPlan::Wish> past() const;

    MetricsSource &m_source;
    const Clock &m_clock;
    QList<Indicator> m_indicators;
    QString m_versionLabel;
    BaselineSpec m_spec;
    Wishes m_wishes;
    LineStore m_store;
    BackfillPlan m_plan;
    QHash<QString, SpanWarnings> m_warnings; ///< by indicator
    QTimer m_timer;
    qint64 m_oldestMs = 0; ///< kept from there on
    bool m_asking = false;
};

} // namespace andon
