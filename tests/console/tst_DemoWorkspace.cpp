// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/CardLint.h"
#include "app/console/DemoWorkspace.h"
#include "app/workspace/ManifestFile.h"
#include "tests/support/Warnings.h"

#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class DemoWorkspaceTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theDemoHasTheManifestsOfItsVersionsBesideItsWorkspace()
    {
        const QTemporaryDir folder;
        const Result<DemoWorkspace> demo = makeDemoWorkspace({u"http://127.0.0.1:1"_s, u"http://127.0.0.1:2"_s, Secret("t"), folder.path(), u"http://127.0.0.1:3"_s});
        QVERIFY2(demo, demo ? "" : qPrintable(demo.error().message()));
        const VersionSpec versions = demo->workspace.services.first().versions;
        QVERIFY(!versions.metricQuery.isEmpty());
        const ManifestFolder read = readManifests(versions.manifests, folder.path());
        QVERIFY2(read.faults.isEmpty(), read.faults.isEmpty() ? "" : qPrintable(read.faults.first().words()));
        QCOMPARE(read.statements.size(), 2);
    }
    void theDemosCardHasNoError()
    {
        const QTemporaryDir folder;
        const Result<DemoWorkspace> demo = makeDemoWorkspace({u"http://127.0.0.1:1"_s, u"http://127.0.0.1:2"_s, Secret("t"), folder.path(), u"http://127.0.0.1:3"_s});
        QVERIFY2(demo, demo ? "" : qPrintable(demo.error().message()));
        const ServiceSpec &service = demo->workspace.services.first();
        QStringList counted;
        for (const CountQueries &counts : service.counts)
            counted << counts.indicatorId;
        QVERIFY(service.card);
        const QList<CardFinding> errors = standingErrors(*service.card, service.indicators, counted);
        QVERIFY2(errors.isEmpty(), errors.isEmpty() ? "" : qPrintable(errors.first().words));
        // And it is so because of its text: without the counts it holds every canary.
        QVERIFY(!standingErrors(*service.card, service.indicators, {}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(DemoWorkspaceTest)
#include "tst_DemoWorkspace.moc"
