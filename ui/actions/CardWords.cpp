// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/CardWords.h"

#include "app/base/DisplayText.h"
#include "ui/actions/ActionWords.h"
#include "ui/actions/ConsequenceText.h"

#include <QCoreApplication>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct CardWords {
    Q_DECLARE_TR_FUNCTIONS(CardWords)
};

constexpr int nameLength = 60;
constexpr int sideLength = 120;

QString targetTitle(Target target)
{
    switch (target) {
    case Target::Routing: return CardWords::tr("routing");
    case Target::Degrade: return CardWords::tr("degrade level");
    case Target::Throttle: return CardWords::tr("limits");
    case Target::Rollout: return CardWords::tr("rollout");
    }
    return {};
}

QString inForceText(const ActionProgress &progress, TimePoint now)
{
    if (!progress.expiresAt)
        return CardWords::tr("In force until somebody restores it; it does not end by itself");
    const qint64 left = std::chrono::ceil<std::chrono::seconds>(*progress.expiresAt - now).count();
    if (!progress.endsByItself) {
        return left > 0 ? CardWords::tr("In force; its time is over in %1, and the gateway does not end it by itself: restore it then")
                              .arg(durationText(left))
                        : CardWords::tr("Its time was over %1 ago and it is still in force: restore it").arg(durationText(-left));
    }
    return left > 0 ? CardWords::tr("In force, ends by itself in %1").arg(durationText(left))
                    : CardWords::tr("Its time was over %1 ago; reading whether it ended").arg(durationText(-left));
}

} // namespace

CardKind cardKind(const ActionProgress &progress)
{
    if (!progress.decisions.isEmpty())
        return CardKind::Decide;
    switch (progress.state) {
    case ActionState::Interrupted:
    case ActionState::Unknown:
    case ActionState::Mismatch:
    case ActionState::Reconciling: return CardKind::Doubt;
    case ActionState::Active: return CardKind::Active;
    default: return CardKind::None;
    }
}

bool isSettled(const ActionProgress &progress)
{
    return progress.decisions == QList{Decision::PressAgain};
}

QString cardTitle(const ActionProgress &progress)
{
    const QString what = consequenceText(displaySafe(progress.from, sideLength), displaySafe(progress.to, sideLength));
    const QString whom = u"%1, %2"_s.arg(verbTitle(progress.verb), displaySafe(progress.service, nameLength));
    return what.isEmpty() ? whom : whom + u": "_s + what;
}

QString cardOrigin(const ActionProgress &progress, TimePoint now, TimeZoneChoice zone)
{
    const QString who = displaySafe(progress.actorName, nameLength);
    const qint64 age = std::chrono::floor<std::chrono::seconds>(now - progress.pressedAt).count();
    // Our clock may have been set back since.
    const QString when = age < 0 ? clockText(progress.pressedAt, zone)
        : age < 24 * 3600        ? CardWords::tr("%1, %2 ago").arg(clockText(progress.pressedAt, zone), durationText(age))
                                 : dateTimeText(progress.pressedAt, zone);
    const QString pressed = who.isEmpty() ? CardWords::tr("pressed at %1; by whom is not known").arg(when)
                                          : CardWords::tr("pressed by %1 at %2").arg(who, when);
    return targetTitle(progress.target) + u" · "_s + pressed;
}

QString cardKnown(const ActionProgress &progress, TimePoint now)
{
    if (progress.state == ActionState::Active)
        return inForceText(progress, now);
    if (progress.state != ActionState::Interrupted)
        return displaySafe(progressText(progress, now), 400);
    // It waits for a person: nothing is being checked.
    return progress.decisions.isEmpty()
        ? CardWords::tr("Was open when the console ended; may or may not have happened. It is decided where it was found")
        : CardWords::tr("Was open when the console ended; may or may not have happened. Decide what to do");
}

QString cardWithheld(const ActionProgress &progress)
{
    if (progress.withheld.isEmpty())
        return {};
    // The one reason that app/actions gives; other words come as they are.
    const bool known = progress.withheld == u"this gateway compares no versions: nothing can be put in the place of an old copy";
    return CardWords::tr("Not offered: %1")
        .arg(known ? CardWords::tr("to cancel for sure; this gateway compares no versions, nothing can be put in the place of an old copy")
                   : displaySafe(progress.withheld, 240));
}

QString cardValues(const ActionProgress &progress)
{
    if (progress.state == ActionState::Active || progress.state == ActionState::NotApplied)
        return {};
    QStringList values;
    if (!progress.asked.isEmpty())
        values << CardWords::tr("asked for: %1").arg(sideText(displaySafe(progress.asked, sideLength)));
    values << (progress.read.isEmpty() ? CardWords::tr("not read from the gateway since")
                                       : CardWords::tr("last read: %1").arg(sideText(displaySafe(progress.read, sideLength))));
    return values.join(u" · "_s);
}

QString decisionTitle(Decision decision)
{
    switch (decision) {
    case Decision::Check: return CardWords::tr("Check");
    case Decision::CancelForSure: return CardWords::tr("Cancel for sure");
    case Decision::PressAgain: return CardWords::tr("Press again…");
    case Decision::SettleApplied: return CardWords::tr("It is applied");
    case Decision::SettleNotApplied: return CardWords::tr("It is not applied");
    case Decision::SettleUnknown: return CardWords::tr("Leave it open");
    }
    return {};
}

QString decisionConsequence(Decision decision)
{
    switch (decision) {
    case Decision::Check: return CardWords::tr("Finds out what became of it; what was never sent is not sent now.");
    case Decision::CancelForSure: return CardWords::tr("Puts a cancellation in its place, so that a late copy changes nothing; found applied, it stays.");
    case Decision::PressAgain: return CardWords::tr("Ends this card and goes to the button as it is painted now; nothing is sent before that press.");
    case Decision::SettleApplied: return CardWords::tr("Puts on the record that you looked and it is applied; sends nothing.");
    case Decision::SettleNotApplied: return CardWords::tr("Puts on the record that you looked and it is not applied; sends nothing.");
    case Decision::SettleUnknown: return CardWords::tr("Puts on the record that nobody will find out; sends nothing.");
    }
    return {};
}

bool wantsReason(Decision decision)
{
    return decision == Decision::SettleApplied || decision == Decision::SettleNotApplied || decision == Decision::SettleUnknown;
}

} // namespace andon
