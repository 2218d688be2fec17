// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/MetricsSource.h"

#include <QPointer>

namespace andon {

void MetricsSource::queryRanges(const QList<RangeQuery> &queries, QObject *context,
                                std::function<void(const QList<Result<MetricsAnswer>> &)> callback)
{
    queryRange(queries.first(), context,
               [this, rest = queries.mid(1), guard = QPointer<QObject>(context), callback = std::move(callback)](const Result<MetricsAnswer> &answer) {
        // The source outlives its askers: while somebody waits, it is there.
        callback({answer});
        if (guard && !rest.isEmpty() && goesOnAfter(answer))
            queryRanges(rest, guard, callback);
    });
}

} // namespace andon
