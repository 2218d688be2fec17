// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/process/DemoServers.h"

#include "app/adapters/process/StaleFolders.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QStandardPaths>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// The reason in what a server said: the error of its last logfmt line that has one, else its last line.
QString reasonIn(const QByteArray &said)
{
    const QStringList lines = QString::fromUtf8(said).trimmed().split(u'\n');
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
        const QString error = line->section(u"err=\""_s, 1).section(u'"', 0, 0);
        if (!error.isEmpty())
            return error.left(400);
    }
    return lines.last().isEmpty() ? u"it ended without a word"_s : lines.last().left(400);
}

/// Where a server of the Prometheus family says that it listens; empty: it did not yet.
QString listeningIn(const QByteArray &words)
{
    const QString text = QString::fromUtf8(words);
    const qsizetype at = text.indexOf(u"msg=\"Listening on\" address="_s);
    if (at < 0 || !text.mid(at).contains(u'\n'))
        return {};
    return u"http://"_s + text.mid(at).section(u"address="_s, 1).section(u'\n', 0, 0).trimmed();
}

} // namespace

DemoServers::DemoServers(DemoPrograms programs, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_folder(demoFolderTemplate())
    , m_sandbox{std::move(programs.sandbox), u"andon"_s}
    , m_alertmanager{std::move(programs.alertmanager), u"prometheus-alertmanager"_s}
    , m_prometheus{std::move(programs.prometheus), u"prometheus"_s}
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { failed(awaited(), u"it was not ready within %1 ms"_s.arg(m_patience.interval())); });
    connect(&m_sandbox.process, &QProcess::readyReadStandardOutput, this, &DemoServers::readSandbox);
    for (Server *server : {&m_sandbox, &m_alertmanager, &m_prometheus})
        watch(*server);
}

void DemoServers::watch(Server &server)
{
    connect(&server.process, &QProcess::readyReadStandardError, this, [this, &server] {
        static constexpr qsizetype kept = 16'384;
        server.words = (server.words + server.process.readAllStandardError()).right(kept);
        if (&server == &m_alertmanager)
            readAlertmanager();
        else if (&server == &m_prometheus)
            readPrometheus();
    });
    connect(&server.process, &QProcess::errorOccurred, this, [this, &server](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail({ErrorKind::ProgramMissing, {server.program.section(u'/', -1), server.package}, server.process.errorString()});
    });
    connect(&server.process, &QProcess::finished, this, [this, &server] {
        failed(server, reasonIn(server.words + server.process.readAllStandardError()));
    });
}

/// The one that is not ready yet.
const DemoServers::Server &DemoServers::awaited() const
{
    return m_addresses.gateway.isEmpty() ? m_sandbox : m_addresses.alertmanager.isEmpty() ? m_alertmanager : m_prometheus;
}

DemoServers::~DemoServers()
{
    m_callback = {};
    const QList<Server *> servers{&m_prometheus, &m_alertmanager, &m_sandbox};
    for (Server *server : servers) {
        server->process.disconnect(this);
        server->process.terminate();
    }
    for (Server *server : servers) {
        if (server->process.state() != QProcess::NotRunning && !server->process.waitForFinished(1500))
            server->process.kill();
        server->process.waitForFinished(1000);
    }
}

void DemoServers::run(Server &server, const QStringList &arguments)
{
    // The children end with this process, even when it is killed.
    server.process.setChildProcessModifier([parent = ::getpid()] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        if (::getppid() != parent)
            ::_exit(1);
    });
    server.process.start(server.program, arguments);
}

void DemoServers::start(std::function<void(Result<DemoAddresses>)> callback)
{
    m_callback = std::move(callback);
    removeStaleDemoFolders();
    if (!m_folder.isValid()) {
        fail({ErrorKind::FileUnwritable, {demoFolderTemplate(), m_folder.errorString()}, {}});
        return;
    }
    m_patience.start();
    m_addresses.token = Secret(qgetenv("ANDON_SECRET_SANDBOX"));
    if (m_addresses.token.isEmpty()) {
        quint32 random[8];
        QRandomGenerator::system()->fillRange(random);
        m_addresses.token = Secret(QByteArray(reinterpret_cast<const char *>(random), sizeof random).toHex());
    }
    m_addresses.folder = m_folder.path();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"ANDON_SECRET_SANDBOX"_s, QString::fromLatin1(m_addresses.token.reveal()));
    m_sandbox.process.setProcessEnvironment(environment);
    run(m_sandbox, {u"--port"_s, u"0"_s, u"--log"_s, m_folder.filePath(u"requests.jsonl"_s)});
}

