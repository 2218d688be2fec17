// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/prometheus/AnswerReader.h"

#include "app/adapters/prometheus/AnswerPlaces.h"
#include "app/adapters/prometheus/CountedByte.h"
#include "app/adapters/prometheus/SampleReading.h"

#include <nlohmann/json.hpp>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr std::size_t deepest = 64;
constexpr qsizetype mostWords = 100; ///< of warnings and infos together
constexpr qsizetype longestWords = 1000;

QString wordsOf(const std::string &text)
{
    // A character has at most four bytes: no more of an endless text is worth decoding.
    return QString::fromUtf8(text.data(), std::min(static_cast<qsizetype>(text.size()), 4 * longestWords)).left(longestWords);
}

/// Takes the events of nlohmann's parser. A wrong shape is noted and reading goes on: whether the JSON is whole, and what
/// the status says, is known at the end only and counts for more.
class Reader final : public nlohmann::json_sax<json> {
public:
    /// `taken`: how many bytes the parser has taken so far.
    Reader(const AnswerLimits &limits, const std::size_t &taken)
        : m_limits(limits)
        , m_taken(taken)
    {
    }
    AnswerReading finished();

    bool null() override { return takeOther(); }
    bool boolean(bool value) override;
    bool number_integer(number_integer_t value) override { return takeNumber(static_cast<double>(value)); }
    bool number_unsigned(number_unsigned_t value) override { return takeNumber(static_cast<double>(value)); }
    bool number_float(number_float_t value, const string_t &) override { return takeNumber(value); }
    bool string(string_t &value) override;
    bool binary(binary_t &) override { return takeOther(); }
    bool start_object(std::size_t) override { return start(placeOfObject()); }
    bool key(string_t &key) override;
    bool end_object() override;
    bool start_array(std::size_t) override { return start(placeOfArray()); }
    bool end_array() override;
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) override
    {
        m_broken = u"it is no complete JSON at byte %1"_s.arg(position);
        return false;
    }

private:
    [[nodiscard]] Place place() const { return m_places.back(); }
    [[nodiscard]] static QString atByte(const QString &what, std::size_t byte) { return what + u" at byte "_s + QString::number(byte); }
    /// An entry that is no series, where it stands in the result itself.
    void stray() { m_strayAt = place() == Place::Result && m_strays++ == 0 ? m_taken : m_strayAt; }
    void wrong(const QString &what, std::size_t byte)
    {
        if (m_wrong.isEmpty())
            m_wrong = atByte(what, byte);
    }
    bool start(Place place);
    Place placeOfObject();
    Place placeOfArray();
    Place openResult();
    Place openData();
    bool takeOther();
    bool takeNumber(double value);
    void takeLabel(const std::string &value);
    void endSample(Columns &columns);
    void endEntry();
    [[nodiscard]] QString faultOfShape() const;

    const AnswerLimits &m_limits;
    const std::size_t &m_taken;
    AnswerReading m_reading;
    std::vector<Place> m_places{Place::Top};
    Member m_member = Member::Other;
    QString m_broken; ///< why it is no JSON
    QString m_wrong;  ///< the first wrong shape within the result

    std::optional<QString> m_status; ///< null: none, or no text
    QString m_error = u"without a reason"_s;
    bool m_isEnvelope = false, m_hasData = false, m_hasResult = false, m_typeIsText = true, m_partial = false;
    std::string m_type;

    // The series that is being read.
    Series m_series;
    Columns m_instant; ///< of "value"; "values" counts for more
    std::string m_label;
    qsizetype m_like = -1; ///< the longest series so far: its times may be those of the next
    bool m_hasMetric = false, m_hasValues = false, m_hasValue = false, m_hasHistogram = false;
    SampleReading m_sample; ///< that is being read; a scalar stands in the result itself
    int m_objects = 0, m_strays = 0; ///< entries of the result that are objects, and that are none
    // Where in the answer, in bytes from 1.
    std::size_t m_keyAt = 0, m_typeAt = 0;     ///< the end of the last member's name, and of the type's
    std::size_t m_entryAt = 0, m_sampleAt = 0; ///< of what is being read
    std::size_t m_objectAt = 0, m_strayAt = 0; ///< the first of m_objects and m_strays
};

