// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ServerProcess.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

namespace andon {

using namespace Qt::StringLiterals;

static const QStringList places{u"/usr/sbin"_s, u"/usr/bin"_s, u"/usr/local/sbin"_s, u"/usr/local/bin"_s};

QList<quint16> freePorts(int count)
{
    std::vector<std::unique_ptr<QTcpServer>> servers;
    QList<quint16> ports;
    for (int i = 0; i < count; ++i) {
        servers.push_back(std::make_unique<QTcpServer>());
        servers.back()->listen(QHostAddress::LocalHost);
        ports << servers.back()->serverPort();
    }
    return ports;
}

bool hasProgram(const QString &name)
{
    return !QStandardPaths::findExecutable(name, places).isEmpty();
}

ServerProcess::ServerProcess(QString program, QList<quint16> ports)
    : m_program(QStandardPaths::findExecutable(program, places))
    , m_ports(std::move(ports))
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setWorkingDirectory(m_folder.path());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : {u"HOME"_s, u"XDG_DATA_HOME"_s, u"XDG_CONFIG_HOME"_s})
        environment.insert(name, m_folder.path());
    m_process.setProcessEnvironment(environment);
}

ServerProcess::~ServerProcess()
{
    stop();
}

QString ServerProcess::write(const QString &name, const QByteArray &content) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("the temporary folder takes no file");
    return file.fileName();
}

bool ServerProcess::start(const QStringList &arguments)
{
    m_arguments = arguments;
    m_process.start(m_program, arguments);
    return QTest::qWaitFor([&] {
        return m_process.state() == QProcess::Running && std::all_of(m_ports.begin(), m_ports.end(), [](quint16 port) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
            return socket.waitForConnected(200);
        });
    }, 15'000);
}

bool ServerProcess::restart()
{
    stop();
    return start(m_arguments);
}

void ServerProcess::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(3000))
        m_process.kill();
    m_process.waitForFinished(2000);
}

QUrl ServerProcess::url(int index, const QString &scheme) const
{
    return QUrl(u"%1://127.0.0.1:%2"_s.arg(scheme).arg(port(index)));
}

QByteArray ServerProcess::said()
{
    m_said += m_process.readAll();
    return m_said;
}

} // namespace andon
