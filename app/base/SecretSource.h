// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/base/Secret.h"

#include <functional>

class QObject;

namespace andon {

/// Port: where named secrets come from (keychain, then the environment, then a question to the person).
class SecretSource {
public:
    virtual ~SecretSource() = default;
    /// Looks `name` up. The callback runs once, later, in the thread of `context`, and not at all once `context` is
    /// gone. Fails with NoSecret. The answer is kept in memory for the run.
    virtual void ask(const QString &name, QObject *context, std::function<void(Result<Secret>)> callback) = 0;
};

} // namespace andon
