// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/JudgeEvidence.h"

#include "app/canary/StateJson.h"

#include <QCryptographicHash>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// Text that is no UTF-8 is possible in names of strata; it counts all the same.
std::size_t sizeOf(const json &value)
{
    return value.dump(-1, ' ', false, json::error_handler_t::replace).size();
}

json lineJson(const JudgeEvidence &evidence, const QString &id, const LineEvidence &line)
{
    return {{"indicator", id.toStdString()},
            {"queries", evidence.queries.value(id).toStdString()},
            {"state", judgeStateJson(line.state)},
            {"ratio", sampleRatioStateJson(line.ratio)},
            {"counted_ms", line.countedMs.value(QString(), 0)},
            {"reset_ms", line.resetMs},
            {"labels", json::object()}};
}

QString textAt(const json &object, const char *member)
{
    const json value = object.is_object() ? object.value(member, json()) : json();
    if (!value.is_string())
        throw StateJson::Fault{u"%1 is no text"_s.arg(QLatin1StringView(member))};
    return QString::fromStdString(value.get<std::string>());
}

template<typename Value> Value orFault(const Result<Value> &read)
{
    return read ? *read : throw StateJson::Fault{read.error().arguments.value(1)};
}

qint64 msAt(const json &object, const char *member)
{
    const json value = object.value(member, json());
    // Up to the year 2286.
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > 10'000'000'000'000)
        throw StateJson::Fault{u"%1 is no time"_s.arg(QLatin1StringView(member))};
    return value.get<std::int64_t>();
}

LineEvidence lineOf(const json &member)
{
    LineEvidence line;
    line.state = orFault(readJudgeState(member.value("state", json())));
    line.ratio = orFault(readSampleRatioState(member.value("ratio", json())));
    const json labels = member.value("labels", json());
    if (!labels.is_object())
        throw StateJson::Fault{u"labels: expected an object"_s};
    line.countedMs.insert({}, msAt(member, "counted_ms"));
    line.resetMs = msAt(member, "reset_ms");
    for (const auto &[label, strata] : labels.items()) {
        line.strata.insert(QString::fromStdString(label), orFault(readStrataState(strata)));
        line.countedMs.insert(QString::fromStdString(label), msAt(strata, "counted_ms"));
    }
    return line;
}

} // namespace

QString fingerprintOf(const CountQueries &queries)
{
    QStringList all{queries.bad, queries.total};
    for (const StratumQueries &stratum : queries.strata)
        all << stratum.label << stratum.bad << stratum.total << stratum.part;
    const QByteArray digest = QCryptographicHash::hash(all.join(QChar(0)).toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toHex().left(16));
}

json evidenceJson(const JudgeEvidence &evidence, std::size_t mostBytes)
{
    json lines = json::array(), leftOut = json::array();
    std::size_t bytes = 0;
    const auto fits = [&](const json &value) {
        const std::size_t size = sizeOf(value);
        if (bytes + size > mostBytes)
            return false;
        bytes += size;
        return true;
    };
    for (auto line = evidence.lines.cbegin(); line != evidence.lines.cend(); ++line) {
        if (json made = lineJson(evidence, line.key(), *line); fits(made))
            lines.push_back(std::move(made));
        else
            leftOut.push_back(line.key().toStdString());
    }
    for (json &made : lines) {
        const std::string id = made["indicator"];
        const QMap<QString, StrataState> &labels = evidence.lines[QString::fromStdString(id)].strata;
        for (auto label = labels.cbegin(); label != labels.cend(); ++label) {
            const std::string name = label.key().toStdString();
            json strata = strataStateJson(*label);
            strata["counted_ms"] = evidence.lines[QString::fromStdString(id)].countedMs.value(label.key(), 0);
            if (fits(strata))
                made["labels"][name] = std::move(strata);
            else
                leftOut.push_back(id + '/' + name);
        }
    }
    return {{"format", StateJson::format},
            {"stable", evidence.stable.toStdString()},
            {"canary", evidence.canary.toStdString()},
            {"lines", lines},
            {"left_out", leftOut}};
}

Result<JudgeEvidence> readEvidence(const json &object)
{
    return StateJson::read<JudgeEvidence>(object, [&](JudgeEvidence &evidence, const StateJson::Reader &) {
        evidence.stable = textAt(object, "stable");
        evidence.canary = textAt(object, "canary");
        const json lines = object.value("lines", json());
        if (!lines.is_array())
            throw StateJson::Fault{u"lines: expected a list"_s};
        for (const json &member : lines) {
            const QString id = textAt(member, "indicator");
            if (evidence.lines.contains(id))
                throw StateJson::Fault{u"an indicator stands there twice"_s};
            evidence.queries.insert(id, textAt(member, "queries"));
            evidence.lines.insert(id, lineOf(member));
        }
    });
}

} // namespace andon
