// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/TextSections.h"

#include <QRegularExpression>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// The place of the section with this heading for the nth time, or -1.
qsizetype placeOf(const QList<TextSection> &sections, const QString &heading, int turn)
{
    for (qsizetype i = 0; i < sections.size(); ++i) {
        if (sections[i].heading == heading && turn-- == 0)
            return i;
    }
    return -1;
}

int turnOf(const QList<TextSection> &sections, qsizetype place)
{
    int turn = 0;
    for (qsizetype i = 0; i < place; ++i)
        turn += sections[i].heading == sections[place].heading ? 1 : 0;
    return turn;
}

/// Sections of a draft that the text has not, or has otherwise: their places in the draft.
QList<qsizetype> differing(const QList<TextSection> &current, const QList<TextSection> &draft)
{
    QList<qsizetype> places;
    for (qsizetype i = 0; i < draft.size(); ++i) {
        const qsizetype at = placeOf(current, draft[i].heading, turnOf(draft, i));
        if (at < 0 || current[at].text.trimmed() != draft[i].text.trimmed())
            places << i;
    }
    return places;
}

QString ended(QString text)
{
    while (!text.isEmpty() && !text.endsWith(u"\n\n"))
        text += u'\n';
    return text;
}

} // namespace

QList<TextSection> textSections(const QString &markdown)
{
    static const QRegularExpression form(u"^(#{1,3}) +(.*?)[ #]*\\z"_s);
    static const QRegularExpression fence(u"^ {0,3}(`{3,}|~{3,})"_s);
    QList<TextSection> sections;
    QString open; // the mark of the fence we are in
    const QStringList lines = markdown.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (const auto mark = fence.match(lines[i]); mark.hasMatch()) {
            if (open.isEmpty())
                open = mark.captured(1);
            else if (mark.captured(1).startsWith(open))
                open.clear();
        }
        const auto match = open.isEmpty() ? form.match(lines[i]) : QRegularExpressionMatch();
        if (match.hasMatch())
            sections << TextSection{match.captured(2), static_cast<int>(match.capturedLength(1)), static_cast<int>(i), {}};
        else if (sections.isEmpty())
            sections << TextSection{};
        sections.last().text += lines[i];
        if (i + 1 < lines.size())
            sections.last().text += u'\n';
    }
    return sections;
}

QList<SectionOffer> sectionOffers(const QString &current, const QString &draft)
{
    const QList<TextSection> now = textSections(current), drafted = textSections(draft);
    QList<SectionOffer> offers;
    for (const qsizetype place : differing(now, drafted)) {
        const qsizetype at = placeOf(now, drafted[place].heading, turnOf(drafted, place));
        offers << SectionOffer{drafted[place].heading, at < 0 ? QString() : now[at].text, drafted[place].text};
    }
    return offers;
}

QString withOffers(const QString &current, const QString &draft, const QList<qsizetype> &taken)
{
    QList<TextSection> now = textSections(current);
    const QList<TextSection> drafted = textSections(draft);
    const QList<qsizetype> places = differing(now, drafted);
    for (qsizetype i = 0; i < places.size(); ++i) {
        if (!taken.contains(i))
            continue;
        const TextSection &section = drafted[places[i]];
        const qsizetype at = placeOf(now, section.heading, turnOf(drafted, places[i]));
        if (at >= 0) {
            const bool last = at + 1 == now.size();
            now[at].text = last ? section.text : ended(section.text);
            continue;
        }
        qsizetype behind = -1;
        for (qsizetype before = places[i] - 1; before >= 0 && behind < 0; --before)
            behind = placeOf(now, drafted[before].heading, turnOf(drafted, before));
        if (behind >= 0)
            now[behind].text = ended(now[behind].text);
        now.insert(behind + 1, section);
        now[behind + 1].text = behind + 2 == now.size() ? section.text : ended(section.text);
    }
    QString text;
    for (const TextSection &section : std::as_const(now))
        text += section.text;
    return text;
}

} // namespace andon
