// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardLint.h"

#include "app/canary/CardFacts.h"

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

QString number(double value)
{
    return QString::number(value, 'g', 3);
}

/// Rounded up: to minutes beyond ten of them, to hours beyond two days.
QString roughly(double seconds)
{
    const double unit = seconds > 2 * 86'400 ? 3600 : seconds > 600 ? 60 : 1;
    return seconds < 1e9 ? durationWords(qRound64(std::ceil(seconds / unit) * unit)) : u"longer than anyone waits"_s;
}

bool isCounted(const CardTraffic &traffic, const QString &indicator)
{
    return !traffic.counted || traffic.counted->contains(indicator);
}

class Lint {
public:
    Lint(const StrategyCard &card, const QList<Indicator> &indicators, const CardTraffic &traffic)
        : m_card(card)
        , m_indicators(indicators)
        , m_traffic(traffic)
    {
    }
    CardLintReport run()
    {
        people();
        traffic();
        for (qsizetype i = 0; i < m_card.steps.size(); ++i)
            step(i);
        end();
        for (qsizetype i = 0; i < m_card.thresholds.size(); ++i)
            threshold(i);
        strata();
        families();
        wayBack();
        return std::move(m_report);
    }

private:
    void add(CardSeverity severity, const QString &place, const char *code, const QString &words)
    {
        m_report.findings.append({severity, place, QString::fromLatin1(code), words});
    }
    void people();
    void traffic();
    void step(qsizetype index);
    void blindness(qsizetype index);
    void end();
    void cycle();
    void shortOfCycle(qsizetype index, const QString &which);
    void threshold(qsizetype index);
    void strata();
    void families();
    void wayBack();
    [[nodiscard]] QList<CardStep> until(qsizetype index) const { return m_card.steps.first(index + 1); }
    [[nodiscard]] const Indicator *indicator(const QString &id) const
    {
        const auto found = std::find_if(m_indicators.begin(), m_indicators.end(), [&](const Indicator &one) { return one.id == id; });
        return found == m_indicators.end() ? nullptr : &*found;
    }

    const StrategyCard &m_card;
    const QList<Indicator> &m_indicators;
    const CardTraffic &m_traffic;
    CardLintReport m_report;
};

void Lint::people()
{
    if (m_card.owner.trimmed().isEmpty())
        add(CardSeverity::Error, u"/owner"_s, "no_owner", u"nobody owns this card: name who decides at 3 a.m."_s);
    const CardAudience &audience = m_card.audience;
    if (!audience.internalUsers && audience.tenants.isEmpty() && audience.scenario.trimmed().isEmpty())
        add(CardSeverity::Warning, u"/audience"_s, "no_audience", u"who meets the canary is not said: internal users, tenants or a scenario"_s);
    if (m_card.approvals.count == 0)
        add(CardSeverity::Warning, u"/approvals"_s, "no_approvals", u"nobody has to agree before a promote"_s);
    else if (m_card.approvals.names.isEmpty())
        add(CardSeverity::Warning, u"/approvals"_s, "no_names", u"approvals without names: a role does not answer a call"_s);
}

/// Power by threshold and step, and what is not known of the traffic.
void Lint::traffic()
{
    QStringList unknown;
    for (const CardThreshold &threshold : m_card.thresholds) {
        const std::optional<PowerInput> input = powerInput(m_card, threshold, m_traffic);
        if (!input) {
            if (isCounted(m_traffic, threshold.indicator) && !m_traffic.means.contains(threshold.indicator))
                unknown << threshold.indicator;
            continue;
        }
        for (qsizetype i = 0; i < m_card.steps.size(); ++i) {
            const double weight = m_card.steps[i].weight;
            m_report.power.append({i, threshold.indicator, input->baseRate, input->dispersion,
                                   secondsUntilSeen(*input, weight, 1.5), secondsUntilSeen(*input, weight, 2),
                                   secondsUntilSeen(*input, weight, 5), secondsUntilNotWorse(*input, weight)});
        }
    }
    if (!m_traffic.requestsPerSecond)
        add(CardSeverity::Warning, u"/steps"_s, "traffic_unknown", u"the request rate is not known, so nobody knows what this card can see"_s);
    else if (!unknown.isEmpty())
        add(CardSeverity::Warning, u"/thresholds"_s, "base_rate_unknown",
            u"how often stable is bad is not known (or it never was) for %1, so nobody knows what they can see"_s.arg(unknown.join(u", ")));
}

