// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QLibraryInfo>
#include <QMap>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

struct Message {
    QString translation; ///< of a plural: all its forms
    bool finished = false;
};

/// Every message of a .ts file by context and source text.
QMap<QString, Message> messagesOf(const QString &path)
{
    QMap<QString, Message> messages;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    QString context;
    QString source;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"name") {
            context = xml.readElementText();
        } else if (xml.name() == u"source") {
            source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            const bool unfinished = xml.attributes().hasAttribute(u"type"_s);
            const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
            messages[context + u'\n' + source] = {text, !unfinished && !text.isEmpty()};
        }
    }
    return messages;
}

QStringList placesOf(const QString &text)
{
    static const QRegularExpression place(u"%(\\d|n)"_s);
    QStringList places;
    for (auto matches = place.globalMatch(text); matches.hasNext();)
        places << matches.next().captured();
    places.removeDuplicates();
    places.sort();
    return places;
}

} // namespace

class TranslationsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void everyTextOfTheWindowIsTranslated_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("options"); // of lupdate
        QTest::addColumn<int>("least");
        QTest::newRow("Chinese") << u"andon_zh_CN.ts"_s << QStringList() << 200;
        QTest::newRow("English, where it counts") << u"andon_en.ts"_s << QStringList{u"-pluralonly"_s} << 20;
    }
    void everyTextOfTheWindowIsTranslated()
    {
        QFETCH(QString, file);
        QFETCH(QStringList, options);
        QFETCH(int, least);
        const QTemporaryDir folder;
        const QString fresh = folder.filePath(u"fresh.ts"_s);
        const ProgramRun run = runProgram(QLibraryInfo::path(QLibraryInfo::BinariesPath) + u"/lupdate"_s,
                                          options + QStringList{u"-silent"_s, u"-I"_s, QStringLiteral(ANDON_SOURCE_DIR), u"-locations"_s, u"none"_s,
                                                                QStringLiteral(ANDON_SOURCE_DIR "/ui"), u"-ts"_s, fresh});
        QVERIFY2(run.exitCode == 0, qPrintable(run.err));
        const QMap<QString, Message> wanted = messagesOf(fresh);
        const QMap<QString, Message> shipped = messagesOf(QStringLiteral(ANDON_SOURCE_DIR "/resources/translations/") + file);
        QVERIFY(wanted.size() > least);
        QStringList missing;
        for (auto it = wanted.begin(); it != wanted.end(); ++it) {
            if (!shipped.value(it.key()).finished)
                missing << it.key();
        }
        QVERIFY2(missing.isEmpty(), qPrintable(u"not translated: "_s + missing.join(u"; ").left(2000)));
        QStringList gone;
        for (auto it = shipped.begin(); it != shipped.end(); ++it) {
            if (!wanted.contains(it.key()))
                gone << it.key();
        }
        QVERIFY2(gone.isEmpty(), qPrintable(u"no longer in the window: "_s + gone.join(u"; ").left(2000)));
    }
    /// Gate, promote, the judge, a metrics source: who reads of one on a button has to find it under the same word elsewhere.
    void aTermHasOneWord()
    {
        const QMap<QString, Message> shipped = messagesOf(QStringLiteral(ANDON_SOURCE_DIR "/resources/translations/andon_zh_CN.ts"));
        QVERIFY(!shipped.isEmpty());
        for (auto it = shipped.begin(); it != shipped.end(); ++it) {
            for (const QString &other : {u"闸门"_s, u"晋级"_s, u"评判："_s, u"指标来源"_s, u"没有来源"_s, u"来源没有"_s, u"，来源"_s})
                QVERIFY2(!it->translation.contains(other), qPrintable(it.key()));
            const QString source = it.key().section(u'\n', 1);
            // 事件 is an event, which an incident is not.
            if (source.contains(u"incident"_s, Qt::CaseInsensitive) && !source.contains(u"event"_s, Qt::CaseInsensitive))
                QVERIFY2(!it->translation.contains(u"事件"_s), qPrintable(it.key()));
        }
    }
    void aTranslationKeepsThePlacesOfTheValues()
    {
        const QMap<QString, Message> shipped = messagesOf(QStringLiteral(ANDON_SOURCE_DIR "/resources/translations/andon_zh_CN.ts"));
        QStringList broken;
        for (auto it = shipped.begin(); it != shipped.end(); ++it) {
            if (placesOf(it.key().section(u'\n', 1)) != placesOf(it->translation))
                broken << it.key();
        }
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join(u"; ")));
    }
};

QTEST_GUILESS_MAIN(TranslationsTest)
#include "tst_Translations.moc"
