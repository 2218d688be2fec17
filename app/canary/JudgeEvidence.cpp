// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/JudgeEvidence.h"

#include "app/canary/StateJson.h"

#include <QCryptographicHash>

#include <algorithm>

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
    if (line.mean) {
        return {{"indicator", id.toStdString()},
                {"queries", evidence.queries.value(id).toStdString()},
                {"mean", meanStateJson(*line.mean)},
                {"counted_ms", line.countedMs.value(QString(), 0)},
                {"reset_ms", line.resetMs}};
    }
    return {{"indicator", id.toStdString()},
            {"queries", evidence.queries.value(id).toStdString()},
            {"state", judgeStateJson(line.state)},
            {"ratio", sampleRatioStateJson(line.ratio)},
            {"counted_ms", line.countedMs.value(QString(), 0)},
            {"reset_ms", line.resetMs},
            {"labels", json::object()}};
}

/// Of a label: who was shown to be hurt, names and weights besides, or everything.
enum class Kept { Hurt, Names, All };

bool isHurt(const StrataState &label)
{
    return label.regressedAt || std::ranges::any_of(label.strata, [](const StratumState &one) { return one.judge.regressedAt.has_value(); });
}

bool isShown(const LineEvidence &line)
{
    return line.state.regressedAt || (line.mean && line.mean->regressedAt) || std::any_of(line.strata.cbegin(), line.strata.cend(), isHurt);
}

/// Null: nothing of it is to be kept.
json labelJson(const StrataState &state, qint64 countedMs, Kept kept)
{
    if (kept == Kept::Hurt && !isHurt(state))
        return {};
    json object = kept == Kept::All ? strataStateJson(state) : strataMarksJson(state, kept == Kept::Hurt);
    object["counted_ms"] = kept == Kept::All ? countedMs : 0;
    return object;
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
    if (member.contains("mean")) {
        line.mean = orFault(readMeanState(member["mean"]));
        line.countedMs.insert({}, msAt(member, "counted_ms"));
        line.resetMs = msAt(member, "reset_ms");
        return line;
    }
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
    if (queries.isMean())
        all << queries.mean.query << QString::number(queries.mean.higherIsWorse);
    const QByteArray digest = QCryptographicHash::hash(all.join(QChar(0)).toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.toHex().left(16));
}

json evidenceJson(const JudgeEvidence &evidence, std::size_t mostBytes)
{
    json lines = json::array(), leftOut = json::array(), since = json::object();
    std::size_t bytes = 0;
    const auto fits = [&](const json &value, std::size_t before = 0) {
        const std::size_t size = bytes - before + sizeOf(value);
        if (size > mostBytes)
            return false;
        bytes = size;
        return true;
    };
    QStringList ids = evidence.lines.keys();
    std::stable_partition(ids.begin(), ids.end(), [&](const QString &id) { return isShown(evidence.lines[id]); });
    for (const QString &id : std::as_const(ids)) {
        const LineEvidence &line = evidence.lines[id];
        if (json made = lineJson(evidence, id, line); fits(made)) {
            lines.push_back(std::move(made));
            continue;
        }
        leftOut.push_back(id.toStdString());
        if (line.since())
            since[id.toStdString()] = toMs(*line.since());
    }
    for (const Kept kept : {Kept::Hurt, Kept::Names, Kept::All}) {
        for (json &made : lines) {
            const std::string id = made["indicator"];
            const LineEvidence &line = evidence.lines[QString::fromStdString(id)];
            for (auto label = line.strata.cbegin(); label != line.strata.cend(); ++label) {
                const std::string name = label.key().toStdString();
                const qint64 countedMs = line.countedMs.value(label.key(), 0);
                json &place = made["labels"];
                json better = labelJson(*label, countedMs, kept);
                const bool placed = !better.is_null() && fits(better, place.contains(name) ? sizeOf(place[name]) : 0);
                if (placed)
                    place[name] = std::move(better);
                // What is only being counted again is still to be counted from its beginning.
                if (kept == Kept::All && (!placed || countedMs == 0))
                    leftOut.push_back(id + '/' + name);
            }
        }
    }
    return {{"format", StateJson::format},
            {"stable", evidence.stable.toStdString()},
            {"canary", evidence.canary.toStdString()},
            {"lines", lines},
            {"left_out", leftOut},
            {"left_out_since", since}};
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
        const json leftOut = object.value("left_out", json::array()), since = object.value("left_out_since", json::object());
        if (!leftOut.is_array() || !since.is_object())
            throw StateJson::Fault{u"left_out: expected a list"_s};
        for (const json &name : leftOut)
            evidence.leftOut << (name.is_string() ? QString::fromStdString(name.get<std::string>()) : throw StateJson::Fault{u"left_out: expected names"_s});
        for (const auto &[id, ms] : since.items())
            evidence.leftOutSince.insert(QString::fromStdString(id), msAt(since, id.c_str()));
    });
}

} // namespace andon
