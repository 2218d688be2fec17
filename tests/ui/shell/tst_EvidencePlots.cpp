// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/incidents/EvidenceStory.h"
#include "tests/support/OtherLanguage.h"
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/plot/LinesPlot.h"
#include "ui/shell/EvidencePlots.h"

#include <QApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

QList<BundleEntry> painted(const Evidence &evidence)
{
    EvidencePlots plots;
    QObject context;
    std::optional<QList<BundleEntry>> made;
    plots.plots(evidence, &context, [&](const QList<BundleEntry> &entries) { made = entries; });
    return QTest::qWaitFor([&] { return made.has_value(); }, 20'000) ? *made : QList<BundleEntry>();
}

/// With all that is told in words: marks of the record, versions that are not drawn, a line without a source.
Evidence talkative(const QString &reason)
{
    Evidence evidence = EvidenceStory::evidence();
    evidence.reason = reason;
    QStringList versions{u"v41"_s, u"v42"_s};
    for (int i = 0; i < 8; ++i)
        versions << u"old-%1"_s.arg(i);
    evidence.readings[0] = EvidenceStory::reading(evidence.readings[0].indicator, versions, toMs(evidence.to) - 600'000, toMs(evidence.to), 2000);
    evidence.readings[1].indicator.unit = Unit::Tokens;
    evidence.readings[2].indicator.query.clear();
    Event opened = evidence.journal.first();
    opened.kind = QString::fromUtf16(EventKind::incidentOpened);
    opened.occurredAt = evidence.from + (evidence.to - evidence.from) / 4;
    opened.payload = {{"incident", "i-1"}};
    Event crossed = evidence.journal.last();
    crossed.kind = QString::fromUtf16(EventKind::gateCrossed);
    crossed.occurredAt = evidence.from + (evidence.to - evidence.from) / 2;
    crossed.payload = {{"indicator", "i0_p95"}, {"from", "inside"}, {"to", "stop"}};
    evidence.journal << opened << crossed;
    return evidence;
}

} // namespace

class EvidencePlotsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::Light); }
    void init() { failOnWarnings(); }

    void thePicturesAreTheSameInEveryLanguageLocaleAndTimeZone_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("reason");
        QTest::newRow("China") << QLocale(QLocale::Chinese, QLocale::China) << QByteArray("Asia/Shanghai") << u"postmortem"_s;
        QTest::newRow("Germany") << QLocale(QLocale::German, QLocale::Germany) << QByteArray("Europe/Berlin") << u"key"_s;
        QTest::newRow("digits of its own") << QLocale(QLocale::Persian, QLocale::Iran) << QByteArray("Asia/Tehran") << u"alarm"_s;
    }
    void thePicturesAreTheSameInEveryLanguageLocaleAndTimeZone()
    {
        QFETCH(QLocale, locale);
        QFETCH(QByteArray, zone);
        QFETCH(QString, reason);
        const Evidence evidence = talkative(reason);
        const QList<BundleEntry> here = painted(evidence);
        QCOMPARE(here.size(), 5); // the four lines, and each of their families
        for (const char *word : {"worse", "stop", "tokens", "not drawn", "no source", "incident", "canary", " to "})
            QVERIFY2(here.first().bytes.contains(word), word);
        const OtherCountry country(locale, zone);
        const OtherLanguage language;
        const QList<BundleEntry> there = painted(evidence);
        QCOMPARE(LinesPlot::tr("stop"), OtherLanguage::mark + u"stop"_s); // the window has its words back
        QCOMPARE(there.size(), here.size());
        for (qsizetype i = 0; i < here.size(); ++i) {
            QCOMPARE(there[i].name, here[i].name);
            QCOMPARE(there[i].bytes, here[i].bytes);
        }
    }
    void anIncidentOfWeeksIsShownWholeWithDaysOfUtc()
    {
        // In summer the machine's midnight is another hour of UTC than that of 1970.
        const OtherCountry country(QLocale(QLocale::German, QLocale::Germany), QByteArray("Europe/Berlin"));
        Evidence evidence = talkative(u"postmortem"_s);
        evidence.to = fromMs(QDateTime(QDate(2026, 7, 20), QTime(12, 0), Qt::UTC).toMSecsSinceEpoch());
        evidence.from = evidence.to - std::chrono::hours(24 * 20);
        const QList<BundleEntry> pictures = painted(evidence);
        QCOMPARE(pictures.size(), 5);
        for (const BundleEntry &picture : pictures) {
            const QString svg = QString::fromUtf8(picture.bytes);
            QVERIFY2(svg.contains(u"2026-06-30 12:00:00 UTC to 2026-07-20 12:00:00 UTC"_s), qPrintable(svg.left(600)));
            QVERIFY(svg.count(QRegularExpression(u">\\s*\\d\\d-\\d\\d 00:00\\s*<"_s)) >= 3);
            QCOMPARE(svg.count(QRegularExpression(u">\\s*\\d\\d-\\d\\d (?!00:00)\\d\\d:\\d\\d\\s*<"_s)), 0);
        }
    }
    void theBundleOfAnIncidentKnowsNothingOfTheDesktopsFont()
    {
        const Evidence evidence = talkative(u"postmortem"_s);
        const QFont usual = QApplication::font();
        const QList<BundleEntry> here = painted(evidence);
        QApplication::setFont(QFont(u"Nimbus Sans"_s, 14));
        const QList<BundleEntry> there = painted(evidence);
        QApplication::setFont(usual);
        QVERIFY(!here.isEmpty());
        for (qsizetype i = 0; i < here.size(); ++i) {
            QCOMPARE(there[i].bytes, here[i].bytes);
            // As its PDF: "Sans Serif" is another font in another language of the system.
            QCOMPARE(here[i].bytes.count("font-family=\"DejaVu Sans\""), here[i].bytes.count("font-family="));
        }
    }
};

QTEST_MAIN(EvidencePlotsTest)
#include "tst_EvidencePlots.moc"
