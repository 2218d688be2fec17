// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/TextDiff.h"
#include "tests/support/Warnings.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;
using Kind = DiffLine::Kind;

namespace {

/// "-a +b  c": a sign and the text of each line.
QString script(const TextDiff &diff)
{
    QStringList lines;
    for (const DiffLine &line : diff.lines)
        lines << (line.kind == Kind::Added ? u'+' : line.kind == Kind::Removed ? u'-' : u'=') + line.text;
    return lines.join(u'|');
}

/// A text of few different lines, so that many are equal.
QString randomText(QRandomGenerator &random, int most)
{
    static const QStringList words{u"a"_s, u"b"_s, u"you are a bot"_s, u"you are a help"_s, u""_s, u"检索 结果"_s, u"x\r"_s};
    QStringList lines;
    for (int i = random.bounded(most + 1); i > 0; --i)
        lines << words[random.bounded(static_cast<int>(words.size()))];
    return lines.join(u'\n');
}

/// The length of the longest common subsequence, the slow way.
qsizetype commonLines(const QString &before, const QString &after)
{
    const QStringList a = before.split(u'\n');
    const QStringList b = after.split(u'\n');
    QList<qsizetype> row(b.size() + 1, 0);
    for (const QString &line : a) {
        qsizetype diagonal = 0;
        for (qsizetype j = 0; j < b.size(); ++j) {
            const qsizetype above = row[j + 1];
            row[j + 1] = line == b[j] ? diagonal + 1 : std::max(above, row[j]);
            diagonal = above;
        }
    }
    return row.last();
}

QString without(const QString &line, const QList<TextSpan> &marks)
{
    QString rest;
    qsizetype at = 0;
    for (const TextSpan &mark : marks) {
        rest += line.mid(at, mark.start - at);
        at = mark.start + mark.length;
    }
    return rest + line.mid(at);
}

} // namespace

class TextDiffTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void linesAreRemovedKeptAndAdded_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("script");
        QTest::newRow("the same") << u"a\nb"_s << u"a\nb"_s << u"=a|=b"_s;
        QTest::newRow("a line more") << u"a\nc"_s << u"a\nb\nc"_s << u"=a|+b|=c"_s;
        QTest::newRow("a line less") << u"a\nb\nc"_s << u"a\nc"_s << u"=a|-b|=c"_s;
        QTest::newRow("a line changed") << u"a\nb\nc"_s << u"a\nx\nc"_s << u"=a|-b|+x|=c"_s;
        QTest::newRow("removed before added") << u"a\nb\nc\nd"_s << u"a\nx\ny\nd"_s << u"=a|-b|-c|+x|+y|=d"_s;
        QTest::newRow("a line feed at the end") << u"a"_s << u"a\n"_s << u"=a|+"_s;
        QTest::newRow("from nothing") << u""_s << u"a"_s << u"-|+a"_s;
        QTest::newRow("line endings") << u"a\r\nb"_s << u"a\nb"_s << u"-a\r|+a|=b"_s;
        QTest::newRow("the paper's own") << u"A\nB\nC\nA\nB\nB\nA"_s << u"C\nB\nA\nB\nA\nC"_s << u"-A|-B|=C|+B|=A|=B|-B|=A|+C"_s;
    }
    void linesAreRemovedKeptAndAdded()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QTEST(script(textDiff(before, after)), "script");
    }

    void linesHaveTheirNumbersInBothTexts()
    {
        const TextDiff diff = textDiff(u"a\nb\nc"_s, u"a\nx\nc"_s);
        QCOMPARE(diff.lines[1].before, 2);
        QCOMPARE(diff.lines[1].after, 0);
        QCOMPARE(diff.lines[2].before, 0);
        QCOMPARE(diff.lines[2].after, 2);
        QCOMPARE(diff.lines[3].before, 3);
        QCOMPARE(diff.lines[3].after, 3);
        QCOMPARE(diff.added, 1);
        QCOMPARE(diff.removed, 1);
    }

    void applyingADifferenceGivesTheOtherTextAndNoShorterOneDoes()
    {
        QRandomGenerator random(1);
        for (int round = 0; round < 4000; ++round) {
            const QString before = randomText(random, 12);
            const QString after = randomText(random, 12);
            const TextDiff diff = textDiff(before, after);
            QCOMPARE(textBefore(diff), before);
            QCOMPARE(textAfter(diff), after);
            QVERIFY(!diff.coarse);
            const qsizetype common = commonLines(before, after);
            QCOMPARE(diff.removed, before.count(u'\n') + 1 - common);
            QCOMPARE(diff.added, after.count(u'\n') + 1 - common);
        }
    }

    void whatTheMarksLeaveIsTheSameTextInBothLines()
    {
        QRandomGenerator random(2);
        const QStringList words{u"answer"_s, u"in"_s, u"four"_s, u"six"_s, u" "_s, u" "_s, u","_s, u"句"_s, u"子"_s, u"\U0001F600"_s, u"é"_s, u"e\u0301"_s};
        int marked = 0;
        for (int round = 0; round < 4000; ++round) {
            QString before;
            for (int i = random.bounded(12); i >= 0; --i)
                before += words[random.bounded(static_cast<int>(words.size()))];
            QString after = before;
            const int at = random.bounded(static_cast<int>(after.size()) + 1);
            after.replace(at, random.bounded(4), words[random.bounded(static_cast<int>(words.size()))]);
            const TextDiff diff = textDiff(before, after);
            QCOMPARE(textAfter(diff), after);
            if (diff.lines.size() != 2 || (diff.lines[0].marks.isEmpty() && diff.lines[1].marks.isEmpty()))
                continue;
            ++marked;
            QCOMPARE(without(diff.lines[0].text, diff.lines[0].marks), without(diff.lines[1].text, diff.lines[1].marks));
        }
        QVERIFY(marked > 2000);
    }

    void theWordsThatChangedAreMarked_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("gone");
        QTest::addColumn<QString>("come");
        QTest::newRow("a word") << u"at most six sentences."_s << u"at most four sentences."_s << u"six"_s << u"four"_s;
        QTest::newRow("a word more") << u"orders and returns."_s << u"orders and invoices and returns."_s << QString() << u"invoices and "_s;
        QTest::newRow("Chinese, a character each") << u"最多六句话"_s << u"最多四句话"_s << u"六"_s << u"四"_s;
        QTest::newRow("a pair of surrogates stays whole") << u"mood \U0001F600 now"_s << u"mood \U0001F601 now"_s << u"\U0001F600"_s << u"\U0001F601"_s;
        QTest::newRow("a number") << u"top_k: 8"_s << u"top_k: 12"_s << u"8"_s << u"12"_s;
        QTest::newRow("nothing in common") << u"alpha beta"_s << u"gamma delta"_s << QString() << QString();
    }
    void theWordsThatChangedAreMarked()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        const TextDiff diff = textDiff(before, after);
        QCOMPARE(diff.lines.size(), 2);
        const auto shown = [](const DiffLine &line) {
            QStringList words;
            for (const TextSpan &mark : line.marks)
                words << line.text.mid(mark.start, mark.length);
            return words.size() < 2 ? words.value(0) : u'[' + words.join(u"]["_s) + u']';
        };
        QTEST(shown(diff.lines[0]), "gone");
        QTEST(shown(diff.lines[1]), "come");
    }

    void textsThatShareNothingAreOneBlockInTime()
    {
        QStringList before;
        QStringList after;
        for (int i = 0; i < 60'000; ++i) {
            before << u"a%1"_s.arg(i);
            after << u"b%1"_s.arg(i);
        }
        before.prepend(u"head"_s);
        after.prepend(u"head"_s);
        QElapsedTimer clock;
        clock.start();
        const TextDiff diff = textDiff(before.join(u'\n'), after.join(u'\n'));
        QVERIFY2(clock.elapsed() < 5000, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(diff.coarse);
        QCOMPARE(diff.lines.first().kind, Kind::Same);
        QCOMPARE(diff.removed, 60'000);
        QCOMPARE(textBefore(diff), before.join(u'\n'));
        QCOMPARE(textAfter(diff), after.join(u'\n'));
    }

    void anExcerptShowsChangesWithTheirSurroundingsAndCountsTheRest()
    {
        QStringList before;
        for (int i = 0; i < 20; ++i)
            before << QString::number(i);
        QStringList after = before;
        after[10] = u"ten"_s;
        const TextDiff diff = textDiff(before.join(u'\n'), after.join(u'\n'));
        const QList<DiffExcerpt> excerpt = excerptOf(diff, 2);
        QCOMPARE(excerpt.first(), (DiffExcerpt{-1, 8}));
        QCOMPARE(excerpt.last(), (DiffExcerpt{-1, 7}));
        QCOMPARE(excerpt.size(), 2 + 2 + 2 + 2);
        qsizetype covered = 0;
        for (const DiffExcerpt &entry : excerpt)
            covered += entry.line >= 0 ? 1 : entry.leftOut;
        QCOMPARE(covered, diff.lines.size());
        QCOMPARE(excerptOf(textDiff(u"a\nb"_s, u"a\nb"_s)), (QList<DiffExcerpt>{{-1, 2}}));
    }
};

QTEST_GUILESS_MAIN(TextDiffTest)
#include "tst_TextDiff.moc"
