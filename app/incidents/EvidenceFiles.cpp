// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Evidence.h"

#include "app/actions/LimitsJson.h"
#include "app/alerts/AlertRowJson.h"
#include "app/base/CanonicalJson.h"
#include "app/incidents/GatewayStateJson.h"
#include "app/incidents/IndicatorJson.h"
#include "app/incidents/JsonFields.h"
#include "app/incidents/PostmortemFacts.h"
#include "app/incidents/RedactedExport.h"
#include "app/incidents/RollbackPlan.h"
#include "app/incidents/SignalCsv.h"
#include "app/versions/VersionReport.h"

#include <QCryptographicHash>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using namespace JsonFields;
using nlohmann::json;

namespace {

std::string utf8(const QString &text)
{
    return text.toStdString();
}

QByteArray document(const json &value)
{
    return canonicalJson(value) + '\n';
}

json texts(const QStringList &list)
{
    json out = json::array();
    for (const QString &text : list)
        out.push_back(utf8(text));
    return out;
}

/// Builds the files one after the other; every text goes through the redactor.
class FileMaker {
public:
    FileMaker(const Evidence &evidence, Redactor &redactor) : m_evidence(evidence), m_redactor(redactor) {}

    QList<BundleEntry> make()
    {
        addSignals();
        addAnswers();
        addJournal();
        addGateway();
        addVersions();
        addAlarms();
        addActions();
        for (const auto &[name, requests] : m_evidence.samples.asKeyValueRange()) {
            QByteArray lines;
            for (const json &request : requests)
                lines += document(m_redactor.value(request, true));
            add(u"samples/"_s + bundleNamePart(name) + u".jsonl"_s, lines);
        }
        for (const BundleEntry &plot : m_evidence.plots)
            add(plot.name, redactedSvg(plot.bytes));
        add(QString::fromUtf16(BundleName::rollbackPlan), m_redactor.markdown(rollbackPlan(m_evidence)).toUtf8());
        if (!m_evidence.postmortem.isEmpty())
            add(QString::fromUtf16(BundleName::postmortem), m_redactor.markdown(m_evidence.postmortem).toUtf8());
        if (m_evidence.judge.is_object())
            add(QString::fromUtf16(BundleName::judge), document(clean(m_evidence.judge)));
        addManifest(); // last: it says what was taken out
        return m_files;
    }

private:
    void add(const QString &name, const QByteArray &bytes) { m_files << BundleEntry{name, bytes}; }
    json clean(const json &value) { return m_redactor.value(value); }

    void addSignals()
    {
        for (const IndicatorReading &reading : m_evidence.readings) {
            json files = json::array();
            for (const VersionColumns &version : reading.versions) {
                const QString shown = m_redactor.text(version.version);
                const QString name = u"signals/%1/%2@%3.csv"_s.arg(familyWord(reading.indicator.family), bundleNamePart(reading.indicator.id),
                                                                   bundleNamePart(shown));
                const QByteArray csv = signalCsv(version.columns ? *version.columns : Columns(), firstSampleMs(m_evidence), toMs(m_evidence.to));
                files.push_back({{"file", utf8(name)}, {"version", utf8(shown)}});
                if (!fileOf(m_files, name))
                    add(name, csv);
            }
            json entry = clean(readingJson(reading, firstSampleMs(m_evidence), toMs(m_evidence.to)));
            entry["files"] = std::move(files);
            m_signals.push_back(std::move(entry));
        }
    }

    /// Two values that read the same once something was taken out stay two.
    QString told(const QString &value)
    {
        const QString shown = m_redactor.text(value);
        QStringList &same = m_told[shown];
        if (!same.contains(value))
            same << value;
        const qsizetype at = same.indexOf(value);
        return at == 0 ? shown : shown + u" (%1)"_s.arg(at + 1);
    }

