// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/journal/Event.h"

#include <functional>

namespace andon {

/// Drafts that wait beside the journal until it can be written again: one JSON line each. Any thread.
class SpoolFile {
public:
    explicit SpoolFile(QString path);
    /// Durable on return (fsync). Fails with FileUnwritable.
    [[nodiscard]] Result<void> append(const Event &draft) const;
    /// Hands what waits to `take`, one draft after the other, and forgets it when all were taken; a file with a line that
    /// is no draft (the end of one that a crash cut off) is kept under another name. Stops where `take` says no. No append
    /// comes between, of this or another process.
    void drain(const std::function<bool(const Event &)> &take) const;

    /// Something waits, or another process is just taking it.
    [[nodiscard]] bool waits() const;
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    QString m_path;
};

} // namespace andon
