// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Evidence.h"

#include "app/alerts/AlertRowJson.h"
#include "app/base/BoundedJson.h"
#include "app/incidents/GatewayStateJson.h"
#include "app/incidents/IndicatorJson.h"
#include "app/incidents/JsonFields.h"
#include "app/incidents/SignalCsv.h"

#include <QHash>
#include <QSet>

namespace andon {

using namespace Qt::StringLiterals;
using namespace JsonFields;
using nlohmann::json;

namespace {

constexpr qsizetype mostSeries = 10'000;
constexpr qsizetype mostAlerts = 20'000;
constexpr qsizetype mostSources = 1000;
constexpr qsizetype mostRequests = 100'000;
constexpr qsizetype mostSplits = 1000;
constexpr qsizetype mostBaselines = 20;
constexpr qint64 mostOffsetMs = 366LL * 86'400'000;

tl::unexpected<Error> wrong(QStringView file, const QString &why)
{
    return failure(ErrorKind::BadInput, {u"the bundle's file %1"_s.arg(file), why});
}

Result<json> documentOf(const QList<BundleEntry> &files, QStringView name)
{
    const QByteArray *bytes = fileOf(files, name);
    if (!bytes)
        return wrong(name, u"it is missing"_s);
    json value = boundedJson(*bytes);
    if (!value.is_object())
        return wrong(name, u"it is no JSON object"_s);
    return value;
}

Result<void> readSignals(Evidence &evidence, const json &manifest, const QList<BundleEntry> &files)
{
    qsizetype series = 0;
    // Two versions that read the same once something was taken out have one file: it is read once.
    QHash<QString, std::shared_ptr<const Columns>> read;
    for (const json &entry : list(manifest, "signals")) {
        IndicatorReading reading = readingFromJson(entry);
        for (const json &file : list(entry, "files")) {
            const QString name = text(file, "file");
            const QByteArray *csv = fileOf(files, name);
            if (!csv || ++series > mostSeries)
                return wrong(name, csv ? u"there are more series than a replay takes"_s : u"it is missing"_s);
            if (!read.contains(name)) {
                const Result<Columns> columns = columnsOfCsv(*csv, name);
                if (!columns)
                    return tl::unexpected(columns.error());
                read.insert(name, std::make_shared<const Columns>(*columns));
            }
            reading.versions << VersionColumns{text(file, "version"), read.value(name)};
        }
        evidence.readings << reading;
    }
    return {};
}

/// What a bundle of before does not have: splits, and the lines as they were before.
Result<void> readAnswers(Evidence &evidence, const json &manifest, const QList<BundleEntry> &files)
{
    evidence.holdsAnswers = member(manifest, "answers").is_array();
    qsizetype series = 0;
    QSet<QString> named;
    for (const json &entry : list(manifest, "answers")) {
        const QString name = text(entry, "file");
        const QByteArray *csv = fileOf(files, name);
        const json &labels = list(entry, "series");
        series += static_cast<qsizetype>(labels.size());
        if (!csv || series > mostAnswerSeries || evidence.answers.size() >= mostAnswers)
            return wrong(name, csv ? u"there are more series than a replay takes"_s : u"it is missing"_s);
        if (named.contains(name))
            return wrong(name, u"two answers name it"_s);
        named << name;
        const Result<QList<Columns>> columns = columnsOfAnswer(*csv, static_cast<qsizetype>(labels.size()), name);
        if (!columns)
            return tl::unexpected(columns.error());
        EvidenceAnswer answer{text(entry, "query"), {integer(entry, "start_ms"), integer(entry, "end_ms"), std::max<qint64>(1, integer(entry, "step_ms"))}, {}};
        for (const json &one : list(entry, "warnings")) {
            if (one.is_string())
                answer.answer.warnings << QString::fromStdString(one.get<std::string>());
        }
        for (const Columns &one : *columns) {
            Series read{{}, one};
            for (const auto &[label, value] : labels[static_cast<std::size_t>(answer.answer.series.size())].items()) {
                if (value.is_string())
                    read.labels[QString::fromStdString(label)] = QString::fromStdString(value.get<std::string>());
            }
            answer.answer.series << read;
        }
        evidence.answers << answer;
    }
    return {};
}

Result<void> readGateway(Evidence &evidence, const QList<BundleEntry> &files)
{
    const QByteArray *lines = fileOf(files, BundleName::gateway);
    if (!lines)
        return wrong(BundleName::gateway, u"it is missing"_s);
    for (const QByteArray &line : lines->split('\n')) {
        if (line.isEmpty())
            continue;
        const json value = boundedJson(line);
        GatewayRead read{gatewayStateFromJson(member(value, "state")), {}};
        read.until = time(value, "until").value_or(read.state.readAt);
        const bool follows = evidence.reads.isEmpty() || read.state.readAt >= evidence.reads.last().state.readAt;
        if (!value.is_object() || !follows || read.until < read.state.readAt)
            return wrong(BundleName::gateway, u"line %1 is no reading that follows the one before"_s.arg(evidence.reads.size() + 1));
        evidence.reads << read;
    }
    return {};
}

void readActions(Evidence &evidence, const json &actions)
{
    for (const json &value : list(actions, "configured")) {
        if (const auto action = actionFromJson(value))
            evidence.actions << *action;
    }
    for (const json &value : list(actions, "verbs")) {
        if (const auto verb = verbFromWord(text(value, "verb")))
            evidence.verbs << EvidenceVerb{*verb, promiseFromJson(member(value, "promise")), text(value, "absent")};
    }
}

void readVersions(Evidence &evidence, const json &sets)
{
    evidence.before = text(sets, "before");
    evidence.after = text(sets, "after");
    const json &versions = member(sets, "versions");
    if (!versions.is_object())
        return;
    for (const auto &[id, value] : versions.items()) {
        KnownVersion version;
        version.id = QString::fromStdString(id);
        version.gone = flag(value, "gone");
        if (const json &parts = member(value, "parts"); parts.is_object()) {
            for (const auto &[name, part] : parts.items()) {
                VersionPart &read = version.parts[QString::fromStdString(name)];
                read = {text(part, "id"), text(part, "hash"), std::nullopt};
                if (member(part, "text").is_string())
                    read.text = text(part, "text");
            }
        }
        for (const json &word : list(value, "said_by")) {
            for (const VersionOrigin origin : allVersionOrigins) {
                if (word == originWord(origin).toStdString())
                    version.origins << origin;
            }
        }
        evidence.versions << version;
    }
}

/// Single requests; a line that is none is as good as none.
void readSamples(Evidence &evidence, const QList<BundleEntry> &files)
{
    static constexpr QStringView folder = u"samples/", ending = u".jsonl";
    qsizetype requests = 0;
    for (const BundleEntry &file : files) {
        if (!file.name.startsWith(folder) || !file.name.endsWith(ending))
            continue;
        const QString part = file.name.sliced(folder.size()).chopped(ending.size());
        QList<json> &read = evidence.samples[QString::fromUtf8(QByteArray::fromPercentEncoding(part.toLatin1()))];
        for (const QByteArray &line : file.bytes.split('\n')) {
            const json request = line.isEmpty() || ++requests > mostRequests ? json() : boundedJson(line);
            if (request.is_object())
                read << request;
        }
    }
}

/// A bundle of before had no list of alarms: then there are none.
void readAlarms(Evidence &evidence, const json &alarms)
{
    for (const json &alert : list(alarms, "alerts")) {
        if (evidence.alerts.size() < mostAlerts && alert.is_object())
            evidence.alerts << alert;
    }
    for (const json &name : list(alarms, "sources")) {
        if (name.is_string() && evidence.alertSources.size() < mostSources)
            evidence.alertSources << QString::fromStdString(name.get<std::string>());
    }
    evidence.alertSpec = alertSpecFrom(member(alarms, "binding"));
}

/// What was known already when the journal's run begins.
Result<void> readEarlier(Evidence &evidence, const QList<BundleEntry> &files)
{
    const QByteArray *lines = fileOf(files, BundleName::earlier);
    if (!lines)
        return {};
    const Result<QList<Event>> events = earlierOfBundle(*lines);
    if (!events)
        return tl::unexpected(events.error());
    if (!events->isEmpty() && !evidence.journal.isEmpty() && events->last().seq >= evidence.journal.first().seq)
        return wrong(BundleName::earlier, u"it holds entries that are not older than journal.jsonl"_s);
    evidence.earlier = *events;
    evidence.redactedEntries << redactedOfBundle(*lines);
    return {};
}

Result<void> readManifest(Evidence &evidence, const json &manifest)
{
    if (text(manifest, "format") != QLatin1String(bundleFormat))
        return wrong(BundleName::manifest, u"it is not of the format andon-bundle-1"_s);
    const auto from = time(manifest, "from"), to = time(manifest, "to");
    if (!from || !to || *to < *from || *to - *from > std::chrono::hours(24 * 366))
        return wrong(BundleName::manifest, u"its window is no window of time"_s);
    evidence.from = *from;
    evidence.to = *to;
    evidence.madeAt = time(manifest, "made_at").value_or(*to);
    evidence.incident = text(manifest, "incident");
    evidence.reason = text(manifest, "reason");
    evidence.eventId = text(manifest, "event");
    evidence.service = text(manifest, "service");
    evidence.title = text(manifest, "title");
    evidence.gateway = text(manifest, "gateway");
    evidence.versionLabel = text(manifest, "version_label");
    evidence.rollbackTarget = text(manifest, "rollback_target");
    evidence.stepMs = std::clamp<qint64>(integer(manifest, "step_ms"), 1000, 86'400'000);
    const json &by = member(manifest, "made_by");
    evidence.madeBy = {u"person"_s, text(by, "id"), text(by, "name"), text(by, "host")};
    for (const json &words : list(manifest, "missing")) {
        if (words.is_string())
            evidence.missing << QString::fromStdString(words.get<std::string>());
    }
    for (const json &id : list(manifest, "judged")) {
        if (id.is_string() && evidence.judged.size() < mostSources)
            evidence.judged << QString::fromStdString(id.get<std::string>());
    }
    for (const json &split : list(manifest, "splits")) {
        if (evidence.splits.size() < mostSplits)
            evidence.splits << SplitSpec{text(split, "indicator"), text(split, "label"), text(split, "query")};
    }
    for (const json &baseline : list(manifest, "baselines")) {
        const BaselineSpec spec{text(baseline, "label"), integer(baseline, "offset_ms")};
        if (spec.offsetMs > 0 && spec.offsetMs <= mostOffsetMs && evidence.baselines.size() < mostBaselines)
            evidence.baselines << spec;
    }
    for (const json &seq : list(manifest, "redacted_entries")) {
        if (seq.is_number_integer())
            evidence.redactedEntries << seq.get<qint64>();
    }
    return {};
}

} // namespace

Result<Evidence> evidenceOf(const QList<BundleEntry> &files)
{
    Evidence evidence;
    const Result<json> manifest = documentOf(files, BundleName::manifest);
    if (!manifest)
        return tl::unexpected(manifest.error());
    if (const Result<void> read = readManifest(evidence, *manifest); !read)
        return tl::unexpected(read.error());
    if (const Result<void> read = readSignals(evidence, *manifest, files); !read)
        return tl::unexpected(read.error());
    if (const Result<void> read = readAnswers(evidence, *manifest, files); !read)
        return tl::unexpected(read.error());
    if (const Result<void> read = readGateway(evidence, files); !read)
        return tl::unexpected(read.error());
    const Result<json> actions = documentOf(files, BundleName::actions), versions = documentOf(files, BundleName::versionSets);
    if (!actions || !versions)
        return tl::unexpected(actions ? versions.error() : actions.error());
    readActions(evidence, *actions);
    readVersions(evidence, *versions);
    readSamples(evidence, files);
    const QByteArray *lines = fileOf(files, BundleName::journal);
    if (!lines)
        return wrong(BundleName::journal, u"it is missing"_s);
    const Result<QList<Event>> journal = journalOfBundle(*lines);
    if (!journal)
        return tl::unexpected(journal.error());
    evidence.journal = *journal;
    if (const Result<void> read = readEarlier(evidence, files); !read)
        return tl::unexpected(read.error());
    if (const QByteArray *alarms = fileOf(files, BundleName::alarms))
        readAlarms(evidence, boundedJson(*alarms));
    if (const QByteArray *judge = fileOf(files, BundleName::judge))
        evidence.judge = boundedJson(*judge);
    if (const QByteArray *text = fileOf(files, BundleName::postmortem))
        evidence.postmortem = QString::fromUtf8(*text);
    for (const BundleEntry &file : files) {
        if (file.name.startsWith(u"plots/"))
            evidence.plots << file;
    }
    return evidence;
}

} // namespace andon
