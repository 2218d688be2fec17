// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/CommandLine.h"

#include "app/base/TimeText.h"

#include <QCommandLineParser>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct Fault {
    QString words;
};

std::optional<CommandKind> kindOf(const QString &word)
{
    static const QMap<QString, CommandKind> kinds{{u"check"_s, CommandKind::Check},   {u"state"_s, CommandKind::State},
                                                  {u"act"_s, CommandKind::Act},       {u"export"_s, CommandKind::Export},
                                                  {u"verify"_s, CommandKind::Verify}, {u"presets"_s, CommandKind::Presets},
                                                  {u"judge"_s, CommandKind::Judge},   {u"card"_s, CommandKind::Card},
                                                  {u"verdict"_s, CommandKind::Verdict}, {u"incidents"_s, CommandKind::Incidents},
                                                  {u"evidence"_s, CommandKind::Evidence}, {u"replay"_s, CommandKind::Replay}, {u"help"_s, CommandKind::Help}};
    const auto found = kinds.constFind(word);
    return found == kinds.constEnd() ? std::nullopt : std::optional(*found);
}

QList<QCommandLineOption> optionsOf(CommandKind kind)
{
    const auto option = [](const char *name, const char *value) {
        return QCommandLineOption(QString::fromLatin1(name), {}, QString::fromLatin1(value));
    };
    QList<QCommandLineOption> options{option("workspace", "FILE"), option("journal", "FILE"), option("service", "NAME")};
    switch (kind) {
    case CommandKind::Window:
        options << option("demo", "") << option("screenshot", "FILE") << option("size", "WxH") << option("theme", "NAME")
                << option("after", "SECONDS");
        break;
    case CommandKind::State: options << option("json", ""); break;
    case CommandKind::Act:
        options << option("to", "VERSION") << option("reason", "TEXT") << option("wait", "STATE") << option("timeout", "SECONDS")
                << option("unlogged", "") << option("go-on-anyway", "");
        break;
    case CommandKind::Export:
        options << option("from", "TIME") << option("to", "TIME") << option("format", "NAME") << option("output", "FILE")
                << option("template", "NAME");
        break;
    case CommandKind::Judge:
        options << option("alpha", "P") << option("lines", "K") << option("r0", "RATIO") << option("correct-bursts", "");
        break;
    case CommandKind::Card: options << option("json", "") << option("rate", "NUMBER") << option("base-rate", "NUMBER"); break;
    case CommandKind::Evidence: options << option("from", "TIME") << option("to", "TIME") << option("output", "FILE"); break;
    case CommandKind::Replay: options << option("screenshot", "FILE") << option("size", "WxH") << option("theme", "NAME") << option("after", "SECONDS") << option("at", "TIME"); break;
    case CommandKind::Verify: options << option("anchor", "ANCHOR"); break;
    case CommandKind::Verdict:
    case CommandKind::Incidents: options << option("json", ""); break;
    default: break;
    }
    return options;
}

QSize sizeOf(const QString &text)
{
    const QStringList parts = text.split(u'x');
    const QSize size(parts.value(0).toInt(), parts.value(1).toInt());
    if (parts.size() != 2 || size.width() < 640 || size.height() < 480 || size.width() > 7680 || size.height() > 4320)
        throw Fault{u"--size %1: expected a size from 640x480 to 7680x4320, such as 1280x800"_s.arg(text)};
    return size;
}

int secondsOf(const QCommandLineParser &parser, const QString &option, int most)
{
    bool number = false;
    const int seconds = parser.value(option).toInt(&number);
    if (!number || seconds < 1 || seconds > most)
        throw Fault{u"--%1 %2: expected seconds, 1 to %3"_s.arg(option, parser.value(option)).arg(most)};
    return seconds;
}

/// "now", "-90m", "-2h", "-3d" or ISO 8601 with a zone.
TimePoint timeOf(const QString &option, const QString &text, TimePoint now)
{
    if (text == u"now")
        return now;
    if (text.startsWith(u'-') && text.size() > 2) {
        bool number = false;
        const qint64 count = text.mid(1, text.size() - 2).toLongLong(&number);
        const QChar unit = text.back();
        const int seconds = unit == u's' ? 1 : unit == u'm' ? 60 : unit == u'h' ? 3600 : unit == u'd' ? 86'400 : 0;
        if (number && seconds > 0 && count >= 0 && count < 1'000'000)
            return now - std::chrono::seconds(count * seconds);
    }
    const Result<TimePoint> time = parseIso(text);
    if (!time)
        throw Fault{u"--%1 %2: expected a time such as 2026-11-24T15:30:00Z, -2h or now"_s.arg(option, text)};
    return *time;
}

