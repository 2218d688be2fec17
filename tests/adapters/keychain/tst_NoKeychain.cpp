// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/keychain/KeychainSecrets.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// What was found: the secret, or the error's words after a "!".
QString asked(KeychainSecrets &secrets, const QString &name)
{
    QObject context;
    std::optional<QString> found;
    secrets.ask(name, &context, [&](const Result<Secret> &secret) {
        found = secret ? QString::fromUtf8(secret->reveal()) : u"! "_s + secret.error().message();
    });
    if (found)
        return u"the callback ran before the call returned"_s;
    return QTest::qWaitFor([&] { return found.has_value(); }, 20'000) ? *found : u"no callback"_s;
}

} // namespace

class NoKeychainTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        qputenv("XDG_CURRENT_DESKTOP", "KDE");
        qputenv("KDE_SESSION_VERSION", "5");
    }
    void init()
    {
        failOnWarnings();
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qunsetenv("ANDON_SECRET_PROM_EU");
    }

    void aNameMakesAVariable_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("variable");
        QTest::newRow("plain") << u"sandbox"_s << u"ANDON_SECRET_SANDBOX"_s;
        QTest::newRow("hyphen") << u"prom-eu"_s << u"ANDON_SECRET_PROM_EU"_s;
        QTest::newRow("digits") << u"gw2"_s << u"ANDON_SECRET_GW2"_s;
        QTest::newRow("dots and blanks") << u"a.b c"_s << u"ANDON_SECRET_A_B_C"_s;
        QTest::newRow("other scripts") << u"schlüssel"_s << u"ANDON_SECRET_SCHL_SSEL"_s;
        QTest::newRow("nothing that a shell would run") << u"x=$(id);"_s << u"ANDON_SECRET_X___ID__"_s;
    }
    void aNameMakesAVariable()
    {
        QFETCH(QString, name);
        QTEST(KeychainSecrets::environmentName(name), "variable");
    }
    void withoutASessionBusTheEnvironmentIsAsked()
    {
        qputenv("ANDON_SECRET_PROM_EU", "from-environment");
        KeychainSecrets secrets([](const QString &, const auto &) { QTest::qFail("a person was asked", __FILE__, __LINE__); });
        QCOMPARE(asked(secrets, u"prom-eu"_s), u"from-environment"_s);
        // It is kept for the run.
        qunsetenv("ANDON_SECRET_PROM_EU");
        QCOMPARE(asked(secrets, u"prom-eu"_s), u"from-environment"_s);
    }
    void aSecretThatWasRefusedIsLookedUpAnew()
    {
        qputenv("ANDON_SECRET_PROM_EU", "old");
        KeychainSecrets secrets;
        QCOMPARE(asked(secrets, u"prom-eu"_s), u"old"_s);
        qputenv("ANDON_SECRET_PROM_EU", "new");
        QCOMPARE(asked(secrets, u"prom-eu"_s), u"old"_s);
        secrets.forget(u"prom-eu"_s);
        QCOMPARE(asked(secrets, u"prom-eu"_s), u"new"_s);
        secrets.keep(u"prom-eu"_s, Secret("given"));
        QCOMPARE(asked(secrets, u"prom-eu"_s), u"given"_s);
    }
    void thenThePersonIsAsked()
    {
        QStringList names;
        KeychainSecrets secrets([&](const QString &name, const std::function<void(Secret)> &answer) {
            names << name;
            answer(Secret("typed"));
        });
        QCOMPARE(asked(secrets, u"prom-eu"_s), u"typed"_s);
        QCOMPARE(asked(secrets, u"prom-eu"_s), u"typed"_s);
        QCOMPARE(names, QStringList{u"prom-eu"_s});
    }
    void nobodyToAskAndNothingTypedAreTheSame_data()
    {
        QTest::addColumn<bool>("person");
        QTest::newRow("nobody to ask") << false;
        QTest::newRow("nothing typed") << true;
    }
    void nobodyToAskAndNothingTypedAreTheSame()
    {
        QFETCH(bool, person);
        KeychainSecrets::Prompt prompt;
        if (person)
            prompt = [](const QString &, const std::function<void(Secret)> &answer) { answer(Secret()); };
        KeychainSecrets secrets(prompt);
        QCOMPARE(asked(secrets, u"prom-eu"_s), u"! No secret named prom-eu: put it into the keychain or set ANDON_SECRET_PROM_EU."_s);
    }
    void nobodyIsToldOnceTheContextIsGone()
    {
        std::function<void(Secret)> typed;
        KeychainSecrets secrets([&](const QString &, const std::function<void(Secret)> &answer) { typed = answer; });
        auto context = std::make_unique<QObject>();
        bool told = false;
        secrets.ask(u"prom-eu"_s, context.get(), [&](const Result<Secret> &) { told = true; });
        QTRY_VERIFY(typed);
        context.reset();
        typed(Secret("too late"));
        QVERIFY(!told);
    }
    void nobodyIsToldOnceTheSourceIsGone()
    {
        qputenv("ANDON_SECRET_PROM_EU", "x");
        QObject context;
        bool told = false;
        std::make_unique<KeychainSecrets>()->ask(u"prom-eu"_s, &context, [&](const Result<Secret> &) { told = true; });
        QTest::qWait(20);
        QVERIFY(!told);
    }
    void aBusThatIsNotThereHoldsNobody()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qputenv("ANDON_SECRET_PROM_EU", "from-environment");
        KeychainSecrets secrets;
        QCOMPARE(asked(secrets, u"prom-eu"_s), u"from-environment"_s);
    }
};

QTEST_GUILESS_MAIN(NoKeychainTest)
#include "tst_NoKeychain.moc"
