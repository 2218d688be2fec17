// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/PlacedJson.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr int deepest = 64;

struct Stop {};

class Parser {
public:
    explicit Parser(const QByteArray &text) : m_text(text) {}

    PlacedJson parse()
    {
        try {
            if (m_text.startsWith("\xef\xbb\xbf"))
                m_at = 3;
            skip();
            m_out.value = value({}, 0);
            skip();
            if (m_at < m_text.size())
                fail({}, u"text after the end of the object"_s, u"nothing more"_s);
        } catch (Stop) {
        }
        return std::move(m_out);
    }

private:
    /// A fault that leaves no doubt about the rest: reading goes on, so that every fault is told at once.
    void note(const QString &pointer, const QString &what, const QString &expected)
    {
        m_out.faults.append({std::min(m_at, m_text.size()), pointer, what, expected});
    }
    [[noreturn]] void fail(const QString &pointer, const QString &what, const QString &expected)
    {
        note(pointer, what, expected);
        throw Stop{};
    }
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    [[nodiscard]] QString shown() const
    {
        if (m_at >= m_text.size())
            return u"the end of the file"_s;
        return u"“%1”"_s.arg(QString::fromUtf8(m_text.mid(m_at, 12)).section(u'\n', 0, 0));
    }
    void skip();
    json value(const QString &pointer, int depth);
    json bareValue(const QString &pointer, int depth);
    json object(const QString &pointer, int depth);
    json array(const QString &pointer, int depth);
    json number(const QString &pointer);
    std::string string(const QString &pointer);
    void escape(const QString &pointer, std::string &out);
    unsigned hex4(const QString &pointer);

    const QByteArray &m_text;
    qsizetype m_at = 0;
    PlacedJson m_out;
};

void Parser::skip()
{
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            ++m_at;
        } else if (m_text.mid(m_at, 2) == "//") {
            const qsizetype end = m_text.indexOf('\n', m_at);
            m_at = end < 0 ? m_text.size() : end + 1;
        } else if (m_text.mid(m_at, 2) == "/*") {
            const qsizetype end = m_text.indexOf("*/", m_at + 2);
            if (end < 0)
                fail({}, u"a comment that does not end"_s, u"*/"_s);
            m_at = end + 2;
        } else {
            return;
        }
    }
}

json Parser::value(const QString &pointer, int depth)
{
    if (depth > deepest)
        fail(pointer, u"nested more than %1 levels deep"_s.arg(deepest), u"a flatter file"_s);
    m_out.offsets.insert(pointer, m_at);
    json read = bareValue(pointer, depth);
    m_out.ends.insert(pointer, m_at);
    return read;
}

json Parser::bareValue(const QString &pointer, int depth)
{
    const char c = peek();
    if (c == '{')
        return object(pointer, depth);
    if (c == '[')
        return array(pointer, depth);
    if (c == '"')
        return string(pointer);
    if (c == '-' || (c >= '0' && c <= '9'))
        return number(pointer);
    for (const auto &[word, meaning] : {std::pair("true", json(true)), {"false", json(false)}, {"null", json(nullptr)}}) {
        if (QByteArrayView(m_text).sliced(m_at).startsWith(word)) {
            m_at += static_cast<qsizetype>(qstrlen(word));
            return meaning;
        }
    }
    fail(pointer, shown(), u"a value: a text in quotes, a number, true, false, null, { or ["_s);
}

json Parser::object(const QString &pointer, int depth)
{
    json out = json::object();
    ++m_at;
    skip();
    while (peek() != '}') {
        const qsizetype nameAt = m_at;
        if (peek() != '"')
            fail(pointer, shown(), out.empty() ? u"a member's name in quotes or }"_s : u"a member's name in quotes after the comma"_s);
        const std::string name = string(pointer);
        const QString at = pointerTo(pointer, QString::fromStdString(name));
        if (out.contains(name))
            m_out.faults.append({nameAt, at, u"%1 stands here a second time"_s.arg(QString::fromStdString(name)), u"each name once"_s});
        m_out.names.insert(at, nameAt);
        skip();
        if (peek() != ':')
            fail(at, shown(), u": after the name"_s);
        ++m_at;
        skip();
        out[name] = value(at, depth + 1);
        skip();
        if (peek() == ',') {
            ++m_at;
            skip();
            if (peek() == '}')
                note(at, u"a comma before }"_s, u"no comma after the last member"_s);
        } else if (peek() == '"') {
            note(at, u"no comma before "_s + shown(), u", between two members"_s);
        } else if (peek() != '}') {
            fail(pointer, shown(), u", or }"_s);
        }
    }
    ++m_at;
    return out;
}

