// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/WarningsText.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class WarningsTextTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theFirstOfASourcesWordsIsSaidAndHowManyFollow_data()
    {
        QTest::addColumn<QStringList>("warnings");
        QTest::addColumn<QString>("words");
        QTest::newRow("none") << QStringList() << QString();
        QTest::newRow("one") << QStringList{u"partial"_s} << u"partial"_s;
        QTest::newRow("three") << QStringList{u"partial"_s, u"slow"_s, u"old"_s} << u"partial, and 2 more"_s;
        QTest::newRow("hostile") << QStringList{u"a\u202eb"_s} << u"a‹U+202E›b"_s;
    }
    void theFirstOfASourcesWordsIsSaidAndHowManyFollow()
    {
        QFETCH(QStringList, warnings);
        QTEST(warningsText(warnings), "words");
    }
};

QTEST_MAIN(WarningsTextTest)
#include "tst_WarningsText.moc"
