// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gateway/Verb.h"

namespace andon {

using namespace Qt::StringLiterals;

QString verbWord(Verb verb)
{
    switch (verb) {
    case Verb::Degrade: return u"degrade"_s;
    case Verb::Throttle: return u"throttle"_s;
    case Verb::Rollback: return u"rollback"_s;
    case Verb::Promote: return u"promote"_s;
    case Verb::Pause: return u"pause"_s;
    case Verb::Resume: return u"resume"_s;
    case Verb::Restore: return u"restore"_s;
    }
    return {};
}

std::optional<Verb> verbFromWord(const QString &word)
{
    for (const Verb verb : allVerbs) {
        if (verbWord(verb) == word)
            return verb;
    }
    return std::nullopt;
}

QString targetWord(Target target)
{
    switch (target) {
    case Target::Routing: return u"routing"_s;
    case Target::Degrade: return u"degrade"_s;
    case Target::Throttle: return u"throttle"_s;
    case Target::Rollout: return u"rollout"_s;
    }
    return {};
}

std::optional<Target> targetFromWord(const QString &word)
{
    for (const Target target : {Target::Routing, Target::Degrade, Target::Throttle, Target::Rollout}) {
        if (targetWord(target) == word)
            return target;
    }
    return std::nullopt;
}

bool isStopLoss(Verb verb)
{
    return verb == Verb::Degrade || verb == Verb::Throttle || verb == Verb::Rollback || verb == Verb::Pause;
}

} // namespace andon
