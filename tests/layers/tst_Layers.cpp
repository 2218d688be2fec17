// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// Floors of app/, from the ground up; folders of one floor do not see each other.
const QHash<QString, int> floors{
    {u"base"_s, 0},      {u"journal"_s, 1}, {u"versions"_s, 1},  {u"lines"_s, 2},     {u"gateway"_s, 2},
    {u"traces"_s, 2},    {u"canary"_s, 3},  {u"actions"_s, 4},   {u"alerts"_s, 5},    {u"incidents"_s, 6},
    {u"fleet"_s, 6},     {u"workspace"_s, 7}, {u"adapters"_s, 8}, {u"console"_s, 9},
};

struct Source {
    QString path; ///< from the root of the tree
    QString text;
};

QList<Source> sourcesUnder(const QStringList &folders)
{
    QList<Source> sources;
    const QString root = QStringLiteral(ANDON_SOURCE_DIR "/");
    for (const QString &folder : folders) {
        QDirIterator files(root + folder, {u"*.cpp"_s, u"*.h"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                sources.append({file.fileName().mid(root.size()), QString::fromUtf8(file.readAll())});
        }
    }
    return sources;
}

QStringList quotedIncludesOf(const QString &text)
{
    static const QRegularExpression line(u"^\\s*#\\s*include\\s*([\"<])([^\">]+)[\">]"_s,
                                         QRegularExpression::MultilineOption);
    QStringList names;
    for (auto matches = line.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        if (match.captured(1) == u'"')
            names.append(match.captured(2));
    }
    return names;
}

/// The reason why `path` may not include `included` (both from the root), or nothing.
QString whyNot(const QString &path, const QString &included)
{
    const QStringList from = path.split(u'/');
    const QStringList to = included.split(u'/');
    const bool ours = to[0] == u"app"_s || to[0] == u"ui"_s;
    if (!ours)
        return to[0] == u"tests"_s ? u"tests are seen by tests only"_s : u"includes are written from the root"_s;

    if (from[0] == u"app"_s) {
        if (path == u"app/main.cpp"_s)
            return {};
        if (to[0] == u"ui"_s)
            return u"app/ sees nothing of ui/"_s;
        if (from[1] == u"sandbox"_s)
            return to[1] == u"sandbox"_s || to[1] == u"base"_s ? QString() : u"the sandbox sees base/ only"_s;
        if (to[1] == u"sandbox"_s)
            return u"the console never sees the sandbox"_s;
        if (!floors.contains(from[1]) || !floors.contains(to[1]))
            return u"a folder without a floor"_s;
        if (from[1] == u"adapters"_s && to[1] == u"adapters"_s)
            return from[2] == to[2] || to[2] == u"http"_s ? QString() : u"adapters see adapters/http only"_s;
        if (from[1] == to[1] || floors[to[1]] < floors[from[1]])
            return {};
        return u"a floor stands on the floors below it"_s;
    }
    if (from[0] == u"ui"_s) {
        const QString feature = from[1];
        if (to[0] == u"ui"_s) {
            if (feature == u"shell"_s || to[1] == feature || to[1] == u"common"_s)
                return {};
            return to[1] == u"plot"_s && feature != u"common"_s ? QString() : u"features do not see each other"_s;
        }
        if (to[1] == u"adapters"_s || to[1] == u"sandbox"_s)
            return u"nothing in ui/ sees adapters/"_s;
        if (to[1] == u"console"_s)
            return feature == u"shell"_s ? QString() : u"only ui/shell sees console/"_s;
        if (feature == u"shell"_s)
            return {};
        const QString own = feature == u"plot"_s ? u"lines"_s : feature == u"common"_s ? u"base"_s : feature;
        if (!floors.contains(own) || !floors.contains(to[1]))
            return u"a folder without a floor"_s;
        if (to[1] == own || floors[to[1]] < floors[own])
            return {};
        return u"a feature sees its own folder of app/ and what lies below"_s;
    }
    return {};
}

} // namespace

class LayersTest : public QObject {
    Q_OBJECT
private slots:
    void everyIncludeRespectsTheFloors()
    {
        QStringList broken;
        for (const Source &source : sourcesUnder({u"app"_s, u"ui"_s})) {
            for (const QString &included : quotedIncludesOf(source.text)) {
                if (included.endsWith(u".moc"_s))
                    continue;
                const QString reason = whyNot(source.path, included);
                if (!reason.isEmpty())
                    broken += source.path + u" includes "_s + included + u": "_s + reason;
            }
        }
        QVERIFY2(broken.isEmpty(), qPrintable(u'\n' + broken.join(u'\n')));
    }

