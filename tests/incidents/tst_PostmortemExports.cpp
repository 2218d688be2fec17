// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/MarkdownHtml.h"
#include "app/incidents/Postmortem.h"
#include "app/incidents/PostmortemExports.h"
#include "app/incidents/PostmortemText.h"
#include "app/incidents/RedactedExport.h"
#include "tests/incidents/IncidentStory.h"
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

PostmortemDocument documentOf(const IncidentStory &story)
{
    return {story.incident, story.facts(), postmortemDraft(story.incident, story.facts(), builtInTemplate())};
}

bool goOn(int, int)
{
    return true;
}

QByteArray exported(const IncidentStory &story, PostmortemFormat format)
{
    const auto files = exportPostmortem(documentOf(story), format, nullptr, goOn);
    return files ? files->first().bytes : QByteArray();
}

QString rendered(const QByteArray &markdown)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"a.md"_s));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(markdown);
    file.close();
    return runProgram(u"cmark-gfm"_s, {u"--unsafe"_s, u"-e"_s, u"table"_s, u"-e"_s, u"tasklist"_s, file.fileName()}).out;
}

/// Element names and texts, blank space evened out.
QStringList shapeOf(QString html)
{
    static const QRegularExpression space(u"\\s+"_s);
    html.replace(QRegularExpression(u"<pre><code[^>]*>"_s), u"<pre>"_s).replace(u"</code></pre>"_s, u"</pre>"_s);
    html.replace(u"<br />"_s, u" "_s);
    QXmlStreamReader xml(u"<x>"_s + html + u"</x>"_s);
    QStringList shape;
    QString text;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isCharacters()) {
            text += xml.text();
        } else if (xml.isStartElement() || xml.isEndElement()) {
            if (const QString words = text.replace(space, u" "_s).trimmed(); !words.isEmpty())
                shape << words;
            text.clear();
            shape << (xml.isStartElement() ? u"<"_s : u"</"_s) + xml.name().toString();
        }
    }
    return xml.hasError() ? QStringList{xml.errorString()} : shape;
}

/// The cells of a CSV file (RFC 4180), row by row.
QList<QStringList> cellsOf(const QString &csv)
{
    QList<QStringList> rows{{}};
    QString cell;
    bool quoted = false;
    for (qsizetype i = 0; i < csv.size(); ++i) {
        const QChar c = csv[i];
        if (quoted && c == u'"' && i + 1 < csv.size() && csv[i + 1] == u'"') {
            cell += csv[++i];
        } else if (c == u'"') {
            quoted = !quoted;
        } else if (!quoted && (c == u',' || c == u'\n')) {
            rows.last() << cell;
            cell.clear();
            if (c == u'\n')
                rows << QStringList();
        } else if (quoted || c != u'\r') {
            cell += c;
        }
    }
    rows.removeLast();
    return rows;
}

} // namespace

class PostmortemExportsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theMarkdownRendersAsGithubRendersItWithoutAnyHtmlOfItsOwn()
    {
        const IncidentStory story(true);
        const QString html = rendered(exported(story, PostmortemFormat::Markdown));
        QVERIFY(!html.contains(u"<script"));
        QVERIFY(!html.contains(u"<!--"));
        QCOMPARE(html.count(u"<table>"), 7);
        QVERIFY(html.contains(u"&lt;script&gt;alert(1)&lt;/script&gt;"));
        QCOMPARE(html.count(u"<tr>"), shapeOf(markdownHtml(documentOf(story).text)).count(u"<tr"_s));
    }

    void ourHtmlIsWhatCmarkMakesOfTheSameText_data()
    {
        QTest::addColumn<QString>("markdown");
        QTest::newRow("the draft") << documentOf(IncidentStory()).text;
        QTest::newRow("a hostile draft") << documentOf(IncidentStory(true)).text;
        QTest::newRow("spans") << u"a **b** *c* `d <e>` ``f`g`` [h](https://i.org/?j=k&l=m) \\* 2 * 3 * 4 snake_case_word\n"_s;
        QTest::newRow("lists") << u"- a\n- b\n  - c\n  - d\n- e\n\n1. x\n2. y\n"_s;
        QTest::newRow("code") << u"before\n\n```sh\nls <a> & b\n\nmore\n```\n\nafter\n"_s;
        QTest::newRow("a table between") << u"text\n\n| a | b |\n| --- | --- |\n| 1 \\| 2 | `x` |\n| 3 |\n\nafter\n"_s;
        QTest::newRow("paragraphs") << u"one\ntwo\n\nthree & four &lt;five\n"_s;
    }
    void ourHtmlIsWhatCmarkMakesOfTheSameText()
    {
        QFETCH(QString, markdown);
        QCOMPARE(shapeOf(markdownHtml(markdown)), shapeOf(rendered(markdown.toUtf8())));
    }

    void thePageFetchesNothingAndRunsNothing()
    {
        const QString page = QString::fromUtf8(exported(IncidentStory(true), PostmortemFormat::Html));
        QVERIFY(page.contains(u"default-src 'none'"));
        QVERIFY(page.contains(u"<title>=cmd()|'/C calc'!A0 &lt;script&gt;"));
        for (const QString &word : {u"<script"_s, u"src="_s, u"<link"_s, u"<img"_s, u"url("_s, u"@import"_s, u"onload"_s})
            QVERIFY2(!page.contains(word), qPrintable(word));
    }

    void theCsvOpensWithoutFormulas()
    {
        const IncidentStory story(true);
        const QList<QStringList> rows = cellsOf(QString::fromUtf8(exported(story, PostmortemFormat::Csv)));
        QCOMPARE(rows.size(), story.events.size() + 1);
        QCOMPARE(rows[1][0], u"2025-11-24T16:00:00.000000Z"_s);
        QCOMPARE(rows[1][2], u"118"_s);
        bool neutralized = false;
        for (const QStringList &row : rows) {
            QCOMPARE(row.size(), 12);
            for (const QString &cell : row)
                QVERIFY2(cell.isEmpty() || !u"=+-@"_s.contains(cell[0]), qPrintable(cell));
            neutralized = neutralized || row[9].startsWith(u"'=cmd()");
        }
        QVERIFY(neutralized);
    }

    void theJsonHoldsFactsEventsAndTheText()
    {
        const IncidentStory story(true);
        const auto json = nlohmann::json::parse(exported(story, PostmortemFormat::Json).toStdString());
        QCOMPARE(json["format"].get<std::string>(), std::string("andon-postmortem-1"));
        QVERIFY(json["incident"]["clock_set_back"].is_array() && json["incident"]["clock_set_back"].empty());
        QCOMPARE(json["incident"]["seconds"]["to_mitigate"].get<double>(), 97.0);
        QCOMPARE(json["lines"][0]["worst"].get<double>(), 0.124);
        QCOMPARE(json["actions"][0]["seconds_to_effect"].get<double>(), 7.0);
        QCOMPARE(json["events"].size(), static_cast<std::size_t>(story.events.size()));
        const QByteArray text = QByteArray::fromStdString(json["document"]["markdown"].get<std::string>());
        QCOMPARE(json["document"]["sha256"].get<std::string>(),
                 QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().toStdString());
    }

    void everyFormatGivesTheSameBytesAgainInAnyLanguageAndZone()
    {
        const IncidentStory story(true, 40);
        for (const PostmortemFormat format : {PostmortemFormat::Markdown, PostmortemFormat::Html, PostmortemFormat::Json, PostmortemFormat::Csv}) {
            const QByteArray before = exported(story, format);
            QLocale::setDefault(QLocale(QLocale::Turkish));
            qputenv("LC_ALL", "tr_TR.UTF-8");
            qputenv("TZ", "Asia/Kathmandu");
            tzset();
            const QByteArray after = exported(story, format);
            QLocale::setDefault(QLocale::c());
            qputenv("LC_ALL", "C.UTF-8");
            qputenv("TZ", "UTC");
            tzset();
            QVERIFY(!before.isEmpty());
            QCOMPARE(after, before);
        }
    }

    void aLongOneIsPastedInParts()
    {
        const auto files = exportPostmortem(documentOf(IncidentStory(false, 900)), PostmortemFormat::Markdown, nullptr, goOn);
        QVERIFY(files && files->size() > 1);
        QCOMPARE(files->at(1).name, u"postmortem-timeline-2.md"_s);
        for (const ExportedFile &file : *files)
            QVERIFY(QString::fromUtf8(file.bytes).size() < longestPaste);
    }

    /// Clocks in Berlin show 02:59 and then 02:00 again.
    void anIncidentOverTheEndOfSummerTimeIsExportedAsItHappened()
    {
        IncidentStory story(false, 3);
        const auto later = fromMs(1'792'889'970'000) - IncidentStory::start; // 2026-10-25T00:59:30Z, the change comes at 01:00Z
        for (Event &event : story.incident.events) {
            event.occurredAt += later;
            event.recordedAt += later;
        }
        for (KeyTimeValue &time : story.incident.times)
            time.at += later;
        story.events = story.incident.events;
        const auto all = [&] {
            QList<QByteArray> made;
            for (const PostmortemFormat format : {PostmortemFormat::Markdown, PostmortemFormat::Html, PostmortemFormat::Json, PostmortemFormat::Csv})
                made << exported(story, format);
            return made;
        };
        const QList<QByteArray> utc = all();
        qputenv("TZ", "Europe/Berlin");
        tzset();
        const QList<QByteArray> berlin = all();
        qputenv("TZ", "UTC");
        tzset();
        QCOMPARE(berlin, utc);
        QVERIFY(utc[0].contains("2026-10-25T01:01:07Z") && utc[0].contains("T+01:37"));
        QVERIFY(utc[3].contains(",90,") && utc[3].contains(",97,"));
        const auto json = nlohmann::json::parse(utc[2].toStdString());
        QCOMPARE(json["incident"]["seconds"]["to_mitigate"].get<double>(), 97.0);
    }

    void nothingSecretOrPersonalLeavesInAnyFormat_data()
    {
        QTest::addColumn<int>("format");
        for (const PostmortemFormat format : {PostmortemFormat::Markdown, PostmortemFormat::Html, PostmortemFormat::Json, PostmortemFormat::Csv})
            QTest::newRow(qPrintable(formatWord(format))) << static_cast<int>(format);
    }
    void nothingSecretOrPersonalLeavesInAnyFormat()
    {
        QFETCH(int, format);
        const QString mail = u"anna_b@example.org"_s, key = u"sk_live_0123456789abcdef"_s;
        IncidentStory story;
        const auto plant = [&](Incident &incident) {
            incident.title = u"Leak of "_s + key;
            incident.impact = mail;
            incident.roles.insert(u"scribe"_s, mail);
            incident.events[0].title = u"Seen by "_s + mail;
            incident.events[2].body = u"asked with "_s + key;
            incident.events[2].payload["reason"] = (u"asked with "_s + key).toStdString();
            incident.events[3].actor.name = mail;
        };
        plant(story.incident);
        story.events = story.incident.events;
        PostmortemDocument document = postmortemDocument(story.incident, story.facts().lines, builtInTemplate());
        document.text += u"\nTyped: "_s + mail + u'\n';
        Redactor redactor = Redactor::usual({}, {});
        const PostmortemDocument leaving = redactedDocument(document, redactor);
        QVERIFY(redactor.counts().value(u"e-mail"_s) >= 4 && redactor.counts().value(u"key"_s) >= 3);
        QCOMPARE(leaving.redacted, (QSet<qint64>{118, 120, 121}));
        const auto files = exportPostmortem(leaving, static_cast<PostmortemFormat>(format), nullptr, goOn);
        QVERIFY(files);
        QString text = QString::fromUtf8(files->first().bytes);
        text.remove(QChar(0x200C)).remove(u'\\');
        for (const QString &hidden : {mail, key, u"anna_b"_s, u"0123456789abcdef"_s})
            QVERIFY2(!text.contains(hidden), qPrintable(hidden));
        QVERIFY(text.contains(u"e-mail"_s));
        QVERIFY(!exportName(leaving.incident, PostmortemFormat::Pdf).contains(u"0123456789abcdef"_s));
        if (static_cast<PostmortemFormat>(format) != PostmortemFormat::Json)
            return;
        const auto made = nlohmann::json::parse(files->first().bytes.begin(), files->first().bytes.end());
        for (const auto &event : made["events"])
            QCOMPARE(event.contains("redacted"), leaving.redacted.contains(event["seq"].get<qint64>()));
        QCOMPARE(QString::fromStdString(made["document"]["sha256"].get<std::string>()), textSha256(leaving.text));
    }

    void anExportIsCancelled()
    {
        const auto files = exportPostmortem(documentOf(IncidentStory()), PostmortemFormat::Html, nullptr, [](int, int) { return false; });
        QVERIFY(!files);
        QCOMPARE(files.error().kind, ErrorKind::Blocked);
    }

    void aPdfWithoutAPrinterIsRefusedInWords()
    {
        QVERIFY(!exportPostmortem(documentOf(IncidentStory()), PostmortemFormat::Pdf, nullptr, goOn));
    }

    void theNameOfAnExportIsNoPath()
    {
        QCOMPARE(exportName(IncidentStory(true).incident, PostmortemFormat::Pdf),
                 u"postmortem-cmd-c-calc-a0-script-alert-1-script-etc-everyone-fixes-12-x.pdf"_s);
        Incident empty;
        empty.title = u"../.."_s;
        QCOMPARE(exportName(empty, PostmortemFormat::Csv), u"postmortem.csv"_s);
    }
};

QTEST_GUILESS_MAIN(PostmortemExportsTest)
#include "tst_PostmortemExports.moc"
