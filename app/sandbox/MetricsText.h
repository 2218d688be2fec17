// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace andon::sandbox {

/// Counters, gauges and histograms, and their text in the Prometheus format 0.0.4 or as OpenMetrics 1.0, with exemplars.
/// A series exists from its first use on; a family shows its HELP and TYPE from its declaration on.
class MetricsText {
public:
    using Label = std::pair<std::string_view, std::string_view>;
    using Labels = std::initializer_list<Label>;

    void declareCounter(const std::string &name, const std::string &help);
    void declareGauge(const std::string &name, const std::string &help);
    /// `bounds`: upper bounds in ascending order, without +Inf.
    void declareHistogram(const std::string &name, const std::string &help, std::vector<double> bounds);

    /// A name that was not declared, or of another type, changes nothing.
    void add(std::string_view counter, Labels labels, double by = 1);
    void set(std::string_view gauge, Labels labels, double value);
    void setInfo(std::string_view gauge, const std::vector<std::pair<std::string, std::string>> &labels);
    /// `traceId`: of the request, the bucket's exemplar from now on; empty or too long for one: none.
    void observe(std::string_view histogram, Labels labels, double value, std::string_view traceId = {}, double atSeconds = 0);
    /// Makes the histogram's series exist with nothing observed.
    void touch(std::string_view histogram, Labels labels);

    /// Value of a counter or gauge, count of a histogram; 0 where there is no such series.
    [[nodiscard]] double value(std::string_view name, Labels labels) const;
    [[nodiscard]] QByteArray text() const;
    [[nodiscard]] QByteArray openMetricsText() const; ///< names of counters end in _total

private:
    enum class Type { Counter, Gauge, Histogram };
    struct Exemplar {
        std::string traceId; ///< empty: none
        double value = 0;
        double atSeconds = 0;
    };
    struct Series {
        double value = 0; ///< of a histogram: the sum
        std::vector<quint64> counts; ///< of a histogram: by bound, +Inf last, not cumulated
        std::vector<Exemplar> exemplars; ///< of a histogram: the last of each bucket
    };
    struct Family {
        std::string name;
        std::string help;
        Type type = Type::Counter;
        std::vector<double> bounds;
        std::map<std::string, Series> series; ///< by their labels as text, braces left out
    };

    void declare(Family family);
    Family *find(std::string_view name, Type type);
    [[nodiscard]] QByteArray text(bool open) const;
    static void appendHistogram(std::string &out, const Family &family, const std::string &labels, const Series &series, bool open);
    static Series &histogramSeries(Family &family, Labels labels);

    std::vector<Family> m_families; ///< in the order of declaration
    std::map<std::string, std::size_t, std::less<>> m_index;
};

} // namespace andon::sandbox
