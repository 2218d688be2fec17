// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/KubernetesDouble.h"

#include "tests/support/KubernetesControllers.h"

#include <QTcpSocket>
#include <QTimer>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

json statusObject(int code, const QByteArray &reason, const QByteArray &message)
{
    return {{"kind", "Status"}, {"apiVersion", "v1"}, {"metadata", json::object()}, {"status", "Failure"},
            {"message", message.toStdString()}, {"reason", reason.toStdString()}, {"details", json::object()}, {"code", code}};
}

/// What the schema of the resources says of the members that Andon writes; empty: fine.
QByteArray schemaFault(const json &value, const QByteArray &at)
{
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (const QByteArray fault = schemaFault(value[i], at + '[' + QByteArray::number(static_cast<int>(i)) + ']'); !fault.isEmpty())
                return fault;
        }
    }
    if (!value.is_object())
        return {};
    for (const auto &[name, member] : value.items()) {
        const QByteArray here = at + '.' + QByteArray::fromStdString(name);
        const bool whole = name == "weight" || name == "trafficPercent" || name == "canaryTrafficPercent" || name == "currentStepIndex";
        const bool flag = name == "paused" || name == "abort" || name == "controllerPause";
        const QByteArray wanted = whole && !member.is_number_integer() ? "integer" : flag && !member.is_boolean() ? "boolean" : "";
        if (!wanted.isEmpty())
            return here + ": Invalid value: \"" + QByteArray(member.type_name()) + "\": " + here + " must be of type " + wanted;
        if (const QByteArray fault = schemaFault(member, here); !fault.isEmpty())
            return fault;
    }
    return {};
}

QByteArray reasonPhrase(int code)
{
    static const QHash<int, QByteArray> phrases{{200, "OK"}, {400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"},
                                                {404, "Not Found"}, {405, "Method Not Allowed"}, {409, "Conflict"},
                                                {415, "Unsupported Media Type"}, {422, "Unprocessable Entity"}};
    return phrases.value(code, "Error");
}

} // namespace

const QByteArray KubernetesDouble::token = "eyJhbGciOi.s3cret";

KubernetesDouble::KubernetesDouble()
{
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("no free port");
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
            connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                m_received.remove(socket);
                socket->deleteLater();
            });
        }
    });
}

void KubernetesDouble::die()
{
    m_server.close();
    for (QTcpSocket *socket : m_server.findChildren<QTcpSocket *>())
        socket->abort();
}

QUrl KubernetesDouble::url() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_server.serverPort()));
}

void KubernetesDouble::put(const QString &path, const json &object)
{
    json &stored = m_objects[path];
    stored = object;
    stored["metadata"]["generation"] = 1;
    stored["metadata"]["resourceVersion"] = std::to_string(++m_revision);
}

void KubernetesDouble::foreignChange(const QString &path, const json &mergePatch, bool status)
{
    json patched = m_objects.value(path);
    patched.merge_patch(mergePatch);
    Place place = placeOf(path.toUtf8());
    place.status = status;
    store(place, patched);
}

void KubernetesDouble::reconcile()
{
    for (auto entry = m_objects.begin(); entry != m_objects.end(); ++entry) {
        const json next = reconciled(*entry);
        if (next == *entry)
            continue;
        *entry = next;
        (*entry)["metadata"]["resourceVersion"] = std::to_string(++m_revision);
    }
}

/// /apis/GROUP/VERSION/namespaces/SPACE/PLURAL/NAME[/status]
KubernetesDouble::Place KubernetesDouble::placeOf(const QByteArray &path)
{
    const QList<QByteArray> parts = path.split('/');
    Place place;
    place.status = parts.size() == 9 && parts[8] == "status";
    place.group = parts.value(2);
    place.space = QByteArray::fromPercentEncoding(parts.value(5));
    place.plural = parts.value(6);
    place.name = QByteArray::fromPercentEncoding(parts.value(7));
    if (parts.size() == 8 || place.status)
        place.object = QString::fromUtf8(QByteArray::fromPercentEncoding(parts.mid(0, 8).join('/')));
    return place;
}

