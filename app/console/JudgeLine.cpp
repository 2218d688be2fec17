// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/JudgeLine.h"

#include "app/base/BoundedJson.h"

#include <charconv>
#include <cmath>

namespace andon {

using nlohmann::json;
using namespace Qt::StringLiterals;

namespace {

/// Beyond this many seconds from 1970 a time is surely in another unit.
constexpr double farthest = 1e11;

bool setTime(CountPoll &poll, double seconds)
{
    if (!(std::abs(seconds) <= farthest))
        return false;
    poll.t = TimePoint(std::chrono::microseconds(std::llround(seconds * 1e6)));
    return true;
}

class Scanner {
public:
    explicit Scanner(std::string_view text)
        : m_at(text.data()), m_end(text.data() + text.size())
    {
    }
    bool take(char c)
    {
        skipSpace();
        if (m_at == m_end || *m_at != c)
            return false;
        ++m_at;
        return true;
    }
    bool takeText(std::string_view &text)
    {
        if (!take('"'))
            return false;
        const char *const begin = m_at;
        while (m_at != m_end && *m_at != '"') {
            if (*m_at < ' ' || *m_at == '\\' || *m_at == 0x7f)
                return false;
            ++m_at;
        }
        text = {begin, static_cast<std::size_t>(m_at - begin)};
        return m_at != m_end && *m_at++ == '"';
    }
    bool takeNumber(double &number)
    {
        skipSpace();
        // What from_chars reads and JSON does not have: inf, nan, 01, 1., .5
        const char *digits = m_at != m_end && *m_at == '-' ? m_at + 1 : m_at;
        const auto isDigit = [&](const char *c) { return c < m_end && *c >= '0' && *c <= '9'; };
        if (!isDigit(digits) || (*digits == '0' && isDigit(digits + 1)))
            return false;
        const auto [end, error] = std::from_chars(m_at, m_end, number);
        if (error != std::errc())
            return false;
        for (const char *c = m_at; c != end; ++c) {
            if (*c == '.' && !isDigit(c + 1))
                return false;
        }
        m_at = end;
        return true;
    }
    bool atEnd()
    {
        skipSpace();
        return m_at == m_end;
    }

private:
    void skipSpace()
    {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\t' || *m_at == '\r'))
            ++m_at;
    }
    const char *m_at;
    const char *m_end;
};

/// {"bad", "total"}, each once.
bool scanArm(Scanner &scanner, ArmCounts &arm)
{
    int seen = 0;
    if (!scanner.take('{'))
        return false;
    do {
        std::string_view name;
        if (!scanner.takeText(name) || !scanner.take(':'))
            return false;
        const int bit = name == "bad" ? 1 : name == "total" ? 2 : 4;
        if (bit == 4 || (seen & bit) != 0 || !scanner.takeNumber(bit == 1 ? arm.bad : arm.total))
            return false;
        seen |= bit;
    } while (scanner.take(','));
    return seen == 3 && scanner.take('}');
}

struct Fault {
    QString words;
};

double countOf(const json &line, const char *arm, const char *name)
{
    const json counts = line.value(arm, json());
    const json count = counts.is_object() ? counts.value(name, json("none")) : json("none");
    if (count.is_null())
        return std::numeric_limits<double>::quiet_NaN();
    if (!count.is_number())
        throw Fault{u"expected a number or null at %1.%2"_s.arg(QLatin1StringView(arm), QLatin1StringView(name))};
    return count.get<double>();
}

void readSlowly(std::string_view text, JudgeLine &line)
{
    const json object = boundedJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())));
    if (!object.is_object())
        throw Fault{u"expected a JSON object"_s};
    const json series = object.value("series", json());
    if (!series.is_string())
        throw Fault{u"expected a text at series"_s};
    line.series = series.get<std::string>();
    const json time = object.value("t", json());
    if (!time.is_number() || !setTime(line.poll, time.get<double>()))
        throw Fault{u"expected seconds since 1970 at t"_s};
    line.poll.stable = {countOf(object, "stable", "bad"), countOf(object, "stable", "total")};
    line.poll.canary = {countOf(object, "canary", "bad"), countOf(object, "canary", "total")};
}

} // namespace

bool scanJudgeLine(std::string_view text, JudgeLine &line)
{
    Scanner scanner(text);
    int seen = 0;
    if (!scanner.take('{'))
        return false;
    do {
        std::string_view name;
        if (!scanner.takeText(name) || !scanner.take(':'))
            return false;
        int bit = 0;
        bool good = false;
        if (name == "series") {
            std::string_view series;
            bit = 1;
            good = scanner.takeText(series);
            line.series = series;
        } else if (name == "t") {
            double seconds = 0;
            bit = 2;
            good = scanner.takeNumber(seconds) && setTime(line.poll, seconds);
        } else if (name == "stable") {
            bit = 4;
            good = scanArm(scanner, line.poll.stable);
        } else if (name == "canary") {
            bit = 8;
            good = scanArm(scanner, line.poll.canary);
        }
        if (!good || (seen & bit) != 0)
            return false;
        seen |= bit;
    } while (scanner.take(','));
    return seen == 15 && scanner.take('}') && scanner.atEnd();
}

Result<void> readJudgeLine(std::string_view text, JudgeLine &line)
{
    if (scanJudgeLine(text, line))
        return {};
    try {
        readSlowly(text, line);
        return {};
    } catch (const Fault &fault) {
        return failure(ErrorKind::BadInput, {u"the line"_s, fault.words});
    }
}

} // namespace andon
