// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/Binding.h"

#include <QRegularExpression>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

const AlertBinding *bindingOf(const Labels &labels, const QList<AlertBinding> &bindings)
{
    const auto found = std::find_if(bindings.cbegin(), bindings.cend(), [&](const AlertBinding &one) {
        return std::all_of(one.match.constKeyValueBegin(), one.match.constKeyValueEnd(),
                           [&](const auto &wanted) { return labels.value(wanted.first) == wanted.second; });
    });
    return found == bindings.cend() ? nullptr : &*found;
}

const AlertService *serviceOf(const QString &name, const QList<AlertService> &services)
{
    const auto found = std::find_if(services.cbegin(), services.cend(), [&](const AlertService &one) { return one.name == name; });
    return found == services.cend() ? nullptr : &*found;
}

/// Own words first, then the workspace's, then the label; one service alone needs no name.
const AlertService *serviceOf(const Labels &labels, const AlertBinding *binding, const QList<AlertService> &services)
{
    for (const QString &name : {binding ? binding->service : QString(), labels.value(u"andon_service"_s), labels.value(u"service"_s)}) {
        if (const AlertService *found = name.isEmpty() ? nullptr : serviceOf(name, services))
            return found;
    }
    return services.size() == 1 && !labels.contains(u"andon_service"_s) ? &services.first() : nullptr;
}

QString versionOf(const Labels &labels, const AlertSpec &spec)
{
    for (const QString &name : spec.versionLabels) {
        if (const QString version = labels.value(name); !version.isEmpty())
            return version;
    }
    return {};
}

void bindIndicator(Alert &alert, const QString &id, const AlertService *service)
{
    const auto found = !service ? QList<Indicator>::const_iterator() : std::find_if(service->indicators.cbegin(), service->indicators.cend(),
                                                                                    [&](const Indicator &one) { return one.id == id; });
    if (!service || found == service->indicators.cend()) {
        alert.family = familyFromWord(alert.labels.value(u"line"_s));
        return;
    }
    alert.indicatorId = found->id;
    alert.family = found->family;
    if (!alert.unit)
        alert.unit = found->unit;
}

void bindAction(Alert &alert, const AlertBinding *binding, const AlertService *service)
{
    const QString word = alert.labels.value(u"andon_action"_s);
    const std::optional<Verb> labelled = verbFromWord(word);
    if (binding && binding->action)
        alert.action = binding->action;
    else if (labelled)
        alert.action = labelled;
    else if (service && service->cardActions.contains(alert.indicatorId))
        alert.action = service->cardActions.value(alert.indicatorId);
    if (!alert.action)
        alert.gaps << (word.isEmpty() ? AlertGap{AlertGapKind::NoAction} : AlertGap{AlertGapKind::UnknownAction, {word.left(40)}});
    else if (!service)
        alert.gaps << AlertGap{AlertGapKind::NoService};
    else if (!service->verbs.contains(*alert.action))
        alert.gaps << AlertGap{AlertGapKind::NotOffered, {verbWord(*alert.action), service->name}};
}

QString titleOf(const SourceAlert &said)
{
    if (!said.title.isEmpty())
        return said.title;
    const QString name = said.labels.value(u"alertname"_s);
    return name.isEmpty() ? u"unnamed"_s : name;
}

} // namespace

Labels identityOf(Labels labels, const QStringList &replicaLabels)
{
    for (const QString &name : replicaLabels)
        labels.remove(name);
    return labels;
}

Alert boundAlert(const SourceAlert &said, const AlertSpec &spec, const QList<AlertService> &services, const AlertLimit *limit)
{
    Alert alert;
    alert.key = said.key;
    alert.labels = said.labels;
    alert.annotations = said.annotations;
    alert.origin = said.origin;
    alert.title = titleOf(said);
    alert.sinceMs = said.sinceMs;
    alert.value = said.value;
    alert.limit = said.limit;
    alert.direction = said.direction;
    alert.unit = said.unit;
    alert.inhibited = said.inhibited;
    if (!alert.limit && limit) {
        alert.limit = limit->limit;
        alert.direction = limit->direction;
    }
    const AlertBinding *binding = bindingOf(said.labels, spec.bindings);
    const AlertService *service = serviceOf(said.labels, binding, services);
    if (service)
        alert.service = service->name;
    alert.version = binding && !binding->version.isEmpty() ? binding->version : versionOf(said.labels, spec);
    bindIndicator(alert, binding && !binding->indicator.isEmpty() ? binding->indicator : said.labels.value(u"indicator"_s), service);
    alert.severity = binding && binding->severity ? *binding->severity
        : said.severity                           ? *said.severity
                                                  : alertSeverityFromWord(said.labels.value(u"severity"_s)).value_or(AlertSeverity::Warning);
    bindAction(alert, binding, service);
    const QString runbook = said.labels.value(u"andon_runbook"_s, said.annotations.value(u"andon_runbook"_s));
    alert.runbook = binding && !binding->runbook.isEmpty() ? binding->runbook
        : !runbook.isEmpty()                               ? runbook
                                                           : said.annotations.value(u"runbook_url"_s);
    if (alert.version.isEmpty())
        alert.gaps << AlertGap{AlertGapKind::NoVersion};
    return alert;
}

QList<AlertLint> lintRules(const QString &source, const QList<AlertRule> &rules, const AlertSpec &spec, const QList<AlertService> &services)
{
    QList<AlertLint> lints;
    for (const AlertRule &rule : rules) {
        SourceAlert would;
        would.labels = rule.labels;
        would.labels.insert(u"alertname"_s, rule.name);
        would.annotations = rule.annotations;
        const AlertBinding *binding = bindingOf(would.labels, spec.bindings);
        // A version comes from the series: the expression keeps the label, or an alert of it carries it.
        const bool hasVersion = (binding && !binding->version.isEmpty())
            || std::any_of(spec.versionLabels.cbegin(), spec.versionLabels.cend(), [&](const QString &name) {
                   return rule.labels.contains(name) || rule.seriesLabels.contains(name)
                       || QRegularExpression(u"\\b"_s + QRegularExpression::escape(name) + u"\\b"_s).match(rule.query).hasMatch();
               });
        QList<AlertGap> missing = boundAlert(would, spec, services, nullptr).gaps;
        if (hasVersion)
            missing.removeAll(AlertGap{AlertGapKind::NoVersion});
        if (!rule.trouble.isEmpty())
            missing << AlertGap{AlertGapKind::NotEvaluated, {rule.trouble}};
        if (!missing.isEmpty())
            lints.append({rule.name, rule.group.isEmpty() ? source : source + u'/' + rule.group, missing});
    }
    return lints;
}

} // namespace andon