void KubernetesDouble::read(QTcpSocket *socket)
{
    QByteArray &received = m_received[socket];
    received += socket->readAll();
    const qsizetype headEnd = received.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    Request request;
    const QList<QByteArray> lines = received.left(headEnd).split('\n');
    const QList<QByteArray> words = lines.first().trimmed().split(' ');
    request.method = words.value(0);
    request.path = words.value(1);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers[line.left(colon).trimmed().toLower()] = line.mid(colon + 1).trimmed();
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (received.size() < headEnd + 4 + length)
        return;
    request.body = received.mid(headEnd + 4, length);
    received = received.mid(headEnd + 4 + length);
    m_requests << request;
    const Answer given = answer(request);
    const QByteArray body = QByteArray::fromStdString(given.body.dump());
    socket->write("HTTP/1.1 " + QByteArray::number(given.code) + ' ' + reasonPhrase(given.code)
                  + "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

KubernetesDouble::Answer KubernetesDouble::answer(const Request &request)
{
    const auto refused = [](int code, const QByteArray &reason, const QByteArray &message) {
        return Answer{code, statusObject(code, reason, message)};
    };
    if (request.method == "PATCH") {
        ++m_patches;
        m_lastPatch = request;
    }
    if (request.headers.value("authorization") != "Bearer " + token)
        return refused(401, "Unauthorized", "Unauthorized");
    const Place place = placeOf(request.path);
    const QByteArray named = place.plural + '.' + place.group + " \"" + place.name + '"';
    const QByteArray verb = request.method.toLower();
    if (m_forbidden.contains(place.status ? verb + " status" : verb)) {
        return refused(403, "Forbidden", named + " is forbidden: User \"system:serviceaccount:ops:andon\" cannot " + verb + " resource \""
                       + place.plural + (place.status ? "/status" : "") + "\" in API group \"" + place.group
                       + "\" in the namespace \"" + place.space + '"');
    }
    if (place.object.isEmpty())
        return refused(404, "NotFound", "the server could not find the requested resource");
    if (!m_objects.contains(place.object))
        return refused(404, "NotFound", named + " not found");
    if (request.method == "GET")
        return {200, m_objects.value(place.object)};
    if (request.method == "PATCH")
        return patch(place, request);
    return refused(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
}

KubernetesDouble::Answer KubernetesDouble::patch(const Place &place, const Request &request)
{
    const auto refused = [](int code, const QByteArray &reason, const QByteArray &message) {
        return Answer{code, statusObject(code, reason, message)};
    };
    const QByteArray type = request.headers.value("content-type");
    const json body = json::parse(request.body.begin(), request.body.end(), nullptr, false);
    const json before = m_objects.value(place.object);
    json patched = before;
    if (type == "application/merge-patch+json") {
        if (!body.is_object())
            return refused(400, "BadRequest", "error decoding patch: json: cannot unmarshal");
        patched.merge_patch(body);
    } else if (type == "application/json-patch+json") {
        try {
            patched = before.patch(body);
        } catch (const json::exception &) {
            return refused(422, "Invalid", "the server rejected our request due to an error in our request");
        }
    } else {
        return refused(415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types include: "
                       "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
    }
    const QByteArray named = place.plural + '.' + place.group + " \"" + place.name + '"';
    const json version = patched["metadata"].value("resourceVersion", json());
    if (!version.is_null() && version != before["metadata"]["resourceVersion"]) {
        return refused(409, "Conflict", "Operation cannot be fulfilled on " + named + ": the object has been modified; "
                       "please apply your changes to the latest version and try again");
    }
    if (const QByteArray fault = schemaFault(patched["spec"], "spec") + schemaFault(patched["status"], "status"); !fault.isEmpty())
        return refused(422, "Invalid", named + " is invalid: " + fault);
    if (!m_refusals.isEmpty()) {
        const Refusal refusal = m_refusals.takeFirst();
        return refused(refusal.code, refusal.reason, refusal.message);
    }
    store(place, patched);
    if (m_reconcileAfterMs >= 0)
        QTimer::singleShot(m_reconcileAfterMs, this, [this] { reconcile(); });
    return {200, m_objects.value(place.object)};
}

/// The status subresource takes the status alone, the object everything else.
void KubernetesDouble::store(const Place &place, const json &patched)
{
    json &stored = m_objects[place.object];
    json next = place.status ? stored : patched;
    next["status"] = (place.status ? patched : stored).value("status", json::object());
    for (const char *fixed : {"generation", "resourceVersion"})
        next["metadata"][fixed] = stored["metadata"][fixed];
    if (next == stored)
        return;
    if (next["spec"] != stored["spec"])
        next["metadata"]["generation"] = stored["metadata"]["generation"].get<int>() + 1;
    next["metadata"]["resourceVersion"] = std::to_string(++m_revision);
    stored = next;
}

} // namespace andon
