// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/NginxProcess.h"

#include <QFile>
#include <QTest>

#include <csignal>

namespace andon {

using namespace Qt::StringLiterals;

static const QString modules = u"/usr/lib/nginx/modules/"_s;

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Replaces what stands there exactly once; a snippet that has changed is a fault of this file.
static void put(QByteArray &text, const QByteArray &what, const QByteArray &by)
{
    if (!text.contains(what))
        qFatal("nginx-andon.conf does not say %s", what.constData());
    text.replace(what, by);
}

bool NginxProcess::isInstalled()
{
    return hasProgram(u"nginx"_s) && QFile::exists(modules + u"ngx_http_lua_module.so"_s)
        && QFile::exists(u"/usr/share/lua/5.1/resty/core.lua"_s);
}

NginxProcess::NginxProcess(const QString &resources, quint16 stablePort, quint16 canaryPort, const QByteArray &token)
    : m_server(u"nginx"_s, freePorts(2))
{
    const QByteArray folder = m_server.folder().toUtf8();
    QByteArray snippet = contentOf(resources + u"nginx-andon.conf"_s);
    put(snippet, "/etc/nginx/", folder + '/');
    put(snippet, "127.0.0.1:8001", "127.0.0.1:" + QByteArray::number(stablePort));
    put(snippet, "127.0.0.1:8002", "127.0.0.1:" + QByteArray::number(canaryPort));
    put(snippet, "listen 127.0.0.1:8081", "listen 127.0.0.1:" + QByteArray::number(m_server.port(1)));
    put(snippet, "listen 80", "listen 127.0.0.1:" + QByteArray::number(m_server.port(0)));
    m_server.write(u"nginx-andon.lua"_s, contentOf(resources + u"nginx-andon.lua"_s));
    m_server.write(u"andon.token"_s, token + '\n');
    QByteArray config = "load_module " + modules.toUtf8() + "ndk_http_module.so;\n"
        "load_module " + modules.toUtf8() + "ngx_http_lua_module.so;\n"
        "daemon off;\nworker_processes 4;\nerror_log stderr warn;\npid " + folder + "/nginx.pid;\n"
        "events { worker_connections 128; }\nhttp {\naccess_log off;\n";
    for (const QByteArray &what : {QByteArray("client_body"), QByteArray("proxy"), QByteArray("fastcgi"), QByteArray("uwsgi"), QByteArray("scgi")})
        config += what + "_temp_path " + folder + '/' + what + ";\n";
    config += snippet + "}\n";
    const QString file = m_server.write(u"nginx.conf"_s, config);
    // The workers of a root's nginx are somebody else, who has to find the folder.
    QFile::setPermissions(m_server.folder(), QFile::permissions(m_server.folder()) | QFile::ReadOther | QFile::ExeOther);
    m_runs = m_server.start({u"-e"_s, u"stderr"_s, u"-c"_s, file});
}

bool NginxProcess::reload()
{
    const auto workers = [this] { return contentOf(u"/proc/%1/task/%1/children"_s.arg(m_server.pid())).simplified().split(' '); };
    const QList<QByteArray> before = workers();
    ::kill(static_cast<pid_t>(m_server.pid()), SIGHUP);
    return QTest::qWaitFor([&] {
        const QList<QByteArray> now = workers();
        return now.size() == before.size() && std::none_of(now.begin(), now.end(), [&](const QByteArray &pid) { return before.contains(pid); });
    }, 10'000);
}

} // namespace andon
