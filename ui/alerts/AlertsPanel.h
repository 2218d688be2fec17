// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/AlertDesk.h"
#include "ui/alerts/AlertsModel.h"
#include "ui/alerts/AlertsTable.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace andon {

class AlertsDelegate;
class PlainLabel;

/// What may ring, blink or pop up: chosen by the person, off by default.
struct AlertManners {
    bool sound = false;
    bool notification = false;
    bool reducedMotion = false;
    bool operator==(const AlertManners &) const = default;
};

/// Everything that is wrong, in one list: what loses most first, each with its action; acknowledge, shelve, silence. Asks for
/// what people want done and does nothing itself.
class AlertsPanel : public QWidget {
    Q_OBJECT
public:
    explicit AlertsPanel(QWidget *parent = nullptr);
    void setAlerts(const QList<AlertPointer> &alerts, qint64 nowMs);
    /// Ages; about once a second.
    void setNow(qint64 nowMs);
    void setSources(const QMap<QString, AlertSourceState> &sources);
    /// So many rules and alarms lack an action or a version.
    void setLints(qsizetype count);
    void setFaces(const AlertFaces &faces) { m_table->setFaces(faces); }
    void setTimeZone(TimeZoneChoice zone);
    void setManners(const AlertManners &manners);
    /// Whether there is an Alertmanager where silences can be made.
    void setCanSilence(bool can);
    /// Of a replay: the list as it was; nobody acknowledges, hides or presses anything in it.
    void setReadOnly();
    /// What became of the last press, or why something could not be done.
    void setStatus(const QString &words);
    /// The pulse: lights the one row that may blink, or none.
    void setLit(bool lit);
    void focusTable();
    /// Selects an alarm and shows it.
    void choose(const QString &key);
    [[nodiscard]] AlertsModel &model() { return *m_model; }
    [[nodiscard]] AlertsTable &table() { return *m_table; }
    [[nodiscard]] QStringList selectedKeys() const;

signals:
    void pressed(const andon::ActionPlan &plan, const QString &reason, const QString &alarm);
    void acknowledgeAsked(const QStringList &keys);
    void shelveAsked(const QString &key);
    void silenceAsked(const QString &key);
    /// Everything that hides these alarms is to end.
    void uncoverAsked(const QStringList &keys);
    void lintsAsked();
    void linesAsked(const QString &key);
    void closeAsked();
    void mannersChosen(const andon::AlertManners &manners);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *buildBar();
    QWidget *buildHands();
    void buildKeys();
    void chooseManners();
    void refresh();
    void showDetails();
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QPushButton *button(const QString &words, const QString &tip);

    AlertsModel *m_model;
    AlertsTable *m_table;
    AlertsDelegate *m_delegate;
    PlainLabel *m_summary;
    PlainLabel *m_status;
    PlainLabel *m_quiet;
    QLineEdit *m_search;
    QCheckBox *m_hidden;
    QToolButton *m_options;
    QPushButton *m_lints;
    QPushButton *m_acknowledge = nullptr;
    QPushButton *m_shelve = nullptr;
    QPushButton *m_silence = nullptr;
    QPushButton *m_uncover = nullptr;
    QPushButton *m_lines = nullptr;
    QPlainTextEdit *m_details;
    QList<AlertPointer> m_alerts;
    QMap<QString, AlertSourceState> m_sources;
    AlertManners m_manners;
    bool m_canSilence = false;
    bool m_readOnly = false;
    qint64 m_nowMs = 0;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon

Q_DECLARE_METATYPE(andon::AlertManners)
