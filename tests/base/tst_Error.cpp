// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Result.h"

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
    void aPlaceholderInsideAnArgumentStaysText()
    {
        const Error error{ErrorKind::TimedOut, {u"%2"_s, u"500"_s}, {}};
        QVERIFY(error.message().startsWith(u"%2 gave no complete answer within 500 ms"_s));
    }
};

QTEST_GUILESS_MAIN(ErrorTest)
#include "tst_Error.moc"
