// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Programs.h"
#include "tests/support/Warnings.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <algorithm>
#include <limits>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// Resident memory without what files share, MB; 0 where the process is gone.
double memoryMb(qint64 pid)
{
    QFile file(u"/proc/%1/status"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    return text.mid(text.indexOf("RssAnon:")).simplified().split(' ').value(1).toDouble() / 1024;
}

} // namespace

/// The whole console against its demo's servers for a long time: ANDON_DEEP for half an hour, else a moment.
class SoakTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void memoryIsFlat()
    {
        const bool deep = qEnvironmentVariableIsSet("ANDON_DEEP");
        const int settleSeconds = deep ? 600 : 8, watchSeconds = deep ? 1200 : 4;
        // Samples that are kept longer than they are shown, and rows of the record.
        static constexpr double mostGrowthMb = 4;
        QProcess console;
        console.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        console.start(builtProgram(u"andon"_s), {u"--demo"_s, u"--size"_s, u"1280x800"_s});
        QVERIFY(console.waitForStarted());
        // What is free goes back to the system once a minute: the least of two minutes is what is in use, at whatever moment
        // of the minute either end is.
        const int endSeconds = deep ? 120 : 2;
        double most = 0;
        const auto leastOf = [&](int seconds) {
            double least = std::numeric_limits<double>::infinity();
            for (int second = 0; second < seconds; second += 2) {
                QTest::qWait(2000);
                const double now = memoryMb(console.processId());
                least = std::min(least, now);
                most = std::max(most, now);
            }
            return least;
        };
        QTest::qWait((settleSeconds - endSeconds) * 1000);
        const double before = leastOf(endSeconds);
        QVERIFY2(before > 0, "the console ended");
        leastOf(watchSeconds - endSeconds);
        const double after = leastOf(endSeconds);
        console.terminate();
        QVERIFY(console.waitForFinished(10'000));
        qInfo("%.1f MB after %d s, %.1f MB after %d s, at most %.1f MB", before, settleSeconds, after,
              settleSeconds + watchSeconds, most);
        if (deep)
            QVERIFY2(after - before <= mostGrowthMb, qPrintable(u"%1 MB to %2 MB"_s.arg(before).arg(after)));
        else
            QVERIFY(after > 0);
    }
};

QTEST_GUILESS_MAIN(SoakTest)
#include "tst_Soak.moc"
