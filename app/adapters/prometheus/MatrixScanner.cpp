// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/MatrixScanner.h"

#include "app/adapters/prometheus/AnswerReader.h"
#include "app/adapters/prometheus/KnownTimes.h"
#include "app/adapters/prometheus/MetricNumber.h"
#include "app/adapters/prometheus/UsualSamples.h"
#include "app/base/BoundedJson.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace andon {

namespace {

constexpr qsizetype longestEnvelope = 1024 * 1024; ///< what stands around the series
constexpr qsizetype longestLabels = 64 * 1024;     ///< of one series, where they need a real JSON parser

/// What stands behind the bracket of a sample: <seconds>,"<value>"]; its end, or null.
const char *afterAnySample(const char *at, const char *end, KnownTimes &known, qint64 &time, double &value)
{
    at = known.after(at, end, time);
    if (!at)
        return nullptr;
    const char *past = end - at >= 64 ? readPlainNumber(at, value) : nullptr;
    if (!past || *past != '"')
        past = readMetricNumber(at, end, value);
    return past && end - past >= 2 && past[0] == '"' && past[1] == ']' ? past + 2 : nullptr;
}

/// Walks over the list of series. No member returns a wrong result: what it does not expect makes it false. The text
/// ends with a brace that belongs to the envelope, so one character more may always be looked at.
class Scanner {
public:
    Scanner(const char *at, const char *end, const AnswerLimits &limits)
        : m_at(at)
        , m_end(end)
        , m_limits(limits)
    {
    }
    bool list();
    [[nodiscard]] const char *at() const { return m_at; }
    MetricsAnswer &answer() { return m_answer; }

private:
    bool take(std::string_view text);
    bool entry();
    bool labels();
    bool oddLabels(const char *from);
    bool samples();
    bool usualSamples(qint64 &last);
    void flush(const qint64 *times);
    void keep();

