// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/DrillPlan.h"

namespace andon {

/// What a console knows of its drill and nobody may read yet, in a file beside the journal: after a crash the next console can
/// open the seal and say when the fault came. Each call writes or reads one small file.
class DrillFile {
public:
    struct Content {
        DrillSecret secret;
        std::optional<TimePoint> injectedAt; ///< none: it did not come to that
    };
    /// `folder`: made when it is needed.
    explicit DrillFile(QString folder) : m_folder(std::move(folder)) {}
    /// For its owner's eyes; survives a crash. FileUnwritable says why.
    [[nodiscard]] Result<void> keep(const QString &drillId, const Content &content) const;
    /// Nothing where it is not there or is not what was kept.
    [[nodiscard]] std::optional<Content> kept(const QString &drillId) const;
    void forget(const QString &drillId) const;

private:
    [[nodiscard]] QString pathOf(const QString &drillId) const;
    QString m_folder;
};

} // namespace andon
