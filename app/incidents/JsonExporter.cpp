// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/BoundedJson.h"
#include "app/base/CanonicalJson.h"
#include "app/base/TimeText.h"
#include "app/incidents/Exporters.h"
#include "app/journal/Chain.h"

#include <QCryptographicHash>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr char formatName[] = "andon-journal-1";

namespace {

/// SHA-256 over the canonical document without its own member "seal": what stands around the entries is covered too.
std::string sealOf(json document)
{
    document.erase("seal");
    return QCryptographicHash::hash(canonicalJson(document), QCryptographicHash::Sha256).toHex().toStdString();
}

Error broken(qint64 seq, const QString &reason)
{
    return {ErrorKind::JournalBroken, {QString(), QString::number(seq), reason}, {}};
}

} // namespace

json entryJson(const Event &event, bool redacted)
{
    json entry = toJson(event);
    entry["hash"] = event.hash.toHex().toStdString();
    if (redacted)
        entry["redacted"] = true;
    return entry;
}

QByteArray timelineJson(const QList<Event> &events, const ExportWindow &window, const QSet<qint64> &redacted)
{
    json list = json::array();
    for (const Event &event : events)
        list.push_back(entryJson(event, redacted.contains(event.seq)));
    json out{{"format", formatName},
             {"from", isoUtc(window.from).toStdString()},
             {"to", isoUtc(window.to).toStdString()},
             {"service", window.service.toStdString()},
             {"count", events.size()},
             {"head", events.isEmpty() ? std::string() : events.last().hash.toHex().toStdString()},
             {"events", std::move(list)}};
    out["seal"] = sealOf(out);
    return canonicalJson(out) + '\n';
}

Result<ChainReport> verifyExport(const QByteArray &bytes)
{
    const json document = boundedJson(bytes);
    if (!document.is_object())
        return failure(ErrorKind::BadInput, {u"the file"_s, u"it is no JSON object, or it was cut off"_s});
    const auto format = document.find("format");
    const auto list = document.find("events");
    if (format == document.end() || *format != formatName || list == document.end() || !list->is_array())
        return failure(ErrorKind::BadInput, {u"the file"_s, u"it is no exported journal (andon-journal-1)"_s});
    ChainReport report;
    std::optional<ChainVerifier> verifier;
    for (const json &entry : *list) {
        const Result<Event> event = eventFromJson(entry);
        if (!event)
            return tl::unexpected(event.error());
        if (!verifier) {
            verifier.emplace(event->prevHash, event->seq);
            report.firstSeq = event->seq;
        }
        const bool redacted = entry.contains("redacted");
        if (const std::optional<Error> error = redacted ? verifier->nextRedacted(*event) : verifier->next(*event))
            return tl::unexpected(*error);
        if (redacted)
            report.redacted << event->seq;
        // A member that no hash covers, or a number in another spelling.
        if (entryJson(*event, redacted) != entry)
            return tl::unexpected(broken(event->seq, u"it holds what was not written by the journal"_s));
        report.head = event->hash;
        ++report.count;
    }
    const auto count = document.find("count");
    const auto head = document.find("head");
    const std::string lastHash = report.head.toHex().toStdString();
    const qint64 end = report.firstSeq + report.count;
    if (count == document.end() || *count != report.count || head == document.end() || *head != lastHash)
        return tl::unexpected(broken(end, u"entries at the end are missing, or the head was changed"_s));
    const auto seal = document.find("seal");
    if (seal == document.end() || *seal != sealOf(document))
        return tl::unexpected(broken(end, u"the entries hold, but what the file says of its window or service was changed"_s));
    return report;
}

} // namespace andon
