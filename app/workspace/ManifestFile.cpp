// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/ManifestFile.h"

#include "app/workspace/MemberReader.h"

#include <QStringDecoder>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

/// The text that stands in the manifest or beside it, as bytes.
std::optional<QByteArray> textOf(MemberReader &members, const TextReader &readText)
{
    const QString at = members.at(members.has("file") ? "file" : "text");
    if (members.has("text") && members.has("file")) {
        members.faults().add(at, u"both text and file"_s, u"one of them"_s);
        return std::nullopt;
    }
    std::optional<QByteArray> bytes;
    if (members.has("text"))
        bytes = members.text("text", u"the text itself"_s, false).toUtf8();
    const QString file = members.text("file", u"a path beneath the manifest's folder"_s, members.has("file"));
    if (!file.isEmpty()) {
        const Result<QByteArray> read = readText(file);
        if (read)
            bytes = *read;
        else
            members.faults().add(at, u"%1 is not read: %2"_s.arg(file.left(100), read.error().arguments.value(1)), {});
    }
    if (bytes && bytes->size() > largestVersionText) {
        members.faults().add(at, u"the text is larger than %1 KiB"_s.arg(largestVersionText / 1024), {});
        return std::nullopt;
    }
    return bytes;
}

/// The hash as it is given, verified where its text is there; without one the text's own.
QString hashOfPart(MemberReader &members, const std::optional<QByteArray> &text)
{
    const QString given = members.text("hash", u"sha256: and 64 hexadecimal digits"_s, members.has("hash"));
    const QString hash = normalHash(given);
    if (!given.isEmpty() && hash.isEmpty())
        members.faults().add(members.at("hash"), u"%1 is no hash"_s.arg(given.left(100)), u"sha256: and 64 hexadecimal digits"_s);
    if (!text)
        return hash;
    const QString found = hashOf(*text);
    if (!hash.isEmpty() && !hash.startsWith(u"sha256:"))
        members.faults().add(members.at("hash"), u"a hash that cannot be verified against its text"_s, u"sha256"_s);
    else if (!hash.isEmpty() && hash != found)
        members.faults().add(members.at("hash"), u"the text has another hash: "_s + found, u"the text that was released"_s);
    return found;
}

VersionPart partOf(const json &value, const QString &at, const TextReader &readText, FaultList &faults)
{
    if (value.is_string()) {
        const QString word = QString::fromStdString(value.get<std::string>());
        if (word.trimmed().isEmpty())
            faults.add(at, u"an empty id"_s, u"an id, or no such member"_s);
        return partFromWord(word);
    }
    if (!value.is_object()) {
        faults.add(at, u"neither an id nor an object"_s, u"\"id\", or { \"id\", \"hash\", \"text\" or \"file\" }"_s);
        return {};
    }
    MemberReader members(value, at, faults);
    VersionPart part;
    part.id = members.text("id", u"an id"_s, members.has("id"));
    const std::optional<QByteArray> text = textOf(members, readText);
    part.hash = hashOfPart(members, text);
    if (text) {
        QStringDecoder decode(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
        part.text = decode(*text);
        if (decode.hasError())
            faults.add(members.at(members.has("file") ? "file" : "text"), u"a text that is no UTF-8"_s, u"UTF-8"_s);
    }
    if (!members.has("id") && !members.has("hash") && !members.has("text") && !members.has("file"))
        faults.add(at, u"it says nothing"_s, u"id, hash, text or file"_s);
    return part;
}

VersionStatement statementOf(const json &value, const QString &path, const TextReader &readText, FaultList &faults)
{
    MemberReader members(value, {}, faults);
    VersionStatement statement{members.text("version", u"the version's id, as the gateway and the metrics name it"_s), {}, path};
    for (const QString &part : versionParts()) {
        const QByteArray name = part.toLatin1();
        if (const json *entry = members.value(name.constData()))
            statement.parts[part] = partOf(*entry, members.at(name.constData()), readText, faults);
    }
    if (statement.parts.isEmpty() && value.is_object())
        faults.add({}, u"it names no part"_s, u"one of "_s + versionParts().join(u", "));
    return statement;
}

} // namespace

ManifestAnswer parseManifest(const QByteArray &text, const QString &path, const TextReader &readText)
{
    const PlacedJson placed = parsePlacedJson(text);
    FaultList faults(text, placed, path);
    ManifestAnswer answer;
    for (const PlacedJson::Fault &fault : placed.faults)
        faults.addAt(fault.offset, fault.pointer, fault.what, fault.expected);
    if (placed.faults.isEmpty()) {
        const VersionStatement statement = statementOf(placed.value, path, readText, faults);
        if (faults.isEmpty())
            answer.statement = statement;
    }
    answer.faults = faults.sorted();
    return answer;
}

} // namespace andon
