// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/Alert.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>
#include <compare>
#include <tuple>
#include <utility>
#include <vector>

namespace andon {

using namespace Qt::StringLiterals;

double Alert::distance() const
{
    static constexpr double farthest = 1e6;
    if (!limit || !std::isfinite(value))
        return 0;
    const double beyond = direction == Direction::HigherIsWorse ? value - *limit : *limit - value;
    const double measure = *limit != 0 ? std::abs(*limit) : 1;
    return std::clamp(beyond / measure, 0.0, farthest);
}

static bool sameNumber(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool Alert::operator==(const Alert &other) const
{
    const auto tied = [](const Alert &a) {
        return std::tie(a.key, a.origin, a.title, a.service, a.version, a.indicatorId, a.family, a.severity, a.action, a.runbook, a.phase,
                        a.sinceMs, a.overMs, a.limit, a.direction, a.unit, a.sources, a.flaps, a.acknowledged, a.covers, a.inhibited,
                        a.gaps, a.labels, a.annotations);
    };
    return sameNumber(value, other.value) && sameNumber(ratePerSecond, other.ratePerSecond) && tied(*this) == tied(other);
}

/// In powers of two from a sixteenth on.
static int octave(double value)
{
    static constexpr double most = 1e300; // an infinity has no octave
    return value > 0 ? std::max(-4, std::ilogb(std::min(value, most))) + 5 : 0;
}

static int rankOf(const Alert &alert)
{
    if (alert.phase == AlertPhase::Returned)
        return 100 + static_cast<int>(alert.severity);
    const bool stops = alert.origin == AlertOrigin::Gate && alert.severity == AlertSeverity::Critical;
    const int weight = stops ? 0 : 1 + static_cast<int>(alert.severity);
    return 2 * weight + (alert.phase == AlertPhase::SourceLost ? 1 : 0);
}

namespace {

/// Where an alarm stands in the order of loss, but for its key.
struct LossPlace {
    int rank, distance, rate; ///< the lower, the more is lost
    qint64 sinceMs;
    auto operator<=>(const LossPlace &) const = default;
};

LossPlace lossPlace(const Alert &alert)
{
    return {rankOf(alert), -octave(alert.distance()), -octave(alert.ratePerSecond), alert.sinceMs};
}

} // namespace

bool losesMore(const Alert &a, const Alert &b)
{
    const LossPlace left = lossPlace(a), right = lossPlace(b);
    return left != right ? left < right : a.key < b.key;
}

void sortByLoss(QList<AlertPointer> &alerts)
{
    std::vector<std::pair<LossPlace, AlertPointer>> placed; // worked out once each, not once a comparison
    placed.reserve(static_cast<std::size_t>(alerts.size()));
    for (AlertPointer &alert : alerts)
        placed.emplace_back(lossPlace(*alert), std::move(alert));
    std::sort(placed.begin(), placed.end(), [](const auto &a, const auto &b) { return a.first != b.first ? a.first < b.first : a.second->key < b.second->key; });
    std::transform(placed.begin(), placed.end(), alerts.begin(), [](auto &one) { return std::move(one.second); });
}

QString alertKey(const Labels &labels)
{
    QByteArray text;
    for (auto label = labels.cbegin(); label != labels.cend(); ++label)
        text += label.key().toUtf8() + '\xff' + label.value().toUtf8() + '\xff';
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().left(32));
}

QString gapWords(const AlertGap &gap)
{
    const QString first = gap.arguments.value(0).left(300), second = gap.arguments.value(1).left(100);
    switch (gap.kind) {
    case AlertGapKind::NoVersion: return u"no version"_s;
    case AlertGapKind::NoAction: return u"no action"_s;
    case AlertGapKind::UnknownAction: return u"%1 is no action"_s.arg(first);
    case AlertGapKind::NoService: return u"no service of the workspace, so its action has no button"_s;
    case AlertGapKind::NotOffered: return u"%1 is no action of %2"_s.arg(first, second);
    case AlertGapKind::NotEvaluated: return u"it cannot be evaluated: "_s + first;
    }
    return {};
}

QString alertSeverityWord(AlertSeverity severity)
{
    return severity == AlertSeverity::Critical ? u"critical"_s : severity == AlertSeverity::Warning ? u"warning"_s : u"info"_s;
}

std::optional<AlertSeverity> alertSeverityFromWord(const QString &word)
{
    static const QStringList critical{u"critical"_s, u"page"_s, u"emergency"_s, u"error"_s, u"high"_s, u"fatal"_s, u"p1"_s, u"sev1"_s};
    static const QStringList warning{u"warning"_s, u"warn"_s, u"ticket"_s, u"medium"_s, u"major"_s, u"minor"_s, u"p2"_s, u"sev2"_s};
    static const QStringList info{u"info"_s, u"none"_s, u"low"_s, u"notice"_s, u"p3"_s, u"sev3"_s};
    const QString lower = word.toLower();
    if (critical.contains(lower))
        return AlertSeverity::Critical;
    if (warning.contains(lower))
        return AlertSeverity::Warning;
    return info.contains(lower) ? std::optional(AlertSeverity::Info) : std::nullopt;
}

QString originWord(AlertOrigin origin)
{
    return origin == AlertOrigin::Gate ? u"gate"_s : origin == AlertOrigin::Verdict ? u"verdict"_s : u"rule"_s;
}

} // namespace andon
