// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/LineBoard.h"

#include "app/lines/SeriesFacts.h"
#include "ui/common/ErrorText.h"
#include "ui/common/WarningsText.h"
#include "ui/lines/LatestValues.h"
#include "ui/lines/LinesPanel.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr std::array lineFamilies{Family::Quality, Family::Latency, Family::Cost, Family::Risk};

QString familyTitle(Family family)
{
    switch (family) {
    case Family::Quality: return LinesPanel::tr("Quality");
    case Family::Latency: return LinesPanel::tr("Latency");
    case Family::Cost: return LinesPanel::tr("Cost");
    case Family::Risk: return LinesPanel::tr("Risk");
    case Family::Stability: return LinesPanel::tr("Stability");
    case Family::Retrieval: return LinesPanel::tr("Retrieval and tools");
    }
    return {};
}

void LineBoard::setIndicators(const QList<Indicator> &indicators)
{
    m_indicators = indicators;
    m_readings.clear();
    m_exemplars.clear();
    m_baselines.clear();
    m_chosen.clear();
    m_family.reset();
}

const Indicator *LineBoard::find(const QString &indicatorId) const
{
    const auto at = std::find_if(m_indicators.cbegin(), m_indicators.cend(),
                                 [&](const Indicator &indicator) { return indicator.id == indicatorId; });
    return at == m_indicators.cend() ? nullptr : &*at;
}

bool LineBoard::setReading(const IndicatorReading &reading)
{
    if (!find(reading.indicator.id))
        return false;
    m_readings.insert(reading.indicator.id, reading);
    return true;
}

IndicatorReading LineBoard::reading(const QString &indicatorId) const
{
    if (const auto at = m_readings.constFind(indicatorId); at != m_readings.cend())
        return *at;
    IndicatorReading nothing;
    if (const Indicator *indicator = find(indicatorId))
        nothing.indicator = *indicator;
    return nothing;
}

void LineBoard::compareWith(const std::optional<BaselineSpec> &spec)
{
    m_baseline = spec;
    m_baselines.clear();
}

void LineBoard::setBaseline(const BaselineReading &reading)
{
    if (m_baseline == reading.spec)
        m_baselines.insert(reading.indicatorId, reading);
}

QList<IndicatorReading> LineBoard::readings() const
{
    QList<IndicatorReading> found;
    for (const Indicator &indicator : m_indicators) {
        if (const auto at = m_readings.constFind(indicator.id); at != m_readings.cend())
            found.append(*at);
    }
    return found;
}

void LineBoard::choose(const QString &indicatorId)
{
    const Indicator *indicator = find(indicatorId);
    if (!indicator)
        return;
    m_family.reset();
    if (!lineOf(indicator->family)) {
        m_chosen.remove(m_extraFamily);
        m_extraFamily = indicator->family;
        m_chosen.insert(indicator->family, indicatorId);
        return;
    }
    const QList<Indicator> usual = headlines(indicator->family);
    const bool isUsual = std::any_of(usual.cbegin(), usual.cend(),
                                     [&](const Indicator &one) { return one.id == indicatorId; });
    if (isUsual)
        m_chosen.remove(indicator->family);
    else
        m_chosen.insert(indicator->family, indicatorId);
}

void LineBoard::showHeadlines()
{
    m_chosen.clear();
    m_family.reset();
}

QList<Indicator> LineBoard::ofFamily(Family family) const
{
    QList<Indicator> found;
    std::copy_if(m_indicators.cbegin(), m_indicators.cend(), std::back_inserter(found),
                 [family](const Indicator &indicator) { return indicator.family == family; });
    return found;
}

int LineBoard::rowCount() const
{
    if (m_family)
        return std::clamp(static_cast<int>(ofFamily(*m_family).size()), 1, mostFamilyRows);
    return extraId().isEmpty() ? 4 : 5;
}

QString LineBoard::extraId() const
{
    return m_chosen.value(m_extraFamily);
}

Family LineBoard::familyOfRow(int row) const
{
    if (m_family)
        return *m_family;
    return row < 4 ? lineFamilies[static_cast<size_t>(std::max(0, row))] : m_extraFamily;
}

/// The quantile that an id names, "latency_p95" is 95; else 0.
static int quantileOf(const QString &id)
{
    static const QRegularExpression pattern(u"(?:^|_)p(\\d{1,3})(?:_|$)"_s);
    return pattern.match(id).captured(1).toInt();
}

/// Of the family's headlines the highest quantile leads, then one with a gate; a further one shares the row where it has
/// the same unit. Without a headline the family's first indicator stands in.
QList<Indicator> LineBoard::headlines(Family family) const
{
    QList<Indicator> found;
    for (const Indicator &indicator : m_indicators) {
        if (indicator.family == family && indicator.headline)
            found.append(indicator);
    }
    if (found.isEmpty()) {
        const auto first = std::find_if(m_indicators.cbegin(), m_indicators.cend(),
                                        [&](const Indicator &indicator) { return indicator.family == family; });
        return first == m_indicators.cend() ? found : QList<Indicator>{*first};
    }
    const auto rank = [](const Indicator &indicator) {
        return 2 * quantileOf(indicator.id) + (indicator.gate == Gate{} ? 0 : 1);
    };
    std::stable_sort(found.begin(), found.end(),
                     [&](const Indicator &a, const Indicator &b) { return rank(a) > rank(b); });
    const Unit unit = found.first().unit;
    found.removeIf([unit](const Indicator &indicator) { return indicator.unit != unit; });
    return found.mid(0, 2);
}

