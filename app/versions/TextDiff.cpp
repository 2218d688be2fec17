// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/TextDiff.h"

#include "app/versions/WordMarks.h"

#include <QHash>

namespace andon {

namespace {

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

/// Equal lines get equal numbers, so that comparing two is comparing two integers.
std::vector<int> numbered(const QStringList &lines, qsizetype from, qsizetype until, QHash<QString, int> &numbers)
{
    std::vector<int> row;
    row.reserve(static_cast<std::size_t>(until - from));
    for (qsizetype i = from; i < until; ++i) {
        const auto found = numbers.constFind(lines[i]);
        row.push_back(found != numbers.constEnd() ? *found : *numbers.insert(lines[i], static_cast<int>(numbers.size())));
    }
    return row;
}

/// Builds the lines of a difference in their order.
class Script {
public:
    Script(const QStringList &before, const QStringList &after) : m_before(before), m_after(after) {}
    /// Everything up to `before` and `after` differs.
    void change(qsizetype before, qsizetype after)
    {
        const qsizetype start = m_diff.lines.size();
        const qsizetype removed = before - m_i;
        const qsizetype added = after - m_j;
        for (; m_i < before; ++m_i)
            m_diff.lines.append({DiffLine::Kind::Removed, m_before[m_i], m_i + 1, 0});
        for (; m_j < after; ++m_j)
            m_diff.lines.append({DiffLine::Kind::Added, m_after[m_j], 0, m_j + 1});
        m_diff.removed += removed;
        m_diff.added += added;
        for (qsizetype k = 0; k < std::min(removed, added) && m_marked < mostMarked; ++k, ++m_marked)
            markWords(m_diff.lines[start + k], m_diff.lines[start + removed + k]);
    }
    void keep(qsizetype count)
    {
        for (qsizetype k = 0; k < count; ++k, ++m_i, ++m_j)
            m_diff.lines.append({DiffLine::Kind::Same, m_before[m_i], m_i + 1, m_j + 1});
    }
    [[nodiscard]] TextDiff take() { return std::move(m_diff); }
    void setCoarse() { m_diff.coarse = true; }

private:
    static constexpr qsizetype mostMarked = 500; ///< pairs of lines
    const QStringList &m_before;
    const QStringList &m_after;
    TextDiff m_diff;
    qsizetype m_i = 0;
    qsizetype m_j = 0;
    qsizetype m_marked = 0;
};

QString joined(const TextDiff &diff, DiffLine::Kind other)
{
    QStringList lines;
    for (const DiffLine &line : diff.lines) {
        if (line.kind == DiffLine::Kind::Same || line.kind == other)
            lines << line.text;
    }
    return lines.join(u'\n');
}

} // namespace

TextDiff textDiff(const QString &before, const QString &after, const DiffLimits &limits)
{
    const QStringList first = before.split(u'\n');
    const QStringList second = after.split(u'\n');
    const qsizetype shorter = std::min(first.size(), second.size());
    qsizetype head = 0;
    while (head < shorter && first[head] == second[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && first[first.size() - 1 - tail] == second[second.size() - 1 - tail])
        ++tail;
    QHash<QString, int> numbers;
    const std::vector<int> middle = numbered(first, head, first.size() - tail, numbers);
    const std::vector<int> other = numbered(second, head, second.size() - tail, numbers);
    const std::optional<Pairs> common = longestCommon(middle, other, limits);
    Script script(first, second);
    script.keep(head);
    for (const auto &[i, j] : common.value_or(Pairs())) {
        script.change(head + static_cast<qsizetype>(i), head + static_cast<qsizetype>(j));
        script.keep(1);
    }
    script.change(first.size() - tail, second.size() - tail);
    script.keep(tail);
    if (!common)
        script.setCoarse();
    return script.take();
}

QString textBefore(const TextDiff &diff)
{
    return joined(diff, DiffLine::Kind::Removed);
}

QString textAfter(const TextDiff &diff)
{
    return joined(diff, DiffLine::Kind::Added);
}

QList<DiffExcerpt> excerptOf(const TextDiff &diff, qsizetype context)
{
    QList<bool> shown(diff.lines.size(), false);
    for (qsizetype i = 0; i < diff.lines.size(); ++i) {
        if (diff.lines[i].kind == DiffLine::Kind::Same)
            continue;
        for (qsizetype k = std::max<qsizetype>(0, i - context); k <= std::min(diff.lines.size() - 1, i + context); ++k)
            shown[k] = true;
    }
    QList<DiffExcerpt> excerpt;
    for (qsizetype i = 0; i < diff.lines.size(); ++i) {
        if (shown[i])
            excerpt.append({i, 0});
        else if (excerpt.isEmpty() || excerpt.last().line >= 0)
            excerpt.append({-1, 1});
        else
            ++excerpt.last().leftOut;
    }
    return excerpt;
}

} // namespace andon
