// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Result.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class ErrorTest : public QObject {
    Q_OBJECT
private slots:
    void anErrorSaysWhatHappenedToWhatAndWhatToDoNext()
    {
        const Error error{ErrorKind::NoSecret, {u"gateway"_s, u"ANDON_SECRET_GATEWAY"_s}, {}};
        QCOMPARE(error.message(),
                 u"No secret named gateway: put it into the keychain or set ANDON_SECRET_GATEWAY."_s);
    }
    void everyKindNamesItsArgumentsInAWholeSentence()
    {
        for (int i = 0; i <= static_cast<int>(ErrorKind::ProgramFailed); ++i) {
            const auto kind = static_cast<ErrorKind>(i);
            const QString words = Error{kind, {u"<first>"_s, u"<second>"_s, u"<third>"_s}, {}}.message();
            QVERIFY2(words.contains(u"<first>"), qPrintable(QString::number(i)));
            QVERIFY2(!words.contains(u'%'), qPrintable(words));
            QVERIFY2(words.endsWith(u'.') || words.endsWith(u'?') || kind == ErrorKind::BadWorkspace, qPrintable(words));
        }
    }
    // Where the argument is a reason, it says by itself what to do: the places that make one are tested for it.
    void everyKindThatCarriesNoReasonInWordsSaysWhatToDoNext()
    {
        const QSet<ErrorKind> reasoned{ErrorKind::BadWorkspace, ErrorKind::BadInput, ErrorKind::JournalUnusable, ErrorKind::Blocked,
                                       ErrorKind::ProgramFailed};
        static const QRegularExpression next(u"\\b(Check|Start|Correct|Look|Try|Install|Aggregate|Keep|put|Is this)\\b"_s);
        for (int i = 0; i <= static_cast<int>(ErrorKind::ProgramFailed); ++i) {
            const auto kind = static_cast<ErrorKind>(i);
            const QString words = Error{kind, {u"a"_s, u"b"_s, u"c"_s}, {}}.message();
            QVERIFY2(reasoned.contains(kind) || next.match(words).hasMatch(), qPrintable(words));
        }
    }
    void whatIsMissingLeavesNoPlaceholder()
    {
        QVERIFY(!Error({ErrorKind::TimedOut, {}, {}}).message().contains(u'%'));
    }
    void aPlaceholderInsideAnArgumentStaysText()
    {
        const Error error{ErrorKind::TimedOut, {u"%2"_s, u"500"_s}, {}};
        QVERIFY(error.message().startsWith(u"%2 gave no complete answer within 500 ms"_s));
    }
};

QTEST_GUILESS_MAIN(ErrorTest)
#include "tst_Error.moc"
