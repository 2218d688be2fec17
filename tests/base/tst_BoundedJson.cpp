// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/BoundedJson.h"

#include <QTest>

using namespace andon;

class BoundedJsonTest : public QObject {
    Q_OBJECT
private slots:
    void jsonIsReadUpToADepthAndNoFurther_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("read");
        QTest::newRow("flat") << QByteArray(R"({"a":[1,2],"b":{}})") << true;
        QTest::newRow("64 deep") << QByteArray(64, '[') + QByteArray(64, ']') << true;
        QTest::newRow("65 deep") << QByteArray(65, '[') + QByteArray(65, ']') << false;
        QTest::newRow("a million deep") << QByteArray(1'000'000, '[') + QByteArray(1'000'000, ']') << false;
        QTest::newRow("objects count too") << QByteArray(R"({"a":)").repeated(65) + '1' + QByteArray(65, '}') << false;
        QTest::newRow("brackets in a text do not") << '"' + QByteArray(100, '[') + '"' << true;
        QTest::newRow("nor after an escaped quote") << R"("\")" + QByteArray(100, '{') + '"' << true;
        QTest::newRow("an escaped backslash ends no text") << R"(["\\",)" + QByteArray(65, '[') + QByteArray(66, ']') << false;
        QTest::newRow("many in a row are not deep") << '[' + QByteArray("[],").repeated(1000) + "[]]" << true;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("half") << QByteArray(R"({"a":)") << false;
        QTest::newRow("no UTF-8") << QByteArray("\"\xff\"") << false;
    }
    void jsonIsReadUpToADepthAndNoFurther()
    {
        QFETCH(QByteArray, text);
        QTEST(!boundedJson(text).is_discarded(), "read");
    }
};

QTEST_GUILESS_MAIN(BoundedJsonTest)
#include "tst_BoundedJson.moc"