void Lint::step(qsizetype index)
{
    const CardStep &step = m_card.steps[index];
    if (step.weight >= 100) {
        add(CardSeverity::Note, u"/steps/%1/weight"_s.arg(index), "no_control",
            u"at 100 % no stable is left to compare with: gates alone stop this step"_s);
        return;
    }
    blindness(index);
    QStringList few;
    for (const CardThreshold &threshold : m_card.thresholds) {
        PowerInput input;
        input.requestsPerSecond = m_traffic.requestsPerSecond.value_or(0);
        if (m_traffic.requestsPerSecond && std::isinf(secondsUntilSamples(input, until(index), threshold.minimumSamples)))
            few << u"%1 (%2)"_s.arg(threshold.indicator).arg(threshold.minimumSamples);
    }
    if (!few.isEmpty()) {
        add(CardSeverity::Warning, u"/steps/%1/window_seconds"_s.arg(index), "too_few_samples",
            u"step %1 ends before the canary has met the minimum of samples of %2"_s.arg(index + 1).arg(few.join(u", ")));
    }
}

/// A window that ends before five times, or twice, as bad can be seen: whatever stands there looks good.
void Lint::blindness(qsizetype index)
{
    const CardStep &step = m_card.steps[index];
    for (const auto &[ratio, code] : {std::pair(5.0, "blind_step"), {2.0, "weak_step"}}) {
        QStringList blind;
        double longest = 0;
        for (const CardThreshold &threshold : m_card.thresholds) {
            const std::optional<PowerInput> input = powerInput(m_card, threshold, m_traffic);
            if (!input || std::isfinite(secondsUntilSeen(*input, until(index), ratio)))
                continue;
            blind << threshold.indicator;
            longest = std::max(longest, secondsUntilSeen(*input, step.weight, ratio));
        }
        if (blind.isEmpty())
            continue;
        const bool last = index + 1 == m_card.steps.size() || m_card.steps[index + 1].weight >= 100;
        add(last && ratio == 5 ? CardSeverity::Error : CardSeverity::Warning, u"/steps/%1/window_seconds"_s.arg(index), code,
            u"step %1 (%2 % for %3) ends before %4 times as bad can be seen on %5: %6 requests/s at %2 % need %7"_s
                .arg(QString::number(index + 1), number(step.weight), durationWords(step.windowSeconds), number(ratio), blind.join(u", "),
                     number(*m_traffic.requestsPerSecond), roughly(longest)));
        return;
    }
}

/// At 100 % nothing is compared, so a usage cycle has to be over before: the last step that still compares must see all kinds
/// of traffic, as the last of all must.
void Lint::cycle()
{
    qsizetype compares = -1;
    qint64 together = 0;
    for (qsizetype i = 0; i < m_card.steps.size(); ++i) {
        if (m_card.steps[i].weight < 100) {
            compares = i;
            together += m_card.steps[i].windowSeconds;
        }
    }
    const qsizetype last = m_card.steps.size() - 1;
    if (compares >= 0 && compares < last)
        shortOfCycle(compares, together < m_card.usageCycleSeconds ? u"last window that is compared with stable (all of them: %1)"_s.arg(durationWords(together))
                                                                   : u"last window that is compared with stable"_s);
    shortOfCycle(last, u"last window"_s);
}

void Lint::shortOfCycle(qsizetype index, const QString &which)
{
    const qint64 window = m_card.steps[index].windowSeconds;
    if (window >= m_card.usageCycleSeconds)
        return;
    add(CardSeverity::Warning, u"/steps/%1/window_seconds"_s.arg(index), "short_of_cycle",
        u"the %1, %2, is shorter than a usage cycle (%3): it does not see all kinds of traffic"_s
            .arg(which, durationWords(window), durationWords(m_card.usageCycleSeconds)));
}

