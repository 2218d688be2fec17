// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/RegressionGate.h"

#include "app/base/BoundedJson.h"
#include "app/base/TimeText.h"
#include "app/incidents/EventText.h"

#include <QHash>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr qsizetype namedAtMost = 3; ///< samples in one reason

tl::unexpected<Error> wrong(const QString &what)
{
    return failure(ErrorKind::BadInput, {u"the regression report"_s, what});
}

QString named(const QStringList &words)
{
    const QString shown = words.mid(0, namedAtMost).join(u", "_s);
    return words.size() > namedAtMost ? u"%1 and %2 more"_s.arg(shown, QString::number(words.size() - namedAtMost)) : shown;
}

QString count(qsizetype some, qsizetype all)
{
    return all == 1 ? u"The only sample"_s : u"%1 of %2 samples"_s.arg(some).arg(all);
}

} // namespace

Result<RegressionReport> parseRegressionReport(const QByteArray &bytes)
{
    const json value = boundedJson(bytes);
    if (!value.is_object())
        return wrong(u"it is no JSON object, or it was cut off"_s);
    if (textAt(value, "format") != u"andon-regression-report-1")
        return wrong(u"its format is not andon-regression-report-1"_s);
    RegressionReport report;
    report.version = textAt(value, "version");
    if (report.version.isEmpty())
        return wrong(u"it does not say which version was run"_s);
    const Result<TimePoint> ranAt = parseIso(textAt(value, "ran_at"));
    if (!ranAt)
        return wrong(u"ran_at is no time such as 2026-11-24T15:30:00Z"_s);
    report.ranAt = *ranAt;
    const json *results = jsonAt(value, "results");
    if (!results || !results->is_array())
        return wrong(u"it has no list of results"_s);
    for (std::size_t i = 0; i < results->size(); ++i) {
        const json &one = (*results)[i];
        const json *pass = jsonAt(one, "pass");
        const QString id = textAt(one, "id");
        if (id.isEmpty() || !pass || !pass->is_boolean())
            return wrong(u"result %1 has no id, or its pass is not true or false"_s.arg(i + 1));
        report.findings << RegressionReport::Finding{id, pass->get<bool>(), textAt(one, "why").left(200)};
    }
    return report;
}

RegressionGate regressionGate(const Result<RegressionReport> &report, const RegressionSet &set, const QString &version)
{
    RegressionGate gate;
    for (const RegressionSet::Fault &fault : set.faults.mid(0, namedAtMost))
        gate.reasons << u"Line %1 of the regression set is no sample: %2"_s.arg(fault.line).arg(fault.what);
    if (set.samples.isEmpty() && set.faults.isEmpty()) {
        gate.open = true;
        gate.reasons << u"The regression set is empty: there is nothing to pass"_s;
        return gate;
    }
    if (!report) {
        gate.notRun = set.samples.size();
        gate.reasons << u"The regression set was not run: "_s + report.error().message();
        return gate;
    }
    if (report->version != version) {
        gate.notRun = set.samples.size();
        gate.reasons << u"The report is of %1; %2 was not run"_s.arg(report->version, version);
        return gate;
    }
    QHash<QString, RegressionReport::Finding> found;
    for (const RegressionReport::Finding &one : report->findings) {
        const auto before = found.constFind(one.id);
        if (before == found.constEnd() || before->pass)
            found.insert(one.id, one);
    }
    QStringList failed, notRun;
    for (const RegressionSample &sample : set.samples) {
        const auto one = found.constFind(sample.id);
        if (one == found.constEnd())
            notRun << sample.id;
        else if (!one->pass)
            failed << (one->why.isEmpty() ? sample.id : u"%1 (%2)"_s.arg(sample.id, one->why));
        else
            ++gate.passed;
    }
    gate.failed = failed.size();
    gate.notRun = notRun.size();
    if (!failed.isEmpty())
        gate.reasons << u"%1 failed: %2"_s.arg(count(gate.failed, set.samples.size()), named(failed));
    if (!notRun.isEmpty())
        gate.reasons << u"%1 was not run: %2"_s.arg(count(gate.notRun, set.samples.size()), named(notRun));
    gate.open = gate.reasons.isEmpty();
    if (gate.open)
        gate.reasons << u"All %1 samples of the regression set passed on %2 at %3"_s.arg(gate.passed).arg(version, utcText(report->ranAt));
    return gate;
}

} // namespace andon
