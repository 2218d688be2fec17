// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/PrometheusAnswer.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

struct Fault {
    QString what;
};

double numberOf(const std::string &text)
{
    if (text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == "+Inf" || text == "Inf")
        return std::numeric_limits<double>::infinity();
    if (text == "-Inf")
        return -std::numeric_limits<double>::infinity();
    bool number = false;
    const double value = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())).toDouble(&number);
    if (!number)
        throw Fault{u"a value that is no number: %1"_s.arg(QString::fromStdString(text).left(40))};
    return value;
}

/// [<seconds>, "<value>"]
void appendSample(Columns &columns, const json &sample)
{
    if (!sample.is_array() || sample.size() != 2 || !sample[0].is_number() || !sample[1].is_string())
        throw Fault{u"a sample that is not [time, \"value\"]"_s};
    const double seconds = sample[0].get<double>();
    if (!std::isfinite(seconds) || std::abs(seconds) > 1e11)
        throw Fault{u"a sample with an impossible time"_s};
    const qint64 time = std::llround(seconds * 1000);
    if (!columns.empty() && time <= columns.lastTime())
        throw Fault{u"samples whose times do not rise"_s};
    columns.append(time, numberOf(sample[1].get_ref<const std::string &>()));
}

Series seriesOf(const json &entry)
{
    if (!entry.is_object() || !entry.contains("metric") || !entry["metric"].is_object())
        throw Fault{u"a series without labels"_s};
    Series series;
    for (const auto &[label, value] : entry["metric"].items()) {
        if (!value.is_string())
            throw Fault{u"a label that is no text"_s};
        series.labels.insert(QString::fromStdString(label), QString::fromStdString(value.get_ref<const std::string &>()));
    }
    if (const auto values = entry.find("values"); values != entry.end()) {
        if (!values->is_array())
            throw Fault{u"values that are no list"_s};
        for (const json &sample : *values)
            appendSample(series.columns, sample);
    } else if (const auto value = entry.find("value"); value != entry.end()) {
        appendSample(series.columns, *value);
    } else if (!entry.contains("histogram") && !entry.contains("histograms")) {
        throw Fault{u"a series without values"_s};
    }
    return series;
}

MetricsAnswer answerOf(const json &body)
{
    if (!body.contains("data") || !body["data"].is_object())
        throw Fault{u"no data"_s};
    const json &data = body["data"];
    const std::string type = data.value("resultType", std::string());
    MetricsAnswer answer;
    const auto result = data.find("result");
    if (result == data.end() || !result->is_array())
        throw Fault{u"no list of results"_s};
    if (type == "scalar") {
        Series series;
        appendSample(series.columns, *result);
        answer.series.append(series);
    } else if (type == "matrix" || type == "vector") {
        for (const json &entry : *result) {
            // A series of native histograms alone has no value to draw.
            if (const Series series = seriesOf(entry); !series.columns.empty())
                answer.series.append(series);
        }
    } else {
        throw Fault{u"the result type %1"_s.arg(QString::fromStdString(type).left(40))};
    }
    for (const char *member : {"warnings", "infos"}) {
        const auto words = body.find(member);
        if (words == body.end() || !words->is_array())
            continue;
        for (const json &word : *words) {
            if (word.is_string())
                answer.warnings << QString::fromStdString(word.get<std::string>()).left(1000);
        }
    }
    return answer;
}

} // namespace

Result<MetricsAnswer> decodePrometheusAnswer(const QByteArray &body, const QString &address, const QString &query)
{
    try {
        const json answer = json::parse(body.begin(), body.end(), nullptr, false);
        if (answer.is_discarded())
            return failure(ErrorKind::BadAnswer, {address, u"it is no complete JSON"_s});
        if (!answer.is_object() || !answer.contains("status") || !answer["status"].is_string())
            return failure(ErrorKind::BadAnswer, {address, u"it has no status; is this Prometheus?"_s});
        if (answer["status"] != "success") {
            const auto error = answer.find("error");
            const QString words = error != answer.end() && error->is_string()
                ? QString::fromStdString(error->get<std::string>()).left(1000) : u"without a reason"_s;
            return failure(ErrorKind::QueryRefused, {query.left(300), words});
        }
        return answerOf(answer);
    } catch (const Fault &fault) {
        return failure(ErrorKind::BadAnswer, {address, fault.what});
    } catch (const json::exception &) {
        return failure(ErrorKind::BadAnswer, {address, u"a member has the wrong type"_s});
    }
}

} // namespace andon
