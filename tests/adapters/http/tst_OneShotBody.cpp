// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/http/OneShotBody.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;

class OneShotBodyTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void itGivesItsBytesOnceAndCountsThem()
    {
        OneShotBody body("0123456789");
        QCOMPARE(body.bytesAvailable(), 10);
        QCOMPARE(body.bytesTaken(), 0);
        char three[3];
        QCOMPARE(body.read(three, 3), 3);
        QCOMPARE(QByteArray(three, 3), QByteArray("012"));
        QCOMPARE(body.bytesTaken(), 3);
        QCOMPARE(body.bytesAvailable(), 7);
        QCOMPARE(body.readAll(), QByteArray("3456789"));
        QCOMPARE(body.bytesTaken(), 10);
        QCOMPARE(body.bytesAvailable(), 0);
        QCOMPARE(body.readAll(), QByteArray());
        QCOMPARE(body.bytesTaken(), 10);
    }
    void nothingTakesItBackToItsBeginning()
    {
        OneShotBody body("0123456789");
        QCOMPARE(body.read(4), QByteArray("0123"));
        QVERIFY(body.isSequential());
        QVERIFY(!body.reset());
        QCOMPARE(body.readAll(), QByteArray("456789"));
    }
    void nothingIsWrittenIntoIt()
    {
        OneShotBody body("0123456789");
        QTest::ignoreMessage(QtWarningMsg, "QIODevice::write (QIODevice): ReadOnly device");
        QCOMPARE(body.write("x"), -1);
        QCOMPARE(body.readAll(), QByteArray("0123456789"));
    }
};

QTEST_APPLESS_MAIN(OneShotBodyTest)
#include "tst_OneShotBody.moc"
