// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/MetricsAccess.h"

namespace andon {

using namespace Qt::StringLiterals;

const QStringList &dialectWords()
{
    static const QStringList words{u"prometheus"_s, u"victoriametrics"_s, u"thanos"_s, u"mimir"_s};
    return words;
}

QString dialectWord(Dialect dialect)
{
    return dialectWords().value(static_cast<qsizetype>(dialect));
}

std::optional<Dialect> dialectFromWord(const QString &word)
{
    const qsizetype at = dialectWords().indexOf(word);
    return at < 0 ? std::nullopt : std::optional(static_cast<Dialect>(at));
}

const QList<QByteArray> &freeHeaders()
{
    static const QList<QByteArray> names{"Cache-Control", "Origin", "X-Grafana-Org-Id", "X-Request-Id"};
    return names;
}

} // namespace andon
