// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/VersionSources.h"

#include <QSet>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

VersionParts partsOf(const QMap<QString, QString> &labels)
{
    VersionParts parts;
    for (const QString &name : versionParts()) {
        VersionPart part = partFromWord(labels.value(name));
        if (const QString hash = normalHash(labels.value(name + u"_hash"_s)); !hash.isEmpty())
            part.hash = hash;
        if (part.isKnown())
            parts[name] = part;
    }
    return parts;
}

} // namespace

QList<VersionStatement> statementsOf(const GatewayState &state)
{
    QList<VersionStatement> statements;
    for (const GatewayVersion &version : state.versions)
        statements.append({version.id, partsFromSet(version.set)});
    return statements;
}

QList<VersionStatement> statementsOf(const MetricsAnswer &answer, const QString &versionLabel)
{
    const QString label = versionLabel.isEmpty() ? u"version"_s : versionLabel;
    QList<VersionStatement> statements;
    QSet<QString> told; // instances of a version usually say the same
    for (const Series &series : answer.series) {
        const double value = series.columns.empty() ? std::nan("") : series.columns.lastValue();
        const VersionStatement one{series.labels.value(label), partsOf(series.labels), {}};
        if (!(std::abs(value) > 0) || one.version.isEmpty() || one.parts.isEmpty())
            continue;
        QString key = one.version;
        for (const auto &[name, word] : setFromParts(one.parts).asKeyValueRange())
            key += u'\n' + name + u'\n' + word;
        if (!told.contains(key))
            statements << one;
        told << key;
    }
    return statements;
}

} // namespace andon
