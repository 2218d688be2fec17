// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QUrl>

class QTcpSocket;

namespace andon {

/// A Kubernetes API server as far as custom resources go: GET and PATCH of objects and of their status, with the rules of
/// the real one (content types, RFC 7386, RFC 6902, conflicts by resourceVersion, generations, Status objects, RBAC,
/// admission), on a free loopback port. The controllers' part is reconcile(). Lives in the test's thread.
class KubernetesDouble : public QObject {
public:
    struct Request {
        QByteArray method;
        QByteArray path;
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
    };
    static const QByteArray token; ///< the bearer token of User "andon"

    KubernetesDouble();
    [[nodiscard]] QUrl url() const;
    /// An object at its path, such as /apis/argoproj.io/v1alpha1/namespaces/prod/rollouts/chat. Generation and
    /// resourceVersion are set here.
    void put(const QString &path, const nlohmann::json &object);
    [[nodiscard]] nlohmann::json object(const QString &path) const { return m_objects.value(path); }
    /// Somebody else's change by a merge patch, past all admission.
    void foreignChange(const QString &path, const nlohmann::json &mergePatch, bool status = false);
    /// What the controllers of all objects make of their specifications, once.
    void reconcile();
    /// From now on the controllers act by themselves so long after each patch that was taken.
    void reconcileAfter(int ms) { m_reconcileAfterMs = ms; }
    /// The next patch is refused at admission.
    void refuseNext(int code, const QByteArray &reason, const QByteArray &message) { m_refusals << Refusal{code, reason, message}; }
    /// Nothing listens there from now on.
    void die();
    /// "get", "patch" or "patch status" is not in the token's role.
    void forbid(const QByteArray &verb) { m_forbidden << verb; }
    [[nodiscard]] const QList<Request> &requests() const { return m_requests; }
    /// PATCH requests that came, taken or not.
    [[nodiscard]] int patches() const { return m_patches; }
    [[nodiscard]] const Request &lastPatch() const { return m_lastPatch; }

private:
    struct Refusal {
        int code;
        QByteArray reason;
        QByteArray message;
    };
    /// A path, taken apart.
    struct Place {
        QString object;  ///< without the subresource
        bool status = false;
        QByteArray group;
        QByteArray space;
        QByteArray plural;
        QByteArray name;
    };
    struct Answer {
        int code = 200;
        nlohmann::json body;
    };
    [[nodiscard]] static Place placeOf(const QByteArray &path);
    void read(QTcpSocket *socket);
    [[nodiscard]] Answer answer(const Request &request);
    [[nodiscard]] Answer patch(const Place &place, const Request &request);
    void store(const Place &place, const nlohmann::json &patched);

    QHash<QString, nlohmann::json> m_objects; ///< by path
    QList<Refusal> m_refusals;
    QList<QByteArray> m_forbidden;
    QHash<QTcpSocket *, QByteArray> m_received;
    QList<Request> m_requests;
    Request m_lastPatch;
    int m_patches = 0;
    int m_reconcileAfterMs = -1;
    qint64 m_revision = 918272;
    QTcpServer m_server; ///< goes first: its sockets tell of their end
};

} // namespace andon
