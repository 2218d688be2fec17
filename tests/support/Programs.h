// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace andon {

/// What a finished program said.
struct ProgramRun {
    int exitCode = -1; ///< -1: it did not end in time, -2: a signal ended it
    QString out;
    QString err;
    qint64 pid = 0;
};

/// Runs a program of the build (bin/<name>) or of the system to its end, at most `timeoutMs`, with nothing on its standard
/// input.
[[nodiscard]] ProgramRun runProgram(const QString &program, const QStringList &arguments, int timeoutMs = 60'000);
/// The path of a program of the build.
[[nodiscard]] QString builtProgram(const QString &name);

/// An HTTP exchange with a JSON body, from the test's side.
struct JsonAnswer {
    int status = 0;
    nlohmann::json body;
};
[[nodiscard]] JsonAnswer exchange(const QByteArray &method, const QString &url, const QByteArray &token = {},
                                  const QByteArray &body = {});

/// A running andon-sandbox on a free loopback port; ends with the object.
class SandboxProcess {
public:
    explicit SandboxProcess(const QByteArray &token, const QStringList &arguments = {});
    ~SandboxProcess();
    [[nodiscard]] const QString &url() const { return m_url; }
    /// The gateway's own log of accepted writes.
    [[nodiscard]] nlohmann::json writes() const;
    /// How the next writes are treated: "late", "refuse", "conflict", "die_after_apply", "lie".
    void misbehave(const char *mode, int count = 1, int delayMs = 0) const;

private:
    QByteArray m_token;
    QString m_url;
    QProcess m_process;
};

} // namespace andon
