// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/adapters/gateway/KubernetesDesk.h"
#include "tests/support/Warnings.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace andon;

namespace {

const QString chatPath = u"/apis/argoproj.io/v1alpha1/namespaces/prod/rollouts/chat"_s;
const QByteArray merge = "application/merge-patch+json";
const QByteArray patch = "application/json-patch+json";

struct Said {
    int code = 0;
    json body;
};

Said ask(const KubernetesDouble &server, const QByteArray &method, const QString &path, const QByteArray &type, const QByteArray &body,
         const QByteArray &token = KubernetesDouble::token)
{
    QNetworkAccessManager network;
    QNetworkRequest request(QUrl(server.url().toString() + path));
    request.setRawHeader("Authorization", "Bearer " + token);
    request.setHeader(QNetworkRequest::ContentTypeHeader, type);
    const std::unique_ptr<QNetworkReply> reply(network.sendCustomRequest(request, method, body));
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 15'000))
        QTest::qFail("no answer", __FILE__, __LINE__);
    const QByteArray text = reply->readAll();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), json::parse(text.begin(), text.end(), nullptr, false)};
}

} // namespace

/// What the tests of the Kubernetes presets lean on.
class KubernetesDoubleTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aRequestIsAnsweredAsKubernetesDoes_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const QByteArray &type, const char *body, int code, const QString &reason) {
            QTest::newRow(name) << QByteArray("PATCH") << chatPath << type << QByteArray(body) << code << reason;
        };
        row("strategic merge", "application/strategic-merge-patch+json", "{}", 415, u"UnsupportedMediaType"_s);
        row("plain JSON", "application/json", "{}", 415, u"UnsupportedMediaType"_s);
        row("no JSON", merge, "{", 400, u"BadRequest"_s);
        row("a list to merge", merge, "[]", 400, u"BadRequest"_s);
        row("an old version", merge, R"({"metadata":{"resourceVersion":"1"},"spec":{"replicas":2}})", 409, u"Conflict"_s);
        row("a failed test", patch, R"([{"op":"test","path":"/spec/replicas","value":9}])", 422, u"Invalid"_s);
        row("a replacement of nothing", patch, R"([{"op":"replace","path":"/spec/nothing","value":9}])", 422, u"Invalid"_s);
        row("an addition below nothing", patch, R"([{"op":"add","path":"/metadata/annotations/a","value":"b"}])", 422, u"Invalid"_s);
        row("another type", merge, R"({"spec":{"paused":"yes"}})", 422, u"Invalid"_s);
        row("a merge", merge, R"({"spec":{"replicas":2}})", 200, {});
        row("a patch", patch, R"([{"op":"test","path":"/spec/replicas","value":1},{"op":"replace","path":"/spec/replicas","value":2}])", 200, {});
        QTest::newRow("another name") << QByteArray("GET") << chatPath + u"s"_s << merge << QByteArray() << 404 << u"NotFound"_s;
        QTest::newRow("no object") << QByteArray("GET") << u"/apis"_s << merge << QByteArray() << 404 << u"NotFound"_s;
        QTest::newRow("deleted") << QByteArray("DELETE") << chatPath << merge << QByteArray() << 405 << u"MethodNotAllowed"_s;
    }
    void aRequestIsAnsweredAsKubernetesDoes()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        QFETCH(QString, reason);
        KubernetesDouble server;
        server.put(chatPath, {{"metadata", {{"name", "chat"}}}, {"spec", {{"replicas", 1}}}});
        const json before = server.object(chatPath);
        const Said said = ask(server, method, path, type, body);
        QTEST(said.code, "code");
        QCOMPARE(QString::fromStdString(said.body.value("reason", "")), reason);
        QCOMPARE(said.body.value("kind", ""), std::string(reason.isEmpty() ? "" : "Status"));
        QCOMPARE(server.object(chatPath) == before, !reason.isEmpty());
        QCOMPARE(ask(server, method, path, type, body, "wrong").code, 401);
        server.forbid(method.toLower());
        QCOMPARE(ask(server, method, path, type, body).code, 403);
    }
    void theStatusAndTheRestAreTwoDoors()
    {
        KubernetesDouble server;
        server.put(chatPath, {{"spec", {{"replicas", 1}}}, {"status", {{"phase", "Healthy"}}}});
        const QByteArray both = R"({"spec":{"replicas":2},"status":{"phase":"Paused"},"metadata":{"generation":77}})";
        const std::string first = server.object(chatPath)["metadata"]["resourceVersion"];
        QCOMPARE(ask(server, "PATCH", chatPath + u"/status"_s, merge, both).code, 200);
        json now = server.object(chatPath);
        QCOMPARE(text(json{now["spec"]["replicas"], now["status"]["phase"], now["metadata"]["generation"]}), QByteArray(R"([1,"Paused",1])"));
        const std::string second = now["metadata"]["resourceVersion"];
        QVERIFY(second != first);
        server.foreignChange(chatPath, {{"status", {{"phase", "Healthy"}}}}, true);
        QCOMPARE(ask(server, "PATCH", chatPath, merge, both).code, 200);
        now = server.object(chatPath);
        QCOMPARE(text(json{now["spec"]["replicas"], now["status"]["phase"], now["metadata"]["generation"]}), QByteArray(R"([2,"Healthy",2])"));
        const std::string third = now["metadata"]["resourceVersion"];
        QCOMPARE(ask(server, "PATCH", chatPath, merge, both).code, 200);
        QCOMPARE(server.object(chatPath)["metadata"]["resourceVersion"].get<std::string>(), third); // what changes nothing is no change
        QCOMPARE(server.patches(), 3);
    }
};

QTEST_GUILESS_MAIN(KubernetesDoubleTest)
#include "tst_KubernetesDouble.moc"
