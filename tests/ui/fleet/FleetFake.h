// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/fleet/FleetRow.h"

#include <cmath>

namespace andon {

/// A fleet of `count` services, two versions and four lines each, an hour at 5 s polls: some beyond a gate, some late,
/// some whose canary waits. The same for the same numbers.
class FleetFake {
public:
    static constexpr qint64 stepMs = 5000;
    static constexpr qint64 samples = 720;

    FleetFake(int count, qint64 nowMs)
        : m_nowMs(nowMs)
    {
        using namespace Qt::StringLiterals;
        static const QStringList groups{u"assistants"_s, u"retrieval"_s, u"speech"_s, u"vision"_s, u"agents"_s};
        for (int i = 0; i < count; ++i) {
            FleetFacts facts;
            facts.service = u"svc-%1"_s.arg(i, 3, 10, QChar(u'0'));
            facts.title = u"%1 %2"_s.arg(QStringList{u"Assistant"_s, u"Search"_s, u"Speech"_s, u"Captions"_s, u"Planner"_s}[i % 5]).arg(i, 3, 10, QChar(u'0'));
            facts.group = groups[i % 5];
            facts.stepMs = stepMs;
            facts.source = Freshness::Live;
            facts.hasGateway = true;
            facts.rollout = rollout(i);
            if (i % 4 == 0)
                facts.verdict = i % 24 == 8 ? VerdictKind::NotWorse : i % 24 == 16 ? VerdictKind::Unknown : VerdictKind::Undecided;
            facts.indicators = indicators();
            for (int line = 0; line < 4; ++line)
                facts.readings.insert(facts.indicators[line].id, reading(i, line, facts.indicators[line]));
            m_facts << facts;
        }
    }
    [[nodiscard]] QList<FleetRow> rows() const
    {
        QList<FleetRow> made;
        for (const FleetFacts &facts : m_facts)
            made << fleetRow(facts, m_nowMs);
        return made;
    }

private:
    static QList<Indicator> indicators()
    {
        using namespace Qt::StringLiterals;
        Indicator quality{u"success_rate"_s, u"Success rate"_s, Family::Quality, true, u"q"_s, Unit::Ratio, Direction::LowerIsWorse, {0.95, 0.90}, {}, {}};
        Indicator latency{u"latency_p95"_s, u"Latency p95"_s, Family::Latency, true, u"q"_s, Unit::Seconds, Direction::HigherIsWorse, {2.0, 3.0}, {}, {}};
        Indicator cost{u"cost"_s, u"Cost per request"_s, Family::Cost, true, u"q"_s, Unit::Usd, Direction::HigherIsWorse, {0.01, 0.02}, {}, {}};
        Indicator risk{u"guard_hits"_s, u"Guard hits"_s, Family::Risk, true, u"q"_s, Unit::Ratio, Direction::HigherIsWorse, {0.02, 0.05}, {}, {}};
        return {quality, latency, cost, risk};
    }
    static Rollout rollout(int i)
    {
        using namespace Qt::StringLiterals;
        Rollout made;
        made.freshness = Freshness::Live;
        const bool open = i % 4 == 0;
        made.phase = open ? RolloutPhase::Running : RolloutPhase::None;
        made.waitsForPerson = i % 20 == 8;
        made.shares = {{u"v41"_s, VersionRole::Stable, open ? 80.0 : 100.0, 80, {}}};
        if (open) {
            made.steps = {{5, 300}, {20, 300}, {50, 300}, {100, 0}};
            made.currentStep = 1;
            made.shares.append({u"v42"_s, VersionRole::Canary, 20, 20, {}});
        }
        return made;
    }
    [[nodiscard]] IndicatorReading reading(int i, int line, const Indicator &indicator) const
    {
        using namespace Qt::StringLiterals;
        static constexpr double base[] = {0.985, 0.9, 0.004, 0.006};
        static constexpr double bad[] = {0.85, 3.6, 0.027, 0.07};
        static constexpr double poor[] = {0.935, 2.4, 0.013, 0.03};
        const bool late = i % 50 == 17;
        IndicatorReading made;
        made.indicator = indicator;
        made.freshness = late ? Freshness::Late : Freshness::Live;
        made.lastAnswerMs = m_nowMs - (late ? 200'000 : 2000);
        for (int version = 0; version < 2; ++version) {
            auto columns = std::make_shared<Columns>();
            const bool isBad = version == 1 && i % 67 == 5 && line == i % 4, isPoor = version == 1 && i % 29 == 3 && line == i % 4;
            for (qint64 n = samples - 1; n >= 0; --n) {
                const double wave = std::sin(static_cast<double>(n) / 37.0 + i) * 0.5 + std::sin(static_cast<double>(n * (i % 7 + 3)) / 11.0) * 0.3;
                double value = base[line] + (line == 0 ? 0.01 : base[line] * 0.25) * wave;
                if (n < 60 && (isBad || isPoor))
                    value = (isBad ? bad : poor)[line] * (1 + 0.02 * wave);
                columns->append(made.lastAnswerMs - n * stepMs, value);
            }
            made.versions.append({version == 0 ? u"v41"_s : u"v42"_s, columns});
        }
        return made;
    }

    qint64 m_nowMs;
    QList<FleetFacts> m_facts;
};

} // namespace andon
