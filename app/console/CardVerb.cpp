// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/CardVerb.h"

#include "app/adapters/http/IoThread.h"
#include "app/adapters/keychain/KeychainSecrets.h"
#include "app/adapters/prometheus/PrometheusClient.h"
#include "app/base/DisplayText.h"
#include "app/canary/CardFacts.h"
#include "app/console/TrafficAsk.h"
#include "app/workspace/CardView.h"

#include <QFile>
#include <QMap>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;
using nlohmann::ordered_json;

namespace {

constexpr auto patience = 5s;

/// "28 min" and such; never is a dash.
QString shortTime(double seconds)
{
    if (!(seconds < 365.0 * 86'400))
        return u"–"_s;
    const double unit = seconds >= 2 * 86'400 ? 86'400 : seconds >= 7200 ? 3600 : seconds >= 120 ? 60 : 1;
    const QString word = unit == 86'400 ? u"d"_s : unit == 3600 ? u"h"_s : unit == 60 ? u"min"_s : u"s"_s;
    return u"%1 %2"_s.arg(std::ceil(seconds / unit), 0, 'f', 0).arg(word);
}

json finite(double seconds)
{
    return std::isfinite(seconds) ? json(std::round(seconds)) : json(nullptr);
}

/// The steps of one threshold.
QStringList powerRows(const StrategyCard &card, const QList<StepPower> &powers)
{
    QStringList rows;
    for (const StepPower &power : powers) {
        const CardStep &step = card.steps[power.step];
        rows << u"  %1%2%3%4%5%6"_s.arg(QString::number(step.weight, 'g', 4) + u" %"_s, -8)
                    .arg(shortTime(static_cast<double>(step.windowSeconds)), -10)
                    .arg(shortTime(power.until15), -9).arg(shortTime(power.until2), -9).arg(shortTime(power.until5), -9)
                    .arg(shortTime(power.untilNotWorse));
    }
    return rows;
}

/// Thresholds that see alike share their rows.
QStringList powerLines(const StrategyCard &card, const CardLintReport &report)
{
    QMap<QString, QList<StepPower>> byIndicator;
    QStringList order;
    for (const StepPower &power : report.power) {
        if (!byIndicator.contains(power.indicator))
            order << power.indicator;
        byIndicator[power.indicator] << power;
    }
    QStringList lines;
    while (!order.isEmpty()) {
        const QList<StepPower> powers = byIndicator.value(order.first());
        const QStringList rows = powerRows(card, powers);
        QStringList alike;
        for (const QString &id : order) {
            const QList<StepPower> others = byIndicator.value(id);
            if (others.first().baseRate == powers.first().baseRate && others.first().dispersion == powers.first().dispersion && powerRows(card, others) == rows)
                alike << id;
        }
        order.removeIf([&](const QString &id) { return alike.contains(id); });
        const QString bursts = powers.first().dispersion > 1 ? u", evidence divided by %1 for bursts"_s.arg(powers.first().dispersion, 0, 'g', 3) : QString();
        lines << u"%1: %2 % bad on stable%3; at a weight alone it takes"_s.arg(alike.join(u", "_s), QString::number(100 * powers.first().baseRate, 'g', 3), bursts);
        lines << u"  %1%2%3%4%5%6"_s.arg(u"weight"_s, -8).arg(u"window"_s, -10).arg(u"1.5x"_s, -9).arg(u"2x"_s, -9).arg(u"5x"_s, -9).arg(u"not worse"_s);
        lines += rows;
    }
    return lines;
}

QStringList familyLines(const StrategyCard &card, const QList<Indicator> &indicators)
{
    QStringList lines;
    for (const FamilyCover &cover : coverOf(card, indicators)) {
        QStringList guards;
        for (const CardGuard &guard : cover.guards) {
            guards << guard.indicator.id + (guard.gate ? u" (gate %1)"_s.arg(*guard.gate) : u" (no gate)"_s)
                    + (guard.indicator.query.isEmpty() ? u" without a source"_s : QString());
        }
        lines << u"  %1%2%3"_s.arg(familyWord(cover.family), -12).arg(cover.isCovered() ? u"covered"_s : u"not covered"_s, -14).arg(guards.join(u", "_s));
    }
    return lines;
}

ordered_json lintJson(const ServiceSpec &service, const CardTraffic &traffic, const CardLintReport &report,
                      const QList<WorkspaceFault> &placed)
{
    const StrategyCard &card = *service.card;
    ordered_json out{{"service", service.name.toStdString()}, {"digest", digestOf(card).toStdString()}, {"ok", !report.hasErrors()}};
    out["requests_per_second"] = traffic.requestsPerSecond ? json(*traffic.requestsPerSecond) : json(nullptr);
    out["families"] = json::array();
    for (const FamilyCover &cover : coverOf(card, service.indicators)) {
        json guards = json::array();
        for (const CardGuard &guard : cover.guards) {
            guards.push_back({{"indicator", guard.indicator.id.toStdString()}, {"gate", guard.gate ? json(*guard.gate) : json(nullptr)},
                              {"has_source", !guard.indicator.query.isEmpty()}});
        }
        out["families"].push_back({{"family", familyWord(cover.family).toStdString()}, {"covered", cover.isCovered()}, {"guards", guards}});
    }
    out["power"] = json::array();
    for (const StepPower &power : report.power) {
        out["power"].push_back({{"step", power.step}, {"weight", card.steps[power.step].weight}, {"window_seconds", card.steps[power.step].windowSeconds},
                                {"indicator", power.indicator.toStdString()}, {"base_rate", power.baseRate}, {"dispersion", power.dispersion},
                                {"seconds_until_1_5x", finite(power.until15)}, {"seconds_until_2x", finite(power.until2)},
                                {"seconds_until_5x", finite(power.until5)}, {"seconds_until_not_worse", finite(power.untilNotWorse)}});
    }
    out["findings"] = json::array();
    for (qsizetype i = 0; i < report.findings.size(); ++i) {
        const CardFinding &finding = report.findings[i];
        const WorkspaceFault fault = placed.value(i);
        out["findings"].push_back({{"severity", severityWord(finding.severity).toStdString()}, {"code", finding.code.toStdString()},
                                   {"place", finding.place.toStdString()}, {"line", fault.line}, {"column", fault.column},
                                   {"words", finding.words.toStdString()}});
    }
    return out;
}

const ServiceSpec *serviceOf(const Workspace &workspace, const QString &name)
{
    return name.isEmpty() ? &workspace.services.first() : workspace.service(name);
}

/// What is alive while the source is asked.
struct Asking : QObject {
    SystemClock clock;
    IoThread io;
    KeychainSecrets secrets;
    std::unique_ptr<PrometheusClient> source;
    using QObject::QObject;
};

/// What several counts fail by is said once.
void askTraffic(const Workspace &workspace, const ServiceSpec &service, QObject *context,
                std::function<void(CardTraffic, QStringList)> told)
{
    const SourceSpec spec = *workspace.source(service.source);
    auto *asking = new Asking(context);
    const auto ask = [asking, spec, service, told](const Result<Secret> &secret) {
        asking->source = std::make_unique<PrometheusClient>(asking->io, spec.access, secret);
        auto *traffic = new TrafficAsk(*asking->source, asking->clock, service, asking);
        QObject::connect(traffic, &TrafficAsk::told, asking, [asking, told](const CardTraffic &seen, const QList<Error> &errors) {
            QStringList complaints;
            for (const Error &error : errors)
                complaints << displaySafe(error.message(), 4000);
            complaints.removeDuplicates();
            asking->deleteLater();
            told(seen, complaints);
        });
        traffic->start(patience);
    };
    if (spec.access.secretName().isEmpty())
        ask(Secret());
    else
        asking->secrets.ask(spec.access.secretName(), asking, ask);
}

CardVerbAnswer shown(const ServiceSpec &service)
{
    if (!service.card)
        return {{}, {u"The service %1 has no card."_s.arg(service.name)}, ExitCode::problems};
    return {cardPage(service).trimmed().split(u'\n'), {}, ExitCode::done};
}

} // namespace

CardVerbAnswer cardLint(const ServiceSpec &service, const CardTraffic &traffic, const QByteArray &text, const QString &path, bool asJson)
{
    if (!service.card)
        return {{}, {u"The service %1 has no card."_s.arg(service.name)}, ExitCode::problems};
    const CardLintReport report = lintCard(*service.card, service.indicators, traffic);
    CardVerbAnswer answer;
    answer.exitCode = report.hasErrors() ? ExitCode::problems : ExitCode::done;
    if (asJson) {
        QList<WorkspaceFault> places;
        for (const CardFinding &finding : report.findings)
            places += placedFindings({finding}, text, path, service.name);
        answer.out << QString::fromStdString(lintJson(service, traffic, report, places).dump(2, ' ', false, json::error_handler_t::replace));
        return answer;
    }
    answer.out << u"card of %1, digest %2"_s.arg(service.name, QString::fromLatin1(digestOf(*service.card)));
    answer.out << (traffic.requestsPerSecond ? u"traffic %1 requests/s"_s.arg(*traffic.requestsPerSecond, 0, 'g', 3) : u"traffic not known"_s);
    answer.out << powerLines(*service.card, report) << u"families"_s << familyLines(*service.card, service.indicators);
    for (const WorkspaceFault &finding : placedFindings(report.findings, text, path, service.name))
        answer.out << finding.words();
    answer.out << (report.hasErrors() ? u"refused"_s : report.findings.isEmpty() ? u"ok"_s : u"ok, with what is said above"_s);
    for (QString &line : answer.out)
        line = displaySafe(line, 4000);
    return answer;
}

void runCardVerb(const Command &command, const QString &path, QObject *context, std::function<void(CardVerbAnswer)> told)
{
    const auto later = [context, told](const CardVerbAnswer &answer) {
        QMetaObject::invokeMethod(context, [told, answer] { told(answer); }, Qt::QueuedConnection);
    };
    const bool lints = command.card == CardQuestion::Lint;
    const WorkspaceAnswer read = loadWorkspace(path);
    if (!read.workspace) {
        CardVerbAnswer answer{{}, {}, lints ? ExitCode::problems : ExitCode::usage};
        for (const WorkspaceFault &fault : read.faults)
            answer.complaints << displaySafe(fault.words(), 4000);
        later(answer);
        return;
    }
    const ServiceSpec *found = serviceOf(*read.workspace, command.service);
    if (!found) {
        later({{}, {u"The workspace has no service %1."_s.arg(command.service)}, ExitCode::usage});
        return;
    }
    ServiceSpec service = *found;
    if (!lints || !service.card) {
        later(shown(service));
        return;
    }
    QFile file(path);
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const auto lint = [service, text, path, command](CardTraffic seen, const QStringList &complaints) {
        if (command.rate)
            seen.requestsPerSecond = command.rate;
        seen.baseRate = command.baseRate;
        CardVerbAnswer answer = cardLint(service, seen, text, path, command.json);
        answer.complaints = complaints;
        return answer;
    };
    // With both given nobody has to be asked; a rate alone leaves how often stable is bad to the source. Without any rate nothing is
    // foretold by that.
    if (command.rate)
        service.requestRateQuery.clear();
    if (command.rate ? command.baseRate.has_value() : service.requestRateQuery.isEmpty()) {
        later(lint(trafficOf(service.counts), {}));
        return;
    }
    askTraffic(*read.workspace, service, context,
               [lint, told](const CardTraffic &seen, const QStringList &complaints) { told(lint(seen, complaints)); });
}

} // namespace andon
