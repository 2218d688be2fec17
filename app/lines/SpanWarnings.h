// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Coverage.h"

#include <QList>
#include <QStringList>

namespace andon {

/// What a source warned of with answers whose samples are kept: as long as they are, what is drawn may not be all there is.
/// Bounded, the oldest words go first. Pure value.
class SpanWarnings {
public:
    static constexpr qsizetype most = 100;

    /// An answer for that span, with or without warnings; it stands in place of earlier ones for spans that lie in it.
    void take(const TimeSpan &span, const QStringList &words);
    /// Samples before that time are no longer kept.
    void forgetBefore(qint64 timeMs);
    /// Each once, the newest first.
    [[nodiscard]] QStringList words() const;

private:
    struct Said {
        TimeSpan span;
        QString words;
    };
    QList<Said> m_said;
};

} // namespace andon