/// What the steps together leave open.
void Lint::end()
{
    const qsizetype last = m_card.steps.size() - 1;
    if (last < 0)
        return;
    cycle();
    if (m_card.steps[last].weight < 100)
        add(CardSeverity::Note, u"/steps/%1/weight"_s.arg(last), "ends_early", u"the card ends at %1 %: the step to all is not on it"_s.arg(number(m_card.steps[last].weight)));
    QStringList open;
    for (const CardThreshold &threshold : m_card.thresholds) {
        const std::optional<PowerInput> input = powerInput(m_card, threshold, m_traffic);
        if (input && std::isinf(secondsUntilNotWorse(*input, m_card.steps)))
            open << u"%1 (not worse than %2)"_s.arg(threshold.indicator, number(input->r0));
    }
    if (!open.isEmpty()) {
        add(CardSeverity::Warning, u"/steps"_s, "stays_undecided",
            u"even a canary as good as stable stays undecided to the end on %1: longer windows, or a larger ratio"_s.arg(open.join(u", ")));
    }
    if (!m_card.deadlineSeconds)
        add(CardSeverity::Warning, u"/deadline_seconds"_s, "no_deadline", u"no deadline: a canary that waits is forgotten"_s);
}

void Lint::threshold(qsizetype index)
{
    const CardThreshold &threshold = m_card.thresholds[index];
    const QString place = u"/thresholds/%1"_s.arg(index);
    const Indicator *indicator = this->indicator(threshold.indicator);
    if (!indicator || indicator->query.isEmpty()) {
        add(CardSeverity::Error, place + u"/indicator"_s, "no_source", u"a gate without a source: nothing measures %1%2"_s
                .arg(threshold.indicator, indicator && !indicator->noSource.isEmpty() ? u" (%1)"_s.arg(indicator->noSource) : QString()));
    } else if (!threshold.gate && !indicator->gate.stop) {
        add(CardSeverity::Warning, place + u"/gate"_s, "no_gate", u"%1 has no gate: only a comparison with stable stops it"_s.arg(threshold.indicator));
    } else if (threshold.gate && indicator->gate.stop
               && (indicator->direction == Direction::HigherIsWorse ? *threshold.gate > *indicator->gate.stop : *threshold.gate < *indicator->gate.stop)) {
        add(CardSeverity::Warning, place + u"/gate"_s, "loose_gate", u"the gate %1 of %2 lies beyond the indicator's own stop gate %3"_s
                .arg(number(*threshold.gate), threshold.indicator, number(*indicator->gate.stop)));
    }
    if (!isCounted(m_traffic, threshold.indicator)) {
        if (threshold.notWorseThan) {
            add(CardSeverity::Error, place + u"/not_worse_than"_s, "not_counted",
                u"%1 is to be compared with stable, and nothing counts it: it holds every canary; give it counts or a mean, or a gate alone"_s.arg(threshold.indicator));
        } else if (m_traffic.counted->isEmpty() && threshold.minimumSamples > 0) {
            add(CardSeverity::Error, place + u"/minimum_samples"_s, "nothing_counted",
                u"%1 waits for %2 samples, and no indicator of this service is counted: it holds every canary"_s.arg(threshold.indicator).arg(threshold.minimumSamples));
        }
    }
    const bool inMethod = threshold.action && std::any_of(m_card.rollback.begin(), m_card.rollback.end(),
                                                          [&](const RollbackAction &action) { return action.verb == *threshold.action; });
    if (!threshold.action)
        add(CardSeverity::Warning, place + u"/action"_s, "no_action", u"%1 names no action: nobody knows what to pull when it turns bad"_s.arg(threshold.indicator));
    else if (!inMethod)
        add(CardSeverity::Warning, place + u"/action"_s, "not_in_method", u"%1 pulls %2, which is not in the rollback method"_s.arg(threshold.indicator, verbWord(*threshold.action)));
}

/// A label that the card looks again by and no line is counted by: nobody is ever shown to be hurt by it.
void Lint::strata()
{
    QStringList missing;
    for (const QString &label : m_card.judge.strata) {
        if (m_traffic.labels && !m_traffic.labels->contains(label))
            missing << label;
    }
    if (!missing.isEmpty()) {
        add(CardSeverity::Warning, u"/judge/strata"_s, "stratum_not_counted",
            u"the judge is to look again by %1, and no indicator is counted by it: give its counts a by"_s.arg(missing.join(u", ")));
    }
}

