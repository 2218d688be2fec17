// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/ErrorText.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class ErrorTextTest : public QObject {
    Q_OBJECT

    static constexpr int kinds = static_cast<int>(ErrorKind::ProgramFailed) + 1;

private slots:
    void init() { failOnWarnings(); }

    void everyKindHasASentenceAndAFewWords()
    {
        for (int i = 0; i < kinds; ++i) {
            const Error error{static_cast<ErrorKind>(i), {u"first"_s, u"second"_s, u"third"_s}, {}};
            QVERIFY2(errorText(error).contains(u"first"_s), qPrintable(QString::number(i)));
            QVERIFY2(!errorText(error).contains(u'%'), qPrintable(errorText(error)));
            QVERIFY2(!errorBrief(error).isEmpty() && !errorBrief(error).contains(u'%'), qPrintable(errorBrief(error)));
        }
    }

    void withoutATranslationTheWindowSaysWhatTheCommandLineSays()
    {
        for (int i = 0; i < kinds; ++i) {
            const Error error{static_cast<ErrorKind>(i), {u"a"_s, u"b"_s, u"c"_s}, {}};
            QCOMPARE(errorText(error), error.message());
        }
    }

    void aPlaceholderInAnArgumentStaysWhatItIs()
    {
        const Error error{ErrorKind::HttpStatus, {u"http://h/%2"_s, u"%1"_s, u"Bad"_s}, {}};
        QVERIFY2(errorText(error).startsWith(u"http://h/%2 answered %1 Bad. "), qPrintable(errorText(error)));
    }

    void missingArgumentsLeaveNoPlaceholder()
    {
        QVERIFY(!errorText({ErrorKind::TimedOut, {}, {}}).contains(u'%'));
    }

    void fewWordsStayFewAndSafe()
    {
        const Error error{ErrorKind::ConnectionRefused, {u"\u202e"_s + QString(5000, u'x')}, {}};
        QVERIFY(errorBrief(error).size() <= 200);
        QVERIFY(!errorBrief(error).contains(QChar(0x202e)));
    }
};

QTEST_GUILESS_MAIN(ErrorTextTest)
#include "tst_ErrorText.moc"
