// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/Theme.h"
#include "ui/lines/DataWork.h"
#include "ui/lines/SampleDialog.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QMenu>
#include <QMimeData>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000; // 2026-11-23 12:36:00 UTC

class DataWorkTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<LinesPlot> m_plot;
    std::unique_ptr<DataWork> m_work;
    QTemporaryDir m_folder;

    static std::shared_ptr<const Columns> series(qint64 stepMs, double value)
    {
        auto made = std::make_shared<Columns>();
        for (qint64 time = now - 3'600'000; time <= now; time += stepMs)
            made->append(time, value);
        return made;
    }
    static PlotRow row(const QString &title, qint64 stepMs)
    {
        PlotRow made;
        made.title = title;
        made.unit = Unit::Seconds;
        made.freshness = Freshness::Live;
        made.curves = {{u"v41"_s, title, series(stepMs, 0.4)}, {u"=v42"_s, title, series(stepMs, 1.5)}};
        return made;
    }
    SampleDialog *dialog() const { return m_host->findChild<SampleDialog *>(); }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(900, 600);
        m_host->show();
    }
    void init()
    {
        // The offscreen platform says so of every dialog that is shown.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_plot = std::make_unique<LinesPlot>(m_host.get());
        m_plot->resize(800, 500);
        m_plot->setNow(now);
        m_plot->setRows({row(u"Latency P95"_s, 60'000), row(u"First token"_s, 30'000)});
        m_plot->show();
        QTRY_VERIFY(m_plot->rowRect(1).height() > 40);
        m_plot->setRangeSeconds(600);
        m_work = std::make_unique<DataWork>(*m_plot, m_host.get());
        m_work->setTitle(u"Chat"_s);
    }
    void cleanup()
    {
        delete dialog();
        m_work.reset();
        m_plot.reset();
    }
    void cleanupTestCase() { m_host.reset(); }

    void theTableHoldsWhatIsInViewOfTheChosenRow()
    {
        m_plot->chooseSeries(2);
        m_work->showTable();
        QCOMPARE(dialog()->model().rowCount(), 21);
        QCOMPARE(dialog()->findChild<QComboBox *>()->currentText(), u"First token"_s);
        dialog()->findChild<QComboBox *>()->setCurrentIndex(0);
        QCOMPARE(dialog()->model().rowCount(), 11);
        QCOMPARE(dialog()->model().columnCount(), 3);
        QCOMPARE(dialog()->model().index(10, 0).data().toString(), u"2026-11-23 12:36:00 UTC"_s);
        QCOMPARE(dialog()->model().index(10, 2).data().toString(), u"1.50 s"_s);
        QCOMPARE(dialog()->model().headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"Latency P95 v41"_s);
        QAbstractItemModelTester tester(const_cast<SampleModel *>(&dialog()->model()),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
    }

    void theTableOpensWhereTheCrosshairStands()
    {
        m_plot->setCrosshair(now - 300'000);
        m_work->showTable();
        QCOMPARE(dialog()->findChild<QTableView *>()->currentIndex().row(), 5);
    }

    void aMillionRowsAreReadOnlyWhereTheyAreShown()
    {
        auto columns = std::make_shared<Columns>();
        for (qint64 i = 0; i < 1'000'000; ++i)
            columns->append(now - 86'400'000 + i * 80, static_cast<double>(i));
        PlotRow large = row(u"Large"_s, 60'000);
        large.curves = {{u"v41"_s, u"Large"_s, columns}};
        m_plot->setRows({large});
        m_plot->setRangeSeconds(86'400);
        m_work->showTable();
        QVERIFY(dialog()->model().rowCount() > 990'000);
        const int last = dialog()->model().rowCount() - 1;
        QCOMPARE(dialog()->findChild<QTableView *>()->currentIndex().row(), last);
        m_work->copyCsv();
        QCOMPARE(QApplication::clipboard()->text().count(u'\n'), static_cast<qsizetype>(DataWork::mostCopiedRows) + 1);
    }

    void copyingGivesCsvWithoutFormulas()
    {
        QSignalSpy told(m_work.get(), &DataWork::told);
        m_work->copyCsv();
        const QStringList lines = QApplication::clipboard()->text().split(u"\r\n"_s);
        QCOMPARE(lines.size(), 13);
        QCOMPARE(lines[0], u"time,Latency P95 v41 (seconds),Latency P95 =v42 (seconds)"_s);
        QCOMPARE(lines[11], u"2026-11-23T12:36:00.000Z,0.4,1.5"_s);
        QCOMPARE(told.size(), 1);
        QVERIFY(told[0][0].toString().contains(u"11"_s));
    }

    void savingWritesTheWholeFileOrSaysWhyNot()
    {
        const QString path = m_folder.filePath(u"data.csv"_s);
        std::optional<Result<void>> answer;
        m_work->writeCsv(m_work->tableOf(1), path, [&](const Result<void> &written) { answer = written; });
        QTRY_VERIFY(answer);
        QVERIFY(*answer);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count("\r\n"), 22);
        answer.reset();
        m_work->writeCsv(m_work->tableOf(1), m_folder.filePath(u"none/data.csv"_s),
                         [&](const Result<void> &written) { answer = written; });
        QTRY_VERIFY(answer);
        QVERIFY(!*answer);
        QCOMPARE(answer->error().kind, ErrorKind::FileUnwritable);
    }

    void picturesAreCopiedAndSavedAsPngAndSvg()
    {
        m_work->copyPicture();
        const QMimeData *data = QApplication::clipboard()->mimeData();
        QVERIFY(data->hasImage());
        QVERIFY(data->data(u"image/svg+xml"_s).contains("<svg"));
        QVERIFY(m_work->writePicture(DataWork::Kind::Png, m_folder.filePath(u"a.png"_s)));
        QVERIFY(!QImage(m_folder.filePath(u"a.png"_s)).isNull());
        QVERIFY(m_work->writePicture(DataWork::Kind::Svg, m_folder.filePath(u"a.svg"_s)));
        QVERIFY(!m_work->writePicture(DataWork::Kind::Svg, m_folder.filePath(u"none/a.svg"_s)));
    }

    void everyEntryOfTheMenuHasAName()
    {
        QMenu menu;
        m_work->fill(menu);
        int entries = 0;
        for (const QAction *action : menu.actions()) {
            if (!action->isSeparator()) {
                QVERIFY(!action->text().isEmpty());
                ++entries;
            }
        }
        QCOMPARE(entries, 6);
        menu.actions().first()->trigger();
        QVERIFY(dialog() && dialog()->isVisible());
    }
};

QTEST_MAIN(DataWorkTest)
#include "tst_DataWork.moc"
