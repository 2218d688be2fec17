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

} // namespace

DemoServers::DemoServers(QString sandbox, QString prometheus, std::chrono::milliseconds patience, QObject *parent)
    : QObject(parent)
    , m_sandboxProgram(std::move(sandbox))
    , m_prometheusProgram(std::move(prometheus))
    , m_folder(demoFolderTemplate())
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        failed(m_addresses.gateway.isEmpty(), u"it was not ready within %1 ms"_s.arg(m_patience.interval()));
    });
    connect(&m_sandbox, &QProcess::readyReadStandardOutput, this, &DemoServers::readSandbox);
    connect(&m_prometheus, &QProcess::readyReadStandardError, this, &DemoServers::readPrometheus);
    for (QProcess *process : {&m_sandbox, &m_prometheus}) {
        const bool isSandbox = process == &m_sandbox;
        connect(process, &QProcess::errorOccurred, this, [this, process, isSandbox](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                missing(isSandbox, process->errorString());
        });
        connect(process, &QProcess::finished, this, [this, process, isSandbox] {
            if (!isSandbox)
                m_prometheusWords += process->readAllStandardError();
            failed(isSandbox, reasonIn(isSandbox ? process->readAllStandardError() : m_prometheusWords));
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
    const QString config = u"global:\n  scrape_interval: 500ms\n  scrape_timeout: 450ms\nstorage:\n  exemplars:\n    max_exemplars: 20000\nscrape_configs:\n"
                           "  - job_name: sandbox\n    static_configs:\n      - targets: ['%1']\n"_s.arg(target);
    if (!file.open(QIODevice::WriteOnly) || file.write(config.toUtf8()) < 0 || !file.flush()) {
        fail({ErrorKind::FileUnwritable, {file.fileName(), file.errorString()}, {}});
        return;
    }
    file.close();
    run(m_prometheus, m_prometheusProgram,
        {u"--config.file="_s + file.fileName(), u"--storage.tsdb.path="_s + m_folder.filePath(u"metrics"_s),
         u"--web.listen-address=127.0.0.1:0"_s, u"--log.level=info"_s, u"--enable-feature=exemplar-storage"_s});
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
    if (!m_callback)
        return;
    // Later, and with none of the processes on the stack: the callback may end everything.
    QMetaObject::invokeMethod(this, [callback = std::exchange(m_callback, {}), result] { callback(result); },
                              Qt::QueuedConnection);
}

void DemoServers::missing(bool isSandbox, const QString &reason)
{
    const QString name = (isSandbox ? m_sandboxProgram : m_prometheusProgram).section(u'/', -1);
    fail({ErrorKind::ProgramMissing, {name, isSandbox ? u"andon"_s : u"prometheus"_s}, reason});
}

void DemoServers::failed(bool isSandbox, const QString &reason)
{
    const QString name = (isSandbox ? m_sandboxProgram : m_prometheusProgram).section(u'/', -1);
    fail({ErrorKind::ProgramFailed, {name, reason}, {}});
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
