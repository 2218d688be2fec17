// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/PresetFill.h"

#include <QRegularExpression>
#include <QUrl>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QRegularExpression &placeholder()
{
    static const QRegularExpression form(u"\\{([a-z][a-z0-9_]{0,59})\\}"_s);
    return form;
}

tl::unexpected<Error> unfit(const QString &word, const QString &why)
{
    return failure(ErrorKind::BadInput, {u'{' + word + u'}', why});
}

/// Replaces each placeholder by what `encode` makes of its text.
template<typename Encode>
Result<QString> fill(const QString &text, const PresetWords &words, const Encode &encode)
{
    QString out;
    qsizetype from = 0;
    for (auto match = placeholder().globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        const QString word = found.captured(1);
        const auto value = words.constFind(word);
        if (value == words.constEnd() || value->is_null())
            return unfit(word, u"there is no value for it"_s);
        if (value->is_structured())
            return unfit(word, u"its value is a list or an object"_s);
        const Result<QString> encoded = encode(word, plainText(*value));
        if (!encoded)
            return encoded;
        out += QStringView(text).mid(from, found.capturedStart() - from);
        out += *encoded;
        from = found.capturedEnd();
    }
    out += QStringView(text).mid(from);
    return out;
}

Result<json> fillLeaf(const json &leaf, const PresetWords &words)
{
    const QString text = QString::fromStdString(leaf.get<std::string>());
    if (text.startsWith(u'/')) {
        const Result<QString> pointer = fillPointer(text, words);
        return pointer ? Result<json>(pointer->toStdString()) : tl::unexpected(pointer.error());
    }
    const QRegularExpressionMatch found = placeholder().match(text);
    if (!found.hasMatch() || found.capturedLength() != text.size())
        return leaf;
    const auto value = words.constFind(found.captured(1));
    if (value == words.constEnd())
        return unfit(found.captured(1), u"there is no value for it"_s);
    return *value;
}

/// The name of a member may be a placeholder too; its value then stands there as a text.
Result<json> fillObject(const json &body, const PresetWords &words)
{
    json out = json::object();
    for (const auto &[name, entry] : body.items()) {
        const Result<json> key = fillLeaf(name, words);
        if (!key)
            return key;
        if (key->is_null() || key->is_structured())
            return unfit(QString::fromStdString(name), u"its value cannot be the name of a member"_s);
        const std::string word = plainText(*key).toStdString();
        if (out.contains(word))
            return unfit(QString::fromStdString(name), u"two members would have the name %1"_s.arg(plainText(*key).left(60)));
        Result<json> filled = fillJson(entry, words);
        if (!filled)
            return filled;
        out[word] = std::move(*filled);
    }
    return out;
}

} // namespace

QString plainText(const json &value)
{
    if (value.is_string())
        return QString::fromStdString(value.get<std::string>());
    if (value.is_number_float()) {
        const double number = value.get<double>();
        const bool whole = std::floor(number) == number && std::abs(number) < 1e15;
        return whole ? QString::number(static_cast<qint64>(number)) : QString::number(number, 'f', 6);
    }
    return QString::fromStdString(value.dump(-1, ' ', false, json::error_handler_t::replace));
}

Result<json> fillJson(const json &body, const PresetWords &words)
{
    if (body.is_string())
        return fillLeaf(body, words);
    if (body.is_object())
        return fillObject(body, words);
    if (!body.is_array())
        return body;
    json out = body;
    for (auto entry = out.begin(); entry != out.end(); ++entry) {
        const Result<json> filled = fillJson(*entry, words);
        if (!filled)
            return filled;
        *entry = *filled;
    }
    return out;
}

Result<QByteArray> fillPath(const QString &path, const PresetWords &words)
{
    const Result<QString> filled = fill(path, words, [](const QString &word, const QString &value) -> Result<QString> {
        if (value.isEmpty() || value == u"." || value == u"..")
            return unfit(word, u"\"%1\" cannot be a part of a path"_s.arg(value));
        return QString::fromLatin1(QUrl::toPercentEncoding(value));
    });
    if (!filled)
        return tl::unexpected(filled.error());
    return filled->toUtf8();
}

Result<QString> fillPointer(const QString &pointer, const PresetWords &words)
{
    return fill(pointer, words, [](const QString &, QString value) -> Result<QString> {
        return value.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
    });
}

Result<QByteArray> fillHeader(const QString &value, const PresetWords &words)
{
    const Result<QString> filled = fill(value, words, [](const QString &, const QString &text) -> Result<QString> {
        return QString::fromLatin1(QUrl::toPercentEncoding(text, " !\"#$&'()*+,-./:;<=>?@[\\]^_`{|}~"));
    });
    if (!filled)
        return tl::unexpected(filled.error());
    return filled->toUtf8();
}

Result<QByteArray> fillLine(const QString &line, const PresetWords &words)
{
    static const QRegularExpression safe(u"^[A-Za-z0-9_.:/@%+-]+\\z"_s);
    const Result<QString> filled = fill(line, words, [](const QString &word, const QString &value) -> Result<QString> {
        if (!safe.match(value).hasMatch())
            return unfit(word, u"\"%1\" holds characters that would be a command of their own"_s.arg(value.left(60)));
        return value;
    });
    if (!filled)
        return tl::unexpected(filled.error());
    return filled->toUtf8();
}

} // namespace andon
