// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/AlertAnswer.h"

#include "app/alerts/Binding.h"
#include "app/alerts/LabelsJson.h"
#include "app/base/BoundedJson.h"
#include "app/base/TimeText.h"

#include <QSet>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr qsizetype mostRules = 10'000;

/// The list in "data" of an answer that is a success.
Result<json> listOf(const QByteArray &body, const char *member, const QString &address)
{
    json answer = boundedJson(body);
    if (!answer.is_object())
        return failure(ErrorKind::BadAnswer, {address, u"it is no complete JSON object"_s});
    if (memberOf(answer, "status") == "error")
        return failure(ErrorKind::BadAnswer, {address, u"it says: "_s + textOf(answer, "error").left(300)});
    const json &list = memberOf(memberOf(answer, "data"), member);
    if (memberOf(answer, "status") != "success" || !list.is_array())
        return failure(ErrorKind::BadAnswer, {address, u"it holds no list of %1"_s.arg(QLatin1StringView(member))});
    return list;
}

std::optional<SourceAlert> alertOf(const json &value, const QStringList &replicaLabels)
{
    SourceAlert alert;
    alert.labels = labelsFrom(memberOf(value, "labels"));
    const Result<TimePoint> since = parseIso(textOf(value, "activeAt"));
    if (alert.labels.isEmpty() || !since)
        return std::nullopt;
    alert.key = alertKey(identityOf(alert.labels, replicaLabels));
    alert.annotations = labelsFrom(memberOf(value, "annotations"));
    alert.sinceMs = toMs(*since);
    bool isNumber = false;
    const double number = textOf(value, "value").toDouble(&isNumber);
    if (isNumber)
        alert.value = number;
    return alert;
}

AlertRule ruleOf(const json &value, const QString &group)
{
    AlertRule rule{textOf(value, "name"), group, textOf(value, "query"), labelsFrom(memberOf(value, "labels")),
                   labelsFrom(memberOf(value, "annotations"))};
    if (memberOf(value, "health") == "err")
        rule.trouble = textOf(value, "lastError").left(500);
    const json &alerts = memberOf(value, "alerts");
    QSet<QString> names;
    for (std::size_t i = 0; alerts.is_array() && i < std::min<std::size_t>(alerts.size(), 100); ++i) {
        const Labels labels = labelsFrom(memberOf(alerts[i], "labels"));
        names.unite(QSet<QString>(labels.keyBegin(), labels.keyEnd()));
    }
    rule.seriesLabels = names.values();
    rule.seriesLabels.sort();
    return rule;
}

} // namespace

Result<AlertAnswer> decodeAlerts(const QByteArray &body, const QStringList &replicaLabels, const QString &address)
{
    const Result<json> list = listOf(body, "alerts", address);
    if (!list)
        return tl::unexpected(list.error());
    AlertAnswer answer;
    QSet<QString> keys;
    for (const json &value : *list) {
        if (memberOf(value, "state") != "firing")
            continue;
        const std::optional<SourceAlert> alert = alertOf(value, replicaLabels);
        if (!alert || keys.contains(alert->key))
            continue;
        if (answer.alerts.size() >= mostAlerts) {
            ++answer.leftOut;
            continue;
        }
        keys.insert(alert->key);
        answer.alerts << *alert;
    }
    return answer;
}

Result<QList<AlertRule>> decodeRules(const QByteArray &body, const QString &address)
{
    const Result<json> groups = listOf(body, "groups", address);
    if (!groups)
        return tl::unexpected(groups.error());
    QList<AlertRule> rules;
    for (const json &group : *groups) {
        const json &list = memberOf(group, "rules");
        for (std::size_t i = 0; list.is_array() && i < list.size() && rules.size() < mostRules; ++i) {
            if (memberOf(list[i], "type") == "alerting" && !textOf(list[i], "name").isEmpty())
                rules << ruleOf(list[i], textOf(group, "name"));
        }
    }
    return rules;
}

} // namespace andon
