// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/WebPeer.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int longestRunMs = 180'000;

BenchServer::BenchServer() : m_server(u"nginx"_s, freePorts(1)) {}

bool BenchServer::start()
{
    const QByteArray folder = m_server.folder().toUtf8();
    QByteArray config = "daemon off;\nworker_processes 1;\nerror_log stderr crit;\npid " + folder + "/nginx.pid;\n"
        "events { worker_connections 64; }\nhttp {\naccess_log off;\nsendfile on;\n"
        "types { text/html html; text/javascript js; text/css css; application/octet-stream bin; }\n"
        "default_type application/json;\n";
    for (const QByteArray &what : {QByteArray("client_body"), QByteArray("proxy"), QByteArray("fastcgi"), QByteArray("uwsgi"), QByteArray("scgi")})
        config += what + "_temp_path " + folder + '/' + what + ";\n";
    // A POST to a file is not allowed to nginx; the same file is the answer all the same.
    config += "server { listen 127.0.0.1:" + QByteArray::number(m_server.port(0)) + "; root " + folder
        + "; error_page 405 =200 $uri; }\n}\n";
    const QString file = m_server.write(u"nginx.conf"_s, config);
    // The workers of a root's nginx are somebody else, who has to find the folder.
    QFile::setPermissions(m_server.folder(), QFile::permissions(m_server.folder()) | QFile::ReadOther | QFile::ExeOther);
    return m_server.start({u"-e"_s, u"stderr"_s, u"-c"_s, file});
}

WebPeer::WebPeer(const QString &npmFolder, const BenchServer &server) : m_url(server.url())
{
    const QString dist = npmFolder + u"/node_modules/uplot/dist/"_s;
    if (npmFolder.isEmpty())
        m_missing = u"not asked for (packaging/check --bench-web)"_s;
    else if (QStandardPaths::findExecutable(u"chromium"_s).isEmpty())
        m_missing = u"the Debian package chromium is not installed"_s;
    else if (!QFile::exists(dist + u"uPlot.iife.min.js"_s))
        m_missing = u"npm's uplot is not there"_s;
    if (!m_missing.isEmpty())
        return;
    const QString page = QStringLiteral(ANDON_SOURCE_DIR "/tests/bench/web/");
    for (const QString &name : {dist + u"uPlot.iife.min.js"_s, dist + u"uPlot.min.css"_s, page + u"plots.html"_s, page + u"plots.js"_s}) {
        const QString to = server.path(name.section(u'/', -1));
        if (!QFile::copy(name, to))
            m_missing = u"cannot copy "_s + name;
        QFile::setPermissions(to, QFile::permissions(to) | QFile::ReadOther);
    }
}

void WebPeer::open(QProcess &browser, const QString &query) const
{
    browser.setProcessChannelMode(QProcess::MergedChannels);
    browser.start(u"chromium"_s,
                  {u"--no-sandbox"_s, u"--disable-gpu"_s, u"--disable-frame-rate-limit"_s, u"--disable-gpu-vsync"_s, u"--no-first-run"_s,
                   u"--disable-extensions"_s, u"--disable-background-networking"_s, u"--enable-logging=stderr"_s,
                   u"--user-data-dir="_s + m_profile.path(), u"--window-size=1600,1000"_s, u"--window-position=0,0"_s,
                   u"--app=%1/plots.html?%2"_s.arg(m_url, query)});
}

void WebPeer::endBrowser(QProcess &browser)
{
    browser.terminate();
    if (!browser.waitForFinished(5000))
        browser.kill();
    browser.waitForFinished(2000);
}

FrameFigures WebPeer::run(const QString &query) const
{
    QProcess browser;
    open(browser, query);
    QByteArray said;
    FrameFigures figures;
    QElapsedTimer watch;
    watch.start();
    while (watch.elapsed() < longestRunMs && !said.contains("ANDON-FAILED")) {
        browser.waitForReadyRead(500);
        said += browser.readAll();
        const qsizetype from = said.indexOf("ANDON {");
        const qsizetype to = from < 0 ? -1 : said.indexOf("\", source:", from);
        if (to > from) {
            figures = frameFiguresOf(said.mid(from + 6, to - from - 6));
            break;
        }
        if (browser.state() == QProcess::NotRunning)
            break;
    }
    figures.memoryMb = treeMemoryMb(browser.processId());
    if (figures.empty())
        std::fprintf(stderr, "the browser gave no figures: %s\n", said.right(2000).constData());
    endBrowser(browser);
    return figures;
}

} // namespace andon
