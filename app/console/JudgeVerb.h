// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/CommandLine.h"

#include <iosfwd>

namespace andon {

/// "andon judge": reads polls as JSON lines and writes one JSON line for each series, in the order in which they first came:
/// verdictJson() and its name. Faults go to `err` with the number of their line. The exit code: done, or problems where a line
/// was not understood, a poll was refused, or there was none at all. Memory grows with the number of series alone.
[[nodiscard]] int judgeStream(const JudgeOptions &options, std::istream &in, std::ostream &out, std::ostream &err);
/// The same for Command::file, "-" for standard input, on the program's own streams.
[[nodiscard]] int judgeFile(const Command &command);

} // namespace andon
