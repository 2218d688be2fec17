// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/base/Secret.h"

#include <nlohmann/json.hpp>

#include <QList>
#include <QMap>
#include <QRegularExpression>
#include <QString>

namespace andon {

/// What is taken out of texts, and what stands in its place: "[e-mail]".
struct RedactionRule {
    QString name;    ///< "e-mail", shown and put in the place
    QString pattern; ///< PCRE; a group named "keep" stays before what is taken out
    bool operator==(const RedactionRule &) const = default;
};

/// Takes secrets and personal data out of every text that leaves the console: keys, tokens, passwords, e-mail addresses, phone
/// numbers, addresses of the network (not of loopback), payment cards (with a right check digit), and what a workspace adds.
/// It counts what it took. Rather too much than too little is taken; ids, hashes and times stay. One thread at a time.
class Redactor {
public:
    /// `secrets`: the console's own, taken out wherever they stand, as they are, in percent or base64 form. BadInput names
    /// the rule of `more` whose pattern is no regular expression, is empty, or fits the empty text.
    [[nodiscard]] static Result<Redactor> make(const QList<RedactionRule> &more = {}, const QList<Secret> &secrets = {});
    /// The same; where a rule of `more` is wrong (said when the workspace was read), without `more`: nothing leaves without the usual rules.
    [[nodiscard]] static Redactor usual(const QList<RedactionRule> &more, const QList<Secret> &secrets);

    [[nodiscard]] QString text(const QString &text);
    /// Of Markdown what people read: what stands in it escaped, as an entity, or broken by a zero-width non-joiner (markdownCell)
    /// is found too. What is not taken out stays as it was written.
    [[nodiscard]] QString markdown(const QString &text);
    /// Every text of a JSON value, members' names too; texts of members whose name says that they are secret as a whole. Where
    /// `numbers` is true, numbers that are payment cards too.
    [[nodiscard]] nlohmann::json value(const nlohmann::json &value, bool numbers = false);
    /// What was taken so far, by the rule's name; rules that took nothing are there with 0.
    [[nodiscard]] const QMap<QString, qint64> &counts() const { return m_counts; }
    [[nodiscard]] qint64 total() const;

private:
    struct Rule {
        QString name;
        QRegularExpression expression;
        bool (*holds)(QStringView) = nullptr; ///< a further check of what was found; null: none
    };
    /// Where a character came from in a text that was written in another form.
    struct Source {
        qsizetype at = -1; ///< -1: it stands for itself
        qsizetype size = 0;
    };
    Redactor() = default;
    QString taken(const QString &name);
    /// `sources`, where not null, is of each character of `text` and stays so.
    void takeOut(QString &text, QList<Source> *sources);

    QList<Rule> m_rules;
    QStringList m_secrets; ///< in all their forms
    QMap<QString, qint64> m_counts;
};

/// The names of the rules that are always there, in their order.
[[nodiscard]] QStringList usualRedactionRules();

} // namespace andon
