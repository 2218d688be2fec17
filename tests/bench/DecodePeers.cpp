// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/DecodePeers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <nlohmann/json.hpp>
#include <simdjson.h>

#include <charconv>
#include <cmath>
#include <random>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

double numberOf(std::string_view text)
{
    double value = std::numeric_limits<double>::quiet_NaN();
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

qint64 millisecondsOf(double seconds)
{
    return std::llround(seconds * 1000);
}

/// Whatever is a pair of a number and a text deep within is a sample.
class SaxPeer final : public nlohmann::json_sax<json> {
public:
    PlainSeriesList all;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t value) override { return time(static_cast<double>(value)); }
    bool number_unsigned(number_unsigned_t value) override { return time(static_cast<double>(value)); }
    bool number_float(number_float_t value, const string_t &) override { return time(value); }
    bool string(string_t &text) override
    {
        if (m_values)
            all.back().values.push_back(numberOf(text));
        return true;
    }
    bool binary(binary_t &) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t &name) override
    {
        m_values = name == "values";
        if (m_values)
            all.emplace_back();
        return true;
    }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t, const std::string &, const nlohmann::detail::exception &) override { return false; }

private:
    bool time(double seconds)
    {
        if (m_values)
            all.back().times.push_back(millisecondsOf(seconds));
        return true;
    }
    bool m_values = false;
};

} // namespace

QByteArray matrixBody(int seriesCount, int points, bool fractional)
{
    std::mt19937_64 random(352'000);
    std::uniform_real_distribution<double> unit(0, 1);
    std::string out = R"({"status":"success","data":{"resultType":"matrix","result":[)";
    char digits[64];
    for (int series = 0; series < seriesCount; ++series) {
        out += series == 0 ? "" : ",";
        out += R"({"metric":{"__name__":"andon_sandbox_seconds","version":"v)" + std::to_string(series) + R"("},"values":[)";
        double counter = 0;
        for (int i = 0; i < points; ++i) {
            counter += unit(random) * 3;
            const bool isGauge = series % 2 == 1;
            const double value = isGauge ? std::round(unit(random) * 1e4) / 100 : counter;
            out += i == 0 ? "[" : ",[";
            out += std::to_string(1'795'000'000 + 5LL * i);
            out += fractional ? ".781,\"" : ",\"";
            if (unit(random) < 0.0005)
                out += "NaN";
            else
                out.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
            out += "\"]";
        }
        out += "]}";
    }
    out += "]}}";
    return QByteArray::fromStdString(out);
}

PlainSeriesList byNlohmannDom(const QByteArray &body)
{
    PlainSeriesList all;
    const json answer = json::parse(body.begin(), body.end());
    for (const json &entry : answer["data"]["result"]) {
        PlainSeries &series = all.emplace_back();
        for (const json &sample : entry["values"]) {
            series.times.push_back(millisecondsOf(sample[0].get<double>()));
            series.values.push_back(numberOf(sample[1].get_ref<const std::string &>()));
        }
    }
    return all;
}

PlainSeriesList byNlohmannSax(const QByteArray &body)
{
    SaxPeer sax;
    json::sax_parse(body.begin(), body.end(), &sax);
    return std::move(sax.all);
}

PlainSeriesList byQJsonDocument(const QByteArray &body)
{
    PlainSeriesList all;
    const QJsonDocument answer = QJsonDocument::fromJson(body);
    const QJsonArray entries = answer.object()[u"data"_s].toObject()[u"result"_s].toArray();
    for (const QJsonValue &entry : entries) {
        PlainSeries &series = all.emplace_back();
        const QJsonArray samples = entry.toObject()[u"values"_s].toArray();
        for (const QJsonValue &sample : samples) {
            const QJsonArray pair = sample.toArray();
            bool number = false;
            const double value = pair[1].toString().toDouble(&number);
            series.times.push_back(millisecondsOf(pair[0].toDouble()));
            series.values.push_back(number ? value : std::numeric_limits<double>::quiet_NaN());
        }
    }
    return all;
}

PlainSeriesList bySimdjson(const QByteArray &body)
{
    using namespace simdjson;
    static ondemand::parser parser;
    static QByteArray padded;
    // The room behind the text that the parser wants is there in a network buffer too: not counted as a copy.
    if (padded.size() != body.size() || padded.constData() == nullptr) {
        padded = body;
        padded.reserve(body.size() + static_cast<qsizetype>(SIMDJSON_PADDING));
    }
    PlainSeriesList all;
    ondemand::document answer =
        parser.iterate(padded.constData(), static_cast<std::size_t>(padded.size()), static_cast<std::size_t>(padded.capacity()));
    for (ondemand::object entry : answer["data"]["result"].get_array()) {
        PlainSeries &series = all.emplace_back();
        for (ondemand::array sample : entry["values"].get_array()) {
            auto item = sample.begin();
            series.times.push_back(millisecondsOf((*item).get_double()));
            ++item;
            const std::string_view text = (*item).get_string();
            series.values.push_back(numberOf(text));
            ++item;
        }
    }
    return all;
}

} // namespace andon