    void theRulesRefuseWhatTheyShould_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("included");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("down") << u"app/lines/A.h"_s << u"app/base/B.h"_s << true;
        QTest::newRow("up") << u"app/base/A.h"_s << u"app/lines/B.h"_s << false;
        QTest::newRow("the same floor") << u"app/lines/A.h"_s << u"app/gateway/B.h"_s << false;
        QTest::newRow("adapter to http") << u"app/adapters/gateway/A.h"_s << u"app/adapters/http/B.h"_s << true;
        QTest::newRow("adapter to adapter") << u"app/adapters/gateway/A.h"_s << u"app/adapters/journal/B.h"_s << false;
        QTest::newRow("app to ui") << u"app/lines/A.h"_s << u"ui/common/B.h"_s << false;
        QTest::newRow("ui to adapters") << u"ui/lines/A.h"_s << u"app/adapters/http/B.h"_s << false;
        QTest::newRow("panel to console") << u"ui/lines/A.h"_s << u"app/console/B.h"_s << false;
        QTest::newRow("shell to console") << u"ui/shell/A.h"_s << u"app/console/B.h"_s << true;
        QTest::newRow("panel to panel") << u"ui/lines/A.h"_s << u"ui/canary/B.h"_s << false;
        QTest::newRow("panel to own feature") << u"ui/canary/A.h"_s << u"app/canary/B.h"_s << true;
        QTest::newRow("not from the root") << u"app/lines/A.h"_s << u"B.h"_s << false;
    }
    void theRulesRefuseWhatTheyShould()
    {
        QFETCH(QString, path);
        QFETCH(QString, included);
        QFETCH(bool, allowed);
        QCOMPARE(whyNot(path, included).isEmpty(), allowed);
    }

    void librariesWithPixelsOrSocketsStayInTheirFolders()
    {
        struct Ban {
            QString text;
            QString allowedUnder; ///< a path prefix, several separated by |
        };
        const QList<Ban> bans{
            {u"qcustomplot.h"_s, u"ui/plot/"_s},
            {u"<QChart"_s, u"ui/incidents/"_s},
            {u"QNetworkAccessManager"_s, u"app/adapters/http/"_s},
            {u"QSqlDatabase"_s, u"app/adapters/journal/"_s},
            {u"QProcess"_s, u"app/adapters/process/"_s},
            {u"QHttpServer"_s, u"app/sandbox/"_s},
            {u"QTcpServer"_s, u"app/sandbox/"_s},
            {u"ignoreSslErrors"_s, {}},
            {u"fromUserInput"_s, {}},
            {u"setInsecureFallback(true)"_s, {}},
            {u"Qt::RichText"_s, {}},
            {u"Qt::AutoText"_s, {}},
            {u"setOpenExternalLinks(true)"_s, {}},
            {u"QEventLoop"_s, {}},
            {u"processEvents"_s, {}},
            {u"SIGNAL("_s, {}},
        };
        QStringList broken;
        for (const Source &source : sourcesUnder({u"app"_s, u"ui"_s})) {
            for (const Ban &ban : bans) {
                if (!source.text.contains(ban.text))
                    continue;
                bool allowed = false;
                for (const QString &prefix : ban.allowedUnder.split(u'|', Qt::SkipEmptyParts))
                    allowed = allowed || source.path.startsWith(prefix);
                if (!allowed)
                    broken += source.path + u": "_s + ban.text;
            }
        }
        QVERIFY2(broken.isEmpty(), qPrintable(u'\n' + broken.join(u'\n')));
    }

    void nothingBelowUiKnowsLooksOrTranslation()
    {
        static const QRegularExpression looks(
            u"\\btr\\(|\\bQColor\\b|\\bQWidget\\b|\\bQIcon\\b|\\bQPainter\\b|\\binstance\\(\\)"_s);
        QStringList broken;
        for (const Source &source : sourcesUnder({u"app"_s})) {
            if (source.path == u"app/main.cpp"_s)
                continue;
            if (const auto match = looks.match(source.text); match.hasMatch())
                broken += source.path + u": "_s + match.captured();
        }
        QVERIFY2(broken.isEmpty(), qPrintable(u'\n' + broken.join(u'\n')));
    }

    void everySourceHasItsTwoLineHead()
    {
        QStringList broken;
        for (const Source &source : sourcesUnder({u"app"_s, u"ui"_s, u"tests"_s})) {
            if (!source.text.startsWith(u"// SPDX-FileCopyrightText: The Andon developers\n"
                                        u"// SPDX-License-Identifier: GPL-3.0-or-later\n"_s))
                broken += source.path;
        }
        QVERIFY2(broken.isEmpty(), qPrintable(u'\n' + broken.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(LayersTest)
#include "tst_Layers.moc"
