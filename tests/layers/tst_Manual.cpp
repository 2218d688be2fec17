// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

/// What two hands that write on one page leave behind: a row, or a sentence, in both of its versions.
class ManualTest : public QObject {
    Q_OBJECT
private slots:
    void aPageSaysNothingTwice_data()
    {
        QTest::addColumn<QString>("path");
        const QDir root(QStringLiteral(ANDON_SOURCE_DIR));
        QStringList pages{u"README.md"_s, u"CHANGELOG.md"_s};
        for (const QString &name : QDir(root.filePath(u"resources/manual"_s)).entryList({u"*.md"_s}))
            pages << u"resources/manual/"_s + name;
        QVERIFY(pages.size() > 10);
        for (const QString &page : std::as_const(pages))
            QTest::newRow(qPrintable(page)) << root.filePath(page);
    }
    void aPageSaysNothingTwice()
    {
        static constexpr qsizetype longestByChance = 45;
        static const QRegularExpression target(u"\\]\\([^)]*\\)"_s);
        QFETCH(QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString prose;
        QSet<QString> rows; // of the table that the line stands in, by what they name
        for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n')) {
            if (!line.startsWith(u'|')) {
                rows.clear();
                if (!line.startsWith(u"    "_s) && !line.startsWith(u"```"_s))
                    prose += line.trimmed().remove(target) + u' ';
                continue;
            }
            const QString named = line.section(u'|', 1, 1).trimmed();
            QVERIFY2(named.isEmpty() || named == u"…" || !rows.contains(named), qPrintable(line.left(80)));
            rows << named;
        }
        QSet<QStringView> said;
        for (qsizetype at = 0; at + longestByChance <= prose.size(); ++at) {
            const QStringView words = QStringView(prose).mid(at, longestByChance);
            QVERIFY2(!said.contains(words), qPrintable(words.toString()));
            said << words;
        }
    }
};

QTEST_APPLESS_MAIN(ManualTest)
#include "tst_Manual.moc"
