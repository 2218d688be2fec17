// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/Icon.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QPainter>
#include <QSet>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class IconTest : public QObject {
    Q_OBJECT

    static QImage drawn(IconName name, const QColor &color)
    {
        QImage image(32, 32, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintIcon(painter, name, image.rect(), color);
        return image;
    }
    static int inked(const QImage &image)
    {
        int found = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                found += image.pixelColor(x, y) != QColor(Qt::white) ? 1 : 0;
        }
        return found;
    }

private slots:
    void init() { failOnWarnings(); }

    void everySignIsDrawnAndNoTwoAreAlike()
    {
        QSet<QByteArray> seen;
        for (int i = 0; i < iconCount; ++i) {
            const QImage image = drawn(static_cast<IconName>(i), Qt::black);
            QVERIFY2(inked(image) > 30, qPrintable(QString::number(i)));
            const QByteArray bytes(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes());
            QVERIFY2(!seen.contains(bytes), qPrintable(QString::number(i)));
            seen.insert(bytes);
        }
    }

    void aSignTakesTheColourItIsGiven()
    {
        const QColor red(0xA3001A);
        QCOMPARE(drawn(IconName::Critical, red).pixelColor(16, 22), red);
        QCOMPARE(drawn(IconName::Warning, red).pixelColor(16, 16), red);
    }

    void aThemesIconFollowsTheTheme()
    {
        const QIcon icon = themeIcon(IconName::Critical);
        applyTheme(*qApp, ThemeKind::Light);
        QCOMPARE(icon.pixmap(32, 32).toImage().pixelColor(16, 22), themeColors(ThemeKind::Light).text);
        QCOMPARE(icon.pixmap(QSize(32, 32), QIcon::Disabled).toImage().pixelColor(16, 22), themeColors(ThemeKind::Light).muted);
        applyTheme(*qApp, ThemeKind::Dark);
        QCOMPARE(icon.pixmap(32, 32).toImage().pixelColor(16, 22), themeColors(ThemeKind::Dark).text);
        QCOMPARE(themeIcon(IconName::Critical, IconInk::Critical).pixmap(32, 32).toImage().pixelColor(16, 22),
                 themeColors(ThemeKind::Dark).critical);
    }

    void theProgramHasItsOwnIcon()
    {
        const QIcon icon = programIcon();
        QVERIFY(icon.availableSizes().size() >= 4);
        QVERIFY(inked(icon.pixmap(48, 48).toImage().convertToFormat(QImage::Format_RGB32)) > 500);
    }
};

QTEST_MAIN(IconTest)
#include "tst_Icon.moc"
