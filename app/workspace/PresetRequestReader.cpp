// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/PresetRequestReader.h"

#include "app/workspace/PresetFile.h"
#include "app/workspace/PresetStateReader.h"

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// Calls `take(text, pointer)` for every text in a JSON value, names of members included.
template<typename Take>
void eachText(const json &value, const QString &pointer, const Take &take)
{
    if (value.is_string()) {
        take(QString::fromStdString(value.get<std::string>()), pointer);
    } else if (value.is_object()) {
        for (const auto &[name, entry] : value.items()) {
            const QString member = QString::fromStdString(name);
            take(member, pointerTo(pointer, member));
            eachText(entry, pointerTo(pointer, member), take);
        }
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            eachText(value[i], pointerTo(pointer, QString::number(i)), take);
    }
}

void readHttp(MemberReader &members, PresetRequest &request, const QStringList &words)
{
    static const QStringList methods{u"GET"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s};
    const QString method = members.text("method", u"one of "_s + methods.join(u", "));
    if (!method.isEmpty() && !methods.contains(method))
        members.faults().add(members.at("method"), u"%1 is not spoken"_s.arg(method.left(20)), u"one of "_s + methods.join(u", "));
    request.method = method.toLatin1();
    request.path = members.text("path", u"a path below the gateway's address, such as /config"_s);
    if (!request.path.isEmpty() && !request.path.startsWith(u'/'))
        members.faults().add(members.at("path"), u"%1 does not start with /"_s.arg(request.path.left(60)), u"a path"_s);
    checkPlaceholders(request.path, members.at("path"), words, members.faults());
    if (const json *headers = members.object("headers")) {
        for (const auto &[name, value] : headers->items()) {
            const QString at = pointerTo(members.at("headers"), QString::fromStdString(name));
            const QString text = value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
            if (!value.is_string())
                members.faults().add(at, u"no text"_s, u"the header's value"_s);
            checkPlaceholders(text, at, words, members.faults());
            request.headers.append({QByteArray::fromStdString(name), text.toUtf8()});
        }
    }
    if (const json *body = members.value("body")) {
        request.body = *body;
        checkLeaves(*body, members.at("body"), words, members.faults());
    }
    for (const auto &[entry, at] : members.list("accepted", false))
        request.accepted << statusCode(*entry, at, 200, 400, members.faults());
    for (const auto &[entry, at] : members.list("refused", false))
        request.refused << statusCode(*entry, at, 400, 600, members.faults());
    if (const json *captures = members.object("capture")) {
        for (const auto &[name, from] : captures->items()) {
            request.captures.append({QString::fromStdString(name), from.is_string() ? QString::fromStdString(from.get<std::string>()) : QString()});
            if (!request.captures.last().second.startsWith(u'/'))
                members.faults().add(pointerTo(members.at("capture"), QString::fromStdString(name)), u"no JSON pointer"_s, u"a pointer into the answer"_s);
        }
    }
}

void readLine(MemberReader &members, PresetRequest &request, const QStringList &words)
{
    request.line = members.text("line", u"one command"_s);
    if (request.line.contains(u'\n') || request.line.contains(u'\r') || request.line.contains(u';'))
        members.faults().add(members.at("line"), u"more than one command"_s, u"one command a line, without ;"_s);
    checkPlaceholders(request.line, members.at("line"), words, members.faults());
    request.acceptedReply = readPattern(members, "accepted_reply", false);
    if (request.acceptedReply.isEmpty())
        request.acceptedReply = u"^\\s*$"_s;
}

} // namespace

int statusCode(const json &value, const QString &pointer, int least, int end, FaultList &faults)
{
    const double code = value.is_number_integer() ? value.get<double>() : 0;
    if (code >= least && code < end)
        return static_cast<int>(code);
    faults.add(pointer, u"no status code that is meant here"_s, u"a number from %1 to %2"_s.arg(least).arg(end - 1));
    return 0;
}

void checkLeaves(const json &body, const QString &pointer, const QStringList &words, FaultList &faults)
{
    eachText(body, pointer, [&](const QString &text, const QString &at) {
        const QStringList found = placeholdersIn(text);
        const bool whole = text.startsWith(u'/') || (found.size() == 1 && text == u'{' + found.first() + u'}');
        const bool meant = std::any_of(found.begin(), found.end(), [&](const QString &word) { return words.contains(word); });
        if (whole)
            checkPlaceholders(text, at, words, faults);
        else if (meant)
            faults.add(at, u"a placeholder inside a longer text"_s, u"a placeholder as the whole value, or a JSON pointer"_s);
    });
}

PresetRequest readPresetRequest(const json &value, const QString &pointer, PresetTransport transport,
                                const QStringList &words, FaultList &faults)
{
    MemberReader members(value, pointer, faults);
    PresetRequest request;
    if (transport == PresetTransport::Line)
        readLine(members, request, words);
    else
        readHttp(members, request, words);
    const QString decode = members.text("decode", u"json or text"_s, false);
    if (!decode.isEmpty() && decode != u"json" && decode != u"text")
        faults.add(members.at("decode"), u"%1 is not known"_s.arg(decode.left(60)), u"json or text"_s);
    request.readsText = decode == u"text" || (decode.isEmpty() && transport == PresetTransport::Line);
    const auto condition = [&](const char *name) {
        const QString word = members.text(name, u"the name of a variable"_s, false);
        if (!word.isEmpty())
            checkPlaceholders(u'{' + word + u'}', members.at(name), words, faults);
        return word;
    };
    request.needs = condition("needs");
    request.unless = condition("unless");
    return request;
}

QStringList requestPlaceholders(const PresetRequest &request)
{
    QStringList found = placeholdersIn(request.path) + placeholdersIn(request.line);
    for (const auto &[name, value] : request.headers)
        found += placeholdersIn(QString::fromUtf8(value));
    if (request.body)
        eachText(*request.body, {}, [&](const QString &text, const QString &) { found += placeholdersIn(text); });
    return found;
}

} // namespace andon
