// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gateway/Verb.h"
#include "app/lines/Indicator.h"

#include <QList>
#include <QMap>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <limits>
#include <memory>
#include <optional>

namespace andon {

using Labels = QMap<QString, QString>;

/// Who found out.
enum class AlertOrigin {
    Gate,    ///< a gate of Andon's own indicators
    Verdict, ///< the judge of the canary
    Rule,    ///< a rule of a Prometheus, told by it or by an Alertmanager
};

/// In the order of their weight.
enum class AlertSeverity { Critical, Warning, Info };

enum class AlertPhase {
    Firing,
    SourceLost, ///< it fired when last seen; who said so, or what it measures, is gone: not known to be over
    Returned,   ///< over, and nobody acknowledged it
};

/// A person, when, and what they typed.
struct AlertHand {
    QString who;
    qint64 timeMs = 0;
    QString words{};
    bool operator==(const AlertHand &) const = default;
};

/// A silence or a shelf that hides an alert.
struct AlertCover {
    QString id;
    QString source{};    ///< name of the Alertmanager; empty: shelved in Andon
    QString who{};
    QString words{};     ///< reason or comment
    qint64 untilMs = 0;  ///< 0: not known
    bool operator==(const AlertCover &) const = default;
};

/// What is missing in an alert or a rule.
enum class AlertGapKind {
    NoVersion,
    NoAction,
    UnknownAction, ///< the word that stands where the action should
    NoService,     ///< none of the workspace: its action has no button
    NotOffered,    ///< action, service that has none of this kind
    NotEvaluated,  ///< the server's words
};
struct AlertGap {
    AlertGapKind kind = AlertGapKind::NoVersion;
    QStringList arguments{}; ///< hostile text
    bool operator==(const AlertGap &) const = default;
};
/// In English, for verbs; ui/ translates by kind.
[[nodiscard]] QString gapWords(const AlertGap &gap);

/// One row of the list: an alert with what it is bound to and what people did. Whole value; all text is hostile.
struct Alert {
    QString key;          ///< the same alert keeps its key: alertKey() of its labels
    Labels labels;
    Labels annotations;
    AlertOrigin origin = AlertOrigin::Rule;
    QString title;        ///< the indicator's, or the rule's name
    QString service;      ///< name of a service of the workspace; empty: none is known
    QString version;      ///< empty: none is known
    QString indicatorId;  ///< of the service; empty: none
    std::optional<Family> family;
    AlertSeverity severity = AlertSeverity::Warning;
    std::optional<Verb> action;
    QString runbook;
    AlertPhase phase = AlertPhase::Firing;
    qint64 sinceMs = 0;   ///< it fires, or fired, since then
    qint64 overMs = 0;    ///< SourceLost: last seen then; Returned: over since then
    double value = std::numeric_limits<double>::quiet_NaN();
    std::optional<double> limit;
    Direction direction = Direction::HigherIsWorse;
    std::optional<Unit> unit; ///< none: a plain number
    double ratePerSecond = 0; ///< requests of the version; 0: not known
    QStringList sources;  ///< names of all who said it, sorted
    int flaps = 0;        ///< so often it was over and came back at once
    std::optional<AlertHand> acknowledged;
    QList<AlertCover> covers; ///< not empty: hidden
    bool inhibited = false;   ///< an Alertmanager holds it back in favour of another
    QList<AlertGap> gaps;

    [[nodiscard]] bool isHidden() const { return !covers.isEmpty() || inhibited; }
    /// How far beyond the limit, as a share of it; 0 where no limit is known, at most 1e6.
    [[nodiscard]] double distance() const;
    bool operator==(const Alert &other) const;
};

/// The order of loss: stop gates, then severity, then how far beyond the limit and how much traffic (in powers of two, so
/// that a value that trembles moves nothing), then age. What may be over comes after what is not, what is over last.
[[nodiscard]] bool losesMore(const Alert &a, const Alert &b);

/// Rows are shared: what did not change is the same object.
using AlertPointer = std::shared_ptr<const Alert>;

/// By losesMore(). Many at once.
void sortByLoss(QList<AlertPointer> &alerts);

/// SHA-256 over names and values in order, the first 32 hexadecimal digits: unlike a 64 bit fingerprint nobody can make two
/// labels sets with one key.
[[nodiscard]] QString alertKey(const Labels &labels);

[[nodiscard]] QString alertSeverityWord(AlertSeverity severity); ///< "critical", "warning", "info"
/// The words that people use for severities; none for one that is not known.
[[nodiscard]] std::optional<AlertSeverity> alertSeverityFromWord(const QString &word);
[[nodiscard]] QString originWord(AlertOrigin origin); ///< "gate", "verdict", "rule"

} // namespace andon

Q_DECLARE_METATYPE(andon::AlertPointer)
