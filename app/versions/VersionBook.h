// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/versions/VersionSet.h"

#include <QList>

#include <array>

namespace andon {

/// Who says what a version is made of. In this order they are believed.
enum class VersionOrigin {
    Gateway,  ///< its state: what it runs
    Metric,   ///< labels of an info metric
    Manifest, ///< a file of the release
    Record,   ///< the journal: what was known at an earlier time
};

inline constexpr std::array<VersionOrigin, 4> allVersionOrigins{VersionOrigin::Gateway, VersionOrigin::Metric,
                                                                VersionOrigin::Manifest, VersionOrigin::Record};

/// The word of reports: "gateway", "info metric", "manifest", "journal".
[[nodiscard]] QString originWord(VersionOrigin origin);

/// What one source says of one version.
struct VersionStatement {
    QString version;
    VersionParts parts;
    QString place{}; ///< where it is said: a file's name; empty: nothing more to tell. Hostile.
    bool operator==(const VersionStatement &) const = default;
};

/// Two sources, or one source twice, say different things of one part.
struct VersionConflict {
    QString part;
    VersionOrigin first = VersionOrigin::Gateway;
    QString firstSays;
    VersionOrigin second = VersionOrigin::Gateway;
    QString secondSays;
    QString place{}; ///< of the second
    bool operator==(const VersionConflict &) const = default;
};

/// A version as all sources together describe it.
struct KnownVersion {
    QString id;
    VersionParts parts;              ///< in a conflict what the more believed source says; a text only with what it belongs to
    QList<VersionOrigin> origins;    ///< that name it, in their order
    QList<VersionConflict> conflicts;
    bool gone = false;               ///< no source names it any more
    /// It is known what it is made of: a behaviour of it can be tied to something.
    [[nodiscard]] bool isTied() const { return !parts.isEmpty(); }
    bool operator==(const KnownVersion &) const = default;
};

/// Merges what the sources say. Remembers versions that are gone. Bounded whatever the sources send: so many versions a
/// source, so many parts a version, words cut. A value; pure.
class VersionBook {
public:
    static constexpr qsizetype mostVersions = 500; ///< of one source
    static constexpr qsizetype mostGone = 200;     ///< the latest are kept
    static constexpr qsizetype mostGoneTexts = 20; ///< so many of them keep their texts
    static constexpr qsizetype mostParts = 24;
    static constexpr qsizetype longestWord = 200;

    /// From now on the source says this and no more. Returns whether anything changed.
    bool take(VersionOrigin origin, const QList<VersionStatement> &statements);
    /// The journal told of a version: kept where nothing newer was said there. Returns whether anything changed.
    bool recall(const QString &version, const VersionSet &set);
    /// All of them in the order of their ids, those that are gone last.
    [[nodiscard]] const QList<KnownVersion> &versions() const { return m_known; }
    [[nodiscard]] const KnownVersion *find(const QString &id) const; ///< null: no source ever named it

private:
    void merge();
    QMap<VersionOrigin, QList<VersionStatement>> m_said;
    QList<VersionStatement> m_gone; ///< oldest first
    QList<KnownVersion> m_known;
};

} // namespace andon
