// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/Console.h"
#include "app/lines/BaselinePoller.h"
#include "app/lines/ReleaseStarts.h"
#include "ui/canary/ReviewPanel.h"

namespace andon {

/// The canary's lines against those of the release before when that was as old: finds when both began, asks for both spans and
/// hands rows to draw, or the reason why there are none. Asks only while somebody looks. GUI thread.
class AgeLink : public QObject {
    Q_OBJECT
public:
    AgeLink(Console &console, ServiceDesk &desk, QObject *parent = nullptr);
    /// Of that pair; the same again changes nothing.
    void compare(const QString &stable, const QString &canary);
    void stop();

signals:
    void changed(const andon::ReviewAge &age);

private:
    void takeStarts(const QMap<QString, ReleaseStart> &starts);
    void read(qint64 canaryMs, qint64 formerMs);
    void tell(const QString &words);
    void show();
    [[nodiscard]] QList<Indicator> lines() const;

    Console &m_console;
    ServiceDesk &m_desk;
    ReleaseStarts m_starts;
    std::unique_ptr<BaselinePoller> m_canaryLines;
    std::unique_ptr<BaselinePoller> m_formerLines;
    QMap<QString, BaselineReading> m_canaryRead; ///< by indicator
    QMap<QString, BaselineReading> m_formerRead;
    QString m_stable;
    QString m_canary;
    QString m_words;
    qint64 m_sinceMs = 0; ///< the canary's start
};

} // namespace andon
