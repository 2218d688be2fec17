// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/VersionTable.h"

#include "app/base/MarkdownText.h"
#include "app/versions/VersionSet.h"

#include <QSet>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

QString setWords(const json &set)
{
    if (!set.is_object() || set.empty())
        return u"not known: no source said what it is made of"_s;
    QStringList names;
    for (const auto &[name, word] : set.items())
        names << QString::fromStdString(name);
    QStringList words;
    for (const QString &name : partsInOrder(names)) {
        const json &word = set.at(name.toStdString());
        words << name + u' ' + (word.is_string() ? QString::fromStdString(word.get<std::string>()) : u"?"_s);
    }
    return words.join(u", "_s);
}

/// The sets an entry names, by version.
QMap<QString, json> setsOf(const Event &event)
{
    QMap<QString, json> sets;
    if (!event.payload.is_object())
        return sets;
    if (const auto set = event.payload.find("version_set"); set != event.payload.end() && !event.version.isEmpty())
        sets[event.version] = *set;
    const auto all = event.payload.find("version_sets");
    if (all == event.payload.end() || !all->is_object())
        return sets;
    for (const auto &[version, set] : all->items())
        sets[QString::fromStdString(version)] = set;
    return sets;
}

} // namespace

QString versionTable(const QList<TimelineEntry> &entries)
{
    QSet<QString> told;
    QString rows;
    for (const TimelineEntry &entry : entries) {
        const auto sets = setsOf(entry.event);
        for (const auto &[version, set] : sets.asKeyValueRange()) {
            const QString row = u"| %1 | %2 | %3 |"_s.arg(markdownCell(entry.event.service), markdownCell(version), markdownCell(setWords(set)));
            if (!told.contains(row))
                rows += row + u" %1 |\n"_s.arg(entry.event.seq);
            told << row;
        }
    }
    if (rows.isEmpty())
        return {};
    return u"\n## Version sets\n\n| Service | Version | Made of | First in No. |\n|---|---|---|---|\n"_s + rows;
}

} // namespace andon
