// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/base/TimeText.h"
#include "app/incidents/Exporters.h"
#include "app/journal/Chain.h"

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr char formatName[] = "andon-journal-1";

QByteArray timelineJson(const QList<Event> &events, const ExportWindow &window)
{
    json list = json::array();
    for (const Event &event : events) {
        json entry = toJson(event);
        entry["hash"] = event.hash.toHex().toStdString();
        list.push_back(std::move(entry));
    }
    const json out{{"format", formatName},
                   {"from", isoUtc(window.from).toStdString()},
                   {"to", isoUtc(window.to).toStdString()},
                   {"service", window.service.toStdString()},
                   {"count", events.size()},
                   {"head", events.isEmpty() ? std::string() : events.last().hash.toHex().toStdString()},
                   {"events", list}};
    return canonicalJson(out) + '\n';
}

Result<ChainReport> verifyExport(const QByteArray &bytes)
{
    const json document = json::parse(bytes.begin(), bytes.end(), nullptr, false);
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
        if (const std::optional<Error> error = verifier->next(*event))
            return tl::unexpected(*error);
        report.head = event->hash;
        ++report.count;
    }
    const auto count = document.find("count");
    const auto head = document.find("head");
    const std::string lastHash = report.head.toHex().toStdString();
    if (count == document.end() || *count != report.count || head == document.end() || *head != lastHash) {
        return failure(ErrorKind::JournalBroken, {QString(), QString::number(report.firstSeq + report.count),
                                                  u"entries at the end are missing, or the head was changed"_s});
    }
    return report;
}

} // namespace andon
