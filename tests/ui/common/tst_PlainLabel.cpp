// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/PlainLabel.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class PlainLabelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host;

private slots:
    void initTestCase()
    {
        m_host = std::make_unique<QWidget>();
        m_host->resize(600, 200);
        m_host->show();
    }
    void init() { failOnWarnings(); }
    void cleanupTestCase() { m_host.reset(); }

    void markupIsShownAsItWasWritten_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"<b>v42</b>", "<img src=x onerror=1>", "<a href='file:///etc'>x</a>", "&lt;&amp;", "**bold**", "a & b"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void markupIsShownAsItWasWritten()
    {
        QFETCH(QString, text);
        PlainLabel label(m_host.get());
        label.resize(500, 30);
        label.setPlainText(text);
        label.show();
        QCOMPARE(label.textFormat(), Qt::PlainText);
        QCOMPARE(label.text(), text);
        QCOMPARE(label.textInteractionFlags(), Qt::NoTextInteraction);
        QVERIFY(!label.openExternalLinks());
    }

    void directionTricksBecomeVisible()
    {
        PlainLabel label(u"v42\u202e14v"_s);
        QVERIFY(!label.text().contains(QChar(0x202e)));
        QVERIFY(label.text().contains(u"U+202E"_s));
        QVERIFY(!label.accessibleName().contains(QChar(0x202e)));
        QCOMPARE(label.plainText(), u"v42\u202e14v"_s);
    }

    void whatDoesNotFitIsElidedAndStandsWholeInTheToolTip()
    {
        PlainLabel label(m_host.get());
        label.resize(80, 30);
        label.show();
        const QString text = u"<i>a sentence that is far too long</i>"_s;
        label.setPlainText(text);
        QVERIFY(label.text().endsWith(u'…'));
        QVERIFY(label.toolTip().contains(text.toHtmlEscaped()));
        QVERIFY(!label.toolTip().contains(u"<i>"_s));
        label.resize(500, 30);
        QCOMPARE(label.text(), text);
        QVERIFY(label.toolTip().isEmpty());
    }

    void whatWasCutOnceAsksForRoomForTheWhole()
    {
        PlainLabel label(m_host.get());
        label.resize(20, 30);
        label.show();
        const QString text = u"not mitigated, 4:12"_s;
        label.setPlainText(text);
        QVERIFY(label.text() != text);
        QVERIFY(label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(text));
        label.resize(label.sizeHint());
        QCOMPARE(label.text(), text);
    }

    void aTextOfTenThousandCharactersDoesNotWidenTheWindow()
    {
        PlainLabel label(QString(10'000, u'x'));
        QVERIFY(label.minimumSizeHint().width() < 100);
        QVERIFY(label.text().size() <= 2001);
    }
};

QTEST_MAIN(PlainLabelTest)
#include "tst_PlainLabel.moc"
