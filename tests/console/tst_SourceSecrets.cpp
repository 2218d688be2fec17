// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Console.h"
#include "app/lines/MetricsSource.h"
#include "tests/support/FaultServer.h"
#include "tests/support/Warnings.h"

#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// A source's credential on its way from the keychain or the environment to the wire.
class SourceSecretsTest : public QObject {
    Q_OBJECT

    FaultServer m_server;

    Console::Options optionsWith(const QMap<QString, Secret> &secrets)
    {
        SourceSpec source;
        source.name = u"metrics"_s;
        source.access = {.url = m_server.url(), .dialect = Dialect::Mimir};
        source.access.user = u"123456"_s;
        source.access.passwordSecret = u"no-such-password"_s;
        source.access.tenant = u"acme"_s;
        Workspace workspace;
        workspace.sources = {source};
        return {workspace, m_folder.filePath(u"journal.sqlite"_s), u"verb"_s, {}, secrets};
    }
    /// The probe's answer, once the console has started.
    std::optional<Result<SourceInfo>> probed(Console &console, QList<Error> &missing)
    {
        std::optional<Result<SourceInfo>> info;
        connect(&console, &Console::started, this, [&](const QList<Error> &errors) {
            missing = errors;
            console.source(u"metrics"_s)->probe(&console, [&](const Result<SourceInfo> &given) { info = given; });
        });
        console.open();
        static_cast<void>(QTest::qWaitFor([&] { return info.has_value(); }, 15'000));
        return info;
    }

private slots:
    void init()
    {
        failOnWarnings();
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        m_server.play({{{httpAnswer("200 OK", "application/json", R"({"status":"success","data":{"resultType":"vector","result":[]}})")}}});
    }

    void aPasswordThatIsKnownGoesToItsSource()
    {
        Console console(optionsWith({{u"no-such-password"_s, Secret("open")}}));
        QList<Error> missing;
        const auto info = probed(console, missing);
        QVERIFY(info && info->has_value());
        QVERIFY(missing.isEmpty());
        QCOMPARE(m_server.requests().last().headers.value("authorization"), "Basic " + QByteArray("123456:open").toBase64());
        QCOMPARE(m_server.requests().last().headers.value("x-scope-orgid"), QByteArray("acme"));
    }
    void withoutItThatSourceIsNotAskedAndSaysWhatIsMissing()
    {
        const auto before = m_server.requests().size();
        Console console(optionsWith({}));
        QList<Error> missing;
        const auto info = probed(console, missing);
        QCOMPARE(missing.size(), 1);
        QVERIFY(info && !info->has_value());
        QCOMPARE(info->error(), missing.first());
        QCOMPARE(info->error().message(), u"No secret named no-such-password: put it into the keychain or set ANDON_SECRET_NO_SUCH_PASSWORD."_s);
        QCOMPARE(m_server.requests().size(), before);
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(SourceSecretsTest)
#include "tst_SourceSecrets.moc"
