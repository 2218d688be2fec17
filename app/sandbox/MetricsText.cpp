// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/MetricsText.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace andon::sandbox {

static void appendEscaped(std::string &out, std::string_view text, bool quotes)
{
    for (const char character : text) {
        if (character == '\\')
            out += "\\\\";
        else if (character == '\n')
            out += "\\n";
        else if (quotes && character == '"')
            out += "\\\"";
        else
            out += character;
    }
}

template<typename Range>
static std::string labelText(const Range &labels)
{
    std::string out;
    for (const auto &[name, value] : labels) {
        if (!out.empty())
            out += ',';
        out += name;
        out += "=\"";
        appendEscaped(out, value, true);
        out += '"';
    }
    return out;
}

static std::string numberText(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    char digits[40];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    return std::string(digits, end);
}

void MetricsText::declare(Family family)
{
    m_index.emplace(family.name, m_families.size());
    m_families.push_back(std::move(family));
}

void MetricsText::declareCounter(const std::string &name, const std::string &help)
{
    declare({name, help, Type::Counter, {}, {}});
}

void MetricsText::declareGauge(const std::string &name, const std::string &help)
{
    declare({name, help, Type::Gauge, {}, {}});
}

void MetricsText::declareHistogram(const std::string &name, const std::string &help, std::vector<double> bounds)
{
    declare({name, help, Type::Histogram, std::move(bounds), {}});
}

MetricsText::Family *MetricsText::find(std::string_view name, Type type)
{
    const auto found = m_index.find(name);
    if (found == m_index.end() || m_families[found->second].type != type)
        return nullptr;
    return &m_families[found->second];
}

void MetricsText::add(std::string_view counter, Labels labels, double by)
{
    if (Family *family = find(counter, Type::Counter))
        family->series[labelText(labels)].value += by;
}

void MetricsText::set(std::string_view gauge, Labels labels, double value)
{
    if (Family *family = find(gauge, Type::Gauge))
        family->series[labelText(labels)].value = value;
}

void MetricsText::setInfo(std::string_view gauge, const std::vector<std::pair<std::string, std::string>> &labels)
{
    if (Family *family = find(gauge, Type::Gauge))
        family->series[labelText(labels)].value = 1;
}

MetricsText::Series &MetricsText::histogramSeries(Family &family, Labels labels)
{
    Series &series = family.series[labelText(labels)];
    series.counts.resize(family.bounds.size() + 1);
    series.exemplars.resize(family.bounds.size() + 1);
    return series;
}

void MetricsText::observe(std::string_view histogram, Labels labels, double value, std::string_view traceId, double atSeconds)
{
    // An exemplar's labels may have 128 characters in all, names and values together.
    static constexpr std::size_t longestTraceId = 128 - std::string_view("trace_id").size();
    if (Family *family = find(histogram, Type::Histogram)) {
        Series &series = histogramSeries(*family, labels);
        const auto bound = std::lower_bound(family->bounds.begin(), family->bounds.end(), value);
        const auto bucket = static_cast<std::size_t>(bound - family->bounds.begin());
        ++series.counts[bucket];
        series.value += value;
        if (!traceId.empty() && traceId.size() <= longestTraceId)
            series.exemplars[bucket] = {std::string(traceId), value, atSeconds};
    }
}

void MetricsText::touch(std::string_view histogram, Labels labels)
{
    if (Family *family = find(histogram, Type::Histogram))
        histogramSeries(*family, labels);
}

double MetricsText::value(std::string_view name, Labels labels) const
{
    const auto found = m_index.find(name);
    if (found == m_index.end())
        return 0;
    const Family &family = m_families[found->second];
    const auto series = family.series.find(labelText(labels));
    if (series == family.series.end())
        return 0;
    if (family.type != Type::Histogram)
        return series->second.value;
    quint64 count = 0;
    for (const quint64 part : series->second.counts)
        count += part;
    return static_cast<double>(count);
}

static void appendLine(std::string &out, const std::string &name, const std::string &labels, const std::string &value)
{
    out += name;
    if (!labels.empty())
        out += '{' + labels + '}';
    out += ' ' + value;
}

void MetricsText::appendHistogram(std::string &out, const Family &family, const std::string &labels, const Series &series, bool open)
{
    const std::string before = labels.empty() ? std::string() : labels + ',';
    quint64 count = 0;
    for (std::size_t i = 0; i < series.counts.size(); ++i) {
        count += series.counts[i];
        const std::string bound = i < family.bounds.size() ? numberText(family.bounds[i]) : "+Inf";
        appendLine(out, family.name + "_bucket", before + "le=\"" + bound + '"', std::to_string(count));
        if (const Exemplar &exemplar = series.exemplars[i]; open && !exemplar.traceId.empty()) {
            out += " # {trace_id=\"";
            appendEscaped(out, exemplar.traceId, true);
            out += "\"} " + numberText(exemplar.value) + ' ' + QByteArray::number(exemplar.atSeconds, 'f', 3).toStdString();
        }
        out += '\n';
    }
    appendLine(out, family.name + "_sum", labels, numberText(series.value) + '\n');
    appendLine(out, family.name + "_count", labels, std::to_string(count) + '\n');
}

QByteArray MetricsText::text(bool open) const
{
    std::string out;
    for (const Family &family : m_families) {
        constexpr const char *types[] = {"counter", "gauge", "histogram"};
        constexpr std::string_view total = "_total";
        // OpenMetrics names a counter without the suffix of its samples.
        std::string name = family.name;
        if (open && family.type == Type::Counter && name.ends_with(total))
            name.resize(name.size() - total.size());
        out += "# HELP " + name + ' ';
        appendEscaped(out, family.help, open);
        out += "\n# TYPE " + name + ' ' + types[static_cast<int>(family.type)] + '\n';
        for (const auto &[labels, series] : family.series) {
            if (family.type == Type::Histogram)
                appendHistogram(out, family, labels, series, open);
            else
                appendLine(out, family.name, labels, numberText(series.value) + '\n');
        }
    }
    if (open)
        out += "# EOF\n";
    return QByteArray::fromStdString(out);
}

QByteArray MetricsText::text() const
{
    return text(false);
}

QByteArray MetricsText::openMetricsText() const
{
    return text(true);
}

} // namespace andon::sandbox
