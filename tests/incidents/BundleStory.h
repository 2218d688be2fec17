// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/CanonicalJson.h"
#include "app/incidents/Bundle.h"
#include "app/journal/Chain.h"

namespace andon {

/// Small honest bundles, and what a forger does to them.
namespace BundleStory {

inline const TimePoint start = fromMs(1'764'000'000'000); // 2025-11-24T16:00:00Z

inline QList<Event> sealed(QList<Event> events, qint64 firstSeq = 1, QByteArray prevHash = QByteArray(32, '\0'))
{
    for (Event &event : events) {
        event.seq = firstSeq++;
        event.prevHash = prevHash;
        prevHash = event.hash = chainHash(event);
    }
    return events;
}

inline QList<Event> events(int count)
{
    QList<Event> events;
    for (int i = 0; i < count; ++i) {
        Event event;
        event.eventId = QStringLiteral("id-%1").arg(i);
        event.kind = QString::fromUtf16(EventKind::note);
        event.occurredAt = event.recordedAt = start + std::chrono::seconds(i);
        event.actor = {QStringLiteral("person"), QStringLiteral("anna"), QStringLiteral("Anna"), QStringLiteral("desk")};
        event.service = QStringLiteral("assistant");
        event.title = QStringLiteral("what was seen %1, \"hash\": „ä“").arg(i);
        event.payload = {{"hash", "none"}, {"value", 0.1 * i}, {"n", i}};
        events << event;
    }
    return sealed(events);
}

inline QList<BundleEntry> files(const QList<Event> &events)
{
    QByteArray lines;
    for (const Event &event : events)
        lines += journalLine(event);
    const nlohmann::json manifest{{"format", bundleFormat}, {"journal", journalHead(events)}, {"redacted_entries", nlohmann::json::array()}};
    return {{QString::fromUtf16(BundleName::journal), lines},
            {QString::fromUtf16(BundleName::manifest), canonicalJson(manifest) + '\n'},
            {QStringLiteral("signals/latency/p95@v41.csv"), "time_utc,time_ms,value\n2025-11-24T16:00:00.000Z,1764000000000,0.25\n"},
            {QStringLiteral("signals/latency/p95@v42.csv"), "time_utc,time_ms,value\n2025-11-24T16:00:00.000Z,1764000000000,0.75\n"}};
}

/// The same with the first `older` entries, but for every second one, in earlier.jsonl.
inline QList<BundleEntry> filesWithEarlier(const QList<Event> &events, qsizetype older)
{
    QByteArray lines;
    for (qsizetype i = (older + 1) % 2; i < older; i += 2)
        lines += journalLine(events[i]);
    return files(events.mid(older)) + QList<BundleEntry>{{QString::fromUtf16(BundleName::earlier), lines}};
}

inline QByteArray bundle(int count = 4)
{
    return packBundle(files(events(count))).value();
}

} // namespace BundleStory

} // namespace andon
