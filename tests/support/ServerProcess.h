// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

namespace andon {

/// Loopback ports on which nothing listens, all different.
[[nodiscard]] QList<quint16> freePorts(int count);
/// Is the Debian package's program there?
[[nodiscard]] bool hasProgram(const QString &name);

/// A real server program of Debian with its files in a temporary folder; ends with the object.
class ServerProcess {
public:
    ServerProcess(QString program, QList<quint16> ports);
    ~ServerProcess();
    ServerProcess(const ServerProcess &) = delete;
    ServerProcess &operator=(const ServerProcess &) = delete;
    /// Writes a file into the folder and gives its path.
    QString write(const QString &name, const QByteArray &content) const;
    /// Starts it and waits until all its ports take connections.
    bool start(const QStringList &arguments);
    /// Ends it and starts it again with the same arguments.
    bool restart();
    void stop();
    [[nodiscard]] quint16 port(int index) const { return m_ports.value(index); }
    [[nodiscard]] QUrl url(int index, const QString &scheme = QStringLiteral("http")) const;
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] qint64 pid() const { return m_process.processId(); }
    /// What it said, for a test that fails.
    [[nodiscard]] QByteArray said();

private:
    QString m_program;
    QList<quint16> m_ports;
    QStringList m_arguments;
    QTemporaryDir m_folder;
    QByteArray m_said;
    QProcess m_process;
};

} // namespace andon
