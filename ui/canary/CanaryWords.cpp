// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/CanaryWords.h"

#include "app/base/DisplayText.h"

#include <QCoreApplication>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct CanaryWords {
    Q_DECLARE_TR_FUNCTIONS(CanaryWords)
};

constexpr int nameLength = 60;
constexpr int sentenceLength = 240;

QString percentText(double value)
{
    return CanaryWords::tr("%1 %").arg(QString::number(value, 'g', 4));
}

/// "v41 80 %, v42 20 %": who has traffic as asked.
QString weightsText(const Rollout &rollout)
{
    QStringList words;
    for (const VersionShare &share : rollout.shares) {
        if (share.asked > 0 && words.size() < 4)
            words << displaySafe(share.version, nameLength) + u' ' + percentText(share.asked);
    }
    return words.join(u", "_s);
}

QString reapplierText(const GatewayDrift &drift)
{
    return drift.reapplier.isEmpty() ? CanaryWords::tr("who applies it again is not known")
                                     : CanaryWords::tr("who applies it again: %1").arg(displaySafe(drift.reapplier, sentenceLength));
}

QString abortedText(const Rollout &rollout)
{
    const QString sole = displaySafe(rollout.soleVersion(), nameLength);
    const QString weights = weightsText(rollout);
    QString text = !sole.isEmpty() ? CanaryWords::tr("Aborted: all traffic on %1").arg(sole)
        : weights.isEmpty()        ? CanaryWords::tr("Aborted: where the traffic goes is not known")
                                   : CanaryWords::tr("Aborted with the traffic on %1").arg(weights);
    if (rollout.drift) {
        text += CanaryWords::tr("; the specification still names %1; %2")
                    .arg(displaySafe(rollout.drift->desired, nameLength), reapplierText(*rollout.drift));
    }
    return text;
}

} // namespace

QString phaseText(const Rollout &rollout)
{
    const qsizetype steps = rollout.steps.size();
    const bool atStep = rollout.currentStep >= 0 && rollout.currentStep < steps;
    switch (rollout.phase) {
    case RolloutPhase::Running:
        if (atStep && rollout.stepsOfCard)
            return CanaryWords::tr("Canary at step %1 of %2 of its card").arg(rollout.currentStep + 1).arg(steps);
        return atStep ? CanaryWords::tr("Canary at step %1 of %2").arg(rollout.currentStep + 1).arg(steps)
                      : CanaryWords::tr("Canary running");
    case RolloutPhase::Paused:
        return atStep ? CanaryWords::tr("Canary paused at step %1 of %2").arg(rollout.currentStep + 1).arg(steps)
                      : CanaryWords::tr("Canary paused");
    case RolloutPhase::Aborted: return CanaryWords::tr("Rollout aborted");
    case RolloutPhase::Done: return CanaryWords::tr("Rollout done");
    case RolloutPhase::None: return CanaryWords::tr("No rollout");
    }
    return {};
}

QString countdownText(const Rollout &rollout, qint64 elapsed)
{
    if (!rollout.isOpen())
        return {};
    if (rollout.waitsForPerson)
        return CanaryWords::tr("waits for a person");
    if (!rollout.secondsLeft)
        return {};
    const qint64 left = *rollout.secondsLeft - elapsed;
    if (left < 0)
        return CanaryWords::tr("watched, +%1").arg(durationText(-left));
    return rollout.phase == RolloutPhase::Paused ? CanaryWords::tr("goes on in %1").arg(durationText(left))
                                                 : CanaryWords::tr("%1 left").arg(durationText(left));
}

QStringList warningTexts(const Rollout &rollout)
{
    QStringList texts;
    if (rollout.phase == RolloutPhase::Aborted) {
        texts << abortedText(rollout);
    } else if (rollout.drift) {
        texts << CanaryWords::tr("Asked for %1, but %2 runs; %3")
                     .arg(displaySafe(rollout.drift->desired, nameLength), displaySafe(rollout.drift->running, nameLength),
                          reapplierText(*rollout.drift));
    }
    if (rollout.isUneven())
        texts << CanaryWords::tr("The weights add up to %1, not to 100 %").arg(percentText(*rollout.askedTotal));
    return texts;
}

QStringList noteTexts(const Rollout &rollout)
{
    QStringList texts;
    if (!rollout.message.isEmpty())
        texts << CanaryWords::tr("The gateway says: %1").arg(displaySafe(rollout.message, sentenceLength));
    if (!rollout.keepsSteps)
        texts << CanaryWords::tr("This gateway keeps no steps: weights alone");
    else if (rollout.isOpen() && rollout.steps.isEmpty())
        texts << CanaryWords::tr("The gateway names no steps of this rollout");
    const bool traffic = std::any_of(rollout.shares.begin(), rollout.shares.end(),
                                     [](const VersionShare &share) { return std::isfinite(share.observed); });
    if (!rollout.shares.isEmpty() && !traffic)
        texts << CanaryWords::tr("What traffic does is not known: no requests, or nobody counts them");
    return texts;
}

QString lastChangeText(const Rollout &rollout, TimeZoneChoice zone)
{
    const QString who = displaySafe(rollout.lastActor, nameLength);
    if (!rollout.lastChangedAt) {
        return who.isEmpty() ? CanaryWords::tr("Last change: not known before this console started watching")
                             : CanaryWords::tr("Last changed by %1; the gateway does not say when").arg(who);
    }
    const QString when = clockText(*rollout.lastChangedAt, zone);
    return who.isEmpty() ? CanaryWords::tr("Last changed at %1; the gateway does not say who").arg(when)
                         : CanaryWords::tr("Last changed by %1 at %2").arg(who, when);
}

QString guardText(const Rollout &rollout, qint64 elapsed)
{
    QStringList words;
    if (rollout.degradeLevel > 0) {
        QString text = CanaryWords::tr("Degraded to level %1").arg(rollout.degradeLevel);
        if (!rollout.degradeTitle.isEmpty())
            text += u" ("_s + displaySafe(rollout.degradeTitle, nameLength) + u')';
        if (rollout.degradeSecondsLeft)
            text += CanaryWords::tr(", ends in %1").arg(durationText(*rollout.degradeSecondsLeft - elapsed));
        words << text;
    }
    if (rollout.throttleLimits > 0) {
        QString text = CanaryWords::tr("%n limit(s) in force", nullptr, static_cast<int>(rollout.throttleLimits));
        if (rollout.throttleSecondsLeft)
            text += CanaryWords::tr(", ends in %1").arg(durationText(*rollout.throttleSecondsLeft - elapsed));
        words << text;
    }
    return words.isEmpty() ? CanaryWords::tr("Not degraded, not throttled") : u"◆ "_s + words.join(u" · "_s);
}

} // namespace andon
