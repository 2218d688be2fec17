// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/keychain/KeychainSecrets.h"
#include "tests/support/Warnings.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QProcess>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// A keychain with the D-Bus face of KWallet: what the library asks of it to read a password.
class Wallet : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.KWallet")
public:
    QMap<QString, QString> passwords; ///< by "folder/key"
    bool silent = false;              ///< takes calls and answers at letGo() only
    int reads = 0;
    int calls = 0; ///< beginnings of a question

    [[nodiscard]] bool holds() const { return !m_held.isEmpty(); }
    void letGo()
    {
        for (const QDBusMessage &call : std::exchange(m_held, {}))
            QDBusConnection(u"wallet"_s).send(call.createReply(u"kdewallet"_s));
    }

public slots:
    QString networkWallet()
    {
        ++calls;
        if (silent) {
            setDelayedReply(true);
            m_held << message();
        }
        return u"kdewallet"_s;
    }
    int open(const QString &, qlonglong, const QString &) { return 1; }
    int entryType(int, const QString &folder, const QString &key, const QString &)
    {
        return passwords.contains(folder + u'/' + key) ? 1 : 0;
    }
    QString readPassword(int, const QString &folder, const QString &key, const QString &)
    {
        ++reads;
        return passwords.value(folder + u'/' + key);
    }

private:
    QList<QDBusMessage> m_held;
};

class KeychainSecretsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_bus.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, u"--print-address=1"_s});
        QVERIFY(QTest::qWaitFor([&] { return m_bus.canReadLine(); }, 10'000));
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        qputenv("XDG_CURRENT_DESKTOP", "KDE");
        qputenv("KDE_SESSION_VERSION", "5");
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"wallet"_s);
        QVERIFY(bus.registerObject(u"/modules/kwalletd5"_s, &m_wallet, QDBusConnection::ExportAllSlots));
        QVERIFY(bus.registerService(u"org.kde.kwalletd5"_s));
    }
    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(u"wallet"_s);
        m_bus.kill();
        m_bus.waitForFinished(2000);
    }
    void init()
    {
        failOnWarnings();
        qputenv("ANDON_SECRET_PROM_EU", "from-environment");
        m_wallet.passwords = {{u"andon/prom-eu"_s, u"from-keychain"_s}};
        m_wallet.silent = false;
        m_wallet.reads = 0;
        m_wallet.calls = 0;
    }
    void cleanup() { m_wallet.letGo(); }

    void theKeychainComesFirst()
    {
        KeychainSecrets secrets;
        QCOMPARE(asked(secrets, u"prom-eu"_s), QByteArray("from-keychain"));
        QCOMPARE(asked(secrets, u"prom-eu"_s), QByteArray("from-keychain"));
        QCOMPARE(m_wallet.reads, 1); // kept for the run
    }
    void whatItDoesNotKnowComesFromTheEnvironment()
    {
        m_wallet.passwords = {{u"andon/other"_s, u"x"_s}, {u"someone/prom-eu"_s, u"y"_s}};
        KeychainSecrets secrets;
        QCOMPARE(asked(secrets, u"prom-eu"_s), QByteArray("from-environment"));
        QCOMPARE(m_wallet.reads, 0);
    }
    void anEmptySecretIsNone()
    {
        m_wallet.passwords = {{u"andon/prom-eu"_s, QString()}};
        KeychainSecrets secrets;
        QCOMPARE(asked(secrets, u"prom-eu"_s), QByteArray("from-environment"));
    }
    void lettersBeyondAsciiArriveWhole()
    {
        m_wallet.passwords = {{u"andon/prom-eu"_s, u"pässwört"_s}};
        KeychainSecrets secrets;
        QCOMPARE(asked(secrets, u"prom-eu"_s), u"pässwört"_s.toUtf8());
    }
    void aKeychainThatNeverAnswersCountsAsNone()
    {
        m_wallet.silent = true;
        KeychainSecrets secrets({}, 100ms);
        QCOMPARE(asked(secrets, u"prom-eu"_s), QByteArray("from-environment"));
        QVERIFY(m_wallet.holds());
    }
    void aSilentKeychainIsWaitedForOnceHoweverManySecretsThereAre()
    {
        m_wallet.silent = true;
        KeychainSecrets secrets({}, 100ms);
        QCOMPARE(asked(secrets, u"prom-eu"_s), QByteArray("from-environment"));
        qputenv("ANDON_SECRET_GW", "other");
        QCOMPARE(asked(secrets, u"gw"_s), QByteArray("other"));
        QCOMPARE(m_wallet.calls, 1);
        // It answers after all, and is asked again.
        m_wallet.silent = false;
        m_wallet.passwords[u"andon/late"_s] = u"from-keychain"_s;
        m_wallet.letGo();
        QTRY_COMPARE(m_wallet.reads, 1);
        QTRY_COMPARE(asked(secrets, u"late"_s), QByteArray("from-keychain"));
    }
    void secretsAreAskedForAtOnceAndAllAnswered()
    {
        m_wallet.silent = true;
        m_wallet.passwords = {{u"andon/a"_s, u"1"_s}, {u"andon/b"_s, u"2"_s}, {u"andon/c"_s, u"3"_s}};
        KeychainSecrets secrets({}, 30s);
        QObject context;
        QByteArrayList found;
        for (const QString &name : {u"a"_s, u"b"_s, u"c"_s})
            secrets.ask(name, &context, [&](const Result<Secret> &secret) { found << (secret ? secret->reveal() : "none"); });
        QTRY_VERIFY(m_wallet.holds());
        m_wallet.silent = false;
        m_wallet.letGo(); // the person has unlocked it, once
        QTRY_COMPARE(found, QByteArrayList({"1", "2", "3"}));
    }
    void aPersonHasAMinuteToUnlockIt_data()
    {
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<int>("seconds");
        QTest::newRow("X11") << QByteArray("DISPLAY") << 60;
        QTest::newRow("Wayland") << QByteArray("WAYLAND_DISPLAY") << 60;
        QTest::newRow("no display") << QByteArray() << 5;
    }
    void aPersonHasAMinuteToUnlockIt()
    {
        QFETCH(QByteArray, variable);
        qunsetenv("DISPLAY");
        qunsetenv("WAYLAND_DISPLAY");
        if (!variable.isEmpty())
            qputenv(variable.constData(), ":9");
        QTEST(static_cast<int>(KeychainSecrets::usualPatience() / 1s), "seconds");
        qunsetenv("DISPLAY");
        qunsetenv("WAYLAND_DISPLAY");
    }
    void nobodyIsToldOnceTheSourceOrTheContextIsGone_data()
    {
        QTest::addColumn<bool>("context");
        QTest::newRow("the context") << true;
        QTest::newRow("the source") << false;
    }
    void nobodyIsToldOnceTheSourceOrTheContextIsGone()
    {
        QFETCH(bool, context);
        m_wallet.silent = true;
        auto secrets = std::make_unique<KeychainSecrets>(KeychainSecrets::Prompt(), 5s);
        auto asker = std::make_unique<QObject>();
        bool told = false;
        secrets->ask(u"prom-eu"_s, asker.get(), [&](const Result<Secret> &) { told = true; });
        QTRY_VERIFY(m_wallet.holds());
        if (context)
            asker.reset();
        else
            secrets.reset();
        m_wallet.letGo();
        QTRY_COMPARE(m_wallet.reads, 1);
        QTest::qWait(20);
        QVERIFY(!told);
    }

private:
    static QByteArray asked(KeychainSecrets &secrets, const QString &name)
    {
        QObject context;
        std::optional<QByteArray> found;
        secrets.ask(name, &context, [&](const Result<Secret> &secret) {
            found = secret ? secret->reveal() : secret.error().message().toUtf8();
        });
        if (found)
            return "the callback ran before the call returned";
        return QTest::qWaitFor([&] { return found.has_value(); }, 10'000) ? QByteArray(found->constData()) : "no callback";
    }

    QProcess m_bus;
    Wallet m_wallet;
};

QTEST_GUILESS_MAIN(KeychainSecretsTest)
#include "tst_KeychainSecrets.moc"