json Parser::array(const QString &pointer, int depth)
{
    json out = json::array();
    ++m_at;
    skip();
    while (peek() != ']') {
        out.push_back(value(pointerTo(pointer, QString::number(out.size())), depth + 1));
        skip();
        if (peek() == ',') {
            ++m_at;
            skip();
            if (peek() == ']')
                note(pointer, u"a comma before ]"_s, u"no comma after the last entry"_s);
        } else if (peek() == '{' || peek() == '[' || peek() == '"') {
            note(pointer, u"no comma before "_s + shown(), u", between two entries"_s);
        } else if (peek() != ']') {
            fail(pointer, shown(), u", or ]"_s);
        }
    }
    ++m_at;
    return out;
}

json Parser::number(const QString &pointer)
{
    qsizetype end = m_at;
    while (end < m_text.size() && QByteArray("+-0123456789.eE").contains(m_text[end]))
        ++end;
    const QByteArray word = m_text.mid(m_at, end - m_at);
    const json read = json::parse(word.begin(), word.end(), nullptr, false);
    if (read.is_discarded() || !std::isfinite(read.get<double>()))
        fail(pointer, shown(), u"a number"_s);
    m_at = end;
    return read;
}

unsigned Parser::hex4(const QString &pointer)
{
    const QByteArray digits = m_text.mid(m_at, 4);
    const bool good = digits.size() == 4
        && std::all_of(digits.begin(), digits.end(), [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); });
    const unsigned code = digits.toUInt(nullptr, 16);
    if (!good)
        fail(pointer, shown(), u"four hexadecimal digits after \\u"_s);
    m_at += 4;
    return code;
}

void Parser::escape(const QString &pointer, std::string &out)
{
    const char c = peek();
    static const QHash<char, char> plain{{'"', '"'}, {'\\', '\\'}, {'/', '/'}, {'b', '\b'}, {'f', '\f'}, {'n', '\n'},
                                         {'r', '\r'}, {'t', '\t'}};
    if (c != 'u') {
        if (!plain.contains(c))
            fail(pointer, shown(), u"an escape such as \\n, \\\" or \\u00e9"_s);
        out += plain.value(c);
        ++m_at;
        return;
    }
    ++m_at;
    char32_t code = hex4(pointer);
    if (QChar::isHighSurrogate(code) && m_text.mid(m_at, 2) == "\\u") {
        m_at += 2;
        const unsigned low = hex4(pointer);
        if (!QChar::isLowSurrogate(low))
            fail(pointer, u"half a surrogate pair"_s, u"a whole one"_s);
        code = QChar::surrogateToUcs4(static_cast<char16_t>(code), static_cast<char16_t>(low));
    } else if (QChar::isSurrogate(code)) {
        fail(pointer, u"half a surrogate pair"_s, u"a whole one"_s);
    }
    out += QString::fromUcs4(&code, 1).toStdString();
}

std::string Parser::string(const QString &pointer)
{
    std::string out;
    ++m_at;
    while (peek() != '"' || m_at >= m_text.size()) {
        if (m_at >= m_text.size() || peek() == '\n')
            fail(pointer, u"a text that does not end"_s, u"a closing quote in the same line"_s);
        if (static_cast<unsigned char>(peek()) < 0x20)
            fail(pointer, u"a control character in a text"_s, u"an escape such as \\t"_s);
        const char c = m_text[m_at++];
        if (c == '\\')
            escape(pointer, out);
        else
            out += c;
    }
    ++m_at;
    if (QString::fromStdString(out).contains(QChar::ReplacementCharacter))
        fail(pointer, u"a text that is no UTF-8"_s, u"UTF-8"_s);
    return out;
}

} // namespace

PlacedJson parsePlacedJson(const QByteArray &text)
{
    return Parser(text).parse();
}

QString pointerTo(const QString &parent, const QString &member)
{
    QString escaped = member;
    escaped.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
    return parent + u'/' + escaped;
}

} // namespace andon
