// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/BenchData.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype headNumbers = 8;

/// splitmix64: the same numbers everywhere.
class Dice {
public:
    explicit Dice(quint64 seed) : m_state((seed + 1) * 0xD1B54A32D192ED03ULL) {} // no two streams are parts of each other
    double uniform() ///< [0, 1)
    {
        quint64 z = (m_state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1.0p-53;
    }
    double normal()
    {
        return std::sqrt(-2 * std::log(1 - uniform())) * std::cos(2 * std::numbers::pi * uniform());
    }

private:
    quint64 m_state;
};

std::vector<double> seriesOf(const BenchShape &shape, int panel, int series)
{
    Dice dice(static_cast<quint64>(100 * panel + series + 1));
    const auto count = static_cast<size_t>(shape.points + shape.extra);
    std::vector<double> values(count);
    double walk = 2 + 0.3 * series;
    double step = 0.02 + 0.004 * series;
    const double smooth = 1 / std::sqrt(static_cast<double>(shape.points) / 1000);
    for (size_t i = 0; i < count; ++i) {
        const double turn = 2 * std::numbers::pi * static_cast<double>(i) / shape.points;
        switch (panel % 4) {
        case 0: values[i] = 0.93 - 0.01 * series + 0.01 * std::sin(3 * turn + series) + 0.012 * dice.normal(); break;
        case 1:
            values[i] = (0.35 + 0.05 * series) * std::exp(0.25 * dice.normal());
            if (dice.uniform() < 0.001)
                values[i] *= 4 + 6 * dice.uniform();
            break;
        case 2: values[i] = walk = std::max(0.2, walk + 0.01 * smooth * dice.normal()); break;
        default:
            if (dice.uniform() < 40.0 / shape.points)
                step = 0.01 + 0.12 * dice.uniform();
            values[i] = step;
        }
    }
    return values;
}

void appendNumber(QByteArray &to, double value)
{
    char text[32];
    const auto [end, error] = std::to_chars(text, text + sizeof text, value);
    if (error == std::errc())
        to.append(text, end - text);
}

} // namespace

BenchShape benchShape(const QString &name)
{
    if (name == u"ds3")
        return {.panels = 4, .series = 2, .points = 1'000'000, .extra = 128, .stepMs = 80};
    return {};
}

bool writeBenchData(const QString &path, const BenchShape &shape)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const auto write = [&](const double *numbers, size_t count) {
        const auto bytes = static_cast<qint64>(count * sizeof(double));
        return file.write(reinterpret_cast<const char *>(numbers), bytes) == bytes;
    };
    const double head[headNumbers] = {double(shape.panels), double(shape.series), double(shape.points), double(shape.extra),
                                      double(shape.firstMs), double(shape.stepMs), 0, 0};
    bool good = write(head, headNumbers);
    for (int panel = 0; panel < shape.panels; ++panel) {
        for (int series = 0; series < shape.series; ++series) {
            const std::vector<double> values = seriesOf(shape, panel, series);
            good = good && write(values.data(), values.size());
        }
    }
    return good && file.flush();
}

bool writeBenchAnswer(const QString &path, const BenchShape &shape)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    QByteArray text = R"({"status":"success","data":{"resultType":"matrix","result":[)";
    for (int panel = 0; panel < shape.panels; ++panel) {
        for (int series = 0; series < shape.series; ++series) {
            text += panel + series > 0 ? "," : "";
            text += R"({"metric":{"panel":")" + QByteArray::number(panel) + R"(","version":"v)" + QByteArray::number(series)
                + R"("},"values":[)";
            const std::vector<double> values = seriesOf(shape, panel, series);
            for (int i = 0; i < shape.points; ++i) {
                text += i > 0 ? ",[" : "[";
                text += QByteArray::number(shape.timeMs(i) / 1000) + ",\"";
                // Histograms' quantiles have all their digits, counts and ratios of a gateway's own a few.
                const double value = values[static_cast<size_t>(i)];
                appendNumber(text, series % 8 < 5 ? value : std::round(value * 1000) / 1000);
                text += "\"]";
            }
            text += "]}";
        }
    }
    text += "]}}";
    return file.write(text) == text.size() && file.flush();
}

BenchFile::BenchFile(const QString &path) : m_file(path)
{
    double head[headNumbers] = {};
    if (!m_file.open(QIODevice::ReadOnly) || m_file.read(reinterpret_cast<char *>(head), sizeof head) != sizeof head) {
        m_file.close();
        return;
    }
    m_shape = {.panels = int(head[0]), .series = int(head[1]), .points = int(head[2]), .extra = int(head[3]),
               .stepMs = qint64(head[5]), .firstMs = qint64(head[4])};
}

std::vector<double> BenchFile::values(int panel, int series)
{
    std::vector<double> values(static_cast<size_t>(m_shape.points + m_shape.extra));
    const auto bytes = static_cast<qint64>(values.size() * sizeof(double));
    m_file.seek(static_cast<qint64>(headNumbers * sizeof(double)) + (panel * m_shape.series + series) * bytes);
    if (m_file.read(reinterpret_cast<char *>(values.data()), bytes) != bytes)
        values.clear();
    return values;
}

} // namespace andon
