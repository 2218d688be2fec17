// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/ValueText.h"

#include "ui/plot/LinesPlot.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static QString fixed(double value, int decimals)
{
    QString text = QString::number(value, 'f', decimals);
    return text.startsWith(u'-') ? u'\u2212' + text.mid(1) : text;
}

/// Three significant digits below 1000, then thousands as k, M, G: "0.42", "3.1", "97", "12.3 k".
static QString number(double value, bool whole)
{
    const double size = std::abs(value);
    static constexpr std::array<std::pair<double, const char16_t *>, 3> scales{{{1e9, u" G"}, {1e6, u" M"}, {1e4, u" k"}}};
    for (const auto &[limit, word] : scales) {
        const double by = limit == 1e4 ? 1e3 : limit;
        if (size >= limit)
            return fixed(value / by, size / by >= 100 ? 0 : 1) + QString::fromUtf16(word);
    }
    if (whole && value == std::round(value))
        return fixed(value, 0);
    return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 || size == 0 ? 2 : 3);
}

static QString percent(double ratio)
{
    const double value = ratio * 100;
    const double size = std::abs(value);
    if (value == 0 || value == 100)
        return fixed(value, 0) + u" %"_s;
    if (size < 0.01)
        return u"<0.01 %"_s;
    if (value > 99.9 && value < 100)
        return fixed(std::min(99.99, std::floor(value * 100) / 100), 2) + u" %"_s;
    return fixed(value, size < 1 ? 2 : 1) + u" %"_s;
}

static QString seconds(double value)
{
    const double size = std::abs(value);
    if (value == 0)
        return u"0 s"_s;
    if (size < 0.9995) {
        const double ms = size * 1000;
        return fixed(value * 1000, ms < 1 ? 3 : ms < 10 ? 2 : ms < 100 ? 1 : 0) + u" ms"_s;
    }
    if (size < 119.5)
        return fixed(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0) + u" s"_s;
    // Clamped before the conversion: a double beyond 64 bits has no integer to round to.
    const qint64 whole = std::llround(std::min(size, std::ldexp(1.0, 50)));
    return (value < 0 ? u"\u2212"_s : QString()) + LinesPlot::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QChar(u'0'));
}

static QString dollars(double value)
{
    const double size = std::abs(value);
    const QString sign = value < 0 ? u"\u2212$"_s : u"$"_s;
    if (size == 0)
        return u"$0"_s;
    if (size < 1e-8)
        return u"<$0.00000001"_s;
    if (size >= 1e4)
        return sign + number(size, false);
    if (size >= 1)
        return sign + fixed(size, size >= 1000 ? 0 : 2);
    const int decimals = std::max(2, static_cast<int>(std::ceil(-std::log10(size))) + 1);
    return sign + fixed(size, decimals);
}

QString valueText(double value, Unit unit, bool atLeast)
{
    if (std::isnan(value))
        return u"–"_s;
    if (std::isinf(value))
        return value > 0 ? u"∞"_s : u"\u2212∞"_s;
    QString text;
    switch (unit) {
    case Unit::Ratio: text = percent(value); break;
    case Unit::Score: text = number(value, false); break;
    case Unit::Seconds: text = seconds(value); break;
    case Unit::Usd: text = dollars(value); break;
    case Unit::UsdPerHour: text = dollars(value) + LinesPlot::tr("/h"); break;
    case Unit::UsdPerDay: text = dollars(value) + LinesPlot::tr("/day"); break;
    case Unit::PerSecond: text = number(value, true) + u"/s"_s; break;
    case Unit::Count: text = number(value, true); break;
    case Unit::Tokens: text = number(value, true) + LinesPlot::tr(" tok"); break;
    }
    return atLeast ? u"≥ "_s + text : text;
}

static int decimalsFor(double step)
{
    if (!(step > 0))
        return 0;
    double scaled = step;
    for (int decimals = 0; decimals < 9; ++decimals, scaled *= 10) {
        if (scaled >= 0.999 && std::abs(scaled - std::round(scaled)) < 1e-6 * scaled)
            return decimals;
    }
    return 9;
}

QString tickText(double value, Unit unit, double step)
{
    if (!std::isfinite(value))
        return {};
    if (std::abs(value) < step * 1e-6)
        value = 0;
    const auto plain = [&](double by) {
        const double size = std::abs(value / by);
        if (size >= 1e4 && step / by >= 1)
            return number(value / by, true);
        return fixed(value / by, decimalsFor(step / by));
    };
    switch (unit) {
    case Unit::Ratio: return plain(0.01) + u" %"_s;
    case Unit::Seconds:
        if (value == 0)
            return u"0"_s;
        return std::abs(value) < 1 ? plain(0.001) + u" ms"_s : plain(1) + u" s"_s;
    case Unit::Usd:
    case Unit::UsdPerHour:
    case Unit::UsdPerDay: return value == 0 ? u"$0"_s : u'$' + plain(1);
    case Unit::PerSecond: return value == 0 ? u"0"_s : plain(1) + u"/s"_s;
    case Unit::Score:
    case Unit::Count:
    case Unit::Tokens: return plain(1);
    }
    return {};
}

QString unitText(Unit unit)
{
    switch (unit) {
    case Unit::Ratio: return u"%"_s;
    case Unit::Score: return {};
    case Unit::Seconds: return u"s"_s;
    case Unit::Usd: return LinesPlot::tr("USD");
    case Unit::UsdPerHour: return LinesPlot::tr("USD/h");
    case Unit::UsdPerDay: return LinesPlot::tr("USD/day");
    case Unit::PerSecond: return u"1/s"_s;
    case Unit::Count: return {};
    case Unit::Tokens: return LinesPlot::tr("tokens");
    }
    return {};
}

} // namespace andon
