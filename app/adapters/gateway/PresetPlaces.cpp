// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/gateway/PresetPlaces.h"

#include <QDateTime>
#include <QRegularExpression>

#include <cmath>
#include <utility>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

tl::unexpected<Error> wrong(const PresetPlace &place, const QString &why)
{
    return failure(ErrorKind::BadInput, {placeWords({place}), why});
}

/// Null where nothing stands at the pointer.
const json *at(const json &value, const QString &pointer)
{
    try {
        const json::json_pointer path(pointer.toStdString());
        return value.contains(path) ? &value.at(path) : nullptr;
    } catch (const json::exception &) {
        return nullptr;
    }
}

bool isWanted(const json &element, const QList<QPair<QString, json>> &where, const PresetWords &words)
{
    return std::all_of(where.begin(), where.end(), [&](const auto &condition) {
        const Result<QString> pointer = fillPointer(condition.first, words);
        const Result<json> wanted = fillJson(condition.second, words);
        const json *found = pointer ? at(element, *pointer) : nullptr;
        return found && wanted && (*found == *wanted || (!found->is_structured() && plainText(*found) == plainText(*wanted)));
    });
}

/// The element that is meant, or the share of such elements in percent.
Result<std::optional<json>> selected(const PresetPlace &place, const json &answer, const PresetWords &words)
{
    const Result<QString> pointer = fillPointer(place.list, words);
    const bool filled = pointer && std::all_of(place.where.begin(), place.where.end(), [&](const auto &condition) {
        return fillPointer(condition.first, words) && fillJson(condition.second, words);
    });
    if (!filled)
        return std::optional<json>(); // a variable that the workspace leaves out
    const json *list = at(answer, *pointer);
    if (!list || list->is_null())
        return std::optional<json>();
    if (!list->is_structured())
        return wrong(place, u"no list stands at \"%1\""_s.arg(*pointer));
    // An object is a list of this one element: a condition on its members.
    const json single = list->is_object() ? json::array({*list}) : json();
    list = list->is_object() ? &single : list;
    double count = 0;
    for (const json &element : *list) {
        if (!isWanted(element, place.where, words))
            continue;
        if (!place.count)
            return std::optional(element);
        ++count;
    }
    if (place.count && !list->empty())
        return std::optional<json>(100 * count / static_cast<double>(list->size()));
    return std::optional<json>();
}

Result<json> formed(const PresetPlace &place, const json &value)
{
    switch (place.form) {
    case PresetForm::Plain: return value;
    case PresetForm::Text:
        return value.is_structured() ? Result<json>(wrong(place, u"a list or an object instead of a text"_s))
                                     : Result<json>(plainText(value).toStdString());
    case PresetForm::Base64: {
        const auto text = value.is_string() ? QByteArray::fromStdString(value.get<std::string>()) : QByteArray();
        const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded || text.isEmpty())
            return wrong(place, u"no base64 stands there"_s);
        return QString::fromUtf8(*decoded).toStdString();
    }
    case PresetForm::Time: {
        const QString text = plainText(value).left(60);
        return QDateTime::fromString(text, Qt::ISODateWithMs).isValid() ? Result<json>(text.toStdString())
                                                                        : Result<json>(wrong(place, u"\"%1\" is no time"_s.arg(text)));
    }
    case PresetForm::Number: break;
    }
    bool fine = value.is_number();
    const double number = fine ? value.get<double>() : value.is_string() ? plainText(value).toDouble(&fine) : 0;
    if (!fine || !std::isfinite(number))
        return wrong(place, u"\"%1\" is no number"_s.arg(plainText(value).left(60)));
    return number / place.scale;
}

/// The value as a share of the number beside it, in percent.
Result<std::optional<json>> shareOf(const PresetPlace &place, const json &beside, const json &value, const PresetWords &words)
{
    const Result<QString> pointer = fillPointer(place.percentOf, words);
    const json *whole = pointer ? at(beside, *pointer) : nullptr;
    if (!whole || whole->is_null())
        return std::optional<json>();
    if (!value.is_number() || !whole->is_number())
        return wrong(place, u"no number, or none at \"%1\""_s.arg(place.percentOf));
    const double all = whole->get<double>();
    return all > 0 ? std::optional<json>(100 * value.get<double>() / all) : std::optional<json>();
}

Result<std::optional<json>> valueAt(const PresetPlace &place, const PresetAnswers &answers, const PresetWords &words)
{
    if (place.read.isEmpty()) {
        const Result<json> filled = fillJson(place.constant, words);
        // A variable that the workspace leaves out is not there; that is no fault of the answer.
        return filled ? std::optional(*filled) : std::optional<json>();
    }
    const auto answer = answers.constFind(place.read);
    if (answer == answers.constEnd())
        return std::optional<json>();
    if (!isWanted(*answer, place.when, words))
        return std::optional<json>();
    Result<std::optional<json>> found = place.where.isEmpty() ? Result<std::optional<json>>(*answer) : selected(place, *answer, words);
    if (!found || !*found)
        return found;
    json value = std::move(**found);
    if (!place.pointer.isEmpty()) {
        const Result<QString> pointer = fillPointer(place.pointer, words);
        const json *there = pointer ? at(value, *pointer) : nullptr;
        if (!there || there->is_null())
            return place.otherwise;
        const json beside = std::exchange(value, json(*there));
        if (!place.percentOf.isEmpty())
            return shareOf(place, beside, value, words);
    }
    if (!place.regex.isEmpty()) {
        if (!value.is_string())
            return wrong(place, u"no text stands there"_s);
        const QRegularExpression pattern(place.regex, QRegularExpression::MultilineOption);
        const auto match = pattern.match(plainText(value).left(1'000'000));
        if (!match.hasMatch())
            return std::optional<json>();
        value = match.captured(1).toStdString();
    }
    const Result<json> shaped = formed(place, value);
    if (!shaped)
        return tl::unexpected(shaped.error());
    if (!place.say.isEmpty() && !shaped->is_structured())
        return std::optional<json>(QString(place.say).replace(u'%', plainText(*shaped).left(200)).toStdString());
    if (place.map.isEmpty())
        return std::optional(*shaped);
    for (const auto &[from, to] : place.map) {
        if (!shaped->is_structured() && plainText(*shaped) == from)
            return std::optional(to);
    }
    return std::optional<json>();
}

} // namespace

Result<std::optional<json>> valueAt(const PresetValue &value, const PresetAnswers &answers, const PresetWords &words)
{
    for (const PresetPlace &place : value) {
        const Result<std::optional<json>> found = valueAt(place, answers, words);
        if (!found || *found)
            return found;
    }
    return std::optional<json>();
}

QString placeWords(const PresetValue &value)
{
    QStringList places;
    for (const PresetPlace &place : value)
        places << (place.pointer.isEmpty() && place.list.isEmpty() ? place.read
                                                                   : u"%1 at %2"_s.arg(place.read, place.list + place.pointer));
    return places.join(u" or "_s);
}

} // namespace andon
