// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Programs.h"

#include <QDir>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>

namespace andon {

using namespace Qt::StringLiterals;

QString builtProgram(const QString &name)
{
    return QStringLiteral(ANDON_BIN_DIR) + u'/' + name;
}

ProgramRun runProgram(const QString &program, const QStringList &arguments, int timeoutMs)
{
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    ProgramRun run;
    run.pid = process.processId();
    if (QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, timeoutMs))
        run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    run.out = QString::fromUtf8(process.readAllStandardOutput());
    run.err = QString::fromUtf8(process.readAllStandardError());
    return run;
}

JsonAnswer exchange(const QByteArray &method, const QString &url, const QByteArray &token, const QByteArray &body)
{
    QNetworkAccessManager network;
    QNetworkRequest request{QUrl(url)};
    if (!token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + token);
    request.setHeader(QNetworkRequest::ContentTypeHeader,
                      url.contains(u"/api/v1/") ? u"application/x-www-form-urlencoded"_s : u"application/json"_s);
    QNetworkReply *reply = network.sendCustomRequest(request, method, body);
    const bool finished = QTest::qWaitFor([&] { return reply->isFinished(); }, 10'000);
    JsonAnswer answer;
    if (finished) {
        const QByteArray text = reply->readAll();
        answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        answer.body = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
    }
    delete reply;
    return answer;
}

SandboxProcess::SandboxProcess(const QByteArray &token, const QStringList &arguments)
    : m_token(token)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"ANDON_SECRET_SANDBOX"_s, QString::fromLatin1(token));
    m_process.setProcessEnvironment(environment);
    m_process.start(builtProgram(u"andon-sandbox"_s), QStringList{u"--port"_s, u"0"_s} + arguments);
    if (QTest::qWaitFor([&] { return m_process.canReadLine(); }, 10'000)) {
        const QByteArray line = m_process.readLine();
        const auto json = nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
        m_url = QString::fromStdString(json.value("listening", std::string()));
    }
}

SandboxProcess::~SandboxProcess()
{
    m_process.terminate();
    if (!m_process.waitForFinished(3000))
        m_process.kill();
    m_process.waitForFinished(1000);
}

nlohmann::json SandboxProcess::writes() const
{
    return exchange("GET", m_url + u"/sandbox/writes"_s, m_token).body;
}

void SandboxProcess::misbehave(const char *mode, int count, int delayMs) const
{
    const nlohmann::json body{{"mode", mode}, {"count", count}, {"delay_ms", delayMs}};
    const JsonAnswer answer = exchange("PUT", m_url + u"/sandbox/admin-behaviour"_s, m_token, QByteArray::fromStdString(body.dump()));
    QCOMPARE(answer.status, 200);
}

} // namespace andon
