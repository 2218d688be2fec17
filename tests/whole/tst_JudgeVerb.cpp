// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class JudgeVerbProgramTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aRecordingIsJudgedWithoutAWorkspace()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(u"polls.jsonl"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (int minute = 1; minute <= 60; ++minute) {
            for (const auto &[series, bad] : {std::pair("worse", 6), std::pair("good", 1)}) {
                file.write(QStringLiteral(R"({"series":"%1","t":%2,"stable":{"bad":900,"total":90000},"canary":{"bad":%3,"total":10000}})")
                               .arg(QLatin1StringView(series)).arg(60 * minute).arg(100 * bad).toUtf8() + '\n');
            }
        }
        file.close();
        const ProgramRun run = runProgram(builtProgram(u"andon"_s), {u"judge"_s, file.fileName(), u"--lines"_s, u"4"_s});
        QCOMPARE(run.exitCode, 0);
        QVERIFY2(run.err.isEmpty(), qPrintable(run.err));
        const QStringList lines = run.out.split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        const auto worse = nlohmann::json::parse(lines[0].toStdString());
        QCOMPARE(QString::fromStdString(worse["verdict"]), u"regressed"_s);
        QCOMPARE(worse["limit"].get<double>(), 80.0);
        QVERIFY(lines[1].contains(u"\"verdict\":\"not_worse\""_s));
    }
    void whatIsWrongDecidesTheExitCode_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("words");
        QTest::newRow("no such file") << QStringList{u"judge"_s, u"/no/such/file"_s} << 1 << u"/no/such/file cannot be read"_s;
        QTest::newRow("nothing on standard input") << QStringList{u"judge"_s, u"-"_s} << 1 << u"nothing passes"_s;
        QTest::newRow("no file") << QStringList{u"judge"_s} << 64 << u"standard input"_s;
        QTest::newRow("no probability") << QStringList{u"judge"_s, u"-"_s, u"--alpha"_s, u"2"_s} << 64 << u"--alpha"_s;
    }
    void whatIsWrongDecidesTheExitCode()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        QFETCH(QString, words);
        const ProgramRun run = runProgram(builtProgram(u"andon"_s), arguments);
        QCOMPARE(run.exitCode, exitCode);
        QVERIFY2(run.err.contains(words), qPrintable(run.err));
        QVERIFY(run.out.isEmpty());
    }
};

QTEST_GUILESS_MAIN(JudgeVerbProgramTest)
#include "tst_JudgeVerb.moc"
