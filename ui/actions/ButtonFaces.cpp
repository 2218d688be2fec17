// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/ButtonFaces.h"

#include "app/base/DisplayText.h"
#include "ui/actions/ActionWords.h"
#include "ui/actions/ConsequenceText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct ButtonFaces {
    Q_DECLARE_TR_FUNCTIONS(ButtonFaces)
};

constexpr qsizetype unmetLength = 40; ///< of one that stands alone

PressFriction pressFriction(Friction friction)
{
    return friction == Friction::Click ? PressFriction::Click
        : friction == Friction::Hold   ? PressFriction::Hold
                                       : PressFriction::HoldWithReason;
}

} // namespace

QString unmetText(const ActionPlan &plan, qsizetype room)
{
    QStringList named;
    for (const QString &name : plan.unmet) {
        const QString shown = displaySafe(name, std::max(room, unmetLength));
        if (!named.isEmpty() && (named + QStringList{shown}).join(u", "_s).size() > room)
            break;
        named << shown;
    }
    const auto further = static_cast<int>(plan.unmet.size() - named.size() + plan.unmetFurther);
    return named.join(u", "_s) + (further > 0 ? ButtonFaces::tr(" (and %n more)", nullptr, further) : QString());
}

ButtonFace buttonFace(const ActionFace &face)
{
    ButtonFace shown;
    shown.title = verbTitle(face.plan.verb);
    shown.consequence = consequenceText(face.plan.from, face.plan.to);
    if (const QString unmet = unmetText(face.plan, 0); !unmet.isEmpty())
        shown.consequence = ButtonFaces::tr("%1; never met: %2").arg(shown.consequence, unmet);
    if (std::isfinite(face.plan.shareTouched) && face.plan.shareTouched > 0)
        shown.touches = ButtonFaces::tr("touches %1 % of traffic").arg(QString::number(face.plan.shareTouched, 'g', 3));
    shown.lasting = lostText(face.promise.lostOn);
    shown.blocked = blockedText(face);
    shown.absent = face.blocked == BlockReason::Absent;
    shown.tier = QString(QChar(u'A' + static_cast<char16_t>(face.tier)));
    shown.tierWords = tierText(face.tier);
    shown.friction = pressFriction(face.friction);
    shown.raised = raisedText(face);
    shown.icon = verbIcon(face.plan.verb);
    shown.target = u"%1|%2|%3|%4"_s.arg(face.plan.service, face.plan.ifMatch, face.plan.from, face.plan.to);
    return shown;
}

} // namespace andon
