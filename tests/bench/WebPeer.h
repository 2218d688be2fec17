// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/FrameFigures.h"
#include "tests/support/ServerProcess.h"

class QProcess;

namespace andon {

/// nginx with the files of the bench: the web page, the data, and the answer of a query_range.
class BenchServer {
public:
    BenchServer();
    /// The file `name` of the served folder, as a path.
    [[nodiscard]] QString path(const QString &name) const { return m_server.folder() + u'/' + name; }
    [[nodiscard]] QString url() const { return m_server.url(0).toString(); }
    [[nodiscard]] bool start();

private:
    ServerProcess m_server;
};

/// Chromium with four uPlots.
class WebPeer {
public:
    /// `npmFolder`: where "npm install uplot" was run; empty: there is none. Copies its files into the server's folder.
    WebPeer(const QString &npmFolder, const BenchServer &server);
    /// Why there are no figures of a browser; empty where there are.
    [[nodiscard]] const QString &missing() const { return m_missing; }
    /// Opens the page with that query ("data=ds2.bin&scenarios=pan&frames=60") and waits for its figures.
    [[nodiscard]] FrameFigures run(const QString &query) const;
    /// The browser with that page; the caller ends it by endBrowser().
    void open(QProcess &browser, const QString &query) const;
    static void endBrowser(QProcess &browser);

private:
    QString m_url;
    QString m_missing;
    QTemporaryDir m_profile;
};

} // namespace andon