void DemoServers::readSandbox()
{
    while (m_sandbox.process.canReadLine()) {
        const QJsonObject line = QJsonDocument::fromJson(m_sandbox.process.readLine()).object();
        if (m_addresses.gateway.isEmpty() && line.contains("listening"_L1)) {
            m_addresses.gateway = line["listening"_L1].toString();
            startAlertmanager();
        }
    }
}

/// Its path.
Result<QString> DemoServers::write(const QString &name, const QByteArray &content)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush())
        return failure(ErrorKind::FileUnwritable, {file.fileName(), file.errorString()});
    return file.fileName();
}

static QByteArray resource(const QString &name)
{
    QFile file(u":/workspaces/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void DemoServers::startAlertmanager()
{
    const Result<QString> config = write(u"alertmanager.yml"_s, resource(u"demo-alertmanager.yml"_s));
    if (!config) {
        fail(config.error());
        return;
    }
    run(m_alertmanager, {u"--config.file="_s + *config, u"--storage.path="_s + m_folder.filePath(u"silences"_s),
                         u"--web.listen-address=127.0.0.1:0"_s, u"--cluster.listen-address="_s});
}

void DemoServers::readAlertmanager()
{
    if (!m_callback || !m_addresses.alertmanager.isEmpty())
        return;
    m_addresses.alertmanager = listeningIn(m_alertmanager.words);
    if (!m_addresses.alertmanager.isEmpty())
        startPrometheus();
}

void DemoServers::startPrometheus()
{
    const Result<QString> rules = write(u"rules.yml"_s, resource(u"demo-rules.yml"_s));
    // Prometheus takes up its targets 5 s after its start; two scrapes later there are rates to draw.
    const QString config = u"global:\n  scrape_interval: 500ms\n  scrape_timeout: 450ms\n  evaluation_interval: 1s\n"
                           "storage:\n  exemplars:\n    max_exemplars: 20000\n"
                           "rule_files:\n  - rules.yml\n"
                           "alerting:\n  alertmanagers:\n    - static_configs:\n        - targets: ['%2']\n"
                           "scrape_configs:\n  - job_name: sandbox\n    static_configs:\n      - targets: ['%1']\n"_s
                               .arg(m_addresses.gateway.section(u"//"_s, 1), m_addresses.alertmanager.section(u"//"_s, 1));
    const Result<QString> file = rules ? write(u"prometheus.yml"_s, config.toUtf8()) : rules;
    if (!file) {
        fail(file.error());
        return;
    }
    run(m_prometheus, {u"--config.file="_s + *file, u"--storage.tsdb.path="_s + m_folder.filePath(u"metrics"_s),
                       u"--web.listen-address=127.0.0.1:0"_s, u"--log.level=info"_s, u"--enable-feature=exemplar-storage"_s});
}

void DemoServers::readPrometheus()
{
    if (!m_callback)
        return;
    const QString address = listeningIn(m_prometheus.words);
    if (!address.isEmpty() && m_prometheus.words.contains("Server is ready to receive web requests")) {
        m_addresses.prometheus = address;
        finish(m_addresses);
    }
}

void DemoServers::finish(const Result<DemoAddresses> &result)
{
    m_patience.stop();
    if (!m_callback)
        return;
    // Later, and with none of the processes on the stack: the callback may end everything.
    QMetaObject::invokeMethod(this, [callback = std::exchange(m_callback, {}), result] { callback(result); },
                              Qt::QueuedConnection);
}

void DemoServers::failed(const Server &server, const QString &reason)
{
    fail({ErrorKind::ProgramFailed, {server.program.section(u'/', -1), reason}, {}});
}

void DemoServers::fail(const Error &error)
{
    if (std::exchange(m_failed, true))
        return;
    if (m_callback)
        finish(tl::unexpected(error));
    else
        emit ended(error);
}

} // namespace andon
