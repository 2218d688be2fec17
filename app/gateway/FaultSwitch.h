// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>

class QObject;

namespace andon {

/// What is wrong with one version on purpose.
struct FaultSetting {
    QString version;
    QStringList faults;           ///< "slow", "wrong", ...; empty: nothing is wrong
    QMap<QString, QString> only;  ///< "tenant" -> "globex": in such requests alone; empty: in each
    bool operator==(const FaultSetting &) const = default;
};

/// Port: where faults are put into versions on purpose. A sandbox has such a switch, a gateway with users never. Calls come
/// from the GUI thread; the callback runs there once, later, and not at all once `context` is gone.
class FaultSwitch {
public:
    virtual ~FaultSwitch() = default;
    /// Every version with what is wrong with it. Errors: network kinds, HttpStatus (404: this is no sandbox), NotAuthorized,
    /// BadAnswer (it does not answer as a sandbox does).
    virtual void read(QObject *context, std::function<void(Result<QList<FaultSetting>>)> callback) = 0;
    /// In place of what was wrong with that version before; sending it twice changes nothing more. Errors as read(); after
    /// one of the network it may have happened.
    virtual void set(const FaultSetting &setting, QObject *context, std::function<void(Result<void>)> callback) = 0;
};

} // namespace andon