    void addAnswers()
    {
        for (const EvidenceAnswer &answer : m_evidence.answers) {
            const QString name = u"signals/more/%1.csv"_s.arg(m_answers.size() + 1, 3, 10, QChar(u'0'));
            json series = json::array();
            for (const Series &one : answer.answer.series) {
                json labels = json::object();
                for (const auto &[label, value] : one.labels.asKeyValueRange())
                    labels[utf8(m_redactor.text(label))] = utf8(told(value));
                series.push_back(std::move(labels));
            }
            add(name, answerCsv(answer.answer.series));
            m_answers.push_back({{"file", utf8(name)}, {"query", utf8(m_redactor.text(answer.query))}, {"start_ms", answer.asked.startMs},
                                 {"end_ms", answer.asked.endMs}, {"step_ms", answer.asked.stepMs},
                                 {"warnings", clean(texts(answer.answer.warnings))}, {"series", std::move(series)}});
        }
    }

    /// An entry that held something to take out keeps its place and its hash; its content is said to be redacted.
    QByteArray lineOf(const Event &event, json &redactedEntries)
    {
        const Event shown = redactedEvent(event, m_redactor);
        const bool redacted = m_evidence.redactedEntries.contains(event.seq) || isRedacted(event, shown);
        if (redacted)
            redactedEntries.push_back(event.seq);
        return journalLine(shown, redacted);
    }

    void addJournal()
    {
        QByteArray lines, earlier;
        json redactedEarlier = json::array();
        for (const Event &event : m_evidence.journal)
            lines += lineOf(event, m_redacted);
        add(QString::fromUtf16(BundleName::journal), lines);
        for (const Event &event : m_evidence.earlier)
            earlier += lineOf(event, redactedEarlier);
        if (!earlier.isEmpty())
            add(QString::fromUtf16(BundleName::earlier), earlier);
    }

    void addGateway()
    {
        QByteArray lines;
        for (const GatewayRead &read : m_evidence.reads)
            lines += document({{"until", utf8(isoUtc(read.until))}, {"state", clean(gatewayStateJson(read.state))}});
        add(QString::fromUtf16(BundleName::gateway), lines);
    }

    void addVersions()
    {
        json versions = json::object();
        const KnownVersion *before = nullptr, *after = nullptr;
        for (const KnownVersion &version : m_evidence.versions) {
            json parts = json::object(), origins = json::array();
            for (const auto &[name, part] : version.parts.asKeyValueRange()) {
                parts[utf8(name)] = {{"id", utf8(part.id)}, {"hash", utf8(part.hash)}};
                if (part.text)
                    parts[utf8(name)]["text"] = utf8(*part.text);
            }
            for (const VersionOrigin origin : version.origins)
                origins.push_back(utf8(originWord(origin)));
            versions[utf8(version.id)] = {{"parts", std::move(parts)}, {"said_by", std::move(origins)}, {"gone", version.gone}};
            before = version.id == m_evidence.before ? &version : before;
            after = version.id == m_evidence.after ? &version : after;
        }
        json out{{"versions", std::move(versions)}, {"before", utf8(m_evidence.before)}, {"after", utf8(m_evidence.after)}, {"diff", json::array()}};
        if (before && after) {
            for (const PartDifference &part : versionDiff(before->parts, after->parts))
                out["diff"].push_back({{"part", utf8(part.part)}, {"change", utf8(changeWord(part.change))},
                                       {"before", utf8(partWord(part.before))}, {"after", utf8(partWord(part.after))}});
            add(u"version_diff.md"_s, m_redactor.markdown(versionMarkdown(*before, *after, {})).toUtf8());
        }
        add(QString::fromUtf16(BundleName::versionSets), document(clean(out)));
    }