void readPicture(const QCommandLineParser &parser, Command &command)
{
    command.screenshotPath = parser.value(u"screenshot"_s);
    if (parser.isSet(u"size"_s))
        command.size = sizeOf(parser.value(u"size"_s));
    if (parser.isSet(u"theme"_s)) {
        const QString theme = parser.value(u"theme"_s);
        if (theme != u"dark" && theme != u"light")
            throw Fault{u"--theme %1: expected dark or light"_s.arg(theme)};
        command.dark = theme == u"dark";
    }
    if (parser.isSet(u"after"_s))
        command.afterSeconds = secondsOf(parser, u"after"_s, 86'400);
}

void readWindow(const QCommandLineParser &parser, Command &command)
{
    command.demo = parser.isSet(u"demo"_s);
    readPicture(parser, command);
    if (command.demo && !command.workspacePath.isEmpty())
        throw Fault{u"--demo brings its own workspace: leave out --workspace"_s};
}

void readAct(const QCommandLineParser &parser, Command &command, QStringList &words)
{
    const QString word = words.isEmpty() ? QString() : words.takeFirst();
    const auto verb = verbFromWord(word);
    if (!verb)
        throw Fault{u"act %1: expected degrade, throttle, rollback, promote, pause, resume or restore"_s.arg(word)};
    command.verb = *verb;
    command.to = parser.value(u"to"_s);
    if (!command.to.isEmpty() && command.verb != Verb::Rollback)
        throw Fault{u"--to names the version to roll back to; %1 takes none"_s.arg(word)};
    command.reason = parser.value(u"reason"_s).trimmed();
    if (command.reason.isEmpty())
        throw Fault{u"act wants --reason: why production is changed goes on the record"_s};
    const QString wait = parser.value(u"wait"_s);
    if (!wait.isEmpty() && wait != u"effect")
        throw Fault{u"--wait %1: expected effect"_s.arg(wait)};
    command.waitForEffect = wait == u"effect";
    command.unlogged = parser.isSet(u"unlogged"_s);
    command.goOnAnyway = parser.isSet(u"go-on-anyway"_s);
    if (command.goOnAnyway && command.verb != Verb::Promote)
        throw Fault{u"--go-on-anyway is for promote: nothing holds %1 back"_s.arg(word)};
    if (parser.isSet(u"timeout"_s))
        command.timeoutSeconds = secondsOf(parser, u"timeout"_s, 3600);
}

void readPresets(Command &command, QStringList &words)
{
    if (words.isEmpty())
        return;
    if (words.takeFirst() != u"show" || words.isEmpty())
        throw Fault{u"presets takes nothing, or: presets show NAME"_s};
    command.preset = words.takeFirst();
}

std::optional<double> numberOf(const QCommandLineParser &parser, const QString &option, double most, const QString &expected)
{
    if (!parser.isSet(option))
        return std::nullopt;
    bool number = false;
    const double value = parser.value(option).toDouble(&number);
    if (!number || !(value > 0 && value <= most))
        throw Fault{u"--%1 %2: expected %3"_s.arg(option, parser.value(option), expected)};
    return value;
}

void readCardQuestion(const QCommandLineParser &parser, Command &command, QStringList &words)
{
    const QString word = words.isEmpty() ? QString() : words.takeFirst();
    if (word != u"lint" && word != u"show")
        throw Fault{u"card %1: expected lint or show"_s.arg(word)};
    command.card = word == u"show" ? CardQuestion::Show : CardQuestion::Lint;
    command.json = parser.isSet(u"json"_s);
    command.rate = numberOf(parser, u"rate"_s, 1e9, u"requests a second above 0"_s);
    command.baseRate = numberOf(parser, u"base-rate"_s, 1, u"a share above 0 up to 1, such as 0.01"_s);
    if (command.card == CardQuestion::Show && (command.json || command.rate || command.baseRate))
        throw Fault{u"card show takes no --json, --rate or --base-rate"_s};
}

/// Of an incident: the whole of it, whenever it was.
void readPostmortem(const QCommandLineParser &parser, Command &command)
{
    if (parser.isSet(u"from"_s) || parser.isSet(u"to"_s))
        throw Fault{u"export of an incident takes no --from and no --to"_s};
    const QString word = parser.isSet(u"format"_s) ? parser.value(u"format"_s) : u"md"_s;
    const auto format = formatFromWord(word);
    command.bundle = word == u"bundle";
    if (!format && !command.bundle)
        throw Fault{u"--format %1: expected md, html, pdf, json, csv or bundle"_s.arg(word)};
    command.postmortemFormat = format.value_or(PostmortemFormat::Markdown);
    command.layout = parser.value(u"template"_s);
    command.file = parser.value(u"output"_s);
}

void readExport(const QCommandLineParser &parser, Command &command, TimePoint now, QStringList &words)
{
    if (!words.isEmpty()) {
        command.incident = words.takeFirst();
        return readPostmortem(parser, command);
    }
    if (parser.isSet(u"template"_s))
        throw Fault{u"--template is for the postmortem of an incident: export ID"_s};
    command.from = timeOf(u"from"_s, parser.isSet(u"from"_s) ? parser.value(u"from"_s) : u"-1d"_s, now);
    command.until = timeOf(u"to"_s, parser.isSet(u"to"_s) ? parser.value(u"to"_s) : u"now"_s, now);
    if (command.until <= command.from)
        throw Fault{u"--to lies before --from"_s};
    const QString format = parser.isSet(u"format"_s) ? parser.value(u"format"_s) : u"md"_s;
    if (format != u"md" && format != u"json")
        throw Fault{u"--format %1: expected md or json; of an incident (export ID) html, pdf, csv or bundle, too"_s.arg(format)};
    command.format = format == u"json" ? ExportFormat::Json : ExportFormat::Markdown;
    command.file = parser.value(u"output"_s);
}

void readEvidence(const QCommandLineParser &parser, Command &command, TimePoint now)
{
    command.from = timeOf(u"from"_s, parser.isSet(u"from"_s) ? parser.value(u"from"_s) : u"-15m"_s, now);
    command.until = timeOf(u"to"_s, parser.isSet(u"to"_s) ? parser.value(u"to"_s) : u"now"_s, now);
    if (command.until <= command.from || command.until - command.from > std::chrono::hours(24 * 31))
        throw Fault{u"evidence takes a window of at most 31 days, --to after --from"_s};
    command.file = parser.value(u"output"_s);
}

void readReplay(const QCommandLineParser &parser, Command &command, QStringList &words, TimePoint now)
{
    if (words.isEmpty())
        throw Fault{u"replay wants the bundle to look at: a file.andon"_s};
    command.file = words.takeFirst();
    if (parser.isSet(u"at"_s))
        command.until = timeOf(u"at"_s, parser.value(u"at"_s), now);
}

void readJudge(const QCommandLineParser &parser, Command &command, QStringList &words)
{
    const auto number = [&](const QString &option, double usual) {
        if (!parser.isSet(option))
            return usual;
        bool good = false;
        const double value = parser.value(option).toDouble(&good);
        if (!good)
            throw Fault{u"--%1 %2: expected a number"_s.arg(option, parser.value(option))};
        return value;
    };
    const double lines = number(u"lines"_s, command.judge.lines);
    if (!(lines >= 1 && lines <= 1'000'000 && lines == std::floor(lines)))
        throw Fault{u"--lines %1: expected how many are judged together, 1 or more"_s.arg(parser.value(u"lines"_s))};
    command.judge.alpha = number(u"alpha"_s, command.judge.alpha);
    command.judge.lines = static_cast<int>(lines);
    command.judge.r0 = number(u"r0"_s, command.judge.r0);
    command.judge.correctBursts = parser.isSet(u"correct-bursts"_s);
    // In a recording the time between two polls is what it is.
    command.judge.staleAfter = command.judge.gapAfter = std::chrono::hours(1);
    if (const std::string fault = command.judge.fault(); !fault.empty())
        throw Fault{u"--"_s + QString::fromStdString(fault)};
    if (words.isEmpty())
        throw Fault{u"judge wants the file of polls, or - for standard input"_s};
    command.file = words.takeFirst();
}

Command read(const QStringList &arguments, TimePoint now)
{
    Command command;
    QStringList words = arguments;
    if (!words.isEmpty() && !words.first().startsWith(u'-')) {
        const auto kind = kindOf(words.first());
        if (!kind)
            throw Fault{u"%1 is no verb: expected check, state, act, verdict, card, presets, incidents, export, evidence, replay, verify or judge"_s.arg(words.first())};
        command.kind = *kind;
        words.removeFirst();
    }
    if (arguments.contains(u"--help"_s) || arguments.contains(u"-h"_s))
        command.kind = CommandKind::Help;
    else if (arguments.contains(u"--version"_s))
        command.kind = CommandKind::Version;
    if (command.kind == CommandKind::Help || command.kind == CommandKind::Version)
        return command;
    QCommandLineParser parser;
    parser.addOptions(optionsOf(command.kind));
    if (!parser.parse(QStringList{u"andon"_s} + words))
        throw Fault{parser.errorText()};
    words = parser.positionalArguments();
    command.workspacePath = parser.value(u"workspace"_s);
    command.journalPath = parser.value(u"journal"_s);
    command.service = parser.value(u"service"_s);
    if (command.kind == CommandKind::Window)
        readWindow(parser, command);
    else if (command.kind == CommandKind::State || command.kind == CommandKind::Verdict || command.kind == CommandKind::Incidents)
        command.json = parser.isSet(u"json"_s);
    else if (command.kind == CommandKind::Act)
        readAct(parser, command, words);
    else if (command.kind == CommandKind::Presets)
        readPresets(command, words);
    else if (command.kind == CommandKind::Card)
        readCardQuestion(parser, command, words);
    else if (command.kind == CommandKind::Export)
        readExport(parser, command, now, words);
    else if (command.kind == CommandKind::Judge)
        readJudge(parser, command, words);
    else if (command.kind == CommandKind::Evidence)
        readEvidence(parser, command, now);
    else if (command.kind == CommandKind::Verify && !words.isEmpty())
        command.file = words.takeFirst();
    if (command.kind == CommandKind::Verify)
        command.anchor = parser.value(u"anchor"_s);
    if (command.kind == CommandKind::Replay) {
        readPicture(parser, command);
        readReplay(parser, command, words, now);
    }
    if (command.kind == CommandKind::Verify && command.file.isEmpty())
        throw Fault{u"verify wants the file to check: a bundle, an exported .json or a journal"_s};
    if (!words.isEmpty())
        throw Fault{u"unexpected: %1"_s.arg(words.join(u' '))};
    return command;
}

} // namespace

