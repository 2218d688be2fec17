// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/RegressionWatch.h"
#include "app/incidents/RegressionFile.h"
#include "tests/support/Warnings.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class RegressionWatchTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    const RegressionSpec m_spec{u"set.jsonl"_s, u"report.json"_s};

    [[nodiscard]] QString at(const QString &name) const { return m_folder->filePath(name); }
    /// Marks a request; gives the id of the sample.
    QString mark(const char *input) const
    {
        const RegressionSample sample = regressionSample(input, "42", {}, {});
        const auto done = appendRegression(at(m_spec.file), {sample});
        return done && done->added == QStringList{sample.id} ? sample.id : QString();
    }
    void report(const char *version, const QStringList &passed) const
    {
        nlohmann::json results = nlohmann::json::array();
        for (const QString &id : passed)
            results.push_back({{"id", id.toStdString()}, {"pass", true}});
        const nlohmann::json report{{"format", "andon-regression-report-1"}, {"version", version}, {"ran_at", "2026-11-24T15:30:00Z"}, {"results", results}};
        QFile file(at(m_spec.report));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(report.dump()));
    }
    static bool becomes(RegressionWatch &watch, const QString &version, bool open)
    {
        return QTest::qWaitFor([&] {
            watch.look();
            const auto standing = watch.standing(version);
            return standing && standing->open == open;
        }, 8000);
    }

private slots:
    void init()
    {
        failOnWarnings();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void nothingIsKnownBeforeTheFilesAreRead()
    {
        RegressionWatch watch(m_spec, m_folder->path());
        QVERIFY(!watch.standing(u"v42"_s));
        QSignalSpy changed(&watch, &RegressionWatch::changed);
        QVERIFY(changed.wait(8000));
        QVERIFY(watch.standing(u"v42"_s));
    }
    void aSetWithoutAReportIsNotPassed()
    {
        mark("a");
        RegressionWatch watch(m_spec, m_folder->path());
        QVERIFY(becomes(watch, u"v42"_s, false));
        const RegressionStanding standing = *watch.standing(u"v42"_s);
        QCOMPARE(standing.size, 1);
        QCOMPARE(standing.passed, 0);
        QVERIFY2(standing.words.contains(u"was not run"_s) && standing.words.contains(u"report.json"_s), qPrintable(standing.words));
    }
    void aReportOpensItForItsVersionAndANewSampleShutsItAgain()
    {
        const QString a = mark("a");
        RegressionWatch watch(m_spec, m_folder->path());
        QVERIFY(becomes(watch, u"v42"_s, false));
        report("v42", {a});
        QVERIFY(becomes(watch, u"v42"_s, true));
        QVERIFY(!watch.standing(u"v43"_s)->open);
        const QString b = mark("b");
        QVERIFY(becomes(watch, u"v42"_s, false));
        report("v42", {a, b});
        QVERIFY(becomes(watch, u"v42"_s, true));
        QCOMPARE(watch.standing(u"v42"_s)->passed, 2);
    }
    void whatCannotBeReadShutsItAndSaysWhy()
    {
        mark("a");
        QVERIFY(QFile::link(u"/etc/hostname"_s, at(m_spec.report)));
        RegressionWatch link(m_spec, m_folder->path());
        QVERIFY(becomes(link, u"v42"_s, false));
        QVERIFY2(link.standing(u"v42"_s)->words.contains(u"report.json"_s), qPrintable(link.standing(u"v42"_s)->words));
        QVERIFY(QFile::remove(at(m_spec.file)) && QDir(m_folder->path()).mkdir(m_spec.file));
        RegressionWatch folder(m_spec, m_folder->path());
        QVERIFY(becomes(folder, u"v42"_s, false));
        QVERIFY2(folder.standing(u"v42"_s)->words.startsWith(u"The regression set cannot be read"_s), qPrintable(folder.standing(u"v42"_s)->words));
    }
    void anUnchangedFileTellsNothing()
    {
        report("v42", {mark("a")});
        RegressionWatch watch(m_spec, m_folder->path());
        QVERIFY(becomes(watch, u"v42"_s, true));
        QSignalSpy changed(&watch, &RegressionWatch::changed);
        watch.look();
        QVERIFY(!changed.wait(300));
    }
};

QTEST_GUILESS_MAIN(RegressionWatchTest)
#include "tst_RegressionWatch.moc"