    /// The last sample of the window, NaN where it is too old to speak of its end: what came later is none of it.
    [[nodiscard]] double valueAtEnd(const Columns &columns) const
    {
        const qint64 endMs = toMs(m_evidence.to);
        const std::size_t end = columns.firstAtOrAfter(endMs + 1);
        const bool isFresh = end > 0 && columns.time(end - 1) >= endMs - 5 * m_evidence.stepMs - 10'000;
        return isFresh ? columns.value(end - 1) : std::numeric_limits<double>::quiet_NaN();
    }
    /// Gates that were passed at the end of the window, from the samples themselves, and the list of alarms as it was shown.
    void addAlarms()
    {
        json gates = json::array();
        for (const IndicatorReading &reading : m_evidence.readings) {
            for (const VersionColumns &version : reading.versions) {
                const double value = version.columns ? valueAtEnd(*version.columns) : std::numeric_limits<double>::quiet_NaN();
                const GateState state = gateState(reading.indicator, value);
                if (state == GateState::Warn || state == GateState::Stop)
                    gates.push_back({{"indicator", utf8(reading.indicator.id)}, {"title", utf8(reading.indicator.title)},
                                     {"line", utf8(familyWord(reading.indicator.family))}, {"version", utf8(version.version)},
                                     {"state", state == GateState::Stop ? "stop" : "warn"}, {"value", value},
                                     {"limit", optionalJson(state == GateState::Stop ? reading.indicator.gate.stop : reading.indicator.gate.warn)}});
            }
        }
        json alerts = json::array();
        for (const json &alert : m_evidence.alerts)
            alerts.push_back(alert);
        add(QString::fromUtf16(BundleName::alarms),
            document(clean({{"gates", std::move(gates)},
                            {"alerts", std::move(alerts)},
                            {"as_of", utf8(isoUtc(m_evidence.madeAt))},
                            {"sources", texts(m_evidence.alertSources)},
                            {"binding", alertSpecJson(m_evidence.alertSpec)}})));
    }

    void addActions()
    {
        json configured = json::array(), verbs = json::array(), open = json::array();
        for (const ActionSpec &action : m_evidence.actions)
            configured.push_back(actionJson(action));
        for (const EvidenceVerb &verb : m_evidence.verbs)
            verbs.push_back({{"verb", utf8(verbWord(verb.verb))}, {"promise", promiseJson(verb.promise)}, {"absent", utf8(verb.absent)}});
        for (const ActionProgress &action : m_evidence.openActions)
            open.push_back({{"op_id", utf8(action.opId)}, {"verb", utf8(verbWord(action.verb))}, {"target", utf8(targetWord(action.target))},
                            {"version", utf8(action.version)}, {"state", utf8(actionStateWord(action.state))}, {"from", utf8(action.from)},
                            {"to", utf8(action.to)}, {"reason", utf8(action.reason)}, {"pressed_at", utf8(isoUtc(action.pressedAt))},
                            {"attempt", action.attempt}, {"asked", utf8(action.asked)}, {"read", utf8(action.read)}});
        add(QString::fromUtf16(BundleName::actions),
            document(clean({{"configured", std::move(configured)}, {"verbs", std::move(verbs)}, {"open", std::move(open)}})));
    }

    /// What people read in a picture; its paths are numbers.
    QByteArray redactedSvg(const QByteArray &svg)
    {
        const QString picture = QString::fromUtf8(svg);
        QString out;
        qsizetype at = 0;
        while (at < picture.size()) {
            const qsizetype open = picture.indexOf(u'<', at);
            out += m_redactor.text(picture.mid(at, (open < 0 ? picture.size() : open) - at));
            const qsizetype close = open < 0 ? -1 : picture.indexOf(u'>', open);
            if (open < 0 || close < 0) {
                out += open < 0 ? QString() : picture.mid(open);
                break;
            }
            out += QStringView(picture).mid(open, close + 1 - open);
            at = close + 1;
        }
        return out.toUtf8();
    }

