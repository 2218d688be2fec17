// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/IndicatorReading.h"
#include "ui/common/ClockText.h"
#include "ui/common/PlainLabel.h"

#include <QMap>
#include <QWidget>

class QComboBox;
class QToolButton;

namespace andon {

/// The strip over the board: which service, what is wrong now, whether sources answer, what time it is.
class StatusStrip : public QWidget {
    Q_OBJECT
public:
    explicit StatusStrip(QWidget *parent = nullptr);
    void setServices(const QStringList &names);
    void setReading(const IndicatorReading &reading, qint64 nowMs);
    void setSource(Freshness freshness, const std::optional<andon::Error> &error);
    void setGateway(Freshness freshness, const std::optional<andon::Error> &error);
    void setJournal(const std::optional<andon::Error> &error);
    void setNow(TimePoint now, TimeZoneChoice zone);
    /// A message that stays until the next.
    void tell(const QString &words);

signals:
    void serviceChosen(const QString &name);
    void zoneToggled();
    void themeToggled();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Breach {
        GateState state = GateState::Inside;
        QString words;
    };
    void refresh();

    QComboBox *m_services;
    PlainLabel *m_words;
    QToolButton *m_zone;
    QToolButton *m_theme;
    QMap<QString, Breach> m_breaches; ///< by indicator and version
    QString m_sourceTrouble;
    QString m_gatewayTrouble;
    QString m_journalTrouble;
    QString m_message;
    GateState m_worst = GateState::Inside;
};

} // namespace andon
