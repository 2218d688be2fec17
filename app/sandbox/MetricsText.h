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

/// Counters, gauges and histograms, and their text in the Prometheus format 0.0.4.
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
    void observe(std::string_view histogram, Labels labels, double value);
    /// Makes the histogram's series exist with nothing observed.
    void touch(std::string_view histogram, Labels labels);

    /// Value of a counter or gauge, count of a histogram; 0 where there is no such series.
    [[nodiscard]] double value(std::string_view name, Labels labels) const;
    [[nodiscard]] QByteArray text() const;

private:
    enum class Type { Counter, Gauge, Histogram };
    struct Series {
        double value = 0; ///< of a histogram: the sum
        std::vector<quint64> counts; ///< of a histogram: by bound, +Inf last, not cumulated
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
    static Series &histogramSeries(Family &family, Labels labels);

    std::vector<Family> m_families; ///< in the order of declaration
    std::map<std::string, std::size_t, std::less<>> m_index;
};

} // namespace andon::sandbox
