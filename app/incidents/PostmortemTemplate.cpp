// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/PostmortemTemplate.h"

#include <QFile>
#include <QRegularExpression>

// Outside of the namespace: what a static library carries must be asked for.
static void loadTemplates()
{
    Q_INIT_RESOURCE(postmortem);
}

namespace andon {

using namespace Qt::StringLiterals;

const QList<std::pair<QString, QString>> &postmortemPlaceholders()
{
    static const QList<std::pair<QString, QString>> all{
        {u"title"_s, u"the incident's title"_s},
        {u"incident"_s, u"its id"_s},
        {u"service"_s, u"the service"_s},
        {u"severity"_s, u"S0 to S3"_s},
        {u"header"_s, u"a table: status, roles, versions before, bad and after, key times, durations, journal"_s},
        {u"summary"_s, u"what happened, in sentences"_s},
        {u"impact"_s, u"what people had of it"_s},
        {u"lines"_s, u"a table: line, guard, baseline, worst, when, query"_s},
        {u"timeline"_s, u"a table of all events in UTC with T+"_s},
        {u"actions"_s, u"a table: asked, answered, read back, effect, time to effect"_s},
        {u"causes"_s, u"the parts that the bad version changed"_s},
        {u"trigger"_s, u"what set it off"_s},
        {u"detection"_s, u"how it was noticed"_s},
        {u"resolution"_s, u"how it was stopped"_s},
        {u"went_well"_s, u"a list"_s},
        {u"went_badly"_s, u"a list"_s},
        {u"lucky"_s, u"a list"_s},
        {u"action_items"_s, u"a table: item, type, owner, due, link"_s},
        {u"regression"_s, u"a table: sample, trace, set, tags"_s},
        {u"evidence"_s, u"a table: file, SHA-256, what"_s},
    };
    return all;
}

PostmortemTemplate builtInTemplate()
{
    loadTemplates();
    QFile file(u":/postmortem/postmortem.md"_s);
    const bool opened = file.open(QIODevice::ReadOnly);
    return {u"built-in"_s, opened ? QString::fromUtf8(file.readAll()) : QString()};
}

static const QRegularExpression &placeholder()
{
    static const QRegularExpression form(u"\\{\\{\\s*([^{}\\n]*?)\\s*\\}\\}"_s);
    return form;
}

QList<TemplateFault> templateFaults(const QString &text)
{
    QStringList known;
    for (const auto &[name, what] : postmortemPlaceholders())
        known << name;
    QList<TemplateFault> faults;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString &line = lines[i];
        const auto fault = [&](qsizetype at, const QString &what, const QString &expected) {
            const int column = static_cast<int>(line.left(at).toUcs4().size()) + 1;
            faults << TemplateFault{static_cast<int>(i) + 1, column, what, expected};
        };
        qsizetype at = 0;
        while ((at = line.indexOf(u"{{"_s, at)) >= 0) {
            const QRegularExpressionMatch match = placeholder().match(line, at, QRegularExpression::NormalMatch,
                                                                      QRegularExpression::AnchorAtOffsetMatchOption);
            if (!match.hasMatch()) {
                fault(at, u"{{ is not closed in its line"_s, u"{{name}}"_s);
                at += 2;
                continue;
            }
            if (!known.contains(match.captured(1)))
                fault(at, u"nothing is known that could be filled in for {{%1}}"_s.arg(match.captured(1).left(60)), known.join(u", "_s));
            at = match.capturedEnd();
        }
    }
    return faults;
}

QString filledTemplate(const QString &text, const QMap<QString, QString> &values)
{
    QString out;
    qsizetype at = 0;
    for (auto matches = placeholder().globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        out += QStringView(text).mid(at, match.capturedStart() - at);
        out += values.value(match.captured(1)).trimmed();
        at = match.capturedEnd();
    }
    out += QStringView(text).mid(at);
    return out;
}

} // namespace andon
