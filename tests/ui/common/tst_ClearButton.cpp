// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/ClearButton.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace andon;
using namespace Qt::StringLiterals;

class ClearButtonTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void itIsThereWhileThereIsTextAndEmptiesTheField()
    {
        QWidget window; // the field alone would be a window, of which the offscreen platform warns
        QLineEdit field(u"v42"_s, &window);
        addClearButton(field);
        window.show();
        auto *button = field.findChild<QToolButton *>();
        QVERIFY(button);
        QTRY_VERIFY(button->isVisible());
        QCOMPARE(button->toolTip(), u"Clear"_s);
        const QSignalSpy changed(&field, &QLineEdit::textChanged);
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(field.text(), QString());
        QCOMPARE(changed.size(), 1);
        QTRY_VERIFY(!button->isVisible());
        field.setText(u"x"_s);
        QTRY_VERIFY(button->isVisible());
    }
    void itsSignIsSeenInBothThemes_data()
    {
        QTest::addColumn<ThemeKind>("kind");
        QTest::newRow("light") << ThemeKind::Light;
        QTest::newRow("dark") << ThemeKind::Dark;
    }
    void itsSignIsSeenInBothThemes()
    {
        QFETCH(ThemeKind, kind);
        applyTheme(*qApp, kind);
        QLineEdit field(u"v42"_s);
        addClearButton(field);
        const QToolButton *button = field.findChild<QToolButton *>();
        QVERIFY(button);
        const QImage sign = button->icon().pixmap(16).toImage();
        int inked = 0;
        for (int y = 0; y < sign.height(); ++y) {
            for (int x = 0; x < sign.width(); ++x)
                inked += sign.pixelColor(x, y) == themeColors(kind).text ? 1 : 0;
        }
        QVERIFY2(inked > 5, qPrintable(QString::number(inked)));
    }
};

QTEST_MAIN(ClearButtonTest)
#include "tst_ClearButton.moc"
