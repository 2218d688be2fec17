// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardDecision.h"
#include "app/incidents/RegressionGate.h"
#include "app/workspace/Workspace.h"

#include <QDateTime>
#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace andon {

/// Reads the regression set and the report of its last run, and reads them again when they are others. GUI thread; files are
/// read on the pool.
class RegressionWatch : public QObject {
    Q_OBJECT
public:
    /// Between two looks at the files.
    static constexpr std::chrono::milliseconds lookEvery{2000};

    /// `folder`: where the paths of `spec` begin. Reads at once.
    RegressionWatch(const RegressionSpec &spec, const QString &folder, QObject *parent = nullptr);
    /// What they say of a version; none: not read so far. What cannot be read shuts the gate and says why.
    [[nodiscard]] std::optional<RegressionStanding> standing(const QString &version) const;
    /// Looks now; changed() follows where a file is another.
    void look();

signals:
    /// The files were read, the first time or anew.
    void changed();

private:
    /// Tells one state of the two files from another.
    struct Stamp {
        std::array<qint64, 2> sizes{-1, -1}; ///< bytes; -1: there is no such file
        std::array<QDateTime, 2> modified;
        bool operator==(const Stamp &) const = default;
    };
    struct Reading {
        Stamp stamp;
        std::optional<Result<RegressionSet>> set; ///< none: the files are those of the stamp that was known
        std::optional<Result<RegressionReport>> report;
    };
    [[nodiscard]] static Reading read(const QString &folder, const RegressionSpec &spec, const std::optional<Stamp> &known);
    void take();

    RegressionSpec m_spec;
    QString m_folder;
    QFutureWatcher<Reading> m_reading;
    QTimer m_timer;
    std::optional<Reading> m_known;
    mutable std::optional<std::pair<QString, RegressionStanding>> m_told; ///< by version: a set may be large
};

} // namespace andon