Place Reader::openData()
{
    ++m_reading.dataMembers;
    m_hasData = true;
    m_hasResult = false;
    m_typeIsText = true;
    m_type.clear();
    return Place::Data;
}

Place Reader::openResult()
{
    ++m_reading.resultMembers;
    m_hasResult = true;
    m_reading.answer.series.clear();
    m_reading.answer.leftOut = 0;
    m_like = -1;
    m_objects = m_strays = 0;
    m_sample = {};
    m_sampleAt = m_taken;
    return Place::Result;
}

Place Reader::placeOfObject()
{
    switch (place()) {
    case Place::Top:
        m_isEnvelope = true;
        return Place::Envelope;
    case Place::Envelope:
        return m_member == Member::Data ? openData() : Place::Skipped;
    case Place::Result:
        m_entryAt = m_taken;
        m_objectAt = m_objects++ == 0 ? m_taken : m_objectAt;
        m_series = {};
        m_instant = {};
        m_hasMetric = m_hasValues = m_hasValue = m_hasHistogram = false;
        return Place::Entry;
    case Place::Entry:
        if (m_member != Member::Metric)
            break;
        m_hasMetric = true;
        m_series.labels.clear();
        return Place::Metric;
    default:
        break;
    }
    takeOther();
    return Place::Skipped;
}

Place Reader::placeOfArray()
{
    const bool isMember = place() == Place::Envelope || place() == Place::Data || place() == Place::Entry;
    const Member member = isMember ? m_member : Member::Other;
    if (member == Member::Words)
        return Place::Words;
    if (member == Member::Result)
        return openResult();
    if (member == Member::Values) {
        m_hasValues = true;
        m_series.columns = {};
        return Place::Values;
    }
    if (member == Member::Value || place() == Place::Values) {
        if (member == Member::Value) {
            m_hasValue = true;
            m_instant = {};
        }
        m_sample = {};
        m_sampleAt = m_taken;
        return Place::Sample;
    }
    takeOther();
    return Place::Skipped;
}

bool Reader::start(Place place)
{
    m_places.push_back(place);
    if (m_places.size() <= deepest + 1)
        return true;
    m_broken = atByte(u"it is nested too deep"_s, m_taken);
    return false;
}

bool Reader::key(string_t &key)
{
    m_member = memberOf(place(), key);
    m_keyAt = m_taken;
    if (m_member == Member::ResultType)
        m_typeAt = m_keyAt;
    if (place() == Place::Metric)
        m_label = key;
    if (m_member == Member::Histogram)
        m_hasHistogram = true;
    return true;
}

/// A value of a type that nobody expected there.
bool Reader::takeOther()
{
    switch (place()) {
    case Place::Envelope:
        if (m_member == Member::Status)
            m_status.reset();
        else if (m_member == Member::Data)
            m_hasData = false;
        else if (m_member == Member::Error)
            m_error = u"without a reason"_s;
        break;
    case Place::Data:
        if (m_member == Member::ResultType)
            m_typeIsText = false;
        else if (m_member == Member::Result)
            m_hasResult = false;
        break;
    case Place::Result:
        stray();
        m_sample.other();
        break;
    case Place::Entry:
        if (m_member == Member::Metric)
            m_hasMetric = false;
        else if (m_member == Member::Values)
            wrong(u"values that are no list"_s, m_keyAt);
        else if (m_member == Member::Value)
            wrong(u"a sample that is not [time, \"value\"]"_s, m_keyAt);
        break;
    case Place::Metric:
        wrong(u"a label that is no text"_s, m_keyAt);
        break;
    case Place::Values:
        wrong(u"a sample that is not [time, \"value\"]"_s, m_taken);
        break;
    case Place::Sample:
        m_sample.other();
        break;
    default:
        break;
    }
    return true;
}

bool Reader::boolean(bool value)
{
    if (place() == Place::Envelope && m_member == Member::IsPartial)
        m_partial = value;
    return takeOther();
}

bool Reader::takeNumber(double value)
{
    if (place() != Place::Sample && place() != Place::Result)
        return takeOther();
    stray();
    m_sample.number(value);
    return true;
}

