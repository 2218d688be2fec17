// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"
#include "app/journal/Chain.h"
#include "tests/support/Warnings.h"

#include <QCryptographicHash>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

Event eventNo(qint64 seq, const QByteArray &prevHash)
{
    Event event;
    event.seq = seq;
    event.eventId = u"0199-%1"_s.arg(seq);
    event.kind = QString::fromUtf16(EventKind::note);
    event.occurredAt = fromMs(1'764'000'000'000 + seq);
    event.recordedAt = fromMs(1'764'000'000'005 + seq);
    event.bootId = u"boot"_s;
    event.monoNs = 1000 * seq;
    event.actor = {u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s};
    event.service = u"assistant"_s;
    event.version = u"v42"_s;
    event.opId = u"op"_s;
    event.title = u"rolled back — 回滚"_s;
    event.body = u"line one\nline two"_s;
    event.payload = {{"value", 0.5}, {"count", 3}};
    event.prevHash = prevHash;
    event.hash = chainHash(event);
    return event;
}

QList<Event> chainOf(int count)
{
    QList<Event> events;
    for (int i = 1; i <= count; ++i)
        events << eventNo(i, events.isEmpty() ? QByteArray(32, '\0') : events.last().hash);
    return events;
}

std::optional<Error> faultOf(const QList<Event> &events)
{
    ChainVerifier verifier;
    for (const Event &event : events) {
        if (const auto error = verifier.next(event))
            return error;
    }
    return std::nullopt;
}

using Change = std::function<void(Event &)>;

} // namespace

Q_DECLARE_METATYPE(Change)

class ChainTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void anUntouchedChainHolds()
    {
        const QList<Event> events = chainOf(5);
        QVERIFY(!faultOf(events));
        ChainVerifier verifier;
        for (const Event &event : events)
            QVERIFY(!verifier.next(event));
        QCOMPARE(verifier.count(), 5);
        QCOMPARE(verifier.head(), events.last().hash);
    }
    void theHashIsTheLeafFormOfRfc6962OverCanonicalJson()
    {
        const Event event = eventNo(1, QByteArray(32, '\0'));
        const QByteArray text = canonicalJson(toJson(event));
        QCOMPARE(event.hash, QCryptographicHash::hash(QByteArray(1, '\0') + text, QCryptographicHash::Sha256));
        // Fixed for ever: a journal of this version must verify in every later one.
        QCOMPARE(event.hash.toHex(), QByteArray("6612d122adcc3ff33b08a7db3b9bd0e3f67f681168fb14b377a2b7796f2ec194"));
    }
    void everyFieldIsSealed_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char *name, Change change) { QTest::newRow(name) << change; };
        row("seq", [](Event &event) { event.seq = 7; });
        row("event id", [](Event &event) { event.eventId += u'x'; });
        row("kind", [](Event &event) { event.kind = u"action.closed"_s; });
        row("occurred at", [](Event &event) { event.occurredAt += std::chrono::microseconds(1); });
        row("recorded at", [](Event &event) { event.recordedAt += std::chrono::microseconds(1); });
        row("boot", [](Event &event) { event.bootId = u"other"_s; });
        row("monotonic time", [](Event &event) { ++event.monoNs; });
        row("who", [](Event &event) { event.actor.id = u"bob"_s; });
        row("their name", [](Event &event) { event.actor.name = u"Bob"_s; });
        row("their host", [](Event &event) { event.actor.host = u"other"_s; });
        row("service", [](Event &event) { event.service.clear(); });
        row("version", [](Event &event) { event.version = u"v41"_s; });
        row("operation", [](Event &event) { event.opId = u"other"_s; });
        row("title", [](Event &event) { event.title.chop(1); });
        row("body", [](Event &event) { event.body += u'.'; });
        row("payload", [](Event &event) { event.payload["value"] = 0.25; });
        row("previous hash", [](Event &event) { event.prevHash[0] = static_cast<char>(event.prevHash[0] ^ 1); });
        row("hash", [](Event &event) { event.hash[31] = static_cast<char>(event.hash[31] ^ 1); });
    }
    void everyFieldIsSealed()
    {
        QFETCH(Change, change);
        QList<Event> events = chainOf(3);
        change(events[1]);
        const auto error = faultOf(events);
        QVERIFY(error);
        QCOMPARE(error->kind, ErrorKind::JournalBroken);
    }
    void anEntryThatIsMissingMovedOrDoubledIsFound()
    {
        QList<Event> missing = chainOf(4);
        missing.removeAt(2);
        QVERIFY(faultOf(missing));
        QList<Event> moved = chainOf(4);
        moved.swapItemsAt(1, 2);
        QVERIFY(faultOf(moved));
        QList<Event> doubled = chainOf(4);
        doubled.insert(2, doubled[1]);
        QVERIFY(faultOf(doubled));
    }
    void anEntryComesBackFromItsJsonAsItWas()
    {
        const Event event = eventNo(1, QByteArray(32, '\0'));
        json text = toJson(event);
        text["hash"] = event.hash.toHex().toStdString();
        const Result<Event> back = eventFromJson(text);
        QVERIFY2(back, back ? "" : qPrintable(back.error().message()));
        QCOMPARE(chainHash(*back), event.hash);
        QCOMPARE(back->hash, event.hash);
    }
    void aHashHasOneSpelling()
    {
        const Event event = eventNo(1, QByteArray(32, '\0'));
        json text = toJson(event);
        text["hash"] = event.hash.toHex().toStdString();
        QVERIFY(eventFromJson(text));
        const QByteArray zeros(63, '0');
        for (const QByteArray &other : QByteArrayList{'x' + zeros, zeros + "0x"}) {
            text["prev_hash"] = other.toStdString();
            QVERIFY2(!eventFromJson(text), other.constData());
        }
    }
    void aFieldThatIsMissingOrOfAnotherKindIsNamed()
    {
        const Event event = eventNo(1, QByteArray(32, '\0'));
        json whole = toJson(event);
        whole["hash"] = event.hash.toHex().toStdString();
        for (const auto &[name, value] : whole.items()) {
            json without = whole;
            without.erase(name);
            json wrong = whole;
            wrong[name] = json::array({1});
            for (const json &broken : {without, wrong}) {
                const Result<Event> read = eventFromJson(broken);
                QVERIFY2(!read, name.c_str());
                QVERIFY2(read.error().message().contains(QString::fromStdString(name)), qPrintable(read.error().message()));
            }
        }
    }
};

QTEST_GUILESS_MAIN(ChainTest)
#include "tst_Chain.moc"