void Lint::families()
{
    for (const FamilyCover &cover : coverOf(m_card, m_indicators)) {
        if (!cover.isCovered())
            add(CardSeverity::Warning, u"/thresholds"_s, "family_uncovered", u"the family %1 is not covered: no threshold with a source is of it"_s.arg(familyWord(cover.family)));
    }
}

void Lint::wayBack()
{
    if (m_card.pauseWhen.isEmpty())
        add(CardSeverity::Warning, u"/pause_when"_s, "no_pause", u"nothing holds the canary at its step: name at least unknown and warn"_s);
    if (m_card.rollback.isEmpty()) {
        add(CardSeverity::Error, u"/rollback"_s, "no_rollback", u"no rollback method: list the actions in the order they are pulled"_s);
    } else if (std::none_of(m_card.rollback.begin(), m_card.rollback.end(), [](const RollbackAction &action) { return action.verb == Verb::Rollback; })) {
        add(CardSeverity::Warning, u"/rollback"_s, "traffic_stays", u"no action of the rollback method takes the canary's traffic away"_s);
    }
    if (m_card.serving.wayBack.trimmed().isEmpty())
        add(CardSeverity::Error, u"/serving/way_back"_s, "no_way_back", u"how to leave the serving form again is not said"_s);
    if (m_card.serving.reason.trimmed().isEmpty())
        add(CardSeverity::Warning, u"/serving/reason"_s, "no_reason", u"why the canary is served this way is not said"_s);
}

} // namespace

bool CardLintReport::hasErrors() const
{
    return std::any_of(findings.begin(), findings.end(), [](const CardFinding &finding) { return finding.severity == CardSeverity::Error; });
}

QString severityWord(CardSeverity severity)
{
    return severity == CardSeverity::Error ? u"error"_s : severity == CardSeverity::Warning ? u"warning"_s : u"note"_s;
}

CardTraffic trafficOf(const QList<CountQueries> &judged)
{
    CardTraffic traffic;
    traffic.counted = QStringList();
    traffic.labels = QStringList();
    for (const CountQueries &counts : judged) {
        *traffic.counted << counts.indicatorId;
        if (counts.isMean())
            traffic.means << counts.indicatorId;
        for (const StratumQueries &stratum : counts.strata)
            *traffic.labels << stratum.label;
    }
    return traffic;
}

std::optional<PowerInput> powerInput(const StrategyCard &card, const CardThreshold &threshold, const CardTraffic &traffic)
{
    // Where stable was never bad there is nothing to multiply: that is no knowledge of a rate.
    const double own = traffic.baseRates.value(threshold.indicator, 0);
    const std::optional<double> base = own > 0 ? std::optional(own) : traffic.baseRate;
    const bool isForetold = isCounted(traffic, threshold.indicator) && !traffic.means.contains(threshold.indicator);
    if (!traffic.requestsPerSecond || !base || !(*base > 0) || !isForetold)
        return std::nullopt;
    // The judge judges every line that is counted, named by the card or not.
    const qsizetype lines = traffic.counted ? traffic.counted->size() : card.thresholds.size();
    const double dispersion = traffic.dispersions.value(threshold.indicator, independentDispersion(*traffic.requestsPerSecond, *base));
    return PowerInput{*traffic.requestsPerSecond, *base, card.judge.alpha, static_cast<int>(std::max<qsizetype>(1, lines)),
                      threshold.notWorseThan.value_or(card.judge.r0), card.judge.beta, card.judge.correctBursts ? dispersion : 1};
}

CardLintReport lintCard(const StrategyCard &card, const QList<Indicator> &indicators, const CardTraffic &traffic)
{
    return Lint(card, indicators, traffic).run();
}

QList<CardFinding> standingErrors(const StrategyCard &card, const QList<Indicator> &indicators, const QStringList &counted)
{
    CardTraffic unmeasured;
    unmeasured.counted = counted;
    QList<CardFinding> found = lintCard(card, indicators, unmeasured).findings;
    found.removeIf([](const CardFinding &finding) { return finding.severity != CardSeverity::Error; });
    return found;
}

} // namespace andon
