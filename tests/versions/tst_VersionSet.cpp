// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/VersionDiff.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

static const QString hashA = u"sha256:"_s + QString(64, u'a');
static const QString hashB = u"sha256:"_s + QString(64, u'b');

class VersionSetTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aHashIsReadInAnyOfItsSpellings_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("hash");
        QTest::newRow("named") << hashA << hashA;
        QTest::newRow("capitals") << hashA.toUpper() << hashA;
        QTest::newRow("bare") << QString(64, u'A') << hashA;
        QTest::newRow("another algorithm") << u"sha1:0123456789abcdef0123456789abcdef01234567"_s << u"sha1:0123456789abcdef0123456789abcdef01234567"_s;
        QTest::newRow("cut") << hashA.chopped(1) << QString();
        QTest::newRow("no algorithm") << u"0123456789abcdef"_s << QString();
        QTest::newRow("an id") << u"prompt-64"_s << QString();
        QTest::newRow("no digits") << u"sha1:xyz"_s << QString();
        QTest::newRow("two lines") << hashA + u"\nx"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void aHashIsReadInAnyOfItsSpellings()
    {
        QFETCH(QString, text);
        QTEST(normalHash(text), "hash");
    }

    void aPartIsOneWordAndComesBackFromIt_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("hash");
        QTest::newRow("id") << u"prompt-64"_s << u"prompt-64"_s << QString();
        QTest::newRow("hash") << hashA << QString() << hashA;
        QTest::newRow("both") << u"prompt-64@"_s + hashA << u"prompt-64"_s << hashA;
        QTest::newRow("an at sign in the id") << u"a@b"_s << u"a@b"_s << QString();
        QTest::newRow("two at signs") << u"a@b@"_s + hashA << u"a@b"_s << hashA;
    }
    void aPartIsOneWordAndComesBackFromIt()
    {
        QFETCH(QString, word);
        const VersionPart part = partFromWord(word);
        QTEST(part.id, "id");
        QTEST(part.hash, "hash");
        QCOMPARE(partWord(part), word);
    }

    void partsStandInTheOrderPeopleReadThem()
    {
        QCOMPARE(partsInOrder({u"zebra"_s, u"policy"_s, u"code"_s, u"ant"_s, u"prompt"_s, u"code"_s}),
                 QStringList({u"code"_s, u"prompt"_s, u"policy"_s, u"ant"_s, u"zebra"_s}));
        QCOMPARE(versionParts().size(), 7);
    }

    void howAPartChangedIsToldByWhatIsKnownOfIt_data()
    {
        QTest::addColumn<VersionPart>("before");
        QTest::addColumn<VersionPart>("after");
        QTest::addColumn<int>("change");
        const auto row = [](const char *name, const VersionPart &before, const VersionPart &after, PartChange change) {
            QTest::newRow(name) << before << after << int(change);
        };
        const VersionPart p61{u"p61"_s}, p64{u"p64"_s};
        row("the same id", p61, p61, PartChange::Same);
        row("another id", p61, p64, PartChange::Changed);
        row("the same id for another content", {u"p61"_s, hashA}, {u"p61"_s, hashB}, PartChange::Changed);
        row("another id for the same content", {u"p61"_s, hashA}, {u"p64"_s, hashA}, PartChange::Renamed);
        row("a hash beside an id alone", {u"p61"_s, hashA}, p61, PartChange::Same);
        row("id against hash", p61, {{}, hashA}, PartChange::Incomparable);
        row("hashes of two algorithms", {{}, hashA}, {{}, u"sha1:0123456789"_s}, PartChange::Incomparable);
        row("the same text", {u"p61"_s, {}, u"x"_s}, {u"p61"_s, {}, u"x"_s}, PartChange::Same);
        row("another text", {u"p61"_s, {}, u"x"_s}, {u"p61"_s, {}, u"y"_s}, PartChange::Changed);
        row("an empty text against one", {{}, {}, u""_s}, {{}, {}, u"y"_s}, PartChange::Changed);
        row("only the later has it", {}, p64, PartChange::Added);
        row("only the earlier has it", p61, {}, PartChange::Removed);
        row("nobody knows", {}, {}, PartChange::Unknown);
    }
    void howAPartChangedIsToldByWhatIsKnownOfIt()
    {
        QFETCH(VersionPart, before);
        QFETCH(VersionPart, after);
        QTEST(int(changeOf(before, after)), "change");
    }

    void aDifferenceHasAllSevenPartsAndWhatElseThereIs()
    {
        const VersionParts before = partsFromSet({{u"code"_s, u"c1"_s}, {u"guardrail"_s, u"g1"_s}, {u"model"_s, u""_s}});
        const VersionParts after = partsFromSet({{u"code"_s, u"c2"_s}, {u"tools"_s, u"t1"_s}});
        QMap<QString, PartChange> changes;
        QStringList order;
        for (const PartDifference &one : versionDiff(before, after)) {
            order << one.part;
            changes[one.part] = one.change;
        }
        QCOMPARE(order, versionParts() + QStringList{u"guardrail"_s});
        QCOMPARE(changes[u"code"_s], PartChange::Changed);
        QCOMPARE(changes[u"tools"_s], PartChange::Added);
        QCOMPARE(changes[u"guardrail"_s], PartChange::Removed);
        QCOMPARE(changes[u"model"_s], PartChange::Unknown); // an empty id says nothing
    }
};

QTEST_GUILESS_MAIN(VersionSetTest)
#include "tst_VersionSet.moc"
