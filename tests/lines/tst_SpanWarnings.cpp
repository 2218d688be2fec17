// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/SpanWarnings.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// One answer: its span, and what it warned of.
struct Answer {
    TimeSpan span;
    QStringList words;
};

class SpanWarningsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void whatIsKeptIsSaidOf_data()
    {
        QTest::addColumn<QList<Answer>>("answers");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char *name, const QList<Answer> &answers, const QStringList &words) { QTest::newRow(name) << answers << words; };
        row("nothing", {{{0, 100}, {}}}, {});
        row("the newest first", {{{0, 100}, {u"old"_s}}, {{200, 300}, {u"new"_s}}}, {u"new"_s, u"old"_s});
        row("what is said again is the newest", {{{0, 100}, {u"always"_s}}, {{200, 300}, {u"once"_s}}, {{50, 150}, {u"always"_s}}}, {u"always"_s, u"once"_s});
        row("each once", {{{0, 100}, {u"partial"_s}}, {{200, 300}, {u"partial"_s}}}, {u"partial"_s});
        row("another span takes nothing back", {{{0, 100}, {u"partial"_s}}, {{200, 300}, {}}}, {u"partial"_s});
        row("the same span whole now", {{{0, 100}, {u"partial"_s}}, {{0, 100}, {}}}, {});
        row("a wider span whole now", {{{20, 80}, {u"partial"_s}}, {{0, 100}, {}}}, {});
        row("a part of it is whole", {{{0, 100}, {u"partial"_s}}, {{20, 80}, {}}}, {u"partial"_s});
        row("other words for the same span", {{{0, 100}, {u"partial"_s}}, {{0, 100}, {u"slow"_s}}}, {u"slow"_s});
    }
    void whatIsKeptIsSaidOf()
    {
        QFETCH(QList<Answer>, answers);
        SpanWarnings warnings;
        for (const Answer &one : answers)
            warnings.take(one.span, one.words);
        QTEST(warnings.words(), "words");
    }
    void whatIsNoLongerKeptIsForgotten()
    {
        SpanWarnings warnings;
        warnings.take({0, 100}, {u"old"_s});
        warnings.take({200, 300}, {u"new"_s});
        warnings.forgetBefore(150);
        QCOMPARE(warnings.words(), QStringList{u"new"_s});
    }
    void aSourceThatAlwaysWarnsFillsNothing()
    {
        SpanWarnings warnings;
        warnings.take({-1000, -900}, {u"first"_s});
        for (int i = 0; i < 1000; ++i)
            warnings.take({i * 10, i * 10 + 50}, {u"again"_s});
        QCOMPARE(warnings.words(), (QStringList{u"again"_s, u"first"_s}));
        for (int i = 0; i < 1000; ++i)
            warnings.take({i * 1000, i * 1000 + 1}, {QString::number(i)});
        QCOMPARE(warnings.words().size(), SpanWarnings::most);
        QCOMPARE(warnings.words().first(), u"999"_s);
    }
};

QTEST_APPLESS_MAIN(SpanWarningsTest)
#include "tst_SpanWarnings.moc"
