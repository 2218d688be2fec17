// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/CrashDrill.h"

#include "app/journal/Chain.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QThread>
#include <QUrl>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const QByteArray token = "crash-token";
constexpr int mostRuns = 6;
constexpr int hurriedRuns = 2;
constexpr int unknownYet = 5; ///< exit code

QProcessEnvironment environmentWithToken()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"ANDON_SECRET_SANDBOX"_s, QString::fromLatin1(token));
    environment.insert(u"TZ"_s, u"UTC"_s);
    return environment;
}

/// A sandbox, a workspace, a journal, and no event loop.
class Scene {
public:
    explicit Scene(const CrashDrill &drill)
        : m_drill(drill)
    {
    }
    ~Scene()
    {
        m_sandbox.terminate();
        if (!m_sandbox.waitForFinished(3000))
            m_sandbox.kill();
        m_sandbox.waitForFinished(1000);
    }
    bool start();
    CrashResult play();

private:
    json ask(const QByteArray &method, const QByteArray &path, const json &body = {}, const QByteArray &headers = {});
    ProgramRun run(const QStringList &arguments, const QProcessEnvironment &environment);
    ProgramRun act(int number);
    QProcessEnvironment brokenEnvironment(int number) const;
    void writeAsAnna();
    void gather(Testimony &testimony);
    QList<Event> spooled() const;
    [[nodiscard]] QString journal() const { return m_folder.filePath(u"journal.sqlite"_s); }
    [[nodiscard]] QString mark() const { return m_folder.filePath(u"failed"_s); }

    const CrashDrill &m_drill;
    QTemporaryDir m_folder;
    QProcess m_sandbox;
    QUrl m_url;
};

