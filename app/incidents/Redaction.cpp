// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Redaction.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QString secretName = u"secret"_s;
const QString cardName = u"card number"_s;

/// The check digit of ISO/IEC 7812-1, annex B (Luhn), of 13 to 19 digits that begin as cards do.
bool isCard(QStringView text)
{
    int sum = 0;
    int count = 0;
    for (auto c = text.rbegin(); c != text.rend(); ++c) {
        if (!c->isDigit())
            continue;
        const int digit = c->digitValue() * (count % 2 ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
        ++count;
    }
    return count >= 13 && count <= 19 && sum % 10 == 0;
}

/// Dotted quads that name a place beyond this machine.
bool isForeignIpv4(QStringView text)
{
    const auto parts = text.split(u'.');
    const bool numbers = std::all_of(parts.begin(), parts.end(), [](QStringView part) { return part.toInt() <= 255; });
    return numbers && parts.first() != u"127" && text != u"0.0.0.0";
}

/// Eight groups, or fewer with one "::" (RFC 4291, section 2.2); times of day have neither.
bool isForeignIpv6(QStringView text)
{
    const qsizetype colons = text.count(u':');
    const qsizetype gap = text.indexOf(u"::");
    const bool full = gap < 0 && colons == 7 && !text.startsWith(u':') && !text.endsWith(u':');
    const bool shortened = gap >= 0 && text.indexOf(u"::", gap + 1) < 0 && text.size() >= 6
        && std::any_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
    return (full || shortened) && text != u"::1";
}

struct Usual {
    const char16_t *name;
    const char16_t *pattern;
    bool (*holds)(QStringView) = nullptr;
};

/// In the order in which they are applied: what is longest and surest first.
constexpr std::array usualRules{
    Usual{u"private key", u"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.{0,20000}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|\\z)"},
    Usual{u"token", u"\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{4,}(?:\\.[A-Za-z0-9_-]*)?"},
    Usual{u"token", u"(?<keep>\\bBearer\\s+)[A-Za-z0-9._~+/=-]{6,}"},
    // "Token budget" and "Basic prompts" are words.
    Usual{u"token", u"(?<keep>\\b(?:Basic|Token)\\s+)(?=[A-Za-z0-9._~+/=-]*[0-9=])[A-Za-z0-9._~+/=-]{6,}"},
    Usual{u"key", u"(?<![A-Za-z0-9])(?:sk|pk|rk|ghp|gho|ghu|ghs|ghr|github_pat|glpat|xox[abeprs]|hf|npm|dop_v1|shpat|SG)[-_.][A-Za-z0-9_.-]{10,}"},
    Usual{u"key", u"(?<![A-Za-z0-9])(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}(?![A-Za-z0-9])|(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{30,}"},
    Usual{u"password", u"(?<keep>[A-Za-z][A-Za-z0-9+.-]{0,20}://)[^\\s/:@]{0,200}:[^\\s/@]{1,200}(?=@)"},
    Usual{u"password", u"(?<keep>(?i)(?<![A-Za-z])(?:password|passwd|passphrase|pwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|"
                       "refresh[_-]?token|client[_-]?secret|authorization|set-cookie|cookie)[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?)(?!\\[|Bearer |Basic |Token )[^\\s\"',;&]{3,}"},
    Usual{u"e-mail", u"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}(?:@|%40)[A-Za-z0-9-]{1,63}(?:\\.[A-Za-z0-9-]{1,63}){1,8}"},
    Usual{u"card number", u"(?<![A-Za-z0-9._-])[2-6](?:[ -]?[0-9]){12,18}(?![A-Za-z0-9_-])", isCard},
    Usual{u"phone", u"(?<![A-Za-z0-9])\\+[1-9][0-9]{0,3}(?:[ ().-]{0,2}[0-9]){6,13}(?![A-Za-z0-9])"},
    Usual{u"phone", u"(?<![A-Za-z0-9._-])1[3-9][0-9]{9}(?![A-Za-z0-9_-])"},
    Usual{u"phone", u"(?<![A-Za-z0-9._-])\\(?[2-9][0-9]{2}\\)?[ .-]{1,2}[0-9]{3}[ .-][0-9]{4}(?![A-Za-z0-9_-])"},
    Usual{u"IP address", u"(?<![A-Za-z0-9._-])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![A-Za-z0-9_-]|\\.[0-9])", isForeignIpv4},
    Usual{u"IP address", u"(?<![A-Za-z0-9:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![A-Za-z0-9:])", isForeignIpv6},
};

bool isSecretMember(const std::string &name)
{
    static const QStringList names{u"password"_s, u"passwd"_s, u"passphrase"_s, u"secret"_s, u"token"_s, u"apikey"_s, u"accesstoken"_s,
                                   u"refreshtoken"_s, u"idtoken"_s, u"authtoken"_s, u"clientsecret"_s, u"privatekey"_s, u"secretkey"_s,
                                   u"accesskey"_s, u"authorization"_s, u"proxyauthorization"_s, u"cookie"_s, u"setcookie"_s, u"xapikey"_s};
    QString plain = QString::fromStdString(name).toLower();
    plain.remove(u'_').remove(u'-');
    return names.contains(plain);
}

} // namespace

