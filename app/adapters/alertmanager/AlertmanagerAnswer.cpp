// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/alertmanager/AlertmanagerAnswer.h"

#include "app/alerts/Binding.h"
#include "app/alerts/LabelsJson.h"
#include "app/base/BoundedJson.h"
#include "app/base/TimeText.h"

#include <QSet>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

Result<json> listOf(const QByteArray &body, const QString &address)
{
    json answer = boundedJson(body);
    if (answer.is_array())
        return answer;
    if (answer.is_discarded())
        return failure(ErrorKind::BadAnswer, {address, u"it is no complete JSON"_s});
    if (answer.is_string())
        return failure(ErrorKind::BadAnswer, {address, u"it says: "_s + QString::fromStdString(answer.get<std::string>()).left(300)});
    if (memberOf(answer, "status") == "success")
        return failure(ErrorKind::BadAnswer, {address, u"it speaks the old API v1; an Alertmanager from 0.16 on speaks v2"_s});
    return failure(ErrorKind::BadAnswer, {address, u"it holds no list"_s});
}

std::optional<SourceAlert> alertOf(const json &value, const QStringList &replicaLabels)
{
    SourceAlert alert;
    alert.labels = labelsFrom(memberOf(value, "labels"));
    const Result<TimePoint> since = parseIso(textOf(value, "startsAt"));
    if (alert.labels.isEmpty() || !since)
        return std::nullopt;
    alert.key = alertKey(identityOf(alert.labels, replicaLabels));
    alert.annotations = labelsFrom(memberOf(value, "annotations"));
    alert.sinceMs = toMs(*since);
    const json &status = memberOf(value, "status");
    alert.silencedBy = textsOf(memberOf(status, "silencedBy"));
    alert.inhibited = memberOf(status, "inhibitedBy").is_array() && !memberOf(status, "inhibitedBy").empty();
    return alert;
}

std::optional<Silence> silenceOf(const json &value)
{
    Silence silence;
    silence.id = textOf(value, "id");
    const Result<TimePoint> start = parseIso(textOf(value, "startsAt")), end = parseIso(textOf(value, "endsAt"));
    if (silence.id.isEmpty() || !start || !end)
        return std::nullopt;
    silence.startMs = toMs(*start);
    silence.endMs = toMs(*end);
    silence.author = textOf(value, "createdBy").left(500);
    silence.comment = textOf(value, "comment").left(2000);
    const json &matchers = memberOf(value, "matchers");
    for (std::size_t i = 0; matchers.is_array() && i < matchers.size(); ++i) {
        silence.matchers.append({textOf(matchers[i], "name"), textOf(matchers[i], "value"), memberOf(matchers[i], "isRegex") == true,
                                 memberOf(matchers[i], "isEqual") != false});
    }
    return silence;
}

} // namespace

Result<AlertAnswer> decodeAlertmanagerAlerts(const QByteArray &body, const QStringList &replicaLabels, const QString &address)
{
    const Result<json> list = listOf(body, address);
    if (!list)
        return tl::unexpected(list.error());
    AlertAnswer answer;
    QHash<QString, qsizetype> places;
    for (const json &value : *list) {
        const std::optional<SourceAlert> alert = alertOf(value, replicaLabels);
        if (!alert)
            continue;
        if (const auto known = places.constFind(alert->key); known != places.cend()) {
            // Replicas of one alert: it is silent only where all are.
            SourceAlert &first = answer.alerts[*known];
            if (alert->silencedBy.isEmpty())
                first.silencedBy.clear();
            first.inhibited = first.inhibited && alert->inhibited;
            first.sinceMs = std::min(first.sinceMs, alert->sinceMs);
            continue;
        }
        if (answer.alerts.size() >= mostAlertmanagerAlerts) {
            ++answer.leftOut;
            continue;
        }
        places.insert(alert->key, answer.alerts.size());
        answer.alerts << *alert;
    }
    return answer;
}

Result<QList<Silence>> decodeSilences(const QByteArray &body, const QString &address)
{
    const Result<json> list = listOf(body, address);
    if (!list)
        return tl::unexpected(list.error());
    QList<Silence> silences;
    for (const json &value : *list) {
        if (silences.size() >= mostSilences)
            break;
        if (memberOf(memberOf(value, "status"), "state") != "active")
            continue;
        if (const std::optional<Silence> silence = silenceOf(value))
            silences << *silence;
    }
    return silences;
}

QByteArray silenceBody(const Silence &silence)
{
    json matchers = json::array();
    for (const LabelMatcher &one : silence.matchers)
        matchers.push_back({{"name", one.name.toStdString()}, {"value", one.value.toStdString()}, {"isRegex", one.isRegex}, {"isEqual", one.isEqual}});
    json body{{"matchers", matchers}, {"startsAt", isoUtc(fromMs(silence.startMs)).toStdString()},
              {"endsAt", isoUtc(fromMs(silence.endMs)).toStdString()}, {"createdBy", silence.author.toStdString()},
              {"comment", silence.comment.toStdString()}};
    if (!silence.id.isEmpty())
        body["id"] = silence.id.toStdString();
    return QByteArray::fromStdString(body.dump(-1, ' ', false, json::error_handler_t::replace));
}

Result<QString> decodeSilenceId(const QByteArray &body, const QString &address)
{
    const QString id = textOf(boundedJson(body), "silenceID");
    if (id.isEmpty() || id.size() > 100)
        return failure(ErrorKind::BadAnswer, {address, u"it names no silence"_s});
    return id;
}

QString alertmanagerWords(const QByteArray &body)
{
    static constexpr qsizetype longest = 400;
    const json answer = boundedJson(body.left(65'536));
    if (answer.is_string())
        return QString::fromStdString(answer.get<std::string>()).left(longest);
    for (const char *member : {"message", "error"}) {
        if (const QString words = textOf(answer, member); !words.isEmpty())
            return words.left(longest);
    }
    const QString text = QString::fromUtf8(body.left(longest)).simplified();
    return text.contains(u'<') || text.startsWith(u'{') || text.startsWith(u'[') ? QString() : text;
}

} // namespace andon
