// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Redaction.h"
#include "app/base/MarkdownText.h"
#include "app/base/Uuid7.h"
#include "tests/support/Warnings.h"

#include <QCryptographicHash>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using nlohmann::json;

class TestRedaction : public QObject {
    Q_OBJECT

private slots:
    void init() { failOnWarnings(); }

    void secretsAndPersonalDataAreTakenOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("left");
        QTest::newRow("mail") << u"write to anna.b+x@mail.example.org now"_s << u"write to [e-mail] now"_s;
        QTest::newRow("mail in a link") << u"mailto:anna@example.org?x"_s << u"mailto:[e-mail]?x"_s;
        QTest::newRow("mail, escaped") << u"user=anna%40example.org"_s << u"user=[e-mail]"_s;
        QTest::newRow("bearer") << u"Authorization: Bearer abcDEF123456"_s << u"Authorization: Bearer [token]"_s;
        QTest::newRow("bearer alone") << u"sent Bearer abcDEF123456."_s << u"sent Bearer [token]"_s;
        QTest::newRow("jwt") << u"t eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_1 u"_s << u"t [token] u"_s;
        QTest::newRow("openai key") << u"key sk-proj-1a2b3c4d5e6f7a8b"_s << u"key [key]"_s;
        QTest::newRow("github key") << u"ghp_0123456789abcdefABCDEF0123456789abcd"_s << u"[key]"_s;
        QTest::newRow("aws key") << u"AKIAIOSFODNN7EXAMPLE!"_s << u"[key]!"_s;
        QTest::newRow("private key") << u"a -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- b"_s << u"a [private key] b"_s;
        QTest::newRow("private key, cut") << u"-----BEGIN PRIVATE KEY-----\nMIIE"_s << u"[private key]"_s;
        QTest::newRow("url") << u"see https://bo:hunter2@db.example.org/x"_s << u"see https://[password]@db.example.org/x"_s;
        QTest::newRow("password") << u"password=hunter2;x"_s << u"password=[password];x"_s;
        QTest::newRow("quoted") << u"{\"api_key\": \"hunter22\"}"_s << u"{\"api_key\": \"[password]\"}"_s;
        QTest::newRow("phone") << u"call +49 (30) 901820-0 today"_s << u"call [phone] today"_s;
        QTest::newRow("chinese mobile") << u"电话13812345678。"_s << u"电话[phone]。"_s;
        QTest::newRow("us phone") << u"call (202) 555-0143"_s << u"call [phone]"_s;
        QTest::newRow("card") << u"card 4111 1111 1111 1111."_s << u"card [card number]."_s;
        QTest::newRow("card, plain") << u"5500005555555559"_s << u"[card number]"_s;
        QTest::newRow("ipv4") << u"from 192.0.2.17:8443"_s << u"from [IP address]:8443"_s;
        QTest::newRow("ipv6") << u"from 2001:db8::8a2e:370:7334 to"_s << u"from [IP address] to"_s;
        QTest::newRow("ipv6, full") << u"2001:db8:0:1:1:1:1:1"_s << u"[IP address]"_s;
    }
    void secretsAndPersonalDataAreTakenOut()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, left);
        Redactor redactor = Redactor::make().value();
        QCOMPARE(redactor.text(text), left);
        QVERIFY(redactor.total() >= 1);
        // What was taken out once is not taken out again.
        QCOMPARE(redactor.text(left), left);
    }

    void whatIdentifiesNobodyStays_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("uuid") << u"0193f0c2-1111-7222-8333-444455556666"_s;
        QTest::newRow("hash") << u"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"_s;
        QTest::newRow("time") << u"2026-11-24T15:30:01.123456Z to 15:31:02"_s;
        QTest::newRow("microseconds") << u"1764000000000000"_s;
        QTest::newRow("loopback") << u"http://127.0.0.1:9090/x and [::1]:80"_s;
        QTest::newRow("promql") << u"sum by (version) (rate(http_errors_total{job=\"gw\"}[1m])) / 0.05 > 0.99"_s;
        QTest::newRow("version") << u"v42-rc.1, model gpt-4.1-mini@2026-01-02, index kb-2026.11.24"_s;
        QTest::newRow("tokens") << u"tokens_in 5012, max_tokens: 4096, token budget"_s;
        QTest::newRow("words behind the name of a scheme") << u"The judge on Token budget overruns of v42, Basic prompts"_s;
        QTest::newRow("cxx") << u"std::string a::b Foo::bar"_s;
        QTest::newRow("wrong card") << u"4111 1111 1111 1112"_s;
        QTest::newRow("figures") << u"12.5 % of 1,234,567 requests, 0.000123 s"_s;
        QTest::newRow("chinese") << u"质量在 03:12:44 下降"_s;
    }
    void whatIdentifiesNobodyStays()
    {
        QFETCH(const QString, text);
        Redactor redactor = Redactor::make().value();
        QCOMPARE(redactor.text(text), text);
        QCOMPARE(redactor.total(), 0);
    }

    void idsAndHashesOfEveryKindStay()
    {
        Redactor redactor = Redactor::make().value();
        TimePoint time = fromMs(1'764'000'000'000);
        for (int i = 0; i < 3000; ++i) {
            time += std::chrono::milliseconds(977);
            const QString id = newUuid7(time);
            const QString hash = QString::fromLatin1(QCryptographicHash::hash(id.toLatin1(), QCryptographicHash::Sha256).toHex());
            for (const QString &text : {id, hash, u"req-"_s + hash.left(16), QString::number(toMs(time)), hash.left(32)})
                QCOMPARE(redactor.text(text), text);
        }
    }

    void everyTextOfAJsonValueIsLookedAt()
    {
        Redactor redactor = Redactor::make().value();
        const json value{{"note", "to anna@example.org"}, {"list", {{{"password", "x"}}, "192.0.2.1", 7, nullptr}},
                         {"anna@example.org", 1}, {"tokens", 12}, {"card", 4111111111111111}, {"token", ""}};
        const json out = redactor.value(value, true);
        QCOMPARE(QString::fromStdString(out.dump()),
                 QString::fromStdString(json{{"note", "to [e-mail]"}, {"list", {{{"password", "[secret]"}}, "[IP address]", 7, nullptr}},
                                             {"[e-mail]", 1}, {"tokens", 12}, {"card", "[card number]"}, {"token", ""}}.dump()));
        QCOMPARE(redactor.counts().value(u"e-mail"_s), 2);
        QCOMPARE(redactor.counts().value(u"phone"_s), 0);
        // Times of the journal are numbers too.
        QVERIFY(redactor.value(json{{"at", 4111111111111111}}) == (json{{"at", 4111111111111111}}));
    }

    void theConsolesOwnSecretsAreTakenOutInEveryForm()
    {
        Redactor redactor = Redactor::make({}, {Secret("p%ss word/1"), Secret("abc")}).value();
        QCOMPARE(redactor.text(u"a p%ss word/1 b p%25ss%20word%2F1 c cCVzcyB3b3JkLzE= d abc"_s), u"a [secret] b [secret] c [secret]= d abc"_s);
    }

    void aSecretThatIsAWordOfItsOwnPlaceIsTakenOutOnce()
    {
        Redactor redactor = Redactor::make({}, {Secret("secret")}).value();
        QCOMPARE(redactor.text(u"secret, secretsecret"_s), u"[secret], [secret][secret]"_s);
        QCOMPARE(redactor.total(), 3);
    }

    void whatMarkdownHidesIsFoundAndTheRestStaysAsItIsWritten_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("mail") << u"write to anna.b_x@mail.example.org now"_s;
        QTest::newRow("key") << u"the key sk_live_0123456789abcdef of `x` & <y>"_s;
        QTest::newRow("password") << u"api_key=hunter2_3*4 | more"_s;
        QTest::newRow("url") << u"see https://bo:hun~ter2@db.example.org/x"_s;
        QTest::newRow("nothing") << u"a_b * c | d @ e < f & g ~ h"_s;
    }
    void whatMarkdownHidesIsFoundAndTheRestStaysAsItIsWritten()
    {
        QFETCH(const QString, text);
        Redactor plain = Redactor::make().value(), redactor = Redactor::make().value();
        const QString cell = markdownCell(text);
        const QString left = redactor.markdown(cell);
        // What is left is the cell of what is left of the text, but for the places, which are no markup.
        QString expected = markdownCell(plain.text(text));
        for (const QString &rule : usualRedactionRules())
            expected.replace(markdownCell(u'[' + rule + u']'), u'[' + rule + u']');
        QString bare = left, bareExpected = expected;
        QCOMPARE(bare.remove(QChar(0x200C)), bareExpected.remove(QChar(0x200C)));
        QCOMPARE(redactor.counts(), plain.counts());
        if (plain.total() == 0)
            QCOMPARE(left, cell);
        // What was taken out once is not taken out again.
        QCOMPARE(redactor.markdown(left), left);
    }

    void aTeamsOwnRuleComesFirstAndAWrongOneIsSaid()
    {
        Redactor redactor = Redactor::make({{u"customer"_s, u"\\bC-[0-9]{6}\\b"_s}}).value();
        QCOMPARE(redactor.text(u"C-123456 wrote to a@b.example"_s), u"[customer] wrote to [e-mail]"_s);
        for (const QString &pattern : {u"("_s, u"x*"_s, QString()}) {
            const auto wrong = Redactor::make({{u"mine"_s, pattern}});
            QVERIFY(!wrong);
            QVERIFY(wrong.error().message().contains(u"mine"));
        }
    }

    void aLongHostileTextIsDoneInTime()
    {
        Redactor redactor = Redactor::make().value();
        for (const QString &piece : {u"a"_s, u"1"_s, u"1 "_s, u"1.1."_s, u"a@"_s, u":"_s, u"a:"_s, u"-----BEGIN "_s, u"sk-"_s, u"password="_s})
            QVERIFY(redactor.text(piece.repeated(65'536 / piece.size())).size() > 0);
    }
};

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_Redaction.moc"
