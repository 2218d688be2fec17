// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/JudgeVerb.h"

#include "app/canary/VerdictJson.h"
#include "app/console/JudgeLine.h"

#include <QFile>

#include <cstring>
#include <deque>
#include <fstream>
#include <iostream>
#include <unordered_map>

namespace andon {

using nlohmann::json;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t longestLine = 64 * 1024;
constexpr std::size_t chunk = 1024 * 1024;
constexpr int mostFaultsTold = 20;

struct NamedState {
    std::string series;
    JudgeState state;
};

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

/// All series of a recording.
class Recording {
public:
    Recording(const JudgeOptions &options, std::ostream &err)
        : m_judge(options), m_err(err)
    {
    }
    void take(std::string_view text)
    {
        ++m_number;
        if (text.find_first_not_of(" \t\r") == std::string_view::npos)
            return;
        if (const Result<void> read = readJudgeLine(text, m_line); !read) {
            complain(read.error().arguments.value(1).toStdString());
            return;
        }
        const UnknownReason fault = m_judge.take(stateOf(m_line.series), m_line.poll);
        if (fault != UnknownReason::None)
            complain("the poll is refused: " + std::string(reasonWord(fault)));
    }
    void takeTooLong()
    {
        ++m_number;
        complain("longer than 64 KiB");
    }
    void print(std::ostream &out)
    {
        for (const NamedState &named : m_states) {
            const TimePoint end = named.state.last.value_or(TimePoint());
            json object = verdictJson(m_judge.verdict(named.state, end));
            object["series"] = named.series;
            out << object.dump(-1, ' ', false, json::error_handler_t::replace) << '\n';
        }
    }
    [[nodiscard]] bool isWhole()
    {
        if (m_faults > mostFaultsTold)
            m_err << "and " << m_faults - mostFaultsTold << " more\n";
        if (m_states.empty())
            m_err << "no polls: nothing is judged, and nothing passes\n";
        return m_faults == 0 && !m_states.empty();
    }

private:
    JudgeState &stateOf(const std::string &series)
    {
        const auto found = m_places.find(series);
        if (found != m_places.end())
            return m_states[found->second].state;
        m_places.emplace(series, m_states.size());
        return m_states.emplace_back(NamedState{series, {}}).state;
    }
    void complain(const std::string &words)
    {
        if (++m_faults <= mostFaultsTold)
            m_err << "line " << m_number << ": " << words << '\n';
    }

    Judge m_judge;
    std::ostream &m_err;
    JudgeLine m_line;
    std::deque<NamedState> m_states;
    std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> m_places;
    long long m_number = 0;
    long long m_faults = 0;
};

} // namespace

int judgeStream(const JudgeOptions &options, std::istream &in, std::ostream &out, std::ostream &err)
{
    Recording recording(options, err);
    std::string buffer(chunk + longestLine, '\0');
    std::size_t kept = 0;  // of a line whose end is not read yet
    bool tooLong = false;  // the line that goes on is told already
    while (in.read(buffer.data() + kept, chunk), in.gcount() > 0) {
        std::string_view text(buffer.data(), kept + static_cast<std::size_t>(in.gcount()));
        for (std::size_t end; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1)) {
            if (tooLong || end > longestLine)
                recording.takeTooLong();
            else
                recording.take(text.substr(0, end));
            tooLong = false;
        }
        tooLong = tooLong || text.size() > longestLine;
        kept = tooLong ? 0 : text.size();
        std::memmove(buffer.data(), text.data(), kept);
    }
    if (tooLong)
        recording.takeTooLong();
    else if (kept > 0)
        recording.take(std::string_view(buffer.data(), kept));
    recording.print(out);
    out.flush();
    if (in.bad())
        err << "the input cannot be read to its end\n";
    if (!out)
        err << "the verdicts could not be written\n";
    return recording.isWhole() && !in.bad() && out ? ExitCode::done : ExitCode::problems;
}

int judgeFile(const Command &command)
{
    std::ios::sync_with_stdio(false);
    if (command.file == u"-")
        return judgeStream(command.judge, std::cin, std::cout, std::cerr);
    if (QFile probe(command.file); !probe.open(QIODevice::ReadOnly)) {
        const Error error{ErrorKind::FileUnreadable, {command.file, probe.errorString()}, {}};
        std::cerr << error.message().toStdString() << '\n';
        return ExitCode::problems;
    }
    std::ifstream file(QFile::encodeName(command.file).toStdString(), std::ios::binary);
    return judgeStream(command.judge, file, std::cout, std::cerr);
}

} // namespace andon
