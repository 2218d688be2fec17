// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/SecretSource.h"

#include <QHash>
#include <QObject>

#include <chrono>

namespace andon {

/// Named secrets: kept for the run, then the system's keychain (service "andon"), then the environment variable
/// ANDON_SECRET_<NAME>, then a question to the person where there is one to ask. GUI thread.
class KeychainSecrets final : public SecretSource {
public:
    /// Asks the person; an empty secret means "cancelled". Possibly empty itself: nobody to ask.
    using Prompt = std::function<void(const QString &name, std::function<void(Secret)> answer)>;

    /// A keychain that has not answered within `patience` counts as none, until it answers after all.
    explicit KeychainSecrets(Prompt prompt = {}, std::chrono::milliseconds patience = usualPatience());
    /// Several may be asked for at once; the keychain's own question to the person then comes once.
    void ask(const QString &name, QObject *context, std::function<void(Result<Secret>)> callback) override;
    /// Holds a secret in memory for this run only.
    void keep(const QString &name, const Secret &secret) { m_kept[name] = secret; }
    /// A secret that was refused is looked up anew the next time.
    void forget(const QString &name) { m_kept.remove(name); }
    /// A minute where the keychain can ask the person for its password, that is, where there is a display; else 5 s.
    [[nodiscard]] static std::chrono::milliseconds usualPatience();
    /// "ANDON_SECRET_PROM_EU" for "prom-eu".
    [[nodiscard]] static QString environmentName(const QString &name);

private:
    void askKeychain(const QString &name, QObject *context, const std::function<void(Result<Secret>)> &callback);
    void askEnvironment(const QString &name, QObject *context, const std::function<void(Result<Secret>)> &callback);
    void answer(const QString &name, const Secret &secret, const std::function<void(Result<Secret>)> &callback);

    Prompt m_prompt;
    std::chrono::milliseconds m_patience;
    QHash<QString, Secret> m_kept;
    bool m_isSilent = false; ///< the keychain let patience run out; nobody else waits for it
    QObject m_life; ///< tells what is under way that this object is gone
};

} // namespace andon
