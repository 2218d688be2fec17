// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/Console.h"
#include "tests/support/HaproxyProcess.h"
#include "tests/support/Warnings.h"

#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// One command to HAProxy's runtime API from somebody else's console, and the reply.
QByteArray elsewhere(const QUrl &admin, const QByteArray &command)
{
    QTcpSocket socket;
    socket.connectToHost(admin.host(), static_cast<quint16>(admin.port()));
    QByteArray reply;
    if (!socket.waitForConnected(3000))
        return reply;
    socket.write(command + '\n');
    while (socket.waitForReadyRead(3000))
        reply += socket.readAll();
    return reply;
}

Workspace workspaceOf(const HaproxyProcess &haproxy)
{
    GatewaySpec gateway;
    gateway.name = u"edge"_s;
    gateway.kind = u"haproxy"_s;
    gateway.nodes = {haproxy.admin()};
    gateway.variables = {{u"backend"_s, "be"}, {u"stable"_s, "v1"}, {u"canary"_s, "v2"}};
    gateway.intervalMs = 200;
    SourceSpec source;
    source.name = u"metrics"_s;
    source.access.url = QUrl(u"http://127.0.0.1:9"_s);
    ServiceSpec service;
    service.name = u"chat"_s;
    service.source = source.name;
    service.gateway = gateway.name;
    ActionSpec rollback;
    rollback.verb = Verb::Rollback;
    service.actions = {rollback};
    Workspace workspace;
    workspace.sources = {source};
    workspace.gateways = {gateway};
    workspace.services = {service};
    return workspace;
}

} // namespace

class SecondConsoleTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aWeightChangedBetweenPaintAndPressIsNotOverwritten()
    {
        if (!hasProgram(u"haproxy"_s))
            QFAIL("haproxy is not installed: see packaging/packages.txt");
        const HaproxyProcess haproxy(1, 2);
        QVERIFY(haproxy.runs());
        const QTemporaryDir folder;
        Console console({workspaceOf(haproxy), folder.filePath(u"journal.sqlite"_s), u"person"_s, {}, {}});
        console.open();
        QTRY_VERIFY(console.desk({}));
        ServiceDesk &desk = *console.desk({});
        QList<ActionProgress> told;
        connect(&desk, &ServiceDesk::progressed, this, [&](const ActionProgress &progress) { told << progress; });
        desk.start(console.actor(), true);
        QTRY_VERIFY(desk.face(Verb::Rollback).enabled());
        const ActionFace painted = desk.face(Verb::Rollback);
        QCOMPARE(painted.plan.from, u"v2 10 %"_s);

        QCOMPARE(elsewhere(haproxy.admin(), "set weight be/v2 90").trimmed(), QByteArray());
        desk.dispatcher().press(painted.plan, console.actor(), u"a drill"_s);

        QTRY_VERIFY(!told.isEmpty() && !told.last().open);
        QCOMPARE(told.last().state, ActionState::Superseded);
        QVERIFY2(told.last().reason.contains(u"nothing was sent over it"_s), qPrintable(told.last().reason));
        QCOMPARE(told.last().attempt, 0);
        QVERIFY(elsewhere(haproxy.admin(), "get weight be/v2").startsWith("90 "));
        QTRY_COMPARE(desk.face(Verb::Rollback).plan.from, u"v2 50 %"_s);
        desk.dispatcher().press(desk.face(Verb::Rollback).plan, console.actor(), u"a drill"_s);
        QTRY_COMPARE(told.last().state, ActionState::Verified);
        QVERIFY(elsewhere(haproxy.admin(), "get weight be/v2").startsWith("0 "));
    }
};

QTEST_GUILESS_MAIN(SecondConsoleTest)
#include "tst_SecondConsole.moc"
