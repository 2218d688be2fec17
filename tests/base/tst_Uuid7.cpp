// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Uuid7.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class Uuid7Test : public QObject {
    Q_OBJECT
private slots:
    void anIdHasTheFormOfVersionSeven()
    {
        static const QRegularExpression form(u"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\z"_s);
        for (int i = 0; i < 200; ++i) {
            const QString id = newUuid7(fromMs(1'764'000'000'000 + i));
            QVERIFY2(form.match(id).hasMatch(), qPrintable(id));
        }
    }
    void theFirstBitsAreTheMilliseconds_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("start");
        QTest::newRow("epoch") << qint64(0) << u"00000000-0000-7"_s;
        QTest::newRow("example of RFC 9562") << qint64(0x017f22e279b0) << u"017f22e2-79b0-7"_s;
        QTest::newRow("largest") << qint64(0xffffffffffff) << u"ffffffff-ffff-7"_s;
    }
    void theFirstBitsAreTheMilliseconds()
    {
        QFETCH(qint64, milliseconds);
        QFETCH(QString, start);
        QVERIFY(newUuid7(fromMs(milliseconds)).startsWith(start));
    }
    void idsSortByTheMillisecondOfTheirMaking()
    {
        QStringList ids;
        for (const qint64 step : {0, 1, 2, 255, 256, 65535, 65536, 86'400'000})
            ids << newUuid7(fromMs(1'764'000'000'000 + step));
        QStringList sorted = ids;
        sorted.sort();
        QCOMPARE(sorted, ids);
    }
    void idsOfOneMillisecondDiffer()
    {
        QSet<QString> ids;
        for (int i = 0; i < 5000; ++i)
            ids << newUuid7(fromMs(1'764'000'000'000));
        QCOMPARE(ids.size(), 5000);
    }
};

QTEST_GUILESS_MAIN(Uuid7Test)
#include "tst_Uuid7.moc"
