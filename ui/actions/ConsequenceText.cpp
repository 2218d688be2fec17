// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/ConsequenceText.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct ConsequenceWords {
    Q_DECLARE_TR_FUNCTIONS(ConsequenceWords)
};

QString limitText(const QString &limit)
{
    static const QRegularExpression form(u"\\A(all|user|tenant)( .*)?: (.*)\\z"_s, QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = form.match(limit);
    if (!match.hasMatch())
        return limit;
    const QString scope = match.captured(1);
    const QString who = scope == u"all"  ? ConsequenceWords::tr("everybody")
        : scope == u"user"               ? ConsequenceWords::tr("user") + match.captured(2)
                                         : ConsequenceWords::tr("tenant") + match.captured(2);
    QString rates = match.captured(3);
    static const QRegularExpression requests(u"(\\S+)/s"_s);
    static const QRegularExpression tokens(u"(\\S+) tokens/min"_s);
    rates.replace(requests, ConsequenceWords::tr("%1/s").arg(u"\\1"_s));
    rates.replace(tokens, ConsequenceWords::tr("%1 tokens/min").arg(u"\\1"_s));
    return who + u": "_s + rates;
}

} // namespace

QString sideText(const QString &side)
{
    struct Form {
        QRegularExpression pattern;
        QString text;
    };
    const auto whole = [](const char16_t *pattern) {
        return QRegularExpression(u"\\A"_s + QString::fromUtf16(pattern) + u"\\z"_s,
                                  QRegularExpression::DotMatchesEverythingOption);
    };
    const QList<Form> forms{
        {whole(u"no limit"), ConsequenceWords::tr("no limit")},
        {whole(u"paused"), ConsequenceWords::tr("paused")},
        {whole(u"running"), ConsequenceWords::tr("running")},
        {whole(u"paused at (.*)"), ConsequenceWords::tr("paused at %1")},
        {whole(u"running at (.*)"), ConsequenceWords::tr("running at %1")},
        {whole(u"0 %, all to (.*)"), ConsequenceWords::tr("0 %, all to %1")},
        {whole(u"level (\\d+)"), ConsequenceWords::tr("level %1")},
        {whole(u"level (\\d+) \\((.*)\\)"), ConsequenceWords::tr("level %1 (%2)")},
    };
    for (const Form &form : forms) {
        const QRegularExpressionMatch match = form.pattern.match(side);
        if (!match.hasMatch())
            continue;
        if (match.lastCapturedIndex() == 0)
            return form.text;
        return match.lastCapturedIndex() == 1 ? form.text.arg(match.captured(1))
                                              : form.text.arg(match.captured(1), match.captured(2));
    }
    QStringList limits;
    for (const QString &limit : side.split(u"; "_s))
        limits << limitText(limit);
    return limits.join(u"; "_s);
}

QString consequenceText(const QString &from, const QString &to)
{
    return to.isEmpty() ? sideText(from) : sideText(from) + u" → "_s + sideText(to);
}

} // namespace andon
