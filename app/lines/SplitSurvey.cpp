// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/SplitSurvey.h"

#include "app/lines/Coverage.h"

#include <algorithm>
#include <utility>

namespace andon {

SplitSurvey::SplitSurvey(MetricsSource &source, QString versionLabel, qint64 stepMs, QObject *parent)
    : QObject(parent), m_source(source), m_versionLabel(std::move(versionLabel)), m_leastStepMs(std::max<qint64>(1, stepMs))
{
}

void SplitSurvey::ask(const QList<Indicator> &indicators, const QList<SplitSpec> &splits, const TimeWindow &window)
{
    stop();
    for (const SplitSpec &spec : splits) {
        const auto of = std::find_if(indicators.cbegin(), indicators.cend(),
                                     [&](const Indicator &indicator) { return indicator.id == spec.indicatorId; });
        if (of == indicators.cend())
            continue;
        SplitReading question;
        question.indicator = *of;
        question.spec = spec;
        m_questions.append(question);
    }
    m_reading.window = window;
    m_reading.of = m_questions.size();
    askNext();
}

void SplitSurvey::stop()
{
    m_asker.reset();
    m_questions.clear();
    m_reading = {};
}

void SplitSurvey::askNext()
{
    if (m_questions.isEmpty())
        return;
    const TimeWindow &window = m_reading.window;
    const qint64 step = alignedUp(std::max(m_leastStepMs, window.lengthMs() / windowPoints), m_leastStepMs);
    m_asker = std::make_unique<QObject>();
    m_source.queryRange({m_questions.first().spec.query, alignedDown(window.before().fromMs, step), alignedDown(window.toMs, step),
                         step, true},
                        m_asker.get(), [this](const Result<MetricsAnswer> &answer) {
                            m_asker.release()->deleteLater(); // the context of this very call
                            take(answer);
                        });
}

void SplitSurvey::take(const Result<MetricsAnswer> &answer)
{
    SplitSurveyReading known = m_reading;
    SplitReading reading = m_questions.takeFirst();
    if (answer) {
        reading.parts = splitParts(reading.indicator, reading.spec.label, m_versionLabel, *answer);
        for (const QString &warning : answer->warnings) {
            if (!known.warnings.contains(warning))
                known.warnings.append(warning);
        }
    } else {
        reading.error = answer.error();
    }
    known.splits.append(reading);
    // A source that does not answer is not asked for the rest: each would wait for its deadline.
    if (!goesOnAfter(answer)) {
        for (SplitReading &rest : m_questions)
            rest.error = answer.error();
        known.splits += std::exchange(m_questions, {});
    }
    known.done += known.splits.size();
    m_reading = known;
    m_reading.splits.clear();
    askNext();
    emit read(known);
}

} // namespace andon
