// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/WordMarks.h"

#include <QHash>

namespace andon {

namespace {

constexpr qsizetype longestLine = 4000;

/// Letters and digits in a row are a word, where a script has no spaces every character is one; so is each other sign.
bool joins(QChar left, QChar right)
{
    if (left.isHighSurrogate() && right.isLowSurrogate())
        return true;
    const auto wordy = [](QChar c) {
        const QChar::Script script = c.script();
        const bool spaceless = script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana;
        return (c.isLetterOrNumber() || c.isMark() || c == u'_') && !spaceless;
    };
    return (wordy(left) && wordy(right)) || right.isMark() || (left == u' ' && right == u' ');
}

QList<TextSpan> wordsOf(const QString &line)
{
    QList<TextSpan> words;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (i > 0 && joins(line[i - 1], line[i]))
            ++words.last().length;
        else
            words.append({i, 1});
    }
    return words;
}

std::vector<int> numbered(const QString &line, const QList<TextSpan> &words, QHash<QString, int> &numbers)
{
    std::vector<int> row;
    for (const TextSpan &word : words) {
        const QString text = line.mid(word.start, word.length);
        const auto found = numbers.constFind(text);
        row.push_back(found != numbers.constEnd() ? *found : *numbers.insert(text, static_cast<int>(numbers.size())));
    }
    return row;
}

/// The words that are not kept, neighbours in one span.
QList<TextSpan> rest(const QList<TextSpan> &words, const std::vector<bool> &kept)
{
    QList<TextSpan> spans;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (kept[static_cast<std::size_t>(i)])
            continue;
        if (!spans.isEmpty() && spans.last().start + spans.last().length == words[i].start)
            spans.last().length += words[i].length;
        else
            spans.append(words[i]);
    }
    return spans;
}

qsizetype inkOf(const QString &line, const TextSpan &word)
{
    return QStringView(line).mid(word.start, word.length).trimmed().size();
}

} // namespace

void markWords(DiffLine &removed, DiffLine &added)
{
    if (removed.text.size() > longestLine || added.text.size() > longestLine)
        return;
    const QList<TextSpan> before = wordsOf(removed.text);
    const QList<TextSpan> after = wordsOf(added.text);
    QHash<QString, int> numbers;
    const auto common = longestCommon(numbered(removed.text, before, numbers), numbered(added.text, after, numbers), {200, 200'000});
    if (!common)
        return;
    std::vector<bool> keptBefore(static_cast<std::size_t>(before.size()), false);
    std::vector<bool> keptAfter(static_cast<std::size_t>(after.size()), false);
    qsizetype shared = 0;
    qsizetype whole = 0;
    for (const auto &[i, j] : *common) {
        keptBefore[i] = keptAfter[j] = true;
        shared += inkOf(removed.text, before[static_cast<qsizetype>(i)]);
    }
    for (const TextSpan &word : before)
        whole += inkOf(removed.text, word);
    qsizetype other = 0;
    for (const TextSpan &word : after)
        other += inkOf(added.text, word);
    // Less than a third in common: two lines, not one that changed.
    if (3 * shared < std::max(whole, other))
        return;
    removed.marks = rest(before, keptBefore);
    added.marks = rest(after, keptAfter);
}

} // namespace andon
