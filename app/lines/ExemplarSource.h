// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <functional>

class QObject;

namespace andon {

/// One request that stands behind a histogram: what it took, when, and where its trace is. Texts are hostile.
struct Exemplar {
    QString version; ///< empty where the series carry no version label
    QString traceId; ///< may be empty: not every exemplar names a trace
    double value = 0; ///< in the indicator's unit
    qint64 timeMs = 0;
    bool operator==(const Exemplar &) const = default;
};

struct ExemplarQuery {
    QString query;        ///< PromQL with a selector of histogram buckets
    QString versionLabel; ///< the label whose value is the version; empty: every exemplar is of version ""
    qint64 startMs = 0;
    qint64 endMs = 0;
};

/// Port: where single requests are known. Calls come from the GUI thread; the callback runs there once, later, and not at
/// all once `context` is gone. Errors as those of MetricsSource; a source that keeps no exemplars gives none.
class ExemplarSource {
public:
    virtual ~ExemplarSource() = default;
    virtual void exemplars(const ExemplarQuery &query, QObject *context,
                           std::function<void(Result<QList<Exemplar>>)> callback) = 0;
};

} // namespace andon

Q_DECLARE_METATYPE(andon::Exemplar)
