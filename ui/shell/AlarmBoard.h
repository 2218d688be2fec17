// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/Alert.h"
#include "app/base/Error.h"
#include "app/base/Freshness.h"
#include "ui/common/ClockText.h"

#include <QMetaType>
#include <QString>

#include <optional>

namespace andon {

enum class AlarmTone { Critical, Warning, Doubt };

/// One thing that a person should know now, in words.
struct AlarmItem {
    QString key;    ///< the same thing keeps its key
    AlarmTone tone = AlarmTone::Warning;
    QString title;  ///< "STOP · Success rate v42"; hostile text is possible
    QString words;  ///< "71.0 % < 85.0 % · for 4:10, since 03:08:31 UTC"
    QString whole;  ///< everything, for the tool tip; possibly empty
    QString indicatorId; ///< what a press shows; empty: nothing
    QString alertKey{};  ///< the alarm in the list of all; empty: none
    bool pulses = false; ///< critical and not seen by anybody yet
    bool operator==(const AlarmItem &) const = default;
};

/// Gathers what is wrong: the alarms of the desk that concern what is on show, and what the console itself lacks. No widget.
class AlarmBoard {
public:
    /// Another service is shown, or none: what is known of its gates, source and gateway goes; journal and message stay.
    void clearService();
    /// Of the metrics source and of the gateway; an error with Lost makes the console blind since `nowMs`.
    void setSource(Freshness freshness, const std::optional<andon::Error> &error, qint64 nowMs);
    void setGateway(Freshness freshness, const std::optional<andon::Error> &error, qint64 nowMs);
    void setJournal(const std::optional<andon::Error> &error, qint64 nowMs);
    /// A message that stays until the next, or until it is taken away with an empty one.
    void setMessage(const QString &words) { m_message = words; }
    /// Those that concern what is on show, worst first. `fresh` of `known` indicators have a value that is not late.
    void setAlarms(const QList<AlertPointer> &alarms, int fresh, int known);

    /// Worst first; the order does not depend on numbers.
    [[nodiscard]] QList<AlarmItem> items(qint64 nowMs, TimeZoneChoice zone) const;
    /// What stands where there is no item. No data is never said to be well.
    [[nodiscard]] QString quietWords() const;
    [[nodiscard]] static QString messageKey() { return QStringLiteral("message"); }

private:
    struct Trouble {
        std::optional<Error> error;
        qint64 sinceMs = 0;
        void take(const std::optional<Error> &next, qint64 nowMs);
    };
    Trouble m_source;
    Trouble m_gateway;
    Trouble m_journal;
    QString m_message;
    QList<AlertPointer> m_alarms;
    int m_fresh = 0;
    int m_known = 0;
    bool m_wasFresh = false; ///< of this service there was data once
};

} // namespace andon

Q_DECLARE_METATYPE(andon::AlarmItem)
