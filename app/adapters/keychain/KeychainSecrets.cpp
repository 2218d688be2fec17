// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/keychain/KeychainSecrets.h"

#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace andon {

using namespace Qt::StringLiterals;

KeychainSecrets::KeychainSecrets(Prompt prompt, std::chrono::milliseconds patience)
    : m_prompt(std::move(prompt))
    , m_patience(patience)
{
}

std::chrono::milliseconds KeychainSecrets::usualPatience()
{
    const bool hasDisplay = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    return std::chrono::seconds(hasDisplay ? 60 : 5);
}

QString KeychainSecrets::environmentName(const QString &name)
{
    QString out = u"ANDON_SECRET_"_s;
    for (const QChar c : name)
        out += (c.isLetterOrNumber() && c.unicode() < 128) ? c.toUpper() : u'_';
    return out;
}

void KeychainSecrets::ask(const QString &name, QObject *context, std::function<void(Result<Secret>)> callback)
{
    if (m_kept.contains(name)) {
        QTimer::singleShot(0, context, [secret = m_kept.value(name), callback] { callback(secret); });
        return;
    }
    // Without a session bus there is no keychain; the library would only wait for one.
    const bool hasBus = qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS");
    QTimer::singleShot(0, context, [this, name, context, callback, hasBus, life = QPointer<QObject>(&m_life)] {
        if (life && hasBus && !m_isSilent)
            askKeychain(name, context, callback);
        else if (life)
            askEnvironment(name, context, callback);
    });
}

void KeychainSecrets::askKeychain(const QString &name, QObject *context,
                                  const std::function<void(Result<Secret>)> &callback)
{
    // The first of the keychain's answer and the end of patience ends the turn, and with it the other.
    auto *turn = new QObject(context);
    QObject::connect(&m_life, &QObject::destroyed, turn, [turn] { delete turn; });
    const auto goOn = [this, turn, name, context, callback](const QByteArray &found) {
        delete turn;
        if (found.isEmpty())
            askEnvironment(name, context, callback);
        else
            answer(name, Secret(found), callback);
    };
    auto *job = new QKeychain::ReadPasswordJob(u"andon"_s);
    job->setAutoDelete(true);
    job->setInsecureFallback(false); // never a plain file
    job->setKey(name);
    QObject::connect(job, &QKeychain::Job::finished, &m_life, [this] { m_isSilent = false; });
    QObject::connect(job, &QKeychain::Job::finished, turn, [goOn](QKeychain::Job *done) {
        const bool found = done->error() == QKeychain::NoError;
        goOn(found ? static_cast<QKeychain::ReadPasswordJob *>(done)->binaryData() : QByteArray());
    });
    QTimer::singleShot(m_patience, turn, [this, goOn] {
        m_isSilent = true;
        goOn({});
    });
    job->start();
}

void KeychainSecrets::askEnvironment(const QString &name, QObject *context,
                                     const std::function<void(Result<Secret>)> &callback)
{
    const QString variable = environmentName(name);
    const QByteArray value = qgetenv(variable.toLatin1().constData());
    if (!value.isEmpty()) {
        answer(name, Secret(value), callback);
        return;
    }
    const auto none = [name, variable, callback] { callback(failure(ErrorKind::NoSecret, {name, variable})); };
    if (!m_prompt) {
        none();
        return;
    }
    m_prompt(name, [this, name, none, callback, guard = QPointer<QObject>(context)](const Secret &typed) {
        if (!guard)
            return;
        if (typed.isEmpty())
            none();
        else
            answer(name, typed, callback);
    });
}

void KeychainSecrets::answer(const QString &name, const Secret &secret,
                             const std::function<void(Result<Secret>)> &callback)
{
    m_kept[name] = secret;
    callback(secret);
}

} // namespace andon
