// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/SourceReader.h"

#include "app/workspace/GatewayReader.h"

#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

Dialect dialectOf(MemberReader &members)
{
    const QString expected = u"one of "_s + dialectWords().join(u", ");
    const QString word = members.text("dialect", expected, members.has("dialect"));
    const std::optional<Dialect> dialect = dialectFromWord(word);
    if (!word.trimmed().isEmpty() && !dialect) {
        const QString near = nearestWord(word, dialectWords());
        members.faults().add(members.at("dialect"), u"the dialect %1 is not known"_s.arg(word.left(60)),
                             near.isEmpty() ? expected : u"did you mean %1?"_s.arg(near));
    }
    return dialect.value_or(Dialect::Prometheus);
}

/// A bearer token, or a user with a password, or nothing.
void readCredential(MemberReader &members, MetricsAccess &access)
{
    static const QRegularExpression user(u"^[^:\\x00-\\x1f\\x7f]{1,200}\\z"_s);
    access.tokenSecret = members.secretName("token_secret");
    access.passwordSecret = members.secretName("password_secret");
    access.user = members.text("user", u"the name of a user"_s, members.has("user"));
    if (!access.user.isEmpty() && !user.match(access.user).hasMatch())
        members.faults().add(members.at("user"), u"user is no name that basic authentication can carry"_s,
                             u"1 to 200 characters, no colon; the password by password_secret"_s);
    if (access.user.isEmpty() != access.passwordSecret.isEmpty())
        members.faults().add(members.at(access.user.isEmpty() ? "password_secret" : "user"),
                             u"user and password_secret go together"_s, u"both or none"_s);
    if (!access.user.isEmpty() && !access.tokenSecret.isEmpty())
        members.faults().add(members.at("token_secret"), u"both a token and a user"_s, u"token_secret, or user and password_secret"_s);
}

/// What only some dialects know is a fault with the others: it would silently do nothing.
void refuseBeside(MemberReader &members, const char *name, Dialect dialect, const QList<Dialect> &fitting, const QString &expected)
{
    if (members.has(name) && !fitting.contains(dialect))
        members.faults().add(members.at(name), u"%1 does not fit the dialect %2"_s.arg(QLatin1StringView(name), dialectWord(dialect)), expected);
}

void readTenant(MemberReader &members, MetricsAccess &access)
{
    // Mimir: at most 150 characters an id, several ids joined by a bar.
    static const QRegularExpression form(u"^[!-{}~]{1,150}(\\|[!-{}~]{1,150}){0,31}\\z"_s);
    access.tenant = members.text("tenant", u"the id of a tenant"_s, members.has("tenant"));
    if (!access.tenant.isEmpty() && !form.match(access.tenant).hasMatch())
        members.faults().add(members.at("tenant"), u"tenant is no id that a header can carry"_s,
                             u"1 to 150 visible ASCII characters without spaces; several joined by |"_s);
    refuseBeside(members, "tenant", access.dialect, {Dialect::Mimir, Dialect::Thanos},
                 access.dialect == Dialect::VictoriaMetrics ? u"the account in the address: /select/ACCOUNT/prometheus"_s
                                                            : u"the dialect mimir or thanos"_s);
}

std::optional<bool> switchOf(MemberReader &members, const char *name)
{
    const bool value = members.boolean(name);
    return members.has(name) ? std::optional(value) : std::nullopt;
}

void readHeaders(MemberReader &members, MetricsAccess &access)
{
    static const QRegularExpression form(u"^[ -~]{1,200}\\z"_s);
    const json *value = members.object("headers");
    if (!value)
        return;
    MemberReader headers(*value, members.at("headers"), members.faults());
    for (const QByteArray &name : freeHeaders()) {
        const QString text = headers.text(name.constData(), u"the header's value"_s, headers.has(name.constData()));
        if (text.isEmpty())
            continue;
        if (form.match(text).hasMatch())
            access.headers.append({name, text.toLatin1()});
        else
            members.faults().add(headers.at(name.constData()), u"%1 holds what a header cannot carry"_s.arg(QLatin1StringView(name)),
                                 u"1 to 200 characters of visible ASCII"_s);
    }
}

} // namespace

SourceSpec readSource(const json &value, const QString &pointer, FaultList &faults)
{
    MemberReader members(value, pointer, faults);
    SourceSpec spec;
    MetricsAccess &access = spec.access;
    spec.name = members.text("name", u"a name"_s);
    spec.kind = members.text("kind", u"prometheus"_s);
    if (!spec.kind.isEmpty() && spec.kind != u"prometheus")
        faults.add(members.at("kind"), u"the kind %1 is not known"_s.arg(spec.kind.left(60)),
                   dialectWords().contains(spec.kind) ? u"prometheus, with \"dialect\": \"%1\""_s.arg(spec.kind) : u"prometheus"_s);
    access.dialect = dialectOf(members);
    access.allowPlainHttp = members.boolean("allow_plain_http");
    access.url = readAddress(members, access.allowPlainHttp);
    readCredential(members, access);
    readTenant(members, access);
    access.partialResponse = switchOf(members, "partial_response");
    refuseBeside(members, "partial_response", access.dialect, {Dialect::Thanos, Dialect::VictoriaMetrics}, u"the dialect thanos or victoriametrics"_s);
    access.dedup = switchOf(members, "dedup");
    refuseBeside(members, "dedup", access.dialect, {Dialect::Thanos}, u"the dialect thanos"_s);
    readHeaders(members, access);
    spec.intervalMs = qRound64(1000 * members.number("interval_seconds", 0.5, 3600, 2));
    return spec;
}

} // namespace andon
