// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Bundle.h"

#include "app/base/BoundedJson.h"
#include "app/base/CanonicalJson.h"
#include "app/journal/Chain.h"

#include <QCryptographicHash>
#include <QFile>

#include <algorithm>
#include <array>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

Error broken(QStringView file, const QString &reason)
{
    return {ErrorKind::BadInput, {u"the bundle was changed after it was made; in %1"_s.arg(file), reason}, {}};
}

Error brokenEntry(qint64 seq, const QString &reason)
{
    return {ErrorKind::JournalBroken, {QString(), QString::number(seq), reason}, {}};
}

QByteArray hexSum(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray verifyScript()
{
    QFile file(u":/bundle/verify.py"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Scripts that bundles of this format were packed with before: a bundle is kept for longer than a script.
constexpr std::array earlierScripts{"2adad511a47108a539cb54717aceeed7e5a916c774930170a819a72eb2fb18e7",
                                    "ddad6260d0613a0801c55e39a968e00e953cb312145efd2747bc156016d2ee30"};

bool isScript(const QByteArray &script)
{
    return script == verifyScript() || std::find(earlierScripts.begin(), earlierScripts.end(), hexSum(script)) != earlierScripts.end();
}

/// The form that sha256sum -c reads, of every file but itself.
QByteArray sumsOf(const QList<BundleEntry> &entries)
{
    QByteArray sums;
    for (const BundleEntry &entry : entries) {
        if (entry.name != BundleName::sums)
            sums += hexSum(entry.bytes) + "  " + entry.name.toLatin1() + '\n';
    }
    return sums;
}

/// One line of journal.jsonl after the other.
class JournalLines {
public:
    std::optional<Error> take(const QByteArray &line)
    {
        json value = boundedJson(line);
        const bool redacted = value.is_object() && value.contains("redacted");
        if (redacted)
            value.erase("redacted");
        const Result<Event> event = eventFromJson(value);
        if (!event)
            return broken(BundleName::journal, event.error().arguments.join(u": "_s));
        if (journalLine(*event, redacted) != line + '\n')
            return brokenEntry(event->seq, u"it holds what was not written by the journal"_s);
        if (m_events.isEmpty())
            m_head = event->prevHash;
        else if (event->seq != m_events.last().seq + 1)
            return brokenEntry(m_events.last().seq + 1, u"the entry is missing; number %1 stands in its place"_s.arg(event->seq));
        if (event->prevHash != m_head)
            return brokenEntry(event->seq, u"it does not follow the entry before it"_s);
        if (redacted)
            m_redacted << event->seq;
        else if (chainHash(*event) != event->hash)
            return brokenEntry(event->seq, u"its content was changed after it was written"_s);
        m_head = event->hash;
        m_events << *event;
        return std::nullopt;
    }
    std::optional<Error> takeAll(const QByteArray &lines)
    {
        if (!lines.isEmpty() && !lines.endsWith('\n'))
            return broken(BundleName::journal, u"its last line was cut off"_s);
        for (qsizetype at = 0; at < lines.size();) {
            const qsizetype end = lines.indexOf('\n', at);
            if (std::optional<Error> error = take(lines.mid(at, end - at)))
                return error;
            at = end + 1;
        }
        return std::nullopt;
    }
    [[nodiscard]] const QList<Event> &events() const { return m_events; }
    [[nodiscard]] const QList<qint64> &redacted() const { return m_redacted; }

private:
    QList<Event> m_events;
    QList<qint64> m_redacted;
    QByteArray m_head;
};

/// The lists of sums and the script: what the files must be for anybody's sha256sum to say so too.
std::optional<Error> checkFiles(const QList<BundleEntry> &entries)
{
    const QByteArray *sums = fileOf(entries, BundleName::sums);
    if (!sums)
        return broken(BundleName::sums, u"it is missing"_s);
    if (const QByteArray expected = sumsOf(entries); *sums != expected) {
        const QList<QByteArray> named = sums->split('\n'), there = expected.split('\n');
        const auto wrong = std::find_if(there.begin(), there.end(), [&](const QByteArray &line) { return !named.contains(line); });
        return wrong == there.end() ? broken(BundleName::sums, u"it names files that are not there"_s)
                                    : broken(QString::fromLatin1(wrong->mid(66)), u"its content is not the one that SHA256SUMS names"_s);
    }
    const QByteArray *script = fileOf(entries, BundleName::script);
    if (!script || !isScript(*script))
        return broken(BundleName::script, u"it is not the script of this format: do not run it"_s);
    return std::nullopt;
}

/// The entries that stand before the journal's run: older than it, and bound to it where the last of them is the one before.
std::optional<Error> checkEarlier(const QByteArray &lines, const QList<Event> &journal)
{
    const Result<QList<Event>> earlier = earlierOfBundle(lines);
    if (!earlier)
        return earlier.error();
    if (earlier->isEmpty() || journal.isEmpty())
        return std::nullopt;
    const Event &last = earlier->last(), &first = journal.first();
    if (last.seq >= first.seq)
        return broken(BundleName::earlier, u"it holds entries that are not older than journal.jsonl"_s);
    if (last.seq == first.seq - 1 && last.hash != first.prevHash)
        return brokenEntry(last.seq, u"it is not the one that the next entry follows"_s);
    return std::nullopt;
}

std::optional<Error> checkManifest(const json &manifest, const JournalLines &journal)
{
    if (!manifest.is_object() || manifest.value("format", json()) != bundleFormat)
        return broken(BundleName::manifest, u"it is not of the format andon-bundle-1"_s);
    if (manifest.value("journal", json()) != journalHead(journal.events()))
        return broken(BundleName::manifest, u"what it says of the journal's head is not what journal.jsonl holds: entries are missing"_s);
    json redacted = json::array();
    for (const qint64 seq : journal.redacted())
        redacted.push_back(seq);
    if (manifest.value("redacted_entries", json::array()) != redacted)
        return broken(BundleName::manifest, u"it names other entries as redacted than journal.jsonl does"_s);
    return std::nullopt;
}

} // namespace

QByteArray journalLine(const Event &event, bool redacted)
{
    json line = toJson(event);
    line["hash"] = event.hash.toHex().toStdString();
    if (redacted)
        line["redacted"] = true;
    return canonicalJson(line) + '\n';
}

json journalHead(const QList<Event> &events)
{
    return {{"count", events.size()},
            {"first_seq", events.isEmpty() ? 0 : events.first().seq},
            {"head", events.isEmpty() ? std::string() : events.last().hash.toHex().toStdString()}};
}

Result<QByteArray> packBundle(QList<BundleEntry> entries)
{
    entries << BundleEntry{QString::fromUtf16(BundleName::script), verifyScript()};
    entries << BundleEntry{QString::fromUtf16(BundleName::sums), {}};
    std::sort(entries.begin(), entries.end(), [](const BundleEntry &a, const BundleEntry &b) { return a.name < b.name; });
    const auto twice = std::adjacent_find(entries.begin(), entries.end(),
                                          [](const BundleEntry &a, const BundleEntry &b) { return a.name == b.name; });
    if (twice != entries.end())
        return failure(ErrorKind::BadInput, {u"the bundle"_s, u"its file %1 is there twice"_s.arg(twice->name)});
    const QByteArray sums = sumsOf(entries);
    for (BundleEntry &entry : entries) {
        if (entry.name == BundleName::sums)
            entry.bytes = sums;
    }
    return storedZip(entries);
}

Result<QList<BundleEntry>> unpackBundle(const QByteArray &bundle)
{
    return filesOfZip(bundle);
}

Result<BundleReport> verifyBundle(const QByteArray &bundle)
{
    const Result<QList<BundleEntry>> entries = unpackBundle(bundle);
    if (!entries)
        return tl::unexpected(entries.error());
    const Result<QByteArray> rebuilt = storedZip(*entries);
    if (!rebuilt || *rebuilt != bundle)
        return tl::unexpected(broken(u"(the container)", u"a byte of it was changed, or another program packed it again"_s));
    const bool sorted = std::is_sorted(entries->begin(), entries->end(), [](const BundleEntry &a, const BundleEntry &b) { return a.name < b.name; });
    if (!sorted)
        return tl::unexpected(broken(u"(the container)", u"its files are not in their order"_s));
    if (const std::optional<Error> error = checkFiles(*entries))
        return tl::unexpected(*error);
    const QByteArray *lines = fileOf(*entries, BundleName::journal);
    const QByteArray *manifest = fileOf(*entries, BundleName::manifest);
    if (!lines || !manifest)
        return tl::unexpected(broken(lines ? BundleName::manifest : BundleName::journal, u"it is missing"_s));
    JournalLines journal;
    if (const std::optional<Error> error = journal.takeAll(*lines))
        return tl::unexpected(*error);
    BundleReport report;
    report.manifest = boundedJson(*manifest);
    if (const std::optional<Error> error = checkManifest(report.manifest, journal))
        return tl::unexpected(*error);
    report.files = entries->size();
    if (const QByteArray *earlier = fileOf(*entries, BundleName::earlier)) {
        if (const std::optional<Error> error = checkEarlier(*earlier, journal.events()))
            return tl::unexpected(*error);
        report.redacted = redactedOfBundle(*earlier);
    }
    report.redacted << journal.redacted();
    if (!journal.events().isEmpty())
        report.journal = {journal.events().size(), journal.events().first().seq, journal.events().last().hash};
    return report;
}

Result<QList<Event>> journalOfBundle(const QByteArray &journalLines)
{
    JournalLines journal;
    if (const std::optional<Error> error = journal.takeAll(journalLines))
        return tl::unexpected(*error);
    return journal.events();
}

Result<QList<Event>> earlierOfBundle(const QByteArray &lines)
{
    QList<Event> events;
    if (!lines.isEmpty() && !lines.endsWith('\n'))
        return tl::unexpected(broken(BundleName::earlier, u"its last line was cut off"_s));
    for (const QByteArray &line : lines.split('\n')) {
        if (line.isEmpty())
            continue;
        json value = boundedJson(line);
        const bool redacted = value.is_object() && value.erase("redacted") > 0;
        const Result<Event> event = eventFromJson(value);
        if (!event)
            return tl::unexpected(broken(BundleName::earlier, event.error().arguments.join(u": "_s)));
        if (journalLine(*event, redacted) != line + '\n')
            return tl::unexpected(brokenEntry(event->seq, u"it holds what was not written by the journal"_s));
        if (!events.isEmpty() && event->seq <= events.last().seq)
            return tl::unexpected(brokenEntry(event->seq, u"it does not stand in the record's order"_s));
        if (!events.isEmpty() && event->seq == events.last().seq + 1 && event->prevHash != events.last().hash)
            return tl::unexpected(brokenEntry(event->seq, u"it does not follow the entry before it"_s));
        if (!redacted && chainHash(*event) != event->hash)
            return tl::unexpected(brokenEntry(event->seq, u"its content was changed after it was written"_s));
        events << *event;
    }
    return events;
}

QList<qint64> redactedOfBundle(const QByteArray &lines)
{
    QList<qint64> numbers;
    for (const QByteArray &line : lines.split('\n')) {
        const json value = line.contains("\"redacted\"") ? boundedJson(line) : json();
        if (value.is_object() && value.value("redacted", json()) == true && value.value("seq", json()).is_number_integer())
            numbers << value["seq"].get<qint64>();
    }
    return numbers;
}

bool looksLikeBundle(const QByteArray &bytes)
{
    return bytes.startsWith("PK");
}

const QByteArray *fileOf(const QList<BundleEntry> &entries, QStringView name)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const BundleEntry &entry) { return entry.name == name; });
    return found == entries.end() ? nullptr : &found->bytes;
}

} // namespace andon
