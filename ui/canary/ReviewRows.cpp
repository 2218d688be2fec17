// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/ReviewRows.h"

#include "app/base/DisplayText.h"
#include "ui/canary/DecisionWords.h"
#include "ui/canary/VerdictWords.h"
#include "ui/plot/ValueText.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct ReviewWords {
    Q_DECLARE_TR_FUNCTIONS(ReviewWords)
};

constexpr int nameLength = 60;
constexpr int queryLength = 2000;
constexpr std::size_t mostStrata = 5;
const QString none = u"–"_s;

QString familyName(Family family)
{
    switch (family) {
    case Family::Quality: return ReviewWords::tr("Quality");
    case Family::Latency: return ReviewWords::tr("Latency");
    case Family::Cost: return ReviewWords::tr("Cost");
    case Family::Risk: return ReviewWords::tr("Risk");
    case Family::Stability: return ReviewWords::tr("Stability");
    case Family::Retrieval: return ReviewWords::tr("Retrieval and tools");
    }
    return {};
}

QString numberText(double log)
{
    if (log > std::log(99'999.0))
        return u"10^%1"_s.arg(log / std::log(10.0), 0, 'f', 0);
    const double value = boundedExp(log);
    return value < 1000 ? QString::number(value, 'g', 3) : QString::number(value, 'f', 0);
}

QString barText(const ReviewBar &bar)
{
    return ReviewWords::tr("%1 of %2").arg(numberText(bar.logValue), numberText(bar.logLimit));
}

QString ratioText(double ratio)
{
    return std::isfinite(ratio) ? u"× %1"_s.arg(ratio, 0, 'f', 2) : none;
}

ReviewTone toneOf(VerdictKind kind)
{
    switch (kind) {
    case VerdictKind::Regressed: return ReviewTone::Stop;
    case VerdictKind::NotWorse: return ReviewTone::Pass;
    case VerdictKind::Undecided: return ReviewTone::Hold;
    case VerdictKind::Unknown: break;
    }
    return ReviewTone::Unknown;
}

QString said(ReviewTone tone, const QString &word)
{
    return reviewShape(tone) + u' ' + word;
}

class Rows {
public:
    Rows(const ReviewView &view, TimeZoneChoice zone) : m_view(view), m_zone(zone), m_crossed(crossedGates(view)) {}
    [[nodiscard]] ReviewRow family(Family family) const;

private:
    [[nodiscard]] const CardThreshold *threshold(const QString &id) const;
    [[nodiscard]] const LineVerdict *line(const QString &id) const;
    [[nodiscard]] ReviewRow indicator(const Indicator &indicator) const;
    [[nodiscard]] ReviewRow of(const Verdict &verdict, const QString &name) const;
    void showMean(ReviewRow &row, const Verdict &verdict, Unit unit) const;
    void judgeByCard(ReviewRow &row, const Indicator &indicator) const;
    void compareValues(ReviewRow &row, const Indicator &indicator) const;
    void addDetails(ReviewRow &row, const Indicator &indicator, const LineVerdict &line) const;
    void addStrata(ReviewRow &row, const LabelVerdict &label) const;
    static void addSentence(ReviewRow &row, const QString &key, const QString &words);
    [[nodiscard]] QString since(const std::optional<TimePoint> &time) const { return time ? clockText(*time, m_zone) : QString(); }
    [[nodiscard]] static ReviewRow blank(const QString &key, const QString &name);
    [[nodiscard]] bool isCrossed(const QString &id) const { return m_crossed.contains(id); }

    const ReviewView &m_view;
    TimeZoneChoice m_zone;
    QStringList m_crossed; ///< beyond their stop gate
};

ReviewRow Rows::blank(const QString &key, const QString &name)
{
    ReviewRow row;
    row.key = key;
    row.cells.resize(ReviewRow::ColumnCount);
    row.cells[ReviewRow::Name] = name;
    return row;
}

const CardThreshold *Rows::threshold(const QString &id) const
{
    if (!m_view.card)
        return nullptr;
    const QList<CardThreshold> &all = m_view.card->thresholds;
    const auto found = std::find_if(all.cbegin(), all.cend(), [&](const CardThreshold &one) { return one.indicator == id; });
    return found == all.cend() ? nullptr : &*found;
}

const LineVerdict *Rows::line(const QString &id) const
{
    const auto found = std::find_if(m_view.lines.cbegin(), m_view.lines.cend(), [&](const LineVerdict &one) { return one.indicatorId == id; });
    return found == m_view.lines.cend() ? nullptr : &*found;
}

/// The numbers of one verdict, of a line or of a stratum.
ReviewRow Rows::of(const Verdict &verdict, const QString &name) const
{
    ReviewRow row = blank(name, name);
    row.tone = toneOf(verdict.kind);
    row.cells[ReviewRow::Stable] = shareText(verdict.stableValue);
    row.cells[ReviewRow::Canary] = shareText(verdict.canaryValue);
    row.cells[ReviewRow::Change] = ratioText(verdict.ratio());
    row.cells[ReviewRow::Events] = QString::number(verdict.badEvents, 'f', 0);
    if (verdict.logLimit > 0)
        row.bar = ReviewBar{verdict.logE, verdict.logLimit};
    row.cells[ReviewRow::Evidence] = row.bar ? barText(*row.bar) : none;
    row.cells[ReviewRow::Says] = said(row.tone, verdictText(verdict.kind));
    row.cells[ReviewRow::Why] = verdictReason(verdict);
    row.cells[ReviewRow::Since] = since(verdict.since);
    return row;
}

/// Nothing counts it: its value now, against its gate.
void Rows::compareValues(ReviewRow &row, const Indicator &indicator) const
{
    const GuardReading reading = m_view.readings.value(indicator.id);
    row.cells[ReviewRow::Stable] = valueText(reading.stable, indicator.unit);
    row.cells[ReviewRow::Canary] = valueText(reading.canary, indicator.unit);
    row.cells[ReviewRow::Change] = ratioText(reading.canary / reading.stable);
    row.cells[ReviewRow::Events] = none;
    row.cells[ReviewRow::Evidence] = ReviewWords::tr("not counted");
    row.tone = ReviewTone::Unknown;
    row.cells[ReviewRow::Says] = said(row.tone, ReviewWords::tr("unknown"));
}

/// Means in the indicator's unit, and what their difference may be.
void Rows::showMean(ReviewRow &row, const Verdict &verdict, Unit unit) const
{
    row.cells[ReviewRow::Stable] = valueText(verdict.stableValue, unit);
    row.cells[ReviewRow::Canary] = valueText(verdict.canaryValue, unit);
    row.cells[ReviewRow::Events] = ReviewWords::tr("%1 values").arg(verdict.stableRequests + verdict.canaryRequests, 0, 'f', 0);
    if (!verdict.low || !verdict.high)
        return;
    QString &why = row.cells[ReviewRow::Why];
    const QString bound = ReviewWords::tr("difference %1 to %2").arg(valueText(*verdict.low, unit), valueText(*verdict.high, unit));
    why = why.isEmpty() ? bound : why + u"; "_s + bound;
}

/// What the card's threshold says where the judge alone would say something milder.
void Rows::judgeByCard(ReviewRow &row, const Indicator &indicator) const
{
    const DecisionReason *reason = m_view.decision ? m_view.decision->of(indicator.id) : nullptr;
    const auto say = [&row](ReviewTone tone, const QString &word) {
        row.tone = tone;
        row.cells[ReviewRow::Says] = said(tone, word);
    };
    if (!reason) {
        if (isCrossed(indicator.id))
            say(ReviewTone::Stop, ReviewWords::tr("beyond its gate"));
        return;
    }
    const bool counted = row.bar.has_value();
    switch (reason->rule) {
    case DecisionRule::Gate: say(ReviewTone::Stop, ReviewWords::tr("beyond its gate")); break;
    case DecisionRule::InsideGate: say(ReviewTone::Pass, ReviewWords::tr("inside its gate")); break;
    case DecisionRule::NoReading: say(ReviewTone::Unknown, ReviewWords::tr("unknown")); break;
    case DecisionRule::MinimumSamples:
        if (!counted || row.tone == ReviewTone::Pass)
            say(ReviewTone::Hold, ReviewWords::tr("too few requests"));
        break;
    case DecisionRule::Warn:
        if (row.tone != ReviewTone::Stop)
            say(ReviewTone::Hold, ReviewWords::tr("beyond its warn gate"));
        break;
    case DecisionRule::StratumRegressed:
        if (row.tone != ReviewTone::Stop)
            say(ReviewTone::Hold, ReviewWords::tr("worse for some"));
        break;
    default: break;
    }
    const bool known = counted && (reason->rule == DecisionRule::Regressed || reason->rule == DecisionRule::NotWorse
                                   || reason->rule == DecisionRule::Undecided || reason->rule == DecisionRule::Unknown);
    if (known)
        return;
    const QString text = decisionReasonText(*reason, {indicator}).section(u": "_s, 1);
    QString &why = row.cells[ReviewRow::Why];
    why = why.isEmpty() ? text : text + u"; "_s + why;
}

void Rows::addSentence(ReviewRow &row, const QString &key, const QString &words)
{
    ReviewRow made = blank(key, words);
    made.spans = true;
    row.children.push_back(made);
}

void Rows::addStrata(ReviewRow &row, const LabelVerdict &label) const
{
    const QString labelName = displaySafe(label.label, nameLength);
    std::size_t shown = 0;
    for (const StratumRank &stratum : label.strata) {
        if (shown++ == mostStrata)
            break;
        ReviewRow made = of(stratum.verdict, u"%1 = %2"_s.arg(labelName, displaySafe(QString::fromStdString(stratum.name), nameLength)));
        made.key = u"s\n%1\n%2"_s.arg(label.label, QString::fromStdString(stratum.name));
        row.children.push_back(made);
    }
    shown = 0;
    for (const UnmetStratum &unmet : label.unmet) {
        if (shown++ == mostStrata)
            break;
        ReviewRow made = blank(u"u\n%1\n%2"_s.arg(label.label, QString::fromStdString(unmet.name)),
                               u"%1 = %2"_s.arg(labelName, displaySafe(QString::fromStdString(unmet.name), nameLength)));
        made.tone = ReviewTone::Unknown;
        made.cells[ReviewRow::Says] = said(made.tone, ReviewWords::tr("never met"));
        made.cells[ReviewRow::Why] = ReviewWords::tr("stable served %1 requests of it; the canary should have had %2 by now")
                                         .arg(unmet.stableRequests, 0, 'f', 0).arg(unmet.expected, 0, 'f', 0);
        row.children.push_back(made);
    }
    if (label.unjudged > 0)
        addSentence(row, u"m\n"_s + label.label, ReviewWords::tr("%1: further values that are not judged: %2").arg(labelName).arg(label.unjudged));
}

void Rows::addDetails(ReviewRow &row, const Indicator &indicator, const LineVerdict &line) const
{
    const Verdict &verdict = line.verdict;
    for (const LabelVerdict &label : line.labels)
        addStrata(row, label);
    if (verdict.logNotWorseLimit > 0) {
        ReviewRow pass = blank(u"p"_s, ReviewWords::tr("Evidence: not worse"));
        pass.bar = ReviewBar{verdict.logNotWorse, verdict.logNotWorseLimit, true};
        pass.cells[ReviewRow::Evidence] = barText(*pass.bar);
        row.children.push_back(pass);
    }
    const GuardReading reading = m_view.readings.value(indicator.id);
    if (std::isfinite(reading.canary) || std::isfinite(reading.stable)) {
        ReviewRow now = blank(u"v"_s, ReviewWords::tr("Its value now"));
        now.cells[ReviewRow::Stable] = valueText(reading.stable, indicator.unit);
        now.cells[ReviewRow::Canary] = valueText(reading.canary, indicator.unit);
        now.cells[ReviewRow::Change] = ratioText(reading.canary / reading.stable);
        row.children.push_back(now);
    }
    if (const QString kept = evidenceText(verdict, since(verdict.lastEventAt)); !kept.isEmpty())
        addSentence(row, u"e"_s, ReviewWords::tr("Its evidence: %1").arg(kept));
    for (const LabelVerdict &label : line.labels) {
        const QString query = displaySafe(QString::fromStdString(label.query), queryLength);
        if (!query.isEmpty())
            addSentence(row, u"q\n"_s + label.label, ReviewWords::tr("Query by %1: %2").arg(displaySafe(label.label, nameLength), query));
    }
}

ReviewRow Rows::indicator(const Indicator &indicator) const
{
    const QString title = displaySafe(indicator.title, nameLength);
    const LineVerdict *line = this->line(indicator.id);
    ReviewRow row = line ? of(line->verdict, title) : blank({}, title);
    row.key = indicator.id;
    row.indicatorId = indicator.id;
    if (!line)
        compareValues(row, indicator);
    else if (line->verdict.asymptotic)
        showMean(row, line->verdict, indicator.unit);
    judgeByCard(row, indicator);
    if (line) {
        addDetails(row, indicator, *line);
        // Who is hurt is read without opening the row.
        QStringList why = strataTexts(*line);
        why.prepend(row.cells[ReviewRow::Why]);
        why.removeAll(QString());
        why.removeDuplicates();
        row.cells[ReviewRow::Why] = why.join(u"; ");
    }
    const QString query = line && !line->verdict.query.empty() ? QString::fromStdString(line->verdict.query) : indicator.query;
    if (!query.isEmpty())
        addSentence(row, u"q"_s, ReviewWords::tr("Query: %1").arg(displaySafe(query, queryLength)));
    return row;
}

ReviewRow Rows::family(Family family) const
{
    ReviewRow row = blank(familyWord(family), familyName(family));
    row.isFamily = true;
    for (const Indicator &one : m_view.indicators) {
        if (one.family == family && (line(one.id) || threshold(one.id) || isCrossed(one.id)))
            row.children.push_back(indicator(one));
    }
    if (row.children.empty()) {
        row.tone = ReviewTone::Unknown;
        row.cells[ReviewRow::Says] = said(row.tone, ReviewWords::tr("not covered"));
        row.cells[ReviewRow::Why] = ReviewWords::tr("nothing of it is counted, and the card names no threshold");
        return row;
    }
    const auto worst = std::max_element(row.children.cbegin(), row.children.cend(),
                                        [](const ReviewRow &a, const ReviewRow &b) { return a.tone < b.tone; });
    row.tone = worst->tone;
    row.cells[ReviewRow::Says] = worst->cells[ReviewRow::Says];
    row.cells[ReviewRow::Since] = worst->cells[ReviewRow::Since];
    if (row.tone != ReviewTone::Pass)
        row.cells[ReviewRow::Why] = worst->cells[ReviewRow::Name];
    for (const ReviewRow &child : row.children) {
        const bool further = child.bar && (!row.bar || child.bar->logValue / child.bar->logLimit > row.bar->logValue / row.bar->logLimit);
        row.bar = further ? child.bar : row.bar;
    }
    if (row.bar)
        row.cells[ReviewRow::Evidence] = barText(*row.bar);
    return row;
}

} // namespace

QStringList crossedGates(const ReviewView &view)
{
    return crossedGates(view.card ? &*view.card : nullptr, view.indicators, view.readings);
}

QString reviewShape(ReviewTone tone)
{
    switch (tone) {
    case ReviewTone::Plain: return u"·"_s;
    case ReviewTone::Pass: return u"✓"_s;
    case ReviewTone::Hold: return u"…"_s;
    case ReviewTone::Unknown: return u"?"_s;
    case ReviewTone::Stop: return u"▲"_s;
    }
    return {};
}

QStringList reviewHeaders()
{
    return {ReviewWords::tr("Line"), ReviewWords::tr("Stable"), ReviewWords::tr("Canary"), ReviewWords::tr("Change"),
            ReviewWords::tr("Bad events"), ReviewWords::tr("Evidence that it is worse"), ReviewWords::tr("Verdict"),
            ReviewWords::tr("Why"), ReviewWords::tr("Since")};
}

std::vector<ReviewRow> reviewRows(const ReviewView &view, TimeZoneChoice zone)
{
    std::vector<ReviewRow> rows;
    const Rows made(view, zone);
    for (const Family family : {Family::Quality, Family::Latency, Family::Cost, Family::Stability, Family::Retrieval, Family::Risk})
        rows.push_back(made.family(family));
    return rows;
}

} // namespace andon
