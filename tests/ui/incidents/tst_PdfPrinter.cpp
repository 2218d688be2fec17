// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/Postmortem.h"
#include "app/incidents/PostmortemExports.h"
#include "tests/incidents/IncidentStory.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"
#include "ui/incidents/PdfPrinter.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>


using namespace andon;
using namespace Qt::StringLiterals;

namespace {

bool goOn(int, int)
{
    return true;
}

PostmortemDocument documentOf(const IncidentStory &story)
{
    return {story.incident, story.facts(), postmortemDraft(story.incident, story.facts(), builtInTemplate())};
}

Result<QByteArray> printed(const IncidentStory &story, const std::function<bool(int, int)> &going = goOn)
{
    const PdfPrinter printer;
    const auto files = exportPostmortem(documentOf(story), PostmortemFormat::Pdf, &printer, going);
    return files ? Result<QByteArray>(files->first().bytes) : tl::unexpected(files.error());
}

/// What a program of poppler says of a PDF.
QString said(const QString &program, const QStringList &options, const QByteArray &pdf, const QStringList &behind = {})
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"a.pdf"_s));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(pdf);
    file.close();
    return runProgram(program, options + QStringList{file.fileName()} + behind).out;
}

} // namespace

class PdfPrinterTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theTextOfThePdfCanBeRead()
    {
        const Result<QByteArray> pdf = printed(IncidentStory(true));
        QVERIFY(pdf);
        QString text = said(u"pdftotext"_s, {u"-layout"_s}, *pdf, {u"-"_s});
        QVERIFY(text.contains(u"Postmortem: =cmd()"));
        QVERIFY(text.contains(u"<script>alert(1)</script>"));
        QVERIFY(text.contains(u"Four lines at a glance"));
        QVERIFY(text.contains(u"E118"));
        // A narrow blank may be none to who reads it.
        QVERIFY(text.contains(QRegularExpression(u"1 ?/ ?[0-9]"_s)));
        QVERIFY(said(u"pdfinfo"_s, {}, *pdf).contains(u"Page size:       841.89 x 595.276 pts (A4)")
                || said(u"pdfinfo"_s, {}, *pdf).contains(u"(A4)"));
    }

    void printedAgainInAnotherLanguageAndZoneItHasTheSamePagesTextAndDate()
    {
        const IncidentStory story(false, 60);
        const Result<QByteArray> before = printed(story);
        QLocale::setDefault(QLocale(QLocale::Turkish));
        qputenv("TZ", "Asia/Kathmandu");
        tzset();
        const Result<QByteArray> after = printed(story);
        QLocale::setDefault(QLocale::c());
        qputenv("TZ", "UTC");
        tzset();
        QVERIFY(before && after);
        QCOMPARE(said(u"pdftotext"_s, {u"-layout"_s}, *after, {u"-"_s}), said(u"pdftotext"_s, {u"-layout"_s}, *before, {u"-"_s}));
        QVERIFY(before->contains("/CreationDate (D:20251124"));
        QVERIFY(after->contains("/CreationDate (D:20251124"));
        QCOMPARE(*printed(story), *before);
    }

    void everyEventOfALongTimelineIsOnSomePage()
    {
        const Result<QByteArray> pdf = printed(IncidentStory(false, 120));
        QVERIFY(pdf);
        const QString text = said(u"pdftotext"_s, {u"-raw"_s}, *pdf, {u"-"_s});
        for (int seq = 118; seq < 118 + 128; ++seq)
            QVERIFY2(text.contains(u"E%1"_s.arg(seq)), qPrintable(QString::number(seq)));
    }

    void itStopsBeforeTheNextPage()
    {
        int asked = 0;
        const Result<QByteArray> pdf = printed(IncidentStory(false, 120), [&asked](int done, int) {
            ++asked;
            return done < 2;
        });
        QVERIFY(!pdf);
        QCOMPARE(pdf.error().kind, ErrorKind::Blocked);
        QVERIFY(asked <= 5);
    }

    void itPrintsInAThreadOfThePool()
    {
        Result<QByteArray> pdf = QByteArray();
        QThreadPool pool;
        pool.start([&pdf] { pdf = printed(IncidentStory()); });
        QVERIFY(pool.waitForDone());
        QVERIFY(pdf);
        QCOMPARE(*pdf, *printed(IncidentStory()));
    }
};

QTEST_MAIN(PdfPrinterTest)
#include "tst_PdfPrinter.moc"
