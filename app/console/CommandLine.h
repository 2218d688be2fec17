// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/canary/Judge.h"
#include "app/gateway/Verb.h"
#include "app/incidents/PostmortemExports.h"

#include <QSize>
#include <QStringList>

#include <optional>

namespace andon {

/// Exit codes of the verbs, stable for scripts.
namespace ExitCode {
inline constexpr int done = 0;
inline constexpr int problems = 1;   ///< check: something is not ok; verify: the chain is broken; judge: bad input; card: an error, or none
inline constexpr int rejected = 3;
inline constexpr int superseded = 4;
inline constexpr int unknown = 5;
inline constexpr int notSent = 6;    ///< not sent, or blocked
inline constexpr int needsHuman = 7;
inline constexpr int held = 8;       ///< act promote: the card, or a person, does not let the canary go on; nothing was sent
inline constexpr int usage = 64;     ///< EX_USAGE of sysexits.h
} // namespace ExitCode

enum class CommandKind { Window, Check, State, Act, Export, Verify, Presets, Judge, Card, Verdict, Incidents, Evidence, Replay, Help, Version };
enum class ExportFormat { Markdown, Json };
enum class CardQuestion { Lint, Show };

/// What the command line asks for.
struct Command {
    CommandKind kind = CommandKind::Window;
    QString workspacePath;
    QString journalPath;   ///< empty: the user's
    bool demo = false;
    QString service;       ///< empty: the first of the workspace
    // window
    QString screenshotPath;
    QSize size;
    std::optional<bool> dark;
    int afterSeconds = 0;  ///< screenshot: 0 = when the first lines are there
    // state, card lint, verdict, incidents
    bool json = false;
    // act
    Verb verb = Verb::Rollback;
    QString to;            ///< rollback: version
    QString reason;
    bool waitForEffect = false;
    bool unlogged = false;
    bool goOnAnyway = false; ///< promote: in spite of what the card says
    int timeoutSeconds = 60; ///< act: how long to wait for the verdict on the write before it ends as unknown
    // presets
    QString preset;        ///< the one to show; empty: the list
    // judge
    JudgeOptions judge;
    // export, verify, judge
    TimePoint from;
    TimePoint until;
    ExportFormat format = ExportFormat::Markdown;
    QString incident;      ///< export: the id, or its beginning; empty: a window of the record
    PostmortemFormat postmortemFormat = PostmortemFormat::Markdown; ///< export of an incident
    QString layout;        ///< export of an incident: name of a template; empty: the built-in one
    QString file;          ///< judge: "-" is standard input; evidence: empty: a name of its own, here
    QString anchor;        ///< verify: a second file of the same record, NUMBER:HASH of an entry, or "gateway"; empty: none
    // card
    CardQuestion card = CardQuestion::Lint;
    std::optional<double> rate;     ///< requests a second of all versions; none: the source is asked
    std::optional<double> baseRate; ///< bad of all requests on stable, above 0 to 1; none: the source is asked
    bool bundle = false;            ///< export of an incident: a bundle with the evidence of its window
};

/// The command, or what is wrong with the line in words. Pure.
struct CommandAnswer {
    std::optional<Command> command;
    QString words; ///< of the fault, or the help text
};

/// `arguments`: without the program's name. `now`: what "now" and "-2h" mean in --from and --to.
[[nodiscard]] CommandAnswer parseCommand(const QStringList &arguments, TimePoint now);
[[nodiscard]] QString helpText();

} // namespace andon