QStringList usualRedactionRules()
{
    QStringList names;
    for (const Usual &rule : usualRules)
        names << QString::fromUtf16(rule.name);
    names.removeDuplicates();
    return names;
}

Result<Redactor> Redactor::make(const QList<RedactionRule> &more, const QList<Secret> &secrets)
{
    Redactor redactor;
    redactor.m_counts[secretName] = 0;
    for (const Secret &secret : secrets) {
        const QByteArray plain = secret.reveal();
        if (plain.size() < 4)
            continue; // would be found everywhere
        redactor.m_secrets << QString::fromUtf8(plain) << QString::fromLatin1(plain.toPercentEncoding())
                           << QString::fromLatin1(plain.toBase64(QByteArray::OmitTrailingEquals));
    }
    redactor.m_secrets.removeDuplicates();
    // A team's own rules know more than ours: they come first.
    for (const RedactionRule &rule : more) {
        const QRegularExpression expression(rule.pattern, QRegularExpression::UseUnicodePropertiesOption);
        const QString why = !expression.isValid()        ? expression.errorString()
            : expression.match(QString()).hasMatch()     ? u"it fits the empty text"_s
            : rule.name.isEmpty() || rule.name.size() > 60 ? u"its name is empty or longer than 60 characters"_s
                                                           : QString();
        if (!why.isEmpty())
            return failure(ErrorKind::BadInput, {u"the redaction rule %1"_s.arg(rule.name), why});
        redactor.m_rules << Rule{rule.name, expression, nullptr};
        redactor.m_counts[rule.name] = 0;
    }
    for (const Usual &rule : usualRules) {
        redactor.m_rules << Rule{QString::fromUtf16(rule.name),
                                 QRegularExpression(QString::fromUtf16(rule.pattern), QRegularExpression::DotMatchesEverythingOption), rule.holds};
        redactor.m_counts[redactor.m_rules.last().name] = 0;
    }
    for (Rule &rule : redactor.m_rules)
        rule.expression.optimize();
    return redactor;
}

Redactor Redactor::usual(const QList<RedactionRule> &more, const QList<Secret> &secrets)
{
    Result<Redactor> made = make(more, secrets);
    if (!made)
        made = make({}, secrets);
    return *made;
}

QString Redactor::taken(const QString &name)
{
    ++m_counts[name];
    return u'[' + name + u']';
}

