// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/RuleLimit.h"

#include <QList>

#include <cmath>
#include <limits>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestQuery = 10'000;
constexpr int deepest = 50;      ///< brackets in a number
constexpr int deepestJoins = 8;  ///< brackets with an `and` in them, within each other

/// A comparison or a word that joins two expressions, outside of brackets and texts.
struct Mark {
    qsizetype at = 0;
    qsizetype length = 0;
    QString word; ///< "and", "or", "unless"; empty: a comparison
};

QList<Mark> marksIn(const QString &query)
{
    QList<Mark> marks;
    int depth = 0;
    QChar quote;
    for (qsizetype i = 0; i < query.size(); ++i) {
        const QChar c = query[i];
        if (!quote.isNull()) {
            if (c == u'\\' && quote != u'`')
                ++i;
            else if (c == quote)
                quote = QChar();
            continue;
        }
        if (c == u'"' || c == u'\'' || c == u'`')
            quote = c;
        else if (c == u'(' || c == u'[' || c == u'{')
            ++depth;
        else if (c == u')' || c == u']' || c == u'}')
            --depth;
        else if (depth == 0 && (c == u'>' || c == u'<' || c == u'=' || c == u'!')) {
            const bool two = i + 1 < query.size() && query[i + 1] == u'=';
            marks.append({i, two ? 2 : 1, {}});
            i += two ? 1 : 0;
        } else if (depth == 0 && c.isLetter()) {
            qsizetype end = i;
            while (end < query.size() && (query[end].isLetterOrNumber() || query[end] == u'_' || query[end] == u':'))
                ++end;
            const QString word = query.mid(i, end - i).toLower();
            if (word == u"and" || word == u"or" || word == u"unless")
                marks.append({i, end - i, word});
            i = end - 1;
        }
    }
    return marks;
}

/// Both ends of the text belong to one pair of brackets.
bool isInBrackets(const QString &text)
{
    if (!text.startsWith(u'(') || !text.endsWith(u')'))
        return false;
    int depth = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        depth += text[i] == u'(' ? 1 : text[i] == u')' ? -1 : 0;
        if (depth == 0 && i + 1 < text.size())
            return false;
    }
    return depth == 0;
}

QString withoutBrackets(QString text)
{
    text = text.trimmed();
    while (isInBrackets(text))
        text = text.mid(1, text.size() - 2).trimmed();
    return text;
}

/// Numbers, brackets and + - * /, as PromQL reads them. NaN: something else stands there.
class Arithmetic {
public:
    explicit Arithmetic(const QString &text)
        : m_text(text)
    {
    }
    double value()
    {
        const double sum = sumHere(0);
        blanks();
        return m_at == m_text.size() ? sum : none;
    }

private:
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();
    void blanks()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }
    bool take(QChar c)
    {
        blanks();
        if (m_at >= m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    double sumHere(int depth)
    {
        double sum = productHere(depth);
        for (;;) {
            if (take(u'+'))
                sum += productHere(depth);
            else if (take(u'-'))
                sum -= productHere(depth);
            else
                return sum;
        }
    }
    double productHere(int depth)
    {
        double product = numberHere(depth);
        for (;;) {
            if (take(u'*'))
                product *= numberHere(depth);
            else if (take(u'/'))
                product /= numberHere(depth);
            else
                return product;
        }
    }
    double numberHere(int depth)
    {
        if (depth > deepest)
            return none;
        if (take(u'-'))
            return -numberHere(depth + 1);
        if (take(u'+'))
            return numberHere(depth + 1);
        if (take(u'(')) {
            const double inside = sumHere(depth + 1);
            return take(u')') ? inside : none;
        }
        const qsizetype from = m_at;
        const auto isDigit = [&](qsizetype at) { return at < m_text.size() && m_text[at] >= u'0' && m_text[at] <= u'9'; };
        while (isDigit(m_at) || (m_at < m_text.size() && m_text[m_at] == u'.'))
            ++m_at;
        if (m_at > from && m_at < m_text.size() && m_text[m_at].toLower() == u'e') {
            const qsizetype sign = m_at + 1 < m_text.size() && (m_text[m_at + 1] == u'-' || m_text[m_at + 1] == u'+') ? 1 : 0;
            if (isDigit(m_at + 1 + sign))
                m_at += 1 + sign;
            while (isDigit(m_at))
                ++m_at;
        }
        bool isNumber = false;
        const double number = m_text.mid(from, m_at - from).toDouble(&isNumber);
        return isNumber ? number : none;
    }

    const QString &m_text;
    qsizetype m_at = 0;
};

/// `x > 5` with nothing that joins: what is compared, and with what.
std::optional<AlertLimit> comparisonOf(const QString &query)
{
    const QString text = withoutBrackets(query);
    const QList<Mark> marks = marksIn(text);
    if (marks.size() != 1 || !marks.first().word.isEmpty())
        return std::nullopt;
    const QChar sign = text[marks.first().at];
    const QString left = text.left(marks.first().at).trimmed(), right = text.mid(marks.first().at + marks.first().length);
    const double limit = Arithmetic(right).value();
    if ((sign != u'>' && sign != u'<') || left.isEmpty() || !std::isfinite(limit))
        return std::nullopt;
    return AlertLimit{left, limit, sign == u'>' ? Direction::HigherIsWorse : Direction::LowerIsWorse};
}

/// What stands behind `and`: the words on which labels are matched, and the rest.
std::pair<QString, QString> matchingOf(const QString &text)
{
    const QString behind = text.trimmed();
    for (const QString &word : {u"on"_s, u"ignoring"_s}) {
        const QString rest = behind.mid(word.size()).trimmed();
        const qsizetype close = rest.indexOf(u')');
        if (behind.startsWith(word, Qt::CaseInsensitive) && rest.startsWith(u'(') && close > 0)
            return {word + rest.left(close + 1), rest.mid(close + 1).trimmed()};
    }
    return {{}, behind};
}

/// What has to be there for a comparison to speak, whether it holds or not; what is none stays as it is.
QString seriesOf(const QString &side)
{
    const QString text = withoutBrackets(side);
    const QList<Mark> marks = marksIn(text);
    const QString left = marks.size() == 1 && marks.first().word.isEmpty() ? text.left(marks.first().at).trimmed() : QString();
    return left.isEmpty() || !std::isnan(Arithmetic(left).value()) ? text : left;
}

std::optional<AlertLimit> limitWithin(const QString &query, int depth)
{
    const QString text = withoutBrackets(query);
    QList<Mark> joins = marksIn(text);
    joins.removeIf([](const Mark &mark) { return mark.word.isEmpty(); });
    std::optional<AlertLimit> found = comparisonOf(joins.isEmpty() ? text : text.left(joins.first().at));
    for (qsizetype i = 0; found && i < joins.size(); ++i) {
        if (joins[i].word == u"or")
            return std::nullopt;
        if (joins[i].word == u"unless")
            continue;
        const qsizetype from = joins[i].at + joins[i].length;
        const auto [matching, side] = matchingOf(text.mid(from, (i + 1 < joins.size() ? joins[i + 1].at : text.size()) - from));
        const std::optional<AlertLimit> other = depth > 0 ? limitWithin(side, depth - 1) : std::nullopt;
        found->measured = u"(%1) and%2 (%3)"_s.arg(found->measured, matching.isEmpty() ? QString() : u' ' + matching,
                                                   other ? other->measured : seriesOf(side));
    }
    return found;
}

} // namespace

std::optional<AlertLimit> limitOf(const QString &query)
{
    return query.size() > longestQuery ? std::nullopt : limitWithin(query, deepestJoins);
}

} // namespace andon
