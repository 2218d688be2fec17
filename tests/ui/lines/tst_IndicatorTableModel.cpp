// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/lines/IndicatorTableModel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000;

class IndicatorTableModelTest : public QObject {
    Q_OBJECT

    static IndicatorReading reading(const QStringList &versions)
    {
        IndicatorReading made;
        made.indicator.id = made.indicator.title = u"success"_s;
        made.freshness = Freshness::Live;
        made.lastAnswerMs = now;
        for (const QString &version : versions) {
            auto columns = std::make_shared<Columns>();
            columns->append(now, 0.5);
            made.versions.append({version, columns});
        }
        return made;
    }

private slots:
    void init() { failOnWarnings(); }

    // Under UndefinedBehaviorSanitizer, too: Qt's lists are compared here.
    void versionsThatAreGoneLoseTheirColumnsAndComeBack()
    {
        LineBoard board;
        board.setIndicators({reading({}).indicator});
        IndicatorTableModel model(board);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.reload();
        const int without = model.columnCount();
        for (const QStringList &versions : {QStringList{u"v41"_s, u"v42"_s}, QStringList(), QStringList{u"v42"_s}}) {
            board.setReading(reading(versions));
            model.readingChanged(u"success"_s, now);
            QCOMPARE(model.columnCount(), without + static_cast<int>(versions.size()));
            model.setNow(now + 1000);
        }
    }
};

QTEST_GUILESS_MAIN(IndicatorTableModelTest)
#include "tst_IndicatorTableModel.moc"