    const char *m_at;
    const char *m_end;
    const AnswerLimits &m_limits;
    MetricsAnswer m_answer;
    Series m_series;
    qsizetype m_like = -1; ///< the longest series so far: its times may be those of the next
    KnownTimes m_known;
    std::size_t m_count = 0; ///< samples in the two below
    std::array<qint64, Columns::chunkSize> m_times;
    std::array<double, Columns::chunkSize> m_values;
};

bool Scanner::take(std::string_view text)
{
    if (static_cast<std::size_t>(m_end - m_at) < text.size() || std::memcmp(m_at, text.data(), text.size()) != 0)
        return false;
    m_at += text.size();
    return true;
}

/// The list of the result from its bracket on.
bool Scanner::list()
{
    if (!take("["))
        return false;
    if (take("]"))
        return true;
    do {
        if (!entry())
            return false;
        keep();
    } while (take(","));
    return take("]");
}

bool Scanner::entry()
{
    m_series.labels.clear();
    m_series.columns = {};
    m_count = 0;
    m_known.rewind();
    if (!take("{\"metric\":{") || !labels())
        return false;
    if (take(",\"values\":["))
        return samples() && take("}");
    if (!take(",\"value\":"))
        return false;
    m_at = *m_at == '[' ? afterAnySample(m_at + 1, m_end, m_known, m_times[0], m_values[0]) : nullptr;
    m_count = 1;
    return m_at && take("}");
}

/// Past the labels' brace.
bool Scanner::labels()
{
    const char *from = m_at - 1;
    if (take("}"))
        return true;
    const auto text = [this](QString &out) {
        if (!take("\""))
            return false;
        const char *start = m_at;
        while (m_at < m_end && *m_at >= 0x20 && *m_at < 0x7f && *m_at != '"' && *m_at != '\\')
            ++m_at;
        out = QString::fromLatin1(start, m_at - start);
        return take("\"");
    };
    do {
        QString name, value;
        if (!text(name) || !take(":") || !text(value))
            return oddLabels(from);
        m_series.labels.insert(name, value);
        if (static_cast<std::size_t>(m_series.labels.size()) > m_limits.labels)
            return false;
    } while (take(","));
    return take("}") || oddLabels(from);
}

/// Labels with escapes, other scripts or blanks: theirs is a JSON parser, from the brace on.
bool Scanner::oddLabels(const char *from)
{
    bool inText = false;
    const char *at = from + 1;
    for (;; ++at) {
        if (at >= m_end || at - from > longestLabels)
            return false;
        if (!inText && *at == '}')
            break;
        if (inText && *at == '\\')
            ++at;
        else if (*at == '"')
            inText = !inText;
        else if (!inText && (*at == '{' || *at == '['))
            return false;
    }
    m_at = at + 1;
    const nlohmann::json object = boundedJson(QByteArray::fromRawData(from, m_at - from));
    if (!object.is_object() || object.size() > m_limits.labels)
        return false;
    m_series.labels.clear();
    for (const auto &[name, value] : object.items()) {
        if (!value.is_string())
            return false;
        m_series.labels.insert(QString::fromStdString(name), QString::fromStdString(value.get_ref<const std::string &>()));
    }
    return true;
}

/// Past the bracket of the samples.
bool Scanner::samples()
{
    if (take("]"))
        return true;
    if (!take("["))
        return false;
    qint64 last = std::numeric_limits<qint64>::min();
    for (bool more = true; more;) {
        if (m_count == Columns::chunkSize)
            flush(m_times.data());
        if (usualSamples(last))
            continue;
        m_at = afterAnySample(m_at, m_end, m_known, m_times[m_count], m_values[m_count]);
        if (!m_at || m_times[m_count] <= last)
            return false;
        last = m_times[m_count++];
        more = take(",");
        if (more && !take("["))
            return false;
    }
    return take("]");
}

/// Past as many samples as are usual, and as there is room for, each with the bracket of the next one. True: there was no more
/// room, there may be more of them. False: the next one is another.
bool Scanner::usualSamples(qint64 &last)
{
    const KnownTimes::Run known = m_known.run();
    const std::size_t count = readUsualSamples(m_at, m_end, known, Columns::chunkSize - m_count, m_values.data() + m_count);
    m_known.pass(count);
    last = count > 0 ? known.times[count - 1] : last;
    m_count += count;
    if (count == Columns::chunkSize)
        flush(known.times); // they need not be copied
    else
        std::copy_n(known.times, count, m_times.data() + m_count - count);
    return m_count == Columns::chunkSize || count == Columns::chunkSize;
}

void Scanner::flush(const qint64 *times)
{
    // Beyond the limit a series is checked and counted, not kept.
    const bool kept = static_cast<std::size_t>(m_answer.series.size()) < m_limits.series;
    if (kept)
        m_series.columns.append(times, m_values.data(), m_count, m_like < 0 ? nullptr : &m_answer.series[m_like].columns);
    m_count = kept ? 0 : 1;
}

void Scanner::keep()
{
    QList<Series> &kept = m_answer.series;
    if (static_cast<std::size_t>(kept.size()) >= m_limits.series) {
        m_answer.leftOut += m_count > 0 ? 1 : 0;
        return;
    }
    flush(m_times.data());
    if (m_series.columns.empty())
        return;
    kept << std::move(m_series);
    if (m_like < 0 || kept[m_like].columns.size() < kept.last().columns.size())
        m_like = kept.size() - 1;
}

/// The place of the bracket in {...,"data":{..."result":[, or -1. Nothing before it may be escaped or a list, so that the
/// braces tell where it stands.
qsizetype resultIn(QByteArrayView body)
{
    static constexpr QByteArrayView data = "\"data\":{", result = "\"result\":[";
    const qsizetype found = body.first(std::min(body.size(), longestEnvelope)).indexOf(result);
    const qsizetype opened = found < 0 ? -1 : body.first(found).lastIndexOf(data);
    if (opened < 0)
        return -1;
    int depth = 0;
    bool inText = false;
    for (qsizetype i = 0; i < found; ++i) {
        const char c = body[i];
        if (c == '\\' || (c == '[' && !inText))
            return -1;
        if (c == '"')
            inText = !inText;
        else if (!inText && (c == '{' || c == '}'))
            depth += c == '{' ? 1 : -1;
        // From the opening of the data on, its own level is not left before the result.
        if (!inText && i >= opened + data.size() && depth < 2)
            return -1;
        if (i == opened && (!inText || depth != 1))
            return -1;
    }
    return depth == 2 && !inText ? found + result.size() - 1 : -1;
}

} // namespace

std::optional<MetricsAnswer> scanAnswer(const QByteArray &body, const AnswerLimits &limits)
{
    const char *end = body.data() + body.size();
    while (end > body.data() && (end[-1] == '\n' || end[-1] == ' '))
        --end;
    const qsizetype from = resultIn({body.data(), end});
    if (from < 0 || end[-1] != '}')
        return std::nullopt;
    Scanner scanner(body.data() + from, end - 1, limits);
    if (!scanner.list() || end - scanner.at() > longestEnvelope)
        return std::nullopt;
    // What stands around the series is read as any JSON is, with an empty list in their place.
    const QByteArray envelope = body.first(from) + "[]" + QByteArray(scanner.at(), end - scanner.at());
    AnswerReading around = readAnswer(envelope, limits);
    const bool usual = around.fault.isEmpty() && !around.refusal && around.dataMembers == 1 && around.resultMembers == 1;
    if (!usual)
        return std::nullopt;
    scanner.answer().warnings = std::move(around.answer.warnings);
    return std::move(scanner.answer());
}

} // namespace andon
