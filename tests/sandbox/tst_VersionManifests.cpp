// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/VersionModel.h"
#include "app/versions/VersionTrouble.h"
#include "app/workspace/ManifestFile.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class VersionManifestsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theDemosManifestsSayWhatItsGatewaySays()
    {
        QList<VersionStatement> gateway;
        for (const sandbox::Version &version : sandbox::startingVersions()) {
            VersionSet set;
            for (const auto &[part, id] : version.versionSet)
                set[QString::fromStdString(part)] = QString::fromStdString(id);
            gateway.append({QString::fromStdString(version.id), partsFromSet(set)});
        }
        VersionBook book;
        book.take(VersionOrigin::Gateway, gateway);
        book.take(VersionOrigin::Manifest, readManifests(u"versions"_s, QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces")).statements);
        QVERIFY(conflictsIn(book).isEmpty());
        for (const QString &version : {u"v41"_s, u"v42"_s})
            QCOMPARE(book.find(version)->origins.size(), 2);
    }
};

QTEST_GUILESS_MAIN(VersionManifestsTest)
#include "tst_VersionManifests.moc"
