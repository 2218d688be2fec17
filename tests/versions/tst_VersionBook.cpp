// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/VersionReport.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

static const QString hashA = u"sha256:"_s + QString(64, u'a');
static const QString hashB = u"sha256:"_s + QString(64, u'b');

class VersionBookTest : public QObject {
    Q_OBJECT

    static VersionStatement says(const QString &version, const VersionParts &parts, const QString &place = {}) { return {version, parts, place}; }

private slots:
    void init() { failOnWarnings(); }

    void whatOneSourceLeavesOutAnotherFillsIn()
    {
        VersionBook book;
        QVERIFY(book.take(VersionOrigin::Gateway, {says(u"v42"_s, {{u"prompt"_s, {u"p64"_s}}, {u"model"_s, {u"atlas"_s}}})}));
        QVERIFY(book.take(VersionOrigin::Manifest, {says(u"v42"_s, {{u"prompt"_s, {u"p64"_s, hashA, u"You are"_s}}, {u"tools"_s, {u"t9"_s}}})}));
        const KnownVersion *known = book.find(u"v42"_s);
        QVERIFY(known);
        QCOMPARE(known->parts[u"prompt"_s], (VersionPart{u"p64"_s, hashA, u"You are"_s}));
        QCOMPARE(known->parts[u"tools"_s].id, u"t9"_s);
        QCOMPARE(known->parts[u"model"_s].id, u"atlas"_s);
        QCOMPARE(known->origins, (QList{VersionOrigin::Gateway, VersionOrigin::Manifest}));
        QVERIFY(known->conflicts.isEmpty());
    }

    void theSameSaidAgainChangesNothing()
    {
        VersionBook book;
        const QList<VersionStatement> said{says(u"v42"_s, {{u"model"_s, {u"atlas"_s}}})};
        QVERIFY(book.take(VersionOrigin::Gateway, said));
        QVERIFY(!book.take(VersionOrigin::Gateway, said));
        QVERIFY(!book.take(VersionOrigin::Gateway, said + said));
    }

    void sourcesThatDisagreeAreNamedAndTheGatewayIsBelieved_data()
    {
        QTest::addColumn<VersionPart>("gateway");
        QTest::addColumn<VersionPart>("manifest");
        QTest::addColumn<bool>("disagree");
        QTest::newRow("another id") << VersionPart{u"A"_s} << VersionPart{u"B"_s} << true;
        QTest::newRow("another hash") << VersionPart{u"A"_s, hashA} << VersionPart{u"A"_s, hashB} << true;
        QTest::newRow("another name for one content") << VersionPart{u"A"_s, hashA} << VersionPart{u"B"_s, hashA} << false;
        QTest::newRow("nothing in common") << VersionPart{u"A"_s} << VersionPart{{}, hashA} << false;
        QTest::newRow("the same") << VersionPart{u"A"_s} << VersionPart{u"A"_s, hashA} << false;
    }
    void sourcesThatDisagreeAreNamedAndTheGatewayIsBelieved()
    {
        QFETCH(VersionPart, gateway);
        QFETCH(VersionPart, manifest);
        QFETCH(bool, disagree);
        manifest.text = u"text of the manifest"_s;
        VersionBook book;
        book.take(VersionOrigin::Manifest, {says(u"v42"_s, {{u"model"_s, manifest}}, u"v42.json"_s)});
        book.take(VersionOrigin::Gateway, {says(u"v42"_s, {{u"model"_s, gateway}})});
        const KnownVersion known = *book.find(u"v42"_s);
        QCOMPARE(known.conflicts.isEmpty(), !disagree);
        // The text belongs to what the manifest means, not to what runs.
        QCOMPARE(known.parts[u"model"_s].text.has_value(), !disagree);
        if (!disagree)
            return;
        QCOMPARE(known.conflicts.first(), (VersionConflict{u"model"_s, VersionOrigin::Gateway, partWord(gateway), VersionOrigin::Manifest,
                                                           partWord(manifest), u"v42.json"_s}));
        QCOMPARE(partWord(known.parts[u"model"_s]), partWord(gateway));
        QCOMPARE(conflictsIn(book).size(), 1);
        QVERIFY(troubleWords(conflictsIn(book).first()).contains(u"the gateway says "_s + partWord(gateway)));
    }

    void oneSourceThatContradictsItselfIsNamed()
    {
        VersionBook book;
        book.take(VersionOrigin::Metric, {says(u"v42"_s, {{u"model"_s, {u"A"_s}}}), says(u"v42"_s, {{u"model"_s, {u"B"_s}}})});
        QCOMPARE(book.versions().size(), 1);
        QCOMPARE(book.find(u"v42"_s)->conflicts.first().second, VersionOrigin::Metric);
    }

    void aVersionThatIsGoneIsRememberedUntilItReturns()
    {
        VersionBook book;
        book.take(VersionOrigin::Gateway, {says(u"v41"_s, {{u"model"_s, {u"A"_s}}}), says(u"v42"_s, {{u"model"_s, {u"B"_s}}})});
        book.take(VersionOrigin::Gateway, {says(u"v42"_s, {{u"model"_s, {u"B"_s}}})});
        QVERIFY(book.find(u"v41"_s)->gone);
        QCOMPARE(book.find(u"v41"_s)->parts[u"model"_s].id, u"A"_s);
        QCOMPARE(book.versions().last().id, u"v41"_s);
        book.take(VersionOrigin::Gateway, {says(u"v41"_s, {{u"model"_s, {u"A2"_s}}})});
        QVERIFY(!book.find(u"v41"_s)->gone);
        QCOMPARE(book.find(u"v41"_s)->parts[u"model"_s].id, u"A2"_s);
        QVERIFY(book.find(u"v42"_s)->gone);
    }

    void theJournalTellsOfVersionsOnlyWhereNobodyElseDoes()
    {
        VersionBook book;
        QVERIFY(book.recall(u"v40"_s, {{u"model"_s, u"old"_s}}));
        QVERIFY(!book.recall(u"v40"_s, {{u"model"_s, u"old"_s}}));
        QVERIFY(book.find(u"v40"_s)->gone);
        QVERIFY(!book.recall(u"v39"_s, {}));
        book.take(VersionOrigin::Gateway, {says(u"v40"_s, {{u"model"_s, {u"new"_s}}})});
        QVERIFY(!book.find(u"v40"_s)->gone);
        QVERIFY(book.find(u"v40"_s)->conflicts.isEmpty());
        QCOMPARE(book.find(u"v40"_s)->parts[u"model"_s].id, u"new"_s);
    }

    void aVersionThatIsOnlyNamedIsTiedToNothing()
    {
        VersionBook book;
        book.take(VersionOrigin::Gateway, {says(u"v42"_s, {})});
        QVERIFY(book.find(u"v42"_s));
        QVERIFY(!book.find(u"v42"_s)->isTied());
        QVERIFY(!book.find(u"v43"_s));
    }

    void whateverASourceSendsMemoryIsBounded()
    {
        VersionBook book;
        QList<VersionStatement> many;
        for (int i = 0; i < 2000; ++i) {
            VersionParts parts;
            for (int part = 0; part < 60; ++part)
                parts[u"part%1"_s.arg(part)] = {QString(1000, u'x'), {}, {}};
            many << says(u"v%1"_s.arg(i), parts);
        }
        book.take(VersionOrigin::Gateway, many);
        QCOMPARE(book.versions().size(), VersionBook::mostVersions);
        QCOMPARE(book.versions().first().parts.size(), VersionBook::mostParts);
        QCOMPARE(book.versions().first().parts.first().id.size(), VersionBook::longestWord);
        book.take(VersionOrigin::Gateway, {});
        QCOMPARE(book.versions().size(), VersionBook::mostGone);
    }

    void aReportIsPlainWhateverTheSourcesSay()
    {
        const KnownVersion before{u"v|41"_s, {{u"prompt"_s, {u"<img src=x>"_s, {}, u"same\nYou are **bold**\n```\nend"_s}}}, {}, {}, false};
        const KnownVersion after{u"@team"_s, {{u"prompt"_s, {u"p64"_s, {}, u"same\nYou are ```` bold\n```\nend"_s}}}, {}, {}, false};
        const QString text = versionMarkdown(before, after, {{VersionTrouble::Kind::Untied, u"[v43](x)"_s}});
        QVERIFY2(text.contains(u"| prompt | **changed** | &lt;img src=x&gt; | p64 |"_s), qPrintable(text));
        QVERIFY(text.contains(u"v\\|41"_s));
        QVERIFY(!text.contains(u"@team"_s)); // broken by what nobody sees
        QVERIFY(text.contains(u"- Error: There are samples of \\[v43\\]"_s));
        QVERIFY(text.contains(u"\n`````diff\n same\n-You are **bold**\n+You are ```` bold\n ```\n end\n`````\n"_s));
        QVERIFY(text.contains(u"| model | not known | – | – |"_s));
    }
};

QTEST_GUILESS_MAIN(VersionBookTest)
#include "tst_VersionBook.moc"
