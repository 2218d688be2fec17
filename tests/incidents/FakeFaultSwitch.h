// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/FaultSwitch.h"

#include <QTimer>

namespace andon {

/// A sandbox's faults in memory; it can be made to fail.
class FakeFaultSwitch final : public FaultSwitch {
public:
    QList<FaultSetting> faults{{QStringLiteral("v41"), {}, {}}, {QStringLiteral("v42"), {}, {}}};
    QList<FaultSetting> sets; ///< what was asked for
    int reads = 0;
    int failures = 0;         ///< so many of the next questions fail
    bool appliesAndFails = false;

    void read(QObject *context, std::function<void(Result<QList<FaultSetting>>)> callback) override
    {
        ++reads;
        if (failures > 0 && failures-- > 0)
            QTimer::singleShot(0, context, [callback] { callback(failure(ErrorKind::TimedOut, {QStringLiteral("sandbox"), QStringLiteral("4000")})); });
        else
            QTimer::singleShot(0, context, [callback, now = faults] { callback(now); });
    }
    void set(const FaultSetting &setting, QObject *context, std::function<void(Result<void>)> callback) override
    {
        sets << setting;
        const bool fails = failures > 0 && failures-- > 0;
        if (!fails || appliesAndFails) {
            for (FaultSetting &one : faults) {
                if (one.version == setting.version)
                    one = setting;
            }
        }
        QTimer::singleShot(0, context, [callback, fails] {
            if (fails)
                callback(failure(ErrorKind::TimedOut, {QStringLiteral("sandbox"), QStringLiteral("4000")}));
            else
                callback({});
        });
    }
    [[nodiscard]] bool isHealthy() const
    {
        for (const FaultSetting &one : faults) {
            if (!one.faults.isEmpty())
                return false;
        }
        return true;
    }
};

} // namespace andon