void Redactor::takeOut(QString &text, QList<Source> *sources)
{
    QString kept;
    QList<Source> keptSources;
    qsizetype end = 0;
    const auto keep = [&](qsizetype from, qsizetype to) {
        kept += QStringView(text).mid(from, to - from);
        if (sources)
            keptSources += sources->mid(from, to - from);
    };
    const auto put = [&](const QString &name) {
        const QString place = taken(name);
        kept += place;
        if (sources)
            keptSources += QList<Source>(place.size());
    };
    const auto settle = [&] {
        if (end > 0) {
            keep(end, text.size());
            text = std::exchange(kept, {});
            if (sources)
                *sources = std::exchange(keptSources, {});
        }
        end = 0;
    };
    for (const QString &secret : std::as_const(m_secrets)) {
        for (qsizetype at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, end)) {
            keep(end, at);
            put(secretName);
            end = at + secret.size();
        }
        settle();
    }
    for (const Rule &rule : std::as_const(m_rules)) {
        for (auto matches = rule.expression.globalMatch(text); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            if (match.capturedLength() == 0 || (rule.holds && !rule.holds(match.capturedView())))
                continue;
            keep(end, match.capturedStart());
            if (match.capturedStart(u"keep"_s) >= 0)
                keep(match.capturedStart(u"keep"_s), match.capturedEnd(u"keep"_s));
            put(rule.name);
            end = match.capturedEnd();
        }
        settle();
    }
}

QString Redactor::text(const QString &original)
{
    // Most texts are words: ids, versions, states.
    if (original.size() < 4)
        return original;
    QString text = original;
    takeOut(text, nullptr);
    return text;
}

QString Redactor::markdown(const QString &original)
{
    static constexpr QChar breaker(0x200C);
    static constexpr std::array<std::pair<QStringView, QChar>, 3> entities{{{u"&amp;", u'&'}, {u"&lt;", u'<'}, {u"&gt;", u'>'}}};
    QString text;
    QList<Source> sources;
    text.reserve(original.size());
    sources.reserve(original.size());
    for (qsizetype i = 0; i < original.size();) {
        const QStringView rest = QStringView(original).mid(i);
        const auto entity = std::find_if(entities.begin(), entities.end(), [&](const auto &one) { return rest.startsWith(one.first); });
        const bool escaped = rest[0] == u'\\' && rest.size() > 1 && rest[1].unicode() < 128 && (rest[1].isPunct() || rest[1].isSymbol());
        Source source{i, entity != entities.end() ? entity->first.size() : escaped ? 2 : 1};
        text += entity != entities.end() ? entity->second : rest[escaped ? 1 : 0];
        while (i + source.size < original.size() && original[i + source.size] == breaker)
            ++source.size;
        i += source.size;
        sources << source;
    }
    const qint64 before = total();
    takeOut(text, &sources);
    if (total() == before)
        return original;
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (sources[i].at < 0)
            out += text[i];
        else
            out += QStringView(original).mid(sources[i].at, sources[i].size);
    }
    return out;
}

json Redactor::value(const json &original, bool numbers)
{
    switch (original.type()) {
    case json::value_t::string: return text(QString::fromStdString(original.get_ref<const std::string &>())).toStdString();
    case json::value_t::number_integer:
    case json::value_t::number_unsigned: {
        const QString digits = QString::fromStdString(original.dump());
        const bool card = numbers && digits.size() >= 13 && digits[0] >= u'2' && digits[0] <= u'6' && isCard(digits);
        return card ? json(taken(cardName).toStdString()) : original;
    }
    case json::value_t::array: {
        json out = json::array();
        for (const json &item : original)
            out.push_back(value(item, numbers));
        return out;
    }
    case json::value_t::object: {
        json out = json::object();
        for (const auto &[name, item] : original.items()) {
            const bool hidden = isSecretMember(name) && item.is_string() && item != "" && item != '[' + secretName.toStdString() + ']';
            out[text(QString::fromStdString(name)).toStdString()] = hidden ? json(taken(secretName).toStdString()) : value(item, numbers);
        }
        return out;
    }
    default: return original;
    }
}

qint64 Redactor::total() const
{
    return std::accumulate(m_counts.cbegin(), m_counts.cend(), qint64(0));
}

} // namespace andon
