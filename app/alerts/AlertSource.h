// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/Alert.h"
#include "app/base/Clock.h"
#include "app/base/Freshness.h"
#include "app/base/Result.h"

#include <functional>

class QObject;

namespace andon {

/// Andon's own gates and verdicts report under names of this kind; no source of a workspace has one.
inline constexpr char16_t ownSourcePrefix[] = u"andon:";
[[nodiscard]] inline bool isOwnSource(const QString &name)
{
    return name.startsWith(QStringView(ownSourcePrefix));
}

/// What one source says of one alert. All text is hostile.
struct SourceAlert {
    QString key;              ///< alertKey() of the labels without those of replicas
    Labels labels;
    Labels annotations{};
    qint64 sinceMs = 0;
    double value = std::numeric_limits<double>::quiet_NaN();
    qint64 lostMs = 0;        ///< not 0: what it measures was last seen then, it is not known to be over
    QStringList silencedBy{}; ///< ids of silences of the Alertmanager that says it
    bool inhibited = false;
    AlertOrigin origin = AlertOrigin::Rule;
    // Of Andon's own alerts; a rule's are found by its name.
    QString title{};
    std::optional<AlertSeverity> severity{};
    std::optional<double> limit{};
    Direction direction = Direction::HigherIsWorse;
    std::optional<Unit> unit{};
    bool operator==(const SourceAlert &other) const;
};

/// One alerting rule of a Prometheus.
struct AlertRule {
    QString name;
    QString group{};
    QString query{};
    Labels labels{};          ///< templates are not filled in
    Labels annotations{};
    QString trouble{};        ///< the server's words where it cannot be evaluated
    QStringList seriesLabels{}; ///< names of labels that alerts of it carry now
    bool operator==(const AlertRule &) const = default;
};

/// Equal in name and value, or by a regular expression that the whole value must match (RE2's, near enough).
struct LabelMatcher {
    QString name;
    QString value;
    bool isRegex = false;
    bool isEqual = true;
    bool operator==(const LabelMatcher &) const = default;
};
/// A label that is not there is an empty one. An expression that cannot be read matches nothing.
[[nodiscard]] bool matches(const QList<LabelMatcher> &matchers, const Labels &labels);

struct Silence {
    QString id;
    QList<LabelMatcher> matchers{};
    qint64 startMs = 0;
    qint64 endMs = 0;         ///< never without
    QString author{};
    QString comment{};
    bool operator==(const Silence &) const = default;
};

/// All that fires at a source.
struct AlertAnswer {
    QList<SourceAlert> alerts; ///< each key once
    qsizetype leftOut = 0;     ///< so many more came than are kept
    QList<Silence> silences{}; ///< active ones that some alert names
};

/// Port: who tells alerts. Calls come from the GUI thread; callbacks run there once, later, and not at all once `context` is
/// gone. Errors: network kinds, HttpStatus, NotAuthorized, NotJson, BadAnswer.
class AlertSource {
public:
    virtual ~AlertSource() = default;
    virtual void readAlerts(QObject *context, std::function<void(Result<AlertAnswer>)> callback) = 0;
    /// The alerting rules; a source that has none answers with an empty list.
    virtual void readRules(QObject *context, std::function<void(Result<QList<AlertRule>>)> callback) = 0;
};

/// Port: where silences are made. As AlertSource; a write is sent once and never again by itself.
class SilenceControl {
public:
    virtual ~SilenceControl() = default;
    /// Gives the id. `silence.id` is empty: a new one. Further errors: BadInput with the server's words.
    virtual void createSilence(const Silence &silence, QObject *context, std::function<void(Result<QString>)> callback) = 0;
    virtual void expireSilence(const QString &id, QObject *context, std::function<void(Result<void>)> callback) = 0;
};

/// What a source says now, or that it says nothing.
struct AlertReport {
    QString source;           ///< its name
    Freshness freshness = Freshness::Lost;
    AlertAnswer answer;       ///< the last good one
    std::optional<Error> error{};
    qint64 goodMs = 0;        ///< when the answer was had; 0: now
};

} // namespace andon
