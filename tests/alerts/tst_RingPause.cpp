// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/RingPause.h"

#include <QTest>

namespace andon {

class RingPauseTest : public QObject {
    Q_OBJECT
private slots:
    void anAlarmRingsOnceInAWhileUnlessAGraverOneComes()
    {
        RingPause pause;
        QVERIFY(!pause.rings(AlertSeverity::Info, 1000));
        QVERIFY(pause.rings(AlertSeverity::Warning, 1000));
        QVERIFY(!pause.rings(AlertSeverity::Warning, 1001));
        QVERIFY(pause.rings(AlertSeverity::Critical, 1002));
        QVERIFY(!pause.rings(AlertSeverity::Critical, 1003));
        QVERIFY(!pause.rings(AlertSeverity::Warning, 1002 + RingPause::pauseMs - 1));
        QVERIFY(pause.rings(AlertSeverity::Warning, 1002 + RingPause::pauseMs));
    }
};

} // namespace andon

QTEST_APPLESS_MAIN(andon::RingPauseTest)
#include "tst_RingPause.moc"
