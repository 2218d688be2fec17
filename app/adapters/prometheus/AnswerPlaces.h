// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace andon {

/// Where in an answer the reader stands; Skipped is whatever nobody knows and all that is within.
enum class Place { Top, Envelope, Words, Data, Result, Entry, Metric, Values, Sample, Skipped };

/// The member of an object that comes next.
enum class Member { Other, Status, Data, Error, Words, IsPartial, ResultType, Result, Metric, Values, Value, Histogram };

/// What `key` means in an object there.
inline Member memberOf(Place place, std::string_view key)
{
    struct Known {
        Place place;
        std::string_view key;
        Member member;
    };
    static constexpr Known all[] = {
        {Place::Envelope, "status", Member::Status},      {Place::Envelope, "data", Member::Data},
        {Place::Envelope, "error", Member::Error},        {Place::Envelope, "warnings", Member::Words},
        {Place::Envelope, "infos", Member::Words},        {Place::Envelope, "isPartial", Member::IsPartial},
        {Place::Data, "resultType", Member::ResultType},  {Place::Data, "result", Member::Result},
        {Place::Entry, "metric", Member::Metric},         {Place::Entry, "values", Member::Values},
        {Place::Entry, "value", Member::Value},           {Place::Entry, "histogram", Member::Histogram},
        {Place::Entry, "histograms", Member::Histogram},
    };
    for (const Known &known : all) {
        if (known.place == place && known.key == key)
            return known.member;
    }
    return Member::Other;
}

} // namespace andon