QList<Indicator> LineBoard::indicatorsOfRow(int row) const
{
    if (row < 0 || row >= rowCount())
        return {};
    if (m_family)
        return ofFamily(*m_family).mid(row, 1);
    const Family family = familyOfRow(row);
    if (const Indicator *chosen = find(m_chosen.value(family)))
        return {*chosen};
    return headlines(family);
}

int LineBoard::rowOf(const QString &indicatorId) const
{
    for (int row = 0; row < rowCount(); ++row) {
        for (const Indicator &indicator : indicatorsOfRow(row)) {
            if (indicator.id == indicatorId)
                return row;
        }
    }
    return -1;
}

static QString wordsOf(const IndicatorReading &reading)
{
    if (reading.indicator.query.isEmpty())
        return reading.indicator.noSource.isEmpty() ? LinesPanel::tr("no source")
                                                    : LinesPanel::tr("no source: %1").arg(reading.indicator.noSource);
    const bool any = std::any_of(reading.versions.cbegin(), reading.versions.cend(), [](const VersionColumns &version) {
        return version.columns && !version.columns->empty();
    });
    if (any)
        return {};
    if (reading.error)
        return LinesPanel::tr("no data yet: %1").arg(errorBrief(*reading.error));
    return reading.lastAnswerMs == 0 ? LinesPanel::tr("no data yet") : LinesPanel::tr("no data: the source knows no such series");
}

/// Where any version's counter began anew.
static QList<qint64> resetsOf(const IndicatorReading &reading)
{
    QList<qint64> resets;
    for (const VersionColumns &version : reading.versions) {
        if (version.columns)
            resets += counterResets(*version.columns);
    }
    std::sort(resets.begin(), resets.end());
    resets.erase(std::unique(resets.begin(), resets.end()), resets.end());
    return resets;
}

/// What was before, of the headline that leads a row.
void LineBoard::addBaseline(PlotRow &plot, const Indicator &indicator) const
{
    if (!m_baseline || !indicator.headline)
        return;
    const QString &label = m_baseline->label;
    const auto at = m_baselines.constFind(indicator.id);
    if (at == m_baselines.cend()) {
        plot.title += LinesPanel::tr(" (%1: being read)").arg(label);
        return;
    }
    bool any = false;
    for (const VersionColumns &version : at->versions) {
        if (!version.columns || version.columns->empty())
            continue;
        any = true;
        plot.curves.append({version.version, indicator.title + u", "_s + label, version.columns, CurveKind::Baseline, false, at->covered});
    }
    if (at->error)
        plot.title += LinesPanel::tr(" (%1 was not read: %2)").arg(label, errorBrief(*at->error));
    else
        plot.title += any ? LinesPanel::tr(" (dotted: %1)").arg(label) : LinesPanel::tr(" (%1: no data)").arg(label);
    if (!at->warnings.isEmpty())
        plot.title += LinesPanel::tr(" (%1: the source warns: %2)").arg(label, warningsText(at->warnings));
}

PlotRow LineBoard::plotRow(int row) const
{
    PlotRow plot;
    const QList<Indicator> indicators = indicatorsOfRow(row);
    if (indicators.isEmpty()) {
        plot.title = familyTitle(familyOfRow(row));
        plot.words = LinesPanel::tr("no source: the workspace names no indicator of this line");
        return plot;
    }
    const Indicator &first = indicators.first();
    plot.title = first.title;
    plot.unit = first.unit;
    plot.direction = first.direction;
    plot.gate = first.gate;
    for (const Exemplar &exemplar : m_exemplars.value(first.id))
        plot.dots.append({exemplar.version, exemplar.traceId, exemplar.value, exemplar.timeMs});
    plot.logarithmic = m_logarithmic && first.unit == Unit::Seconds;
    const IndicatorReading main = reading(first.id);
    plot.freshness = main.freshness;
    plot.covered = main.covered;
    plot.words = wordsOf(main);
    for (const Indicator &indicator : indicators) {
        const bool secondary = indicator.id != first.id;
        for (const VersionColumns &version : reading(indicator.id).versions)
            plot.curves.append({version.version, indicator.title, version.columns,
                                secondary ? CurveKind::Secondary : CurveKind::Main});
        plot.band = plot.band || (secondary && quantileOf(indicator.id) > 0 && quantileOf(first.id) > 0);
        if (secondary)
            plot.title += LinesPanel::tr(" (dashed: %1)").arg(indicator.title);
    }
    if (readsACounter(first))
        plot.resets = resetsOf(main);
    addBaseline(plot, first);
    if (m_family && row == mostFamilyRows - 1) {
        const auto further = static_cast<int>(ofFamily(*m_family).size()) - mostFamilyRows;
        if (further > 0)
            plot.title += LinesPanel::tr("  (%n further: Ctrl+I)", nullptr, further);
    }
    return plot;
}

std::optional<qint64> LineBoard::startOfVersion(const QString &version) const
{
    std::optional<qint64> earliest;
    qint64 othersMs = std::numeric_limits<qint64>::max();
    for (const IndicatorReading &reading : m_readings) {
        for (const VersionColumns &one : reading.versions) {
            if (!one.columns || one.columns->empty())
                continue;
            const qint64 firstMs = one.columns->firstTime();
            if (one.version == version)
                earliest = std::min(earliest.value_or(firstMs), firstMs);
            else
                othersMs = std::min(othersMs, firstMs);
        }
    }
    return earliest && othersMs < *earliest ? earliest : std::nullopt;
}

QStringList LineBoard::versions() const
{
    QStringList found;
    for (const IndicatorReading &reading : m_readings) {
        for (const VersionColumns &version : reading.versions) {
            if (!found.contains(version.version))
                found.append(version.version);
        }
    }
    found.sort();
    return found;
}

} // namespace andon
