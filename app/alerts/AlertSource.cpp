// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/AlertSource.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <tuple>

namespace andon {

bool SourceAlert::operator==(const SourceAlert &other) const
{
    const auto tied = [](const SourceAlert &a) {
        return std::tie(a.key, a.sinceMs, a.lostMs, a.silencedBy, a.inhibited, a.origin, a.title, a.severity, a.limit, a.direction, a.unit,
                        a.labels, a.annotations);
    };
    const bool sameValue = value == other.value || (std::isnan(value) && std::isnan(other.value));
    return sameValue && tied(*this) == tied(other);
}

static bool matchesOne(const LabelMatcher &matcher, const Labels &labels)
{
    const QString value = labels.value(matcher.name);
    if (!matcher.isRegex)
        return (value == matcher.value) == matcher.isEqual;
    const QRegularExpression whole(QRegularExpression::anchoredPattern(matcher.value), QRegularExpression::DotMatchesEverythingOption);
    return whole.isValid() && whole.match(value).hasMatch() == matcher.isEqual;
}

bool matches(const QList<LabelMatcher> &matchers, const Labels &labels)
{
    return !matchers.isEmpty()
        && std::all_of(matchers.cbegin(), matchers.cend(), [&](const LabelMatcher &one) { return matchesOne(one, labels); });
}

} // namespace andon
