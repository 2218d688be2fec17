// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/CountReader.h"

#include "app/versions/VersionSet.h"
#include "app/workspace/QueryReader.h"

#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;

static std::pair<QString, QString> readPair(MemberReader &members, const QueryWords &words)
{
    const QString bad = readQuery(members, "bad", u"PromQL of the bad events of one step, by version"_s, true, words, {u"step"_s});
    const QString total = readQuery(members, "total", u"PromQL of all events of one step, by version"_s, true, words, {u"step"_s});
    return {bad, total};
}

static MultipleQuery readMultiple(MemberReader &counts, const QueryWords &words)
{
    MultipleQuery multiple;
    const nlohmann::json *value = counts.object("multiple");
    if (!value)
        return multiple;
    MemberReader members(*value, counts.at("multiple"), counts.faults());
    multiple.query = readQuery(members, "query", u"PromQL of one value by version, say a quantile over a few minutes"_s, true, words, {u"step"_s});
    multiple.timesStable = members.number("times_stable", 1.01, 100, std::nullopt);
    multiple.polls = static_cast<int>(members.number("polls", 1, 1000, 3));
    return multiple;
}

CountQueries readCounts(MemberReader &indicator, const QString &indicatorId, const QueryWords &words)
{
    static const QRegularExpression name(u"^[A-Za-z_][A-Za-z0-9_]*\\z"_s);
    CountQueries counts;
    const nlohmann::json *value = indicator.object("counts");
    if (!value)
        return counts;
    counts.indicatorId = indicatorId;
    MemberReader members(*value, indicator.at("counts"), indicator.faults());
    std::tie(counts.bad, counts.total) = readPair(members, words);
    counts.multiple = readMultiple(members, words);
    counts.resets = readQuery(members, "resets", u"PromQL of how often counters began anew in one step, by version"_s, false, words, {u"step"_s});
    if (members.has("of_requests"))
        counts.ofRequests = members.boolean("of_requests");
    counts.acceptableRate = members.number("acceptable_rate", 0, 0.5, 0);
    QStringList labels;
    for (const auto &[entry, pointer] : members.list("by", false)) {
        MemberReader stratum(*entry, pointer, indicator.faults());
        StratumQueries queries;
        queries.label = stratum.text("label", u"the name of a label"_s);
        std::tie(queries.bad, queries.total) = readPair(stratum, words);
        const bool isPart = versionParts().contains(queries.label);
        queries.part = stratum.text("part", u"a part of the version set"_s, false);
        if (queries.part.isEmpty() && isPart)
            queries.part = queries.label;
        else if (!queries.part.isEmpty() && !versionParts().contains(queries.part))
            indicator.faults().add(stratum.at("part"), u"%1 is no part"_s.arg(queries.part.left(60)), versionParts().join(u", "_s));
        if (!queries.label.isEmpty() && !name.match(queries.label).hasMatch())
            indicator.faults().add(stratum.at("label"), u"%1 is no label"_s.arg(queries.label.left(60)), u"the name of a label"_s);
        if (labels.contains(queries.label))
            indicator.faults().add(stratum.at("label"), u"%1 is counted twice"_s.arg(queries.label.left(60)), u"each label once"_s);
        labels << queries.label;
        counts.strata << queries;
    }
    return counts;
}

MeanQuery readMean(MemberReader &indicator, bool higherIsWorse, const QueryWords &words)
{
    MeanQuery mean;
    const nlohmann::json *value = indicator.object("mean");
    if (!value)
        return mean;
    if (indicator.has("counts"))
        indicator.faults().add(indicator.at("mean"), u"both counts and a mean"_s, u"one of them; counts are the better"_s);
    MemberReader members(*value, indicator.at("mean"), indicator.faults());
    mean.query = readQuery(members, "query", u"PromQL of one value by version, a mean over a step or a gauge"_s, true, words, {u"step"_s});
    mean.higherIsWorse = higherIsWorse;
    mean.minimumSamples = members.number("minimum_samples", 10, 1'000'000, mean.minimumSamples);
    return mean;
}

} // namespace andon
