// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/PasteSafe.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

static const QString zw(QChar(0x200C));

class PasteSafeTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void everyRuleOfPastingIsKept_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("pasted");
        QTest::newRow("headings stay") << u"# A\n\n### B"_s << u"# A\n\n### B"_s;
        QTest::newRow("a heading is at most the third level") << u"##### Deep"_s << u"### Deep"_s;
        QTest::newRow("an underlined heading gets its #") << u"Title\n====="_s << u"# Title"_s;
        QTest::newRow("a second level underlined") << u"Title\n---"_s << u"## Title"_s;
        QTest::newRow("a rule is left out") << u"a\n\n***\n\nb"_s << u"a\n\n\n\nb"_s;
        QTest::newRow("HTML is text") << u"<script>alert(1)</script>"_s << u"&lt;script>alert(1)&lt;/script>"_s;
        QTest::newRow("a fold is text") << u"<details><summary>x</summary>"_s << u"&lt;details>&lt;summary>x&lt;/summary>"_s;
        QTest::newRow("a comment hides nothing") << u"<!-- gone -->"_s << u"&lt;!-- gone -->"_s;
        QTest::newRow("code keeps its signs") << u"`a<b>@x #1`"_s << u"`a<b>@x #1`"_s;
        QTest::newRow("an open tick is no code") << u"` <b>"_s << u"\\` &lt;b>"_s;
        QTest::newRow("two ticks around one") << u"``a`<b>``<i>"_s << u"``a`<b>``&lt;i>"_s;
        QTest::newRow("a tick finds no partner in another line") << u"`a\nb` <i> `c`"_s << u"\\`a\nb` <i> `c\\`"_s;
        QTest::newRow("a bar ends a cell and its code") << u"| `a | <i> b` |"_s << u"| \\`a | &lt;i> b\\` |"_s;
        QTest::newRow("code with a bar alone") << u"`a | b`"_s << u"`a | b`"_s;
        QTest::newRow("a fence in a list") << u"- ```\n  ```\n<b>"_s << u"- \\`\\`\\`\n```text\n<b>\n```"_s;
        QTest::newRow("code in the words of a script") << u"[`a`](javascript:x)"_s << u"[`a`]\\(javascript:x)"_s;
        QTest::newRow("a script with brackets") << u"[a](javascript:(x))"_s << u"[a]\\(javascript:(x))"_s;
        QTest::newRow("a fence gets a language") << u"```\n<b>\n```"_s << u"```text\n<b>\n```"_s;
        QTest::newRow("a fence keeps its language") << u"```promql\nup == 0\n```"_s << u"```promql\nup == 0\n```"_s;
        QTest::newRow("a fence that nobody closed is closed") << u"```sh\nls"_s << u"```sh\nls\n```"_s;
        QTest::newRow("a task stays") << u"- [ ] write"_s << u"- [ ] write"_s;
        QTest::newRow("a link stays") << u"[a](https://x.org/p?q=1)"_s << u"[a](https://x.org/p?q=1)"_s;
        QTest::newRow("an address in angles is plain") << u"<https://x.org/>"_s << u"https://x.org/"_s;
        QTest::newRow("a script is no link") << u"[a](javascript:alert)"_s << u"a"_s;
        QTest::newRow("data is no link") << u"[a](data:text/html,x)"_s << u"a"_s;
        QTest::newRow("a link without a scheme") << u"[a](//evil.org)"_s << u"a"_s;
        QTest::newRow("a picture is a link") << u"![a](https://x.org/p.png)"_s << u"[a](https://x.org/p.png)"_s;
        QTest::newRow("a link defined elsewhere is text") << u"[a]: javascript:x"_s << u"[a]\\: javascript:x"_s;
        QTest::newRow("nobody is called") << u"thanks @anna"_s << u"thanks @"_s + zw + u"anna"_s;
        QTest::newRow("no issue is closed") << u"fixes #12"_s << u"fixes #"_s + zw + u"12"_s;
        QTest::newRow("no merge request") << u"see !45"_s << u"see !"_s + zw + u"45"_s;
        QTest::newRow("no GH reference") << u"see GH-45"_s << u"see GH-"_s + zw + u"45"_s;
        QTest::newRow("no label") << u"add ~bug"_s << u"add ~"_s + zw + u"bug"_s;
        QTest::newRow("no command") << u"/close"_s << u"/"_s + zw + u"close"_s;
        QTest::newRow("no command further in") << u"   /close"_s << u"   /"_s + zw + u"close"_s;
        QTest::newRow("no code by spaces") << u"    <b>"_s << u"&lt;b>"_s;
        QTest::newRow("text turned around is seen") << u"a\u202Eb"_s << u"a‹U+202E›b"_s;
        QTest::newRow("an end of line of Windows") << u"a\r\nb"_s << u"a\nb"_s;
    }
    void everyRuleOfPastingIsKept()
    {
        QFETCH(QString, written);
        QFETCH(QString, pasted);
        QCOMPARE(pasteSafe(written), pasted);
        QCOMPARE(pasteSafe(pasted), pasted);
    }

    void aGreatDiagramIsShownAsText()
    {
        const QString small = u"```mermaid\ngraph TD\n```"_s;
        QCOMPARE(pasteSafe(small), small);
        const QString great = u"```mermaid\n"_s + QString(longestMermaid, u'a') + u"\n```"_s;
        QVERIFY(pasteSafe(great).startsWith(u"```text\n"));
    }

    void whateverIsWrittenTheRenderedTextHoldsNoHtmlOfItsOwn()
    {
        const QStringList pieces{u"<script>"_s, u"`"_s, u"``"_s, u"```"_s, u"~~~"_s, u"\n"_s, u"\n\n"_s, u"    "_s, u"- "_s, u"> "_s, u"<!--"_s,
                                 u"]("_s, u"["_s, u"!["_s, u"javascript:x)"_s, u"\\"_s, u"<a href=x>"_s, u"| a |\n|---|\n"_s, u"&lt;"_s, u"text "_s,
                                 u"====\n"_s, u"\t"_s, u"<?x"_s, u"<![CDATA["_s, u"# "_s, u"1. "_s};
        QRandomGenerator random(7);
        QString all;
        for (int i = 0; i < 400; ++i) {
            QString text;
            for (int k = 0; k < 12; ++k)
                text += pieces[random.bounded(pieces.size())];
            const QString safe = pasteSafe(text);
            QCOMPARE(pasteSafe(safe), safe);
            all += safe + u"\n\n"_s;
        }
        QTemporaryDir folder;
        QFile file(folder.filePath(u"all.md"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(all.toUtf8());
        file.close();
        // --unsafe lets raw HTML through: what would be none anyway is none here either.
        const ProgramRun run = runProgram(u"cmark-gfm"_s, {u"--unsafe"_s, u"-e"_s, u"table"_s, u"-e"_s, u"autolink"_s, file.fileName()});
        QCOMPARE(run.exitCode, 0);
        for (const QString &tag : {u"<script"_s, u"<!--"_s, u"<a href=x"_s, u"<?x"_s, u"<![CDATA"_s, u"<img"_s, u"href=\"javascript"_s})
            QVERIFY2(!run.out.contains(tag), qPrintable(tag));
    }

    void aLongTimelineGoesOnInFilesOfItsOwnAndNoRowIsLost()
    {
        QString text = u"# Postmortem: x\n\n## Timeline (UTC)\n\n| Time | Event |\n| --- | --- |\n"_s;
        for (int i = 0; i < 4000; ++i)
            text += u"| T+%1 | something happened, number %1 |\n"_s.arg(i);
        text += u"\n## Actions\n\nNone.\n"_s;
        const QList<PastePart> parts = pasteParts(text);
        QVERIFY(parts.size() >= 3);
        QCOMPARE(parts[0].name, u"postmortem.md"_s);
        QCOMPARE(parts[1].name, u"postmortem-timeline-2.md"_s);
        QCOMPARE(parts[2].name, u"postmortem-timeline-3.md"_s);
        QString all;
        for (const PastePart &part : parts) {
            QVERIFY2(part.text.size() < longestPaste, qPrintable(part.name));
            all += part.text;
        }
        QVERIFY(parts[0].text.contains(u"more rows stand in postmortem-timeline-2.md"));
        QVERIFY(parts[0].text.contains(u"## Actions"));
        QVERIFY(parts[1].text.contains(u"| Time | Event |\n| --- | --- |\n| "));
        for (int i = 0; i < 4000; ++i)
            QCOMPARE(all.count(u"number %1 |"_s.arg(i)), 1);
    }

    void aTextThatIsTooLongWithoutTheTimelineIsCutToo()
    {
        const QString text = u"# P\n\n"_s + QString(u"word "_s).repeated(30'000) + u"\n\n## End\n"_s;
        const QList<PastePart> parts = pasteParts(text);
        QVERIFY(parts.size() >= 3);
        QString all;
        for (const PastePart &part : parts) {
            QVERIFY(part.text.size() < longestPaste);
            all += part.text;
        }
        QCOMPARE(all.count(u"word"), 30'000);
        QCOMPARE(parts[1].name, u"postmortem-2.md"_s);
    }

    void thePartsAreNamedAfterTheFileAndItsNameIsNoMarkup()
    {
        QString text = u"# P\n\n| Time | Event |\n| --- | --- |\n"_s;
        for (int i = 0; i < 4000; ++i)
            text += u"| T+%1 | something happened |\n"_s.arg(i);
        text += QString(u"word "_s).repeated(30'000);
        const QList<PastePart> parts = pasteParts(text, u"a_b @all <x> #1 "_s + QString(200, u'&'));
        for (const PastePart &part : parts) {
            QVERIFY(part.name.startsWith(u"a_b @all <x> #1 "_s));
            QVERIFY2(part.text.size() < longestPaste, qPrintable(part.name));
        }
        QVERIFY(parts.size() > 3);
        QVERIFY(parts[0].text.contains(u"rows stand in a\\_b @"_s));
        QVERIFY(!parts[0].text.contains(u"<x>"_s));
        QCOMPARE(pasteSafe(parts[0].text), parts[0].text);
    }

    void aShortTextIsOnePart() { QCOMPARE(pasteParts(u"# A\n"_s), (QList<PastePart>{{u"postmortem.md"_s, u"# A\n"_s}})); }
};

QTEST_GUILESS_MAIN(PasteSafeTest)
#include "tst_PasteSafe.moc"
