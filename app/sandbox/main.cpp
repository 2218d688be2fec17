// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/SandboxServer.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>
#include <cstdio>
#include <sys/signalfd.h>
#include <unistd.h>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr int usageError = 64;

struct CommandLine {
    quint16 port = 0;
    QString tokenVariable;
    QString logFile;
    sandbox::GatewayOptions gateway;
    int preheatSeconds = 0;
};

int complain(int code, const QString &message)
{
    std::fprintf(stderr, "andon-sandbox: %s\n", qPrintable(message));
    return code;
}

Result<double> number(const QCommandLineParser &parser, const QString &name, double least, double most, bool whole)
{
    bool valid = false;
    const double value = parser.value(name).toDouble(&valid);
    if (!valid || !(value >= least && value <= most)
        || (whole && value != static_cast<double>(static_cast<qint64>(value))))
        return failure(ErrorKind::BadInput, {u"--"_s + name, u"expected a %1number from %2 to %3, not %4"_s
                                                                 .arg(whole ? u"whole "_s : QString())
                                                                 .arg(least, 0, 'g', 12)
                                                                 .arg(most, 0, 'g', 12)
                                                                 .arg(parser.value(name))});
    return value;
}

Result<CommandLine> readCommandLine(const QCoreApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"A small AI gateway with versions, traffic, faults and an admin API, for the demo, "
        "the drills and the tests. It listens on 127.0.0.1 only."_s);
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {u"port"_s, u"Port to listen at; 0 lets the system choose."_s, u"N"_s, u"0"_s},
        {u"token-env"_s, u"Environment variable that holds the bearer token."_s, u"NAME"_s, u"ANDON_SECRET_SANDBOX"_s},
        {u"log"_s, u"File that gets one JSON line a request."_s, u"FILE"_s},
        {u"rate"_s, u"Mean generated requests a second."_s, u"R"_s, u"40"_s},
        {u"seed"_s, u"Seed of the traffic."_s, u"N"_s, u"1"_s},
        {u"preheat"_s, u"Seconds of traffic to have behind it at the start."_s, u"SECONDS"_s, u"0"_s},
    });
    parser.process(application);
    if (!parser.positionalArguments().isEmpty())
        return failure(ErrorKind::BadInput, {parser.positionalArguments().first(), u"unknown argument; see --help"_s});
    CommandLine line;
    line.tokenVariable = parser.value(u"token-env"_s);
    line.logFile = parser.value(u"log"_s);
    const auto port = number(parser, u"port"_s, 0, 65535, true);
    const auto rate = number(parser, u"rate"_s, 0, 2000, false);
    const auto seed = number(parser, u"seed"_s, 0, 9e15, true);
    const auto preheat = number(parser, u"preheat"_s, 0, 3600, true);
    for (const auto *value : {&port, &rate, &seed, &preheat}) {
        if (!*value)
            return tl::unexpected(value->error());
    }
    line.port = static_cast<quint16>(*port);
    line.gateway = {*rate, static_cast<quint64>(*seed)};
    line.preheatSeconds = static_cast<int>(*preheat);
    return line;
}

/// A descriptor that turns readable at SIGTERM or SIGINT; both are blocked from here on.
int terminationDescriptor()
{
    sigset_t signalSet;
    sigemptyset(&signalSet);
    sigaddset(&signalSet, SIGTERM);
    sigaddset(&signalSet, SIGINT);
    sigprocmask(SIG_BLOCK, &signalSet, nullptr);
    return signalfd(-1, &signalSet, SFD_CLOEXEC);
}

} // namespace

int main(int argc, char *argv[])
{
    const int termination = terminationDescriptor();
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"andon-sandbox"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(ANDON_VERSION));
    const auto line = readCommandLine(application);
    if (!line)
        return complain(usageError, line.error().message());
    const QByteArray token = qgetenv(line->tokenVariable.toLocal8Bit().constData()).trimmed();
    if (token.isEmpty())
        return complain(
            1, u"no admin token: set the environment variable %1 to one and start again."_s.arg(line->tokenVariable));

    const SystemClock clock;
    sandbox::SandboxServer server(clock, line->gateway, token);
    if (!line->logFile.isEmpty()) {
        if (const auto opened = server.gateway().log().open(line->logFile); !opened)
            return complain(1, opened.error().message());
    }
    for (int left = line->preheatSeconds; left > 0; --left)
        server.gateway().pass(1, std::chrono::seconds(left - 1));
    const auto port = server.start(line->port);
    if (!port)
        return complain(1, port.error().message());

    QSocketNotifier ending(termination, QSocketNotifier::Read);
    QObject::connect(&ending, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    std::printf("{\"listening\":\"http://127.0.0.1:%u\"}\n", unsigned(*port));
    std::fflush(stdout);
    const int code = QCoreApplication::exec();
    server.gateway().log().flush();
    ::close(termination);
    return code;
}
