// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/DisplayText.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class DisplayTextTest : public QObject {
    Q_OBJECT
private slots:
    void whatCannotBeSeenIsMadeVisible_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, const QString &text, const QString &shown) { QTest::newRow(name) << text << shown; };
        row("plain", u"v42-canary"_s, u"v42-canary"_s);
        row("Chinese", u"回滚"_s, u"回滚"_s);
        row("accents", u"e\u0301"_s, u"e\u0301"_s);
        row("a face", u"\U0001f600"_s, u"\U0001f600"_s);
        row("markup is text", u"<b>&amp;</b>"_s, u"<b>&amp;</b>"_s);
        row("nothing", {}, {});
        row("NUL", QString(QChar(0)), u"‹U+0000›"_s);
        row("escape", u"\u001b[31m"_s, u"‹U+001B›[31m"_s);
        row("a line feed", u"a\nb"_s, u"a‹U+000A›b"_s);
        row("delete", u"\u007f"_s, u"‹U+007F›"_s);
        row("C1", u"\u0085\u009b"_s, u"‹U+0085›‹U+009B›"_s);
        row("right-to-left override", u"v\u202e24"_s, u"v‹U+202E›24"_s);
        row("isolates", u"\u2066a\u2069"_s, u"‹U+2066›a‹U+2069›"_s);
        row("marks of direction", u"\u200e\u200f\u061c"_s, u"‹U+200E›‹U+200F›‹U+061C›"_s);
        row("zero-width", u"v\u200b4\u200c2\u200d\ufeff\u2060"_s, u"v‹U+200B›4‹U+200C›2‹U+200D›‹U+FEFF›‹U+2060›"_s);
        row("a soft hyphen", u"\u00ad"_s, u"‹U+00AD›"_s);
        row("a blank letter", u"v\u3164\u2800\u115f"_s, u"v‹U+3164›‹U+2800›‹U+115F›"_s);
        row("a variation selector", u"v\ufe0f"_s, u"v‹U+FE0F›"_s);
        row("a far variation selector", u"v\U000e0100"_s, u"v‹U+E0100›"_s);
        row("a tag", u"\U000e0041"_s, u"‹U+E0041›"_s);
        row("separators of lines", u"\u2028\u2029"_s, u"‹U+2028›‹U+2029›"_s);
        row("private use", u"\ue000"_s, u"‹U+E000›"_s);
        row("not assigned", u"\U0003ffff"_s, u"‹U+3FFFF›"_s);
        row("half a pair", QString(QChar(0xd83d)) + u'a', u"‹U+D83D›a"_s);
        row("the other half", u'a' + QString(QChar(0xde00)), u"a‹U+DE00›"_s);
    }
    void whatCannotBeSeenIsMadeVisible()
    {
        QFETCH(QString, text);
        QTEST(displaySafe(text), "shown");
    }
    void aLongTextEndsInAnEllipsis_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("shown");
        QTest::newRow("as long as allowed") << u"abcd"_s << 4 << u"abcd"_s;
        QTest::newRow("one more") << u"abcde"_s << 4 << u"abcd…"_s;
        QTest::newRow("characters count, not units") << u"\U0001f600\U0001f600\U0001f600"_s << 2 << u"\U0001f600\U0001f600…"_s;
        QTest::newRow("a made-visible one counts once") << u"\u202e\u202eab"_s << 3 << u"‹U+202E›‹U+202E›a…"_s;
    }
    void aLongTextEndsInAnEllipsis()
    {
        QFETCH(QString, text);
        QFETCH(int, limit);
        QTEST(displaySafe(text, limit), "shown");
    }
    void aLabelOfTenThousandCharactersIsCut()
    {
        QCOMPARE(displaySafe(QString(10'000, u'x')), QString(200, u'x') + u'…');
    }
    void aBodyKeepsItsLinesAndNothingElse()
    {
        QCOMPARE(displaySafeLines(u"one\ntwo\r\n\tthree\u202e"_s), u"one\ntwo‹U+000D›\n‹U+0009›three‹U+202E›"_s);
    }
};

QTEST_GUILESS_MAIN(DisplayTextTest)
#include "tst_DisplayText.moc"
