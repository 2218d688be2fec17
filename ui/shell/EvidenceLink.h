// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/EvidenceDesk.h"
#include "app/lines/TimeWindow.h"
#include "ui/common/ClockText.h"

#include <QPointer>

namespace andon {

class EvidenceDialog;

/// Between the key that freezes and who does it: shows what was taken out before anything is written, and says where it went.
class EvidenceLink : public QObject {
    Q_OBJECT
public:
    /// Both must outlive the link.
    EvidenceLink(EvidenceDesk &desk, QWidget &window);
    /// Freezes a window of a service now; what comes in later is not in it.
    void freeze(const QString &service, const TimeWindow &window, TimeZoneChoice zone);

signals:
    void told(const QString &words);

private:
    void show(const CapturedEvidence &captured);
    void save(const QString &path);

    EvidenceDesk &m_desk;
    QWidget &m_window;
    QPointer<EvidenceDialog> m_dialog;
    CapturedEvidence m_captured;
    QString m_offered; ///< path that was offered for it
    bool m_saving = false;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon
