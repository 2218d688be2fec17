// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/CardText.h"

#include "app/workspace/PlacedJson.h"
#include "app/workspace/WorkspaceFile.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;
using nlohmann::ordered_json;

namespace {

constexpr qsizetype longestLine = 100;
constexpr qint64 largestFile = 4 * 1024 * 1024;

/// How the file is laid out around the card.
struct Layout {
    QByteArray lineEnd; ///< empty: the service stands in one line
    QByteArray indent;  ///< of the members of the service
    QByteArray unit;    ///< one level more
};

/// The spaces and tabs at the start of the line of `offset`.
QByteArray indentAt(const QByteArray &text, qsizetype offset)
{
    const qsizetype start = offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    qsizetype end = start;
    while (end < offset && (text[end] == ' ' || text[end] == '\t'))
        ++end;
    return text.mid(start, end - start);
}

bool startsItsLine(const QByteArray &text, qsizetype offset)
{
    const qsizetype length = indentAt(text, offset).size();
    return offset == length || text[offset - length - 1] == '\n';
}

Layout layoutOf(const QByteArray &text, const PlacedJson &placed, const QString &service)
{
    Layout layout;
    const qsizetype brace = placed.offsets.value(service);
    const qsizetype newLine = text.indexOf('\n', brace);
    if (newLine < 0 || newLine > placed.ends.value(service))
        return layout;
    layout.lineEnd = text[newLine - 1] == '\r' ? "\r\n" : "\n";
    const QByteArray outer = indentAt(text, brace);
    layout.unit = outer.startsWith('\t') ? "\t" : "  ";
    layout.indent = outer + layout.unit;
    qsizetype first = text.size();
    for (const auto &[name, member] : placed.value.at(json::json_pointer(service.toStdString())).items()) {
        const qsizetype at = placed.names.value(pointerTo(service, QString::fromStdString(name)));
        if (startsItsLine(text, at))
            first = std::min(first, at);
    }
    if (first < text.size()) {
        layout.indent = indentAt(text, first);
        if (startsItsLine(text, brace) && layout.indent.startsWith(outer) && layout.indent.size() > outer.size())
            layout.unit = layout.indent.mid(outer.size());
    }
    return layout;
}

QByteArray flat(const ordered_json &value)
{
    if (!value.is_structured())
        return QByteArray::fromStdString(value.dump());
    QByteArrayList parts;
    for (const auto &[name, member] : value.items())
        parts << (value.is_object() ? QByteArray::fromStdString(json(name).dump()) + ": " : QByteArray()) + flat(member);
    const QByteArray inside = parts.join(", ");
    return value.is_array() ? '[' + inside + ']' : "{ " + inside + " }";
}

/// Short things in one line, long ones a line a part.
QByteArray laidOut(const ordered_json &value, const QByteArray &indent, const Layout &layout)
{
    const auto listsParts = [](const ordered_json &list) { return list.is_array() && !list.empty() && list.front().is_structured(); };
    const bool tall = value.is_structured() && (listsParts(value) || std::any_of(value.begin(), value.end(), listsParts));
    if (const QByteArray line = flat(value); layout.lineEnd.isEmpty() || !value.is_structured() || (!tall && line.size() <= longestLine))
        return line;
    const QByteArray inner = indent + layout.unit;
    QByteArrayList parts;
    for (const auto &[name, member] : value.items()) {
        parts << inner + (value.is_object() ? QByteArray::fromStdString(json(name).dump()) + ": " : QByteArray())
                + laidOut(member, inner, layout);
    }
    const QByteArray inside = layout.lineEnd + parts.join("," + layout.lineEnd) + layout.lineEnd + indent;
    return value.is_array() ? '[' + inside + ']' : '{' + inside + '}';
}

QString pointerOfService(const PlacedJson &placed, const QString &service)
{
    if (!placed.value.is_object() || !placed.value.contains("services") || !placed.value["services"].is_array())
        return {};
    const json &services = placed.value["services"];
    for (std::size_t i = 0; i < services.size(); ++i) {
        if (services[i].is_object() && services[i].value("name", json()) == service.toStdString())
            return u"/services/%1"_s.arg(i);
    }
    return {};
}

QList<TextEdit> insertion(const QByteArray &text, const PlacedJson &placed, const QString &service, const QByteArray &member,
                          const Layout &layout)
{
    qsizetype last = 0;
    for (const auto &[name, value] : placed.value.at(json::json_pointer(service.toStdString())).items())
        last = std::max(last, placed.ends.value(pointerTo(service, QString::fromStdString(name))));
    const qsizetype brace = placed.ends.value(service) - 1;
    // Comments behind the last member stay where they are, so the card goes to the end of what precedes the brace.
    qsizetype at = brace;
    while (at > last && QByteArrayView(" \t\r\n").contains(text[at - 1]))
        --at;
    QByteArray inserted = layout.lineEnd.isEmpty() ? " " + member : layout.lineEnd + layout.indent + member;
    if (at == last)
        return {{at, 0, "," + inserted}};
    return {{last, 0, ","}, {at, 0, inserted}};
}

Result<QByteArray> readAll(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::FileUnreadable, {path, file.errorString()});
    if (file.size() > largestFile)
        return failure(ErrorKind::FileUnreadable, {path, u"it is larger than 4 MiB"_s});
    return file.read(largestFile + 1);
}

QByteArray digestOfText(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

} // namespace

Result<QList<TextEdit>> cardEdits(const QByteArray &text, const QString &service, const StrategyCard &card)
{
    const PlacedJson placed = parsePlacedJson(text);
    if (!placed.faults.isEmpty())
        return failure(ErrorKind::BadInput, {u"the workspace file"_s, placed.faults.first().what});
    const QString at = pointerOfService(placed, service);
    if (at.isEmpty())
        return failure(ErrorKind::BadInput, {u"the workspace file"_s, u"it has no service "_s + service});
    const Layout layout = layoutOf(text, placed, at);
    const QString own = pointerTo(at, u"card"_s);
    if (!placed.offsets.contains(own))
        return insertion(text, placed, at, "\"card\": " + laidOut(cardJson(card), layout.indent, layout), layout);
    const qsizetype name = placed.names.value(own);
    const QByteArray indent = startsItsLine(text, name) ? indentAt(text, name) : layout.indent;
    const qsizetype begin = placed.offsets.value(own);
    return QList<TextEdit>{{begin, placed.ends.value(own) - begin, laidOut(cardJson(card), indent, layout)}};
}

QByteArray edited(QByteArray text, const QList<TextEdit> &edits)
{
    for (auto edit = edits.crbegin(); edit != edits.crend(); ++edit)
        text.replace(edit->offset, edit->removed, edit->inserted);
    return text;
}

Result<QByteArray> textWithCard(const QByteArray &text, const QString &path, const QString &service, const StrategyCard &card)
{
    const Result<QList<TextEdit>> edits = cardEdits(text, service, card);
    if (!edits)
        return tl::unexpected(edits.error());
    const QByteArray after = edited(text, *edits);
    const WorkspaceAnswer answer = parseWorkspace(after, path);
    if (!answer.workspace) {
        const WorkspaceFault fault = answer.faults.value(0);
        const QString expected = fault.expected.isEmpty() ? QString() : u"; expected: "_s + fault.expected;
        return failure(ErrorKind::BadWorkspace, {u"%1:%2:%3"_s.arg(path).arg(fault.line).arg(fault.column), fault.what + expected});
    }
    // What is written must mean what was asked for.
    if (const ServiceSpec *spec = answer.workspace->service(service); !spec || spec->card != card)
        return failure(ErrorKind::BadInput, {u"the card of "_s + service, u"it cannot be written so that it is read as the same"_s});
    return after;
}

Result<QByteArray> writeCard(const QString &path, const QByteArray &digest, const QString &service, const StrategyCard &card)
{
    const auto changed = [&] {
        return failure(ErrorKind::BadInput, {path, u"it was changed since it was read; read it again before it is edited"_s});
    };
    const Result<QByteArray> before = readAll(path);
    if (!before)
        return before;
    if (digestOfText(*before) != digest)
        return changed();
    const Result<QByteArray> after = textWithCard(*before, path, service, card);
    if (!after)
        return after;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(*after) != after->size() || !file.flush())
        return failure(ErrorKind::FileUnwritable, {path, file.errorString()});
    // Somebody may have saved meanwhile.
    if (const Result<QByteArray> now = readAll(path); !now || *now != *before)
        return changed();
    if (!file.commit())
        return failure(ErrorKind::FileUnwritable, {path, file.errorString()});
    return digestOfText(*after);
}

bool isChangedFile(const Error &error, const QString &path)
{
    return error.kind == ErrorKind::BadInput && error.arguments.value(0) == path;
}

} // namespace andon
