// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/Strata.h"
#include "app/versions/VersionDiff.h"

#include <QList>
#include <QString>

namespace andon {

/// What the judge says of an indicator by the values of one label.
struct LabelVerdict {
    QString label;
    bool regressed = false;           ///< some value of it is worse, whichever it is
    std::vector<StratumRank> strata;  ///< the most suspect first
    std::vector<UnmetStratum> unmet;  ///< what stable serves and the canary never saw, the largest first; none of a part's label
    QString part{};                   ///< of the version set that the label tells, "prompt"; empty: none
    std::string query{};              ///< that gave the counts
    int unjudged = 0;                 ///< values of the newest poll that are not judged: there are Strata::most already
};

/// A value of some label, among those of all labels of a line.
struct Suspect {
    QString label;
    StratumRank rank;
};

/// What the evidence says of one part that the release changed.
enum class PartStanding {
    Open,      ///< nothing tells: no label of it is counted, or the canary always serves it new
    Suspected, ///< worse where the canary serves it new, and not where it still serves it as before
    Cleared,   ///< as bad where it is as before, or shown to be not worse where it is new
};

/// One part that differs between stable and canary.
struct ChangedPart {
    QString part;
    QString before; ///< in one word; empty: not known, or none
    QString after;
    PartStanding standing = PartStanding::Open;
    bool operator==(const ChangedPart &) const = default;
};

/// What a regression of a line is put down to: whom it hurts, and what was changed. Whole value; hostile texts.
struct Attribution {
    static constexpr std::size_t mostSuspects = 20;
    /// Values of all labels, ranked together: the smallest p first, then the largest E. Labels count as strata do: each
    /// value's limit is raised by their number (see Strata, whose judge is made for lines times labels).
    std::vector<Suspect> suspects;
    QString label;                   ///< whose values stand out; empty: none does, it is worse throughout or nobody is hurt
    std::vector<std::string> values; ///< of that label, shown to be worse, the most suspect first
    double requestShare = 0;         ///< of the canary's requests that come by these values, 0 to 1
    double excessShare = 0;          ///< of the canary's bad events beyond stable's rate that come with them, 0 to 1
    bool isHurt = false;             ///< the line or some value is shown to be worse
    QList<ChangedPart> parts{};      ///< that the release changed, in their order
    QString part{};                  ///< the one it is put down to; empty: that cannot be told
};

/// Of a label, values stand out where what is left of it has at most so much of their extra bad events a request.
inline constexpr double calmRest = 0.5;
/// Requests of the canary below which what is left of a label tells nothing.
inline constexpr double fewestOfRest = 30;

/// The value that explains a regression is the most suspect one of the first label whose hurt values stand out from the
/// rest. A part of the version set is suspected where the canary serves it both new and as before and only the new one
/// is worse; it is named if it is the only one suspected, or if it is the only one changed that is not cleared.
/// `line`: the verdict of the whole. `changes`: between stable and canary; those that do not differ are left out. Pure.
[[nodiscard]] Attribution attribute(const Verdict &line, const QList<LabelVerdict> &labels, const QList<PartDifference> &changes);

/// "open", "suspected", "cleared".
[[nodiscard]] std::string_view standingWord(PartStanding standing);

} // namespace andon
