// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/HttpExchange.h"

#include "app/sandbox/Problem.h"

#include <QCryptographicHash>

namespace andon::sandbox {

using namespace Qt::StringLiterals;

HttpAnswer jsonAnswer(const nlohmann::json &json)
{
    HttpAnswer answer;
    answer.contentType = "application/json"_ba;
    answer.body = bytesOf(json);
    answer.headers.append({"Cache-Control"_ba, "no-cache"_ba});
    return answer;
}

HttpAnswer problemAnswer(int status, const QString &detail)
{
    HttpAnswer answer;
    answer.status = status;
    answer.contentType = "application/problem+json"_ba;
    answer.body = bytesOf(problem(status, detail));
    return answer;
}

HttpAnswer methodRefused(const QByteArray &allowed)
{
    HttpAnswer answer = problemAnswer(405, u"Only %1 is served here."_s.arg(QString::fromLatin1(allowed)));
    answer.headers.append({"Allow"_ba, allowed});
    return answer;
}

static QByteArray digestOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

BearerCheck::BearerCheck(const QByteArray &token)
    : m_digest(digestOf(token))
{
}

std::optional<HttpAnswer> BearerCheck::refuse(const HttpQuestion &question) const
{
    const QByteArray given = question.header("authorization"_ba).trimmed();
    if (given.size() < 7 || given.left(7).compare("Bearer "_ba, Qt::CaseInsensitive) != 0) {
        HttpAnswer answer = problemAnswer(401, u"Authorization is missing: send \"Bearer\" and the gateway's token."_s);
        answer.headers.append({"WWW-Authenticate"_ba, "Bearer realm=\"andon-sandbox\""_ba});
        return answer;
    }
    const QByteArray digest = digestOf(given.mid(7).trimmed());
    unsigned difference = 0;
    for (qsizetype i = 0; i < digest.size(); ++i)
        difference |= static_cast<unsigned char>(digest[i]) ^ static_cast<unsigned char>(m_digest[i]);
    if (difference == 0)
        return std::nullopt;
    return problemAnswer(403, u"The token is not the gateway's. Check the secret and start again."_s);
}

} // namespace andon::sandbox
