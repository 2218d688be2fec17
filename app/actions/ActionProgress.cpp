// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/ActionProgress.h"

namespace andon {

using namespace Qt::StringLiterals;

QString actionStateWord(ActionState state)
{
    switch (state) {
    case ActionState::Intent: return u"intent"_s;
    case ActionState::RefusedLocal: return u"refused_local"_s;
    case ActionState::Sent: return u"sent"_s;
    case ActionState::Acked: return u"acked"_s;
    case ActionState::Verified: return u"verified"_s;
    case ActionState::Effective: return u"effective"_s;
    case ActionState::NotSeen: return u"not_seen"_s;
    case ActionState::Mismatch: return u"mismatch"_s;
    case ActionState::Active: return u"active"_s;
    case ActionState::Rejected: return u"rejected"_s;
    case ActionState::Superseded: return u"superseded"_s;
    case ActionState::Unknown: return u"unknown"_s;
    case ActionState::Interrupted: return u"interrupted"_s;
    case ActionState::Reconciling: return u"reconciling"_s;
    case ActionState::NotApplied: return u"not_applied"_s;
    case ActionState::Closed: return u"closed"_s;
    case ActionState::AskHuman: return u"ask_human"_s;
    }
    return {};
}

QString decisionWord(Decision decision)
{
    switch (decision) {
    case Decision::Check: return u"check"_s;
    case Decision::CancelForSure: return u"cancel"_s;
    case Decision::PressAgain: return u"press_again"_s;
    case Decision::SettleApplied: return u"applied"_s;
    case Decision::SettleNotApplied: return u"not_applied"_s;
    case Decision::SettleUnknown: return u"unknown"_s;
    }
    return {};
}

bool isTerminal(ActionState state)
{
    switch (state) {
    case ActionState::RefusedLocal:
    case ActionState::Rejected:
    case ActionState::Superseded:
    case ActionState::NotApplied:
    case ActionState::Closed:
    case ActionState::AskHuman: return true;
    default: return false;
    }
}

} // namespace andon
