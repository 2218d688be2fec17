// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/RegressionSet.h"

#include "app/base/BoundedJson.h"
#include "app/base/CanonicalJson.h"
#include "app/base/TimeText.h"
#include "app/incidents/EventText.h"

#include <QCryptographicHash>
#include <QSet>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

QString regressionId(const json &input, const json &expect)
{
    const QByteArray bytes = canonicalJson({{"expect", expect}, {"input", input}});
    return u"r-"_s + QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().left(24));
}

RegressionSample regressionSample(const json &input, const json &expect, const QStringList &tags, const SampleOrigin &origin)
{
    RegressionSample sample{regressionId(input, expect), input, expect, tags, json::object()};
    json made = json::object();
    for (const auto &[part, word] : origin.made.asKeyValueRange())
        made[part.toStdString()] = word.toStdString();
    sample.meta = {{"trace_id", origin.trace.toStdString()},
                   {"version", origin.version.toStdString()},
                   {"version_set", made},
                   {"marked_at", isoUtc(origin.markedAt).toStdString()}};
    if (!origin.incident.isEmpty())
        sample.meta["incident"] = origin.incident.toStdString();
    return sample;
}

QByteArray regressionLine(const RegressionSample &sample)
{
    json tags = json::array();
    for (const QString &tag : sample.tags)
        tags.push_back(tag.toStdString());
    return canonicalJson({{"id", sample.id.toStdString()}, {"input", sample.input}, {"expect", sample.expect}, {"tags", tags}, {"meta", sample.meta}})
        + '\n';
}

/// The sample of one line, or what is wrong with it.
static tl::expected<RegressionSample, QString> sampleOf(const QByteArray &line)
{
    const json value = boundedJson(line);
    if (!value.is_object())
        return tl::unexpected(u"it is no JSON object, or it was cut off"_s);
    RegressionSample sample;
    sample.id = textAt(value, "id");
    const json *input = jsonAt(value, "input");
    if (sample.id.isEmpty() || !input)
        return tl::unexpected(u"it has no id or no input"_s);
    sample.input = *input;
    if (const json *expect = jsonAt(value, "expect"))
        sample.expect = *expect;
    if (const json *meta = jsonAt(value, "meta"); meta && meta->is_object())
        sample.meta = *meta;
    const json *tags = jsonAt(value, "tags");
    for (const json &tag : tags && tags->is_array() ? *tags : json::array()) {
        if (tag.is_string())
            sample.tags << QString::fromStdString(tag.get<std::string>());
    }
    return sample;
}

RegressionSet parseRegressionSet(const QByteArray &lines)
{
    RegressionSet set;
    QSet<QString> seen;
    int number = 0;
    for (const QByteArray &line : lines.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        const auto sample = sampleOf(line);
        if (!sample) {
            set.faults << RegressionSet::Fault{number, sample.error()};
        } else if (!seen.contains(sample->id)) {
            seen << sample->id;
            set.samples << *sample;
        }
    }
    return set;
}

} // namespace andon