    void addManifest()
    {
        json counts = json::object(), splits = json::array(), baselines = json::array();
        for (const SplitSpec &split : m_evidence.splits)
            splits.push_back({{"indicator", utf8(split.indicatorId)}, {"label", utf8(split.label)}, {"query", utf8(split.query)}});
        for (const BaselineSpec &baseline : m_evidence.baselines)
            baselines.push_back({{"label", utf8(baseline.label)}, {"offset_ms", baseline.offsetMs}});
        json out{{"format", bundleFormat},
                 {"incident", utf8(m_evidence.incident)},
                 {"reason", utf8(m_evidence.reason)},
                 {"event", utf8(m_evidence.eventId)},
                 {"service", utf8(m_evidence.service)},
                 {"title", utf8(m_evidence.title)},
                 {"gateway", utf8(m_evidence.gateway)},
                 {"version_label", utf8(m_evidence.versionLabel)},
                 {"rollback_target", utf8(m_evidence.rollbackTarget)},
                 {"step_ms", m_evidence.stepMs},
                 {"from", utf8(isoUtc(m_evidence.from))},
                 {"to", utf8(isoUtc(m_evidence.to))},
                 {"made_at", utf8(isoUtc(m_evidence.madeAt))},
                 {"made_by", {{"id", utf8(m_evidence.madeBy.id)}, {"name", utf8(m_evidence.madeBy.name)}, {"host", utf8(m_evidence.madeBy.host)}}},
                 {"judged", texts(m_evidence.judged)},
                 {"splits", std::move(splits)},
                 {"baselines", std::move(baselines)},
                 {"missing", texts(m_evidence.missing)}};
        out = clean(out);
        out["signals"] = std::move(m_signals);
        out["answers"] = std::move(m_answers);
        out["journal"] = journalHead(m_evidence.journal);
        out["redacted_entries"] = std::move(m_redacted);
        for (const auto &[rule, count] : m_redactor.counts().asKeyValueRange())
            counts[utf8(rule)] = count;
        out["redaction"] = std::move(counts);
        add(QString::fromUtf16(BundleName::manifest), document(out));
    }

    const Evidence &m_evidence;
    Redactor &m_redactor;
    QList<BundleEntry> m_files;
    json m_signals = json::array();
    json m_answers = json::array();
    QHash<QString, QStringList> m_told; ///< by what is shown of them: values of labels
    json m_redacted = json::array();
};

} // namespace

QList<BundleEntry> evidenceFiles(const Evidence &evidence, Redactor &redactor)
{
    return FileMaker(evidence, redactor).make();
}

/// What the samples of the window say of each line: whoever writes about them later has the record, and nothing else.
static json sampledLines(const Evidence &evidence)
{
    json lines = json::array();
    const TimeWindow window{toMs(evidence.from), toMs(evidence.to)};
    for (const IndicatorReading &reading : evidence.readings) {
        if (!reading.indicator.headline || !lineOf(reading.indicator.family))
            continue;
        for (const VersionColumns &version : reading.versions) {
            const LineSample sample = version.columns ? lineSample(reading.indicator, version.version, *version.columns, window) : LineSample();
            if (sample.count > 0)
                lines.push_back(lineSampleJson(sample));
        }
    }
    return lines;
}

json evidencePayload(const Evidence &evidence, const QString &fileName, const QByteArray &bundle)
{
    const auto sum = [](const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString(); };
    json files = json::array();
    if (const auto entries = unpackBundle(bundle)) {
        for (const BundleEntry &entry : *entries)
            files.push_back({{"name", utf8(entry.name)}, {"sha256", sum(entry.bytes)}, {"bytes", entry.bytes.size()}});
    }
    json payload{{"incident", utf8(evidence.incident)}, {"sha256", sum(bundle)},         {"file", utf8(fileName)},
                 {"from", utf8(isoUtc(evidence.from))}, {"to", utf8(isoUtc(evidence.to))}, {"reason", utf8(evidence.reason)},
                 {"event", utf8(evidence.eventId)},     {"files", std::move(files)}};
    // A document about the incident sees nothing new: whoever exports it again must not find another figure.
    if (evidence.reason != u"postmortem")
        payload["lines"] = sampledLines(evidence);
    return payload;
}

} // namespace andon
