// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/ExemplarAnswer.h"

#include "app/base/BoundedJson.h"

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr qsizetype mostExemplars = 10'000;
constexpr qsizetype longestText = 200;

QString textIn(const json &object, const char *member)
{
    const auto found = object.find(member);
    return found != object.end() && found->is_string()
        ? QString::fromStdString(found->get_ref<const std::string &>()).left(longestText) : QString();
}

/// The usual names of the label that holds a trace's id.
QString traceIdIn(const json &labels)
{
    for (const char *name : {"trace_id", "traceID", "traceId"}) {
        if (const QString id = textIn(labels, name); !id.isEmpty())
            return id;
    }
    return {};
}

void take(const json &series, const QString &versionLabel, QList<Exemplar> &out)
{
    const auto labels = series.find("seriesLabels");
    const auto exemplars = series.find("exemplars");
    if (exemplars == series.end() || !exemplars->is_array())
        return;
    const QString version = labels != series.end() && labels->is_object() && !versionLabel.isEmpty()
        ? textIn(*labels, versionLabel.toUtf8().constData()) : QString();
    for (const json &one : *exemplars) {
        if (out.size() >= mostExemplars)
            return;
        const auto time = one.is_object() ? one.find("timestamp") : one.end();
        if (!one.is_object() || time == one.end() || !time->is_number())
            continue;
        bool number = false;
        const double value = textIn(one, "value").toDouble(&number);
        const double seconds = time->get<double>();
        if (!number || !std::isfinite(value) || !std::isfinite(seconds) || std::abs(seconds) > 1e11)
            continue;
        const auto own = one.find("labels");
        out.append({version, own != one.end() && own->is_object() ? traceIdIn(*own) : QString(), value,
                    std::llround(seconds * 1000)});
    }
}

} // namespace

Result<QList<Exemplar>> decodeExemplarAnswer(const QByteArray &body, const QString &versionLabel, const QString &address)
{
    QList<Exemplar> exemplars;
    // A query without a selector is answered with nothing at all.
    if (body.isEmpty())
        return exemplars;
    const json answer = boundedJson(body);
    if (!answer.is_object())
        return failure(ErrorKind::BadAnswer, {address, u"it is no complete JSON"_s});
    const auto status = answer.find("status");
    const auto data = answer.find("data");
    if (status == answer.end() || *status != "success" || data == answer.end() || !data->is_array())
        return failure(ErrorKind::BadAnswer, {address, u"it holds no exemplars"_s});
    for (const json &series : *data) {
        if (series.is_object())
            take(series, versionLabel, exemplars);
    }
    return exemplars;
}

} // namespace andon
