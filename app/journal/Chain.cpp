// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journal/Chain.h"

#include "app/base/CanonicalJson.h"

#include <QCryptographicHash>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr qsizetype hashSize = 32;

qint64 micros(TimePoint time)
{
    return time.time_since_epoch().count();
}

/// Reads members one after the other and remembers the first that is missing or wrong.
class Reader {
public:
    explicit Reader(const json &object) : m_object(object) {}
    QString text(const char *name)
    {
        const auto found = m_object.find(name);
        if (found == m_object.end() || !found->is_string())
            return miss<QString>(name);
        return QString::fromStdString(found->get_ref<const std::string &>());
    }
    qint64 integer(const char *name)
    {
        const auto found = m_object.find(name);
        return found == m_object.end() || !found->is_number_integer() ? miss<qint64>(name) : found->get<qint64>();
    }
    TimePoint time(const char *name) { return TimePoint(std::chrono::microseconds(integer(name))); }
    QByteArray hash(const char *name)
    {
        // fromHex passes over what is no digit: only the one spelling of the bytes counts.
        const QByteArray written = text(name).toLatin1();
        const QByteArray bytes = QByteArray::fromHex(written);
        return bytes.size() == hashSize && bytes.toHex() == written ? bytes : miss<QByteArray>(name);
    }
    json object(const char *name)
    {
        const auto found = m_object.find(name);
        return found == m_object.end() || !found->is_object() ? miss<json>(name) : *found;
    }
    [[nodiscard]] const QString &missing() const { return m_missing; }

private:
    template<typename Value>
    Value miss(const char *name)
    {
        if (m_missing.isEmpty())
            m_missing = QString::fromLatin1(name);
        return Value{};
    }
    const json &m_object;
    QString m_missing;
};

} // namespace

json toJson(const Event &event)
{
    return {{"seq", event.seq},
            {"event_id", event.eventId.toStdString()},
            {"kind", event.kind.toStdString()},
            {"occurred_at", micros(event.occurredAt)},
            {"recorded_at", micros(event.recordedAt)},
            {"boot_id", event.bootId.toStdString()},
            {"mono_ns", event.monoNs},
            {"actor",
             {{"kind", event.actor.kind.toStdString()},
              {"id", event.actor.id.toStdString()},
              {"name", event.actor.name.toStdString()},
              {"host", event.actor.host.toStdString()}}},
            {"service", event.service.toStdString()},
            {"version", event.version.toStdString()},
            {"op_id", event.opId.toStdString()},
            {"title", event.title.toStdString()},
            {"body", event.body.toStdString()},
            {"payload", event.payload},
            {"prev_hash", event.prevHash.toHex().toStdString()}};
}

Result<Event> eventFromJson(const json &value)
{
    if (!value.is_object())
        return failure(ErrorKind::BadInput, {u"an entry of the journal"_s, u"it is no object"_s});
    Reader reader(value);
    Event event;
    event.seq = reader.integer("seq");
    event.eventId = reader.text("event_id");
    event.kind = reader.text("kind");
    event.occurredAt = reader.time("occurred_at");
    event.recordedAt = reader.time("recorded_at");
    event.bootId = reader.text("boot_id");
    event.monoNs = reader.integer("mono_ns");
    const json actor = reader.object("actor");
    Reader actorReader(actor);
    event.actor = {actorReader.text("kind"), actorReader.text("id"), actorReader.text("name"), actorReader.text("host")};
    event.service = reader.text("service");
    event.version = reader.text("version");
    event.opId = reader.text("op_id");
    event.title = reader.text("title");
    event.body = reader.text("body");
    event.payload = reader.object("payload");
    event.prevHash = reader.hash("prev_hash");
    event.hash = reader.hash("hash");
    const QString missing = !reader.missing().isEmpty() ? reader.missing() : actorReader.missing();
    if (!missing.isEmpty()) {
        return failure(ErrorKind::BadInput, {u"entry %1 of the journal"_s.arg(event.seq),
                                             u"the member %1 is missing or wrong"_s.arg(missing)});
    }
    return event;
}

QByteArray chainHash(const Event &event)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView("\0", 1));
    hash.addData(canonicalJson(toJson(event)));
    return hash.result();
}

ChainVerifier::ChainVerifier(QByteArray firstPrevHash, qint64 firstSeq)
    : m_head(std::move(firstPrevHash))
    , m_nextSeq(firstSeq)
{
}

std::optional<Error> ChainVerifier::next(const Event &event)
{
    return take(event, true);
}

std::optional<Error> ChainVerifier::nextRedacted(const Event &event)
{
    return take(event, false);
}

std::optional<Error> ChainVerifier::take(const Event &event, bool isWhole)
{
    const auto broken = [&](const QString &reason) {
        return Error{ErrorKind::JournalBroken, {QString(), QString::number(m_nextSeq), reason}, {}};
    };
    if (event.seq != m_nextSeq)
        return broken(u"the entry is missing; number %1 stands in its place"_s.arg(event.seq));
    if (event.prevHash != m_head)
        return broken(u"it does not follow the entry before it"_s);
    if (isWhole && chainHash(event) != event.hash)
        return broken(u"its content was changed after it was written"_s);
    m_head = event.hash;
    ++m_nextSeq;
    ++m_count;
    return std::nullopt;
}

} // namespace andon