bool Scene::start()
{
    m_sandbox.setProcessEnvironment(environmentWithToken());
    m_sandbox.start(builtProgram(u"andon-sandbox"_s), {u"--port"_s, u"0"_s, u"--rate"_s, u"1"_s});
    while (!m_sandbox.canReadLine() && m_sandbox.waitForReadyRead(10'000)) { }
    const json line = json::parse(m_sandbox.readLine().toStdString(), nullptr, false);
    if (!line.is_object())
        return false;
    m_url = QUrl(QString::fromStdString(line.value("listening", std::string())));
    QFile demo(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
    QFile file(m_folder.filePath(u"andon.json"_s));
    if (!demo.open(QIODevice::ReadOnly) || !file.open(QIODevice::WriteOnly))
        return false;
    QByteArray text = demo.readAll();
    text.replace("http://127.0.0.1:8080", m_url.toEncoded()).replace("http://127.0.0.1:9090", "http://127.0.0.1:1");
    return file.write(text) == text.size() && ask("PUT", "/sandbox/admin-behaviour", m_drill.behaviour).contains("mode");
}

/// The JSON of the answer; null where none came.
json Scene::ask(const QByteArray &method, const QByteArray &path, const json &body, const QByteArray &headers)
{
    QTcpSocket socket;
    socket.connectToHost(m_url.host(), static_cast<quint16>(m_url.port()));
    if (!socket.waitForConnected(5000))
        return {};
    const QByteArray bytes = body.is_null() ? QByteArray() : QByteArray::fromStdString(body.dump());
    socket.write(method + ' ' + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n" + headers
                 + "Content-Length: " + QByteArray::number(bytes.size()) + "\r\n\r\n" + bytes);
    QByteArray got;
    while (true) {
        const qsizetype head = got.indexOf("\r\n\r\n");
        const qsizetype length = got.toLower().indexOf("content-length: ");
        if (head > 0 && length > 0 && length < head) {
            const int size = got.mid(length + 16, got.indexOf('\r', length) - length - 16).toInt();
            if (got.size() >= head + 4 + size)
                return json::parse(got.mid(head + 4, size).toStdString(), nullptr, false);
        }
        if (!socket.waitForReadyRead(5000))
            return {};
        got += socket.readAll();
    }
}

ProgramRun Scene::run(const QStringList &arguments, const QProcessEnvironment &environment)
{
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(builtProgram(u"andon"_s), arguments);
    ProgramRun run;
    run.pid = process.waitForStarted(10'000) ? process.processId() : 0;
    if (process.waitForFinished(60'000))
        run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    run.out = QString::fromUtf8(process.readAllStandardOutput());
    run.err = QString::fromUtf8(process.readAllStandardError());
    process.kill();
    process.waitForFinished(1000);
    return run;
}

QProcessEnvironment Scene::brokenEnvironment(int number) const
{
    QProcessEnvironment environment = environmentWithToken();
    const int crashAt = number == 0 ? m_drill.crashAt : number == 1 ? m_drill.crashAgainAt : 0;
    if (crashAt > 0)
        environment.insert(u"ANDON_CRASH_AT"_s, QString::number(crashAt));
    if (number == 0 && m_drill.failAt > 0) {
        environment.insert(u"LD_PRELOAD"_s, QStringLiteral(ANDON_BIN_DIR "/../tests/failing_files.so"));
        environment.insert(u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0"_s);
        environment.insert(u"ANDON_FAIL_AT"_s, QString::number(m_drill.failAt));
        environment.insert(u"ANDON_FAIL_WITH"_s, QString::fromLatin1(m_drill.failWith));
        environment.insert(u"ANDON_FAIL_MARK"_s, mark());
        environment.insert(u"ANDON_FAIL_COUNT"_s, m_drill.failCount > 0 ? QString::number(m_drill.failCount) : u"all"_s);
        if (m_drill.spareSpool)
            environment.insert(u"ANDON_FAIL_SPARE"_s, u".spool"_s);
    }
    return environment;
}

/// The first runs are in a hurry, as people are. A gateway that takes everything and does nothing leaves each of those an
/// operation that is not settled: who has the patience of the later ones sees its end.
ProgramRun Scene::act(int number)
{
    const QString patience = number < hurriedRuns ? u"1"_s : u"30"_s;
    QStringList arguments{u"act"_s, m_drill.verb, u"--reason"_s, u"a drill"_s, u"--timeout"_s, patience,
                          u"--workspace"_s, m_folder.filePath(u"andon.json"_s), u"--journal"_s, journal()};
    if (m_drill.unlogged)
        arguments << u"--unlogged"_s;
    return run(arguments, brokenEnvironment(number));
}

void Scene::writeAsAnna()
{
    const json state = ask("GET", "/admin/v1/state");
    const std::string resource = m_drill.verb == u"rollback" ? "routing" : "degrade";
    const json known = state.value("resources", json::object()).value(resource, json::object());
    json value = known.value("value", json::object());
    if (resource == "routing")
        value["weights"] = {{"v40", 1}, {"v41", 79}, {"v42", 20}};
    else
        value = {{"level", 3}};
    ask("PUT", QByteArray::fromStdString("/admin/v1/" + resource), value,
        "If-Match: \"" + QByteArray::fromStdString(known.value("version", std::string()))
            + "\"\r\nIdempotency-Key: foreign-while-down\r\nAndon-Actor: anna\r\n");
}

QList<Event> Scene::spooled() const
{
    QList<Event> drafts;
    for (const QString &end : {u".spool.taken"_s, u".spool"_s}) {
        QFile file(journal() + end);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        while (!file.atEnd()) {
            if (const auto draft = eventFromJson(json::parse(file.readLine().toStdString(), nullptr, false)))
                drafts << *draft;
        }
    }
    return drafts;
}

/// After the last late copy: the gateway's log, the exported journal, what waits beside it.
void Scene::gather(Testimony &testimony)
{
    const QDeadlineTimer patience(10'000);
    do {
        testimony.applied = ask("GET", "/sandbox/writes");
        QThread::msleep(10);
    } while (testimony.applied.value("under_way", 0) > 0 && !patience.hasExpired());
    testimony.spooled = spooled();
    const QString file = m_folder.filePath(u"record.json"_s);
    const ProgramRun exported = run({u"export"_s, u"--format"_s, u"json"_s, u"--output"_s, file, u"--workspace"_s,
                                     m_folder.filePath(u"andon.json"_s), u"--journal"_s, journal()},
                                    environmentWithToken());
    const ProgramRun verified = run({u"verify"_s, file}, environmentWithToken());
    QFile record(file);
    if (exported.exitCode != 0 || verified.exitCode != 0 || !record.open(QIODevice::ReadOnly)) {
        testimony.journalTrouble = (exported.err + verified.err).trimmed();
        return;
    }
    const json document = json::parse(record.readAll().toStdString(), nullptr, false);
    const json events = document.value("events", json::array());
    for (const json &entry : events) {
        if (const auto event = eventFromJson(entry))
            testimony.rows << *event;
        else
            testimony.journalTrouble = event.error().message();
    }
}

CrashResult Scene::play()
{
    CrashResult result;
    Testimony &testimony = result.testimony;
    for (int number = 0; number < mostRuns; ++number) {
        const ProgramRun run = act(number);
        testimony.runs << run;
        const bool killed = run.exitCode == -2;
        if (number == 0) {
            result.reached = m_drill.failAt > 0 ? QFile::exists(mark()) : killed;
            if (m_drill.foreignWhileDown)
                writeAsAnna();
        }
        if (number == 1 && m_drill.crashAgainAt > 0)
            result.reached = result.reached && killed;
        if (run.exitCode == -1)
            result.trouble = u"a run did not end"_s;
        const bool broken = killed || run.exitCode == unknownYet || (number == 0 && m_drill.failAt > 0);
        if (run.exitCode == -1 || !broken)
            break;
    }
    gather(testimony);
    return result;
}

} // namespace

QString CrashDrill::words() const
{
    QString words = u"%1 × %2"_s.arg(verb, QString::fromStdString(behaviour.dump()));
    if (foreignWhileDown)
        words += u" × changed while down"_s;
    if (crashAt > 0)
        words += u" × ANDON_CRASH_AT=%1"_s.arg(crashAt);
    if (crashAgainAt > 0)
        words += u" then %1"_s.arg(crashAgainAt);
    if (failAt > 0)
        words += u" × ANDON_FAIL_AT=%1 %2 ×%3%4"_s.arg(failAt).arg(QString::fromLatin1(failWith),
            failCount > 0 ? QString::number(failCount) : u"all"_s, spareSpool ? u" but the spool"_s : QString());
    return unlogged ? words + u" × --unlogged"_s : words;
}

CrashResult runCrashDrill(const CrashDrill &drill)
{
    Scene scene(drill);
    if (!scene.start()) {
        CrashResult failed;
        failed.trouble = u"the sandbox did not start"_s;
        return failed;
    }
    return scene.play();
}

} // namespace andon
