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

DemoServers::DemoServers(QString sandbox, QString prometheus, QObject *parent)
    : QObject(parent)
    , m_sandboxProgram(std::move(sandbox))
    , m_prometheusProgram(std::move(prometheus))
    , m_folder(demoFolderTemplate())
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(30'000);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { fail(m_prometheusProgram, u"it was not ready within 30 s"_s, false); });
    connect(&m_sandbox, &QProcess::readyReadStandardOutput, this, &DemoServers::readSandbox);
    connect(&m_prometheus, &QProcess::readyReadStandardError, this, &DemoServers::readPrometheus);
    for (QProcess *process : {&m_sandbox, &m_prometheus}) {
        const bool isSandbox = process == &m_sandbox;
        connect(process, &QProcess::errorOccurred, this, [this, process, isSandbox](QProcess::ProcessError error) {
            const QString program = isSandbox ? m_sandboxProgram : m_prometheusProgram;
            if (error == QProcess::FailedToStart)
                fail(program, process->errorString(), true);
        });
        connect(process, &QProcess::finished, this, [this, process, isSandbox] {
            const QString said = QString::fromUtf8(isSandbox ? process->readAllStandardError() : m_prometheusWords)
                                     .trimmed().right(400);
            fail(isSandbox ? m_sandboxProgram : m_prometheusProgram, said.isEmpty() ? u"it ended"_s : said, false);
        });
    }
}

DemoServers::~DemoServers()
{
    m_callback = {};
    for (QProcess *process : {&m_prometheus, &m_sandbox}) {
        process->disconnect(this);
        process->terminate();
    }
    for (QProcess *process : {&m_prometheus, &m_sandbox}) {
        if (process->state() != QProcess::NotRunning && !process->waitForFinished(1500))
            process->kill();
        process->waitForFinished(1000);
    }
}

void DemoServers::run(QProcess &process, const QString &program, const QStringList &arguments)
{
    // The children end with this process, even when it is killed.
    process.setChildProcessModifier([parent = ::getpid()] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, nullptr);
        if (::getppid() != parent)
            ::_exit(1);
    });
    process.start(program, arguments);
}

void DemoServers::start(std::function<void(Result<DemoAddresses>)> callback)
{
    m_callback = std::move(callback);
    removeStaleDemoFolders();
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
    m_sandbox.setProcessEnvironment(environment);
    run(m_sandbox, m_sandboxProgram, {u"--port"_s, u"0"_s, u"--log"_s, m_folder.filePath(u"requests.jsonl"_s)});
}

void DemoServers::readSandbox()
{
    while (m_sandbox.canReadLine()) {
        const QJsonObject line = QJsonDocument::fromJson(m_sandbox.readLine()).object();
        if (m_addresses.gateway.isEmpty() && line.contains("listening"_L1)) {
            m_addresses.gateway = line["listening"_L1].toString();
            startPrometheus();
        }
    }
}

void DemoServers::startPrometheus()
{
    const QString target = m_addresses.gateway.section(u"//"_s, 1);
    QFile file(m_folder.filePath(u"prometheus.yml"_s));
    // Prometheus takes up its targets 5 s after its start; two scrapes later there are rates to draw.
    const QString config = u"global:\n  scrape_interval: 500ms\n  scrape_timeout: 450ms\nscrape_configs:\n"
                           "  - job_name: sandbox\n    static_configs:\n      - targets: ['%1']\n"_s.arg(target);
    if (!file.open(QIODevice::WriteOnly) || file.write(config.toUtf8()) < 0) {
        fail(m_prometheusProgram, file.errorString(), false);
        return;
    }
    file.close();
    run(m_prometheus, m_prometheusProgram,
        {u"--config.file="_s + file.fileName(), u"--storage.tsdb.path="_s + m_folder.filePath(u"metrics"_s),
         u"--web.listen-address=127.0.0.1:0"_s, u"--log.level=info"_s});
}

void DemoServers::readPrometheus()
{
    m_prometheusWords += m_prometheus.readAllStandardError();
    m_prometheusWords = m_prometheusWords.right(16'384);
    if (!m_callback)
        return;
    const QString words = QString::fromUtf8(m_prometheusWords);
    const qsizetype listening = words.indexOf(u"msg=\"Listening on\" address="_s);
    if (listening >= 0 && words.contains(u"Server is ready to receive web requests"_s)) {
        m_addresses.prometheus = u"http://"_s + words.mid(listening).section(u"address="_s, 1).section(u'\n', 0, 0).trimmed();
        finish(m_addresses);
    }
}

void DemoServers::finish(const Result<DemoAddresses> &result)
{
    m_patience.stop();
    if (const auto callback = std::exchange(m_callback, {}))
        callback(result);
}

void DemoServers::fail(const QString &program, const QString &reason, bool missing)
{
    const QString name = program.section(u'/', -1);
    const Error error = missing ? Error{ErrorKind::ProgramMissing, {name, name}, reason}
                                : Error{ErrorKind::ProgramFailed, {name, reason}, {}};
    if (m_callback)
        finish(tl::unexpected(error));
    else
        emit ended(error);
}

} // namespace andon
