// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/VersionFold.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

Indicator p95()
{
    Indicator made;
    made.id = made.title = u"p95"_s;
    made.query = u"histogram_quantile(0.95, x)"_s;
    return made;
}

Series series(const QMap<QString, QString> &labels, const std::vector<qint64> &times)
{
    return {labels, Columns(times, std::vector<double>(times.size(), 1))};
}

} // namespace

class VersionFoldTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aVersionWhoseSeriesReturnedWithOtherLabelsIsOneLine_data()
    {
        QTest::addColumn<QList<Series>>("answer");
        QTest::addColumn<QStringList>("versions");
        QTest::addColumn<QString>("fault");
        using A = QList<Series>;
        const QMap<QString, QString> a{{u"version"_s, u"v1"_s}, {u"pod"_s, u"a"_s}}, b{{u"version"_s, u"v1"_s}, {u"pod"_s, u"b"_s}};
        const QMap<QString, QString> other{{u"version"_s, u"v2"_s}};
        QTest::newRow("two versions") << A{series(a, {1, 2}), series(other, {1, 2})} << QStringList{u"v1:2"_s, u"v2:2"_s} << QString();
        QTest::newRow("it follows") << A{series(a, {1, 2}), series(b, {3, 4})} << QStringList{u"v1:4"_s} << QString();
        QTest::newRow("it follows, named first") << A{series(b, {3, 4}), series(a, {1, 2})} << QStringList{u"v1:4"_s} << QString();
        QTest::newRow("an empty one") << A{series(b, {}), series(a, {1, 2})} << QStringList{u"v1:2"_s} << QString();
        QTest::newRow("at the same time") << A{series(a, {1, 2, 3}), series(b, {3, 4})} << QStringList{} << u"two series of version v1"_s;
        QTest::newRow("one within the other") << A{series(a, {1, 9}), series(b, {3, 4})} << QStringList{} << u"two series of version v1"_s;
        QTest::newRow("no label") << A{series({{u"pod"_s, u"a"_s}}, {1})} << QStringList{} << u"without the label version"_s;
        QTest::newRow("nothing") << A{} << QStringList{} << QString();
    }
    void aVersionWhoseSeriesReturnedWithOtherLabelsIsOneLine()
    {
        QFETCH(QList<Series>, answer);
        QFETCH(QString, fault);
        const Result<VersionedAnswer> folded = foldVersions({answer, {}, 9000}, u"version"_s, p95());
        if (!fault.isEmpty()) {
            QVERIFY(!folded);
            QVERIFY2(folded.error().message().contains(fault), qPrintable(folded.error().message()));
            // Those that were not kept are counted, too.
            const QString came = u"%1 series came of the query histogram_quantile(0.95, x)"_s.arg(9000 + answer.size());
            QVERIFY2(folded.error().message().contains(came), qPrintable(folded.error().message()));
            return;
        }
        QVERIFY(folded);
        QStringList versions;
        for (const auto &[version, columns] : *folded)
            versions << u"%1:%2"_s.arg(version).arg(columns.size());
        QTEST(versions, "versions");
    }
    void withoutAVersionLabelThereIsOneNamelessVersion()
    {
        const Result<VersionedAnswer> folded = foldVersions({{series({{u"version"_s, u"v1"_s}}, {1})}, {}}, {}, p95());
        QVERIFY(folded);
        QCOMPARE(folded->size(), std::size_t(1));
        QVERIFY(folded->begin()->first.isEmpty());
    }
};


QTEST_GUILESS_MAIN(VersionFoldTest)
#include "tst_VersionFold.moc"