void Reader::takeLabel(const std::string &value)
{
    m_series.labels.insert(QString::fromStdString(m_label), QString::fromStdString(value));
    if (static_cast<std::size_t>(m_series.labels.size()) > m_limits.labels)
        wrong(u"a series with more than %1 labels"_s.arg(m_limits.labels), m_keyAt);
}

bool Reader::string(string_t &value)
{
    switch (place()) {
    case Place::Envelope:
        if (m_member == Member::Status)
            m_status = wordsOf(value);
        else if (m_member == Member::Error)
            m_error = wordsOf(value);
        else
            break;
        return true;
    case Place::Data:
        if (m_member != Member::ResultType)
            break;
        m_type = value;
        m_typeIsText = true;
        return true;
    case Place::Words:
        if (m_reading.answer.warnings.size() < mostWords)
            m_reading.answer.warnings << wordsOf(value);
        return true;
    case Place::Metric:
        takeLabel(value);
        return true;
    case Place::Sample:
    case Place::Result:
        stray();
        m_sample.text(value);
        return true;
    default:
        break;
    }
    return takeOther();
}

void Reader::endSample(Columns &columns)
{
    const QString reason = m_sample.appendTo(columns, m_like < 0 ? nullptr : &m_reading.answer.series[m_like].columns);
    if (!reason.isEmpty())
        wrong(reason, m_sampleAt);
}

void Reader::endEntry()
{
    if (!m_hasMetric)
        wrong(u"a series without labels"_s, m_entryAt);
    else if (!m_hasValues && !m_hasValue && !m_hasHistogram)
        wrong(u"a series without values"_s, m_entryAt);
    if (!m_hasValues)
        m_series.columns = std::move(m_instant);
    // A series of native histograms alone has no value to draw.
    if (m_series.columns.empty())
        return;
    QList<Series> &kept = m_reading.answer.series;
    if (static_cast<std::size_t>(kept.size()) >= m_limits.series) {
        ++m_reading.answer.leftOut;
        return;
    }
    kept << std::move(m_series);
    if (m_like < 0 || kept[m_like].columns.size() < kept.last().columns.size())
        m_like = kept.size() - 1;
}

bool Reader::end_object()
{
    if (place() == Place::Entry)
        endEntry();
    m_places.pop_back();
    return true;
}

bool Reader::end_array()
{
    const bool isSample = place() == Place::Sample;
    m_places.pop_back();
    if (isSample)
        endSample(place() == Place::Values ? m_series.columns : m_instant);
    return true;
}

QString Reader::faultOfShape() const
{
    if (!m_hasData)
        return u"no data"_s;
    if (!m_typeIsText)
        return atByte(u"a member has the wrong type"_s, m_typeAt);
    if (!m_hasResult)
        return u"no list of results"_s;
    if (m_type == "scalar")
        return m_objects > 0 ? atByte(u"a sample that is not [time, \"value\"]"_s, m_objectAt) : m_wrong;
    if (m_type != "matrix" && m_type != "vector")
        return atByte(u"the result type %1"_s.arg(wordsOf(m_type).left(40)), m_typeAt);
    return m_strays > 0 ? atByte(u"a series without labels"_s, m_strayAt) : m_wrong;
}

AnswerReading Reader::finished()
{
    AnswerReading &reading = m_reading;
    if (m_broken.isEmpty() && m_type == "scalar" && m_hasResult && m_objects == 0) {
        Series series;
        endSample(series.columns);
        reading.answer.series = {series};
    }
    if (m_partial)
        reading.answer.warnings.prepend(u"the server calls this answer partial: some of its storage did not answer"_s);
    if (!m_broken.isEmpty())
        reading.fault = m_broken;
    else if (!m_isEnvelope || !m_status)
        reading.fault = u"it has no status; is this Prometheus?"_s;
    else if (*m_status != u"success")
        reading.refusal = m_error;
    else
        reading.fault = faultOfShape();
    return std::move(reading);
}

} // namespace

AnswerReading readAnswer(QByteArrayView body, const AnswerLimits &limits)
{
    std::size_t taken = 0;
    Reader reader(limits, taken);
    json::sax_parse(CountedByte(body.begin(), taken), CountedByte(body.end(), taken), &reader);
    return reader.finished();
}

} // namespace andon
