// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "ui/common/ClockText.h"

#include <QDialog>
#include <QMap>
#include <QStringList>

class QPushButton;

namespace andon {

class PlainLabel;
class RedactionCounts;

/// What was frozen, what was taken out of it by which rule, and what could not be had; before anything is written.
class EvidenceDialog : public QDialog {
    Q_OBJECT
public:
    struct Content {
        QString service; ///< hostile text
        TimePoint from;
        TimePoint to;
        qsizetype files = 0;
        qint64 bytes = 0;
        QMap<QString, qint64> redacted; ///< by rule
        QStringList missing;            ///< hostile text
        QString path;                   ///< where it goes
    };
    explicit EvidenceDialog(QWidget *parent = nullptr);
    /// The evidence is being gathered.
    void showWorking();
    void setContent(const Content &content, TimeZoneChoice zone);
    /// It could not be written; it can be tried again elsewhere.
    void showTrouble(const QString &words);
    /// It was written, and the record does not name it.
    void showNotOnRecord(const QString &words);
    [[nodiscard]] QString words() const;

signals:
    void saveAsked(const QString &path);

private:
    void showAdvice(const QString &words);
    void chooseElsewhere();

    PlainLabel *m_head;
    PlainLabel *m_taken;
    RedactionCounts *m_rules;
    PlainLabel *m_missing;
    PlainLabel *m_place;
    PlainLabel *m_trouble;
    QPushButton *m_save;
    QPushButton *m_elsewhere;
    QString m_path;
};

} // namespace andon
