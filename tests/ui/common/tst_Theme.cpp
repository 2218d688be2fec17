// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QPalette>
#include <QPushButton>
#include <QTest>

#include <array>
#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

using Triple = std::array<double, 3>;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

Triple linearOf(const QColor &color)
{
    return {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
}

double luminance(const QColor &color)
{
    const Triple rgb = linearOf(color);
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

/// WCAG 2: from 1 to 21.
double contrast(const QColor &a, const QColor &b)
{
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

enum class Sight { Normal, Protan, Deutan, Tritan };
constexpr std::array allSights{Sight::Normal, Sight::Protan, Sight::Deutan, Sight::Tritan};

/// Machado, Oliveira and Fernandes 2009, severity 1.0, on linear light.
Triple seen(const QColor &color, Sight sight)
{
    static constexpr double matrices[4][9] = {
        {1, 0, 0, 0, 1, 0, 0, 0, 1},
        {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
        {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
        {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}};
    const double *m = matrices[static_cast<size_t>(sight)];
    const Triple rgb = linearOf(color);
    Triple out{};
    for (size_t row = 0; row < 3; ++row)
        out[row] = std::clamp(m[3 * row] * rgb[0] + m[3 * row + 1] * rgb[1] + m[3 * row + 2] * rgb[2], 0.0, 1.0);
    return out;
}

/// CIE L*a*b* under D65.
Triple lab(const Triple &rgb)
{
    const double x = (0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047;
    const double y = 0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2];
    const double z = (0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883;
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

/// CIEDE2000 (Sharma, Wu and Dalal 2005).
double deltaE(const Triple &one, const Triple &two)
{
    const double pi = std::acos(-1.0);
    const auto rad = [pi](double degrees) { return degrees * pi / 180; };
    const double mean = (std::hypot(one[1], one[2]) + std::hypot(two[1], two[2])) / 2;
    const double g = 0.5 * (1 - std::sqrt(std::pow(mean, 7) / (std::pow(mean, 7) + std::pow(25.0, 7))));
    const double a1 = one[1] * (1 + g), a2 = two[1] * (1 + g);
    const double c1 = std::hypot(a1, one[2]), c2 = std::hypot(a2, two[2]);
    const auto hue = [pi](double a, double b) {
        const double h = std::atan2(b, a) * 180 / pi;
        return a == 0 && b == 0 ? 0 : h < 0 ? h + 360 : h;
    };
    const double h1 = hue(a1, one[2]), h2 = hue(a2, two[2]);
    double turn = h2 - h1;
    if (c1 * c2 == 0)
        turn = 0;
    else if (turn > 180)
        turn -= 360;
    else if (turn < -180)
        turn += 360;
    const double dl = two[0] - one[0], dc = c2 - c1, dh = 2 * std::sqrt(c1 * c2) * std::sin(rad(turn / 2));
    const double l = (one[0] + two[0]) / 2, c = (c1 + c2) / 2;
    double h = h1 + h2;
    if (c1 * c2 != 0)
        h = std::abs(h1 - h2) <= 180 ? h / 2 : h < 360 ? (h + 360) / 2 : (h - 360) / 2;
    const double t = 1 - 0.17 * std::cos(rad(h - 30)) + 0.24 * std::cos(rad(2 * h)) + 0.32 * std::cos(rad(3 * h + 6))
        - 0.20 * std::cos(rad(4 * h - 63));
    const double sl = 1 + 0.015 * (l - 50) * (l - 50) / std::sqrt(20 + (l - 50) * (l - 50));
    const double sc = 1 + 0.045 * c, sh = 1 + 0.015 * c * t;
    const double rc = 2 * std::sqrt(std::pow(c, 7) / (std::pow(c, 7) + std::pow(25.0, 7)));
    const double rt = -rc * std::sin(rad(60 * std::exp(-std::pow((h - 275) / 25, 2))));
    return std::sqrt(std::pow(dl / sl, 2) + std::pow(dc / sc, 2) + std::pow(dh / sh, 2) + rt * dc / sc * dh / sh);
}

double leastDifference(const QColor &a, const QColor &b)
{
    double least = 1000;
    for (const Sight sight : allSights)
        least = std::min(least, deltaE(lab(seen(a, sight)), lab(seen(b, sight))));
    return least;
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

    static void bothThemes()
    {
        QTest::addColumn<ThemeKind>("kind");
        QTest::newRow("light") << ThemeKind::Light;
        QTest::newRow("dark") << ThemeKind::Dark;
    }

private slots:
    void init() { failOnWarnings(); }

    void theFormulaGivesThePublishedDifferences()
    {
        // Pairs 1, 7 and 25 of Sharma, Wu and Dalal's test data.
        QVERIFY(std::abs(deltaE({50, 2.6772, -79.7751}, {50, 0, -82.7485}) - 2.0425) < 1e-4);
        QVERIFY(std::abs(deltaE({50, 0, 0}, {50, -1, 2}) - 2.3669) < 1e-4);
        QVERIFY(std::abs(deltaE({60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}) - 1.2644) < 1e-4);
    }

    void everyTextCanBeReadOnItsGround_data() { bothThemes(); }
    void everyTextCanBeReadOnItsGround()
    {
        QFETCH(ThemeKind, kind);
        const ThemeColors &c = themeColors(kind);
        const QList<std::pair<QColor, QColor>> pairs{{c.text, c.window}, {c.text, c.raised}, {c.muted, c.window},
                                                     {c.muted, c.raised}, {c.text, c.grid}, {c.onCritical, c.critical},
                                                     {c.onWarning, c.warning}, {c.text, c.stale}, {c.critical, c.raised},
                                                     {c.good, c.window}, {c.good, c.raised}, {c.incident, c.raised}};
        for (const auto &[text, ground] : pairs)
            QVERIFY2(contrast(text, ground) >= 4.5,
                     qPrintable(text.name() + u" on "_s + ground.name() + u' ' + QString::number(contrast(text, ground))));
    }

    void everyLineAndTheFocusRingStandOutFromTheirGround_data() { bothThemes(); }
    void everyLineAndTheFocusRingStandOutFromTheirGround()
    {
        QFETCH(ThemeKind, kind);
        const ThemeColors &c = themeColors(kind);
        for (const QColor &line : QList<QColor>{c.stable, c.canary, c.focus, c.critical} + c.others) {
            QVERIFY2(contrast(line, c.window) >= 3, qPrintable(line.name()));
            QVERIFY2(contrast(line, c.raised) >= 3, qPrintable(line.name()));
        }
    }

    void versionsAreToldApartByEveryKindOfSight_data() { bothThemes(); }
    void versionsAreToldApartByEveryKindOfSight()
    {
        QFETCH(ThemeKind, kind);
        const ThemeColors &c = themeColors(kind);
        const QList<QColor> lines = QList<QColor>{c.stable, c.canary} + c.others;
        QVERIFY(lines.size() >= 4);
        for (qsizetype i = 0; i < lines.size(); ++i) {
            for (qsizetype j = i + 1; j < lines.size(); ++j)
                QVERIFY2(leastDifference(lines[i], lines[j]) >= 12,
                         qPrintable(lines[i].name() + lines[j].name() + QString::number(leastDifference(lines[i], lines[j]))));
        }
    }

    void noLineWearsAnAlarmsColour_data() { bothThemes(); }
    void noLineWearsAnAlarmsColour()
    {
        QFETCH(ThemeKind, kind);
        const ThemeColors &c = themeColors(kind);
        for (const QColor &line : QList<QColor>{c.stable, c.canary} + c.others) {
            QVERIFY2(leastDifference(line, c.critical) >= 13, qPrintable(line.name()));
            QVERIFY2(leastDifference(line, c.warning) >= 13, qPrintable(line.name()));
        }
        QVERIFY(leastDifference(c.critical, c.warning) >= 15);
    }

    void aDisabledButtonLooksOtherThanAnEnabledOne_data() { bothThemes(); }
    void aDisabledButtonLooksOtherThanAnEnabledOne()
    {
        QFETCH(ThemeKind, kind);
        applyTheme(*qApp, kind);
        const QPalette palette = QApplication::palette();
        for (const QPalette::ColorRole role : {QPalette::ButtonText, QPalette::WindowText, QPalette::Text}) {
            const QColor on = palette.color(QPalette::Active, role), off = palette.color(QPalette::Disabled, role);
            QVERIFY(deltaE(lab(linearOf(on)), lab(linearOf(off))) >= 12);
            QVERIFY(contrast(off, palette.color(QPalette::Disabled, QPalette::Window)) >= 4.5);
        }
        QPushButton button(u"Export"_s);
        button.resize(button.sizeHint());
        const QImage on = button.grab().toImage();
        button.setEnabled(false);
        QVERIFY(on != button.grab().toImage());
    }

    void theThemeIsKnownFromAPalette_data() { bothThemes(); }
    void theThemeIsKnownFromAPalette()
    {
        QFETCH(ThemeKind, kind);
        applyTheme(*qApp, kind);
        QCOMPARE(themeKind(QApplication::palette()), kind);
        QCOMPARE(themeColors(QApplication::palette()).window, themeColors(kind).window);
        const QPalette palette = QApplication::palette();
        for (const QPalette::ColorGroup group : {QPalette::Active, QPalette::Inactive})
            QVERIFY(contrast(palette.color(group, QPalette::PlaceholderText), palette.color(group, QPalette::Base)) >= 4.5);
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_Theme.moc"
