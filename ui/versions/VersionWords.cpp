// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/versions/VersionWords.h"

#include "app/base/DisplayText.h"

#include <QCoreApplication>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct VersionWords {
    Q_DECLARE_TR_FUNCTIONS(VersionWords)
};

QString quoted(const QString &text)
{
    return text.isEmpty() ? u"–"_s : displaySafe(text, 80);
}

QString conflictText(const VersionTrouble &trouble)
{
    const VersionConflict &conflict = trouble.conflict;
    const QString place = conflict.place.isEmpty() ? QString() : u" ("_s + displaySafe(conflict.place.section(u'/', -1), 60) + u')';
    return VersionWords::tr("%1 of %2: %3 says %4, %5 says %6")
        .arg(partTitle(conflict.part), quoted(trouble.version), originText(conflict.first), quoted(conflict.firstSays),
             originText(conflict.second) + place, quoted(conflict.secondSays));
}

} // namespace

QString partTitle(const QString &part)
{
    const qsizetype at = versionParts().indexOf(part);
    switch (at) {
    case 0: return VersionWords::tr("Code");
    case 1: return VersionWords::tr("Configuration");
    case 2: return VersionWords::tr("Prompt");
    case 3: return VersionWords::tr("Model");
    case 4: return VersionWords::tr("Index");
    case 5: return VersionWords::tr("Tools");
    case 6: return VersionWords::tr("Policy");
    default: return displaySafe(part, 60);
    }
}

QString changeText(PartChange change)
{
    switch (change) {
    case PartChange::Same: return VersionWords::tr("= same");
    case PartChange::Changed: return VersionWords::tr("≠ changed");
    case PartChange::Added: return VersionWords::tr("+ added");
    case PartChange::Removed: return VersionWords::tr("− removed");
    case PartChange::Renamed: return VersionWords::tr("≈ renamed, same content");
    case PartChange::Incomparable: return VersionWords::tr("? not comparable");
    case PartChange::Unknown: return VersionWords::tr("· not known");
    }
    return {};
}

QString partText(const VersionPart &part)
{
    QStringList words;
    if (!part.id.isEmpty())
        words << displaySafe(part.id, 120);
    if (!part.hash.isEmpty())
        words << displaySafe(part.hash, part.hash.indexOf(u':') + 1 + 8);
    return words.isEmpty() ? u"–"_s : words.join(u"  "_s);
}

QString originText(VersionOrigin origin)
{
    switch (origin) {
    case VersionOrigin::Gateway: return VersionWords::tr("the gateway");
    case VersionOrigin::Metric: return VersionWords::tr("the info metric");
    case VersionOrigin::Manifest: return VersionWords::tr("a manifest");
    case VersionOrigin::Record: return VersionWords::tr("the journal");
    }
    return {};
}

QString troubleText(const VersionTrouble &trouble)
{
    switch (trouble.kind) {
    case VersionTrouble::Kind::Conflict: return conflictText(trouble);
    case VersionTrouble::Kind::Untied:
        return VersionWords::tr("%1 answers requests, but no source says what it is made of: its behaviour cannot be tied to a version set")
            .arg(quoted(trouble.version));
    case VersionTrouble::Kind::Unlabelled:
        return VersionWords::tr("There are samples that name no version: their behaviour cannot be tied to a version set");
    case VersionTrouble::Kind::Metric: return VersionWords::tr("The info metric cannot be read: %1").arg(displaySafe(trouble.words, 300));
    case VersionTrouble::Kind::Manifest: return VersionWords::tr("A manifest is not used: %1").arg(displaySafe(trouble.words, 300));
    }
    return {};
}

QString summaryText(const QString &before, const QString &after, const QList<PartDifference> &differences)
{
    if (before.isEmpty() || after.isEmpty())
        return VersionWords::tr("No version is known yet");
    if (before == after)
        return VersionWords::tr("%1 is compared with itself").arg(quoted(before));
    const auto count = [&differences](const auto &wanted) { return std::count_if(differences.cbegin(), differences.cend(), wanted); };
    const auto differing = count([](const PartDifference &one) { return one.differs(); });
    const auto unknown = count([](const PartDifference &one) { return one.change == PartChange::Unknown; });
    if (unknown == differences.size())
        return VersionWords::tr("No source says what %1 and %2 are made of").arg(quoted(before), quoted(after));
    return VersionWords::tr("From %1 to %2: %3 of %4 parts differ")
        .arg(quoted(before), quoted(after), QString::number(differing), QString::number(differences.size()));
}

QString textDiffText(const PartDifference &difference, const QString &before, const QString &after, const TextDiff &diff)
{
    const QString part = partTitle(difference.part);
    if (!difference.before.text && !difference.after.text)
        return VersionWords::tr("%1: no text is known; manifests can carry it or point to it").arg(part);
    if (!difference.hasTexts())
        return VersionWords::tr("%1: the text of %2 is not known; its manifest can carry it or point to it")
            .arg(part, quoted(difference.before.text ? after : before));
    if (diff.added == 0 && diff.removed == 0)
        return VersionWords::tr("%1: the texts are the same").arg(part);
    QString words = VersionWords::tr("%1: +%2 −%3 lines").arg(part).arg(diff.added).arg(diff.removed);
    if (diff.coarse)
        words += VersionWords::tr("; too much differs to be compared line by line");
    return words;
}

} // namespace andon