CommandAnswer parseCommand(const QStringList &arguments, TimePoint now)
{
    try {
        const Command command = read(arguments, now);
        return {command, command.kind == CommandKind::Help ? helpText() : QString()};
    } catch (const Fault &fault) {
        return {std::nullopt, fault.words};
    }
}

QString helpText()
{
    return u"Andon: the board over your AI services, and the cord that stops the line.\n"
           "\n"
           "  andon --demo                          a sandbox gateway and a Prometheus of its own, live\n"
           "  andon [--workspace FILE]              your services\n"
           "  andon check                           each source, gateway and indicator: ok, or why not\n"
           "  andon state [--json]                  one poll: versions, values, weights, step, freshness\n"
           "  andon act VERB --reason TEXT          degrade, throttle, rollback, promote, pause, resume, restore\n"
           "      [--to VERSION] [--wait effect] [--timeout SECONDS] [--unlogged] [--go-on-anyway]\n"
           "  andon card lint [--json] [--rate REQUESTS_A_SECOND] [--base-rate SHARE]\n"
           "                                        what speaks against starting a canary with the service's card\n"
           "  andon card show                       the card as a page to read and print\n"
           "  andon presets [show NAME]             gateways known by a preset; the requests one would send, unsent\n"
           "  andon incidents [--json]              the incidents of the record, newest first, with their times\n"
           "  andon export [--from TIME] [--to TIME] [--format md|json] [--output FILE]\n"
           "  andon export ID [--format md|html|pdf|json|csv|bundle] [--template NAME] [--output FILE]\n"
           "                                        the postmortem of an incident; bundle: with the evidence of its time\n"
           "  andon evidence [--from TIME] [--to TIME] [--output FILE]\n"
           "                                        freezes a window of a service as a bundle; without times, 15 minutes\n"
           "  andon replay FILE [--at TIME]         the board as it was known then, from a bundle, offline, read-only\n"
           "  andon verify FILE [--anchor ANCHOR]   every byte of a bundle, the chain of an exported .json or of a journal;\n"
           "                                        ANCHOR: a second file of the same record, an entry's NUMBER:HASH, or\n"
           "                                        gateway: what the service's gateway keeps of its last operation; does it\n"
           "                                        hold the same chain?\n"
           "  andon verdict [--json]                may this canary go on? by the counts of every line\n"
           "  andon judge FILE                      counts of stable and canary as JSON lines, - for standard input:\n"
           "      [--alpha P] [--lines K] [--r0 RATIO] [--correct-bursts]     each series' verdict, one JSON line\n"
           "\n"
           "  --workspace FILE   default: andon.json here, then in the configuration folder\n"
           "  --journal FILE     default: the user's own journal\n"
           "  --service NAME     default: the first of the workspace\n"
           "  --screenshot FILE [--size WxH] [--theme dark|light] [--after SECONDS]\n"
           "\n"
           "TIME is 2026-11-24T15:30:00Z, now, or back from now: -90m, -2h, -3d.\n"
           "act ends with 0 reached, 3 rejected, 4 superseded, 5 unknown, 6 not sent or blocked, 7 needs a person,\n"
           "8 held by the card or a person (promote goes on anyway with --go-on-anyway);\n"
           "verdict with 0 go on, 1 stop, 2 undecided, 3 unknown;\n"
           "check, card, incidents, verify and judge with 0 or 1; a wrong command line with 64.\n"_s;
}

} // namespace andon
