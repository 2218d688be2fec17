// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// A window of one hour of one service frozen: samples of every family, the record, the gateway's states, the list of alarms,
// redacted and packed; beside writing the same bytes as plain files, and beside zip -0. Prints a table, or with --json a line a
// row.
#include "app/console/EvidenceCapture.h"
#include "tests/bench/BenchTable.h"
#include "tests/incidents/EvidenceStory.h"
#include "tests/support/FakeGateway.h"
#include "tests/support/FakeJournal.h"
#include "tests/support/FakeMetrics.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

constexpr int indicators = 24;   ///< six families of four
constexpr int entries = 2000;    ///< of the record
constexpr int requestsKept = 500; ///< of each version with traffic

class KeptRequests final : public RequestSource {
public:
    void requests(const RequestsQuery &query, QObject *context, std::function<void(Result<QList<nlohmann::json>>)> callback) override
    {
        QList<nlohmann::json> kept;
        for (int i = 0; i < requestsKept; ++i)
            kept << nlohmann::json{{"time", "2026-01-02T03:04:05Z"}, {"trace_id", "0af7651916cd43dd8448eb211c80319c"}, {"version", query.version.toStdString()},
                                   {"outcome", "ok"}, {"input", "Where is order 4711? Write to anna@example.org, please, as soon as it is there."}};
        QMetaObject::invokeMethod(context, [callback, kept] { callback(kept); }, Qt::QueuedConnection);
    }
};

/// A service with an hour behind it.
struct Hour {
    FakeMetrics metrics;
    FakeGateway gateway;
    FakeJournal journal;
    KeptRequests requests;
    ManualClock clock;
    std::unique_ptr<ServiceDesk> desk;

    Hour()
    {
        ServiceSpec spec;
        spec.name = spec.title = u"assistant"_s;
        spec.gateway = u"edge"_s;
        spec.versionLabel = u"version"_s;
        spec.stepSeconds = 2;
        spec.historySeconds = 3600;
        for (int i = 0; i < indicators; ++i)
            spec.indicators << EvidenceStory::indicator(u"i%1"_s.arg(i), static_cast<Family>(i % 6));
        metrics.valueAt = [](qint64 timeMs) { return static_cast<double>(timeMs % 1'000'000) / 7; };
        desk = std::make_unique<ServiceDesk>(ServiceDesk::Ports{metrics, gateway, journal, clock, [](qint64) { return false; },
                                                                [](const Event &) -> Result<void> { return {}; }},
                                             spec, 2000, 1000);
        QList<Event> events = BundleStory::events(entries);
        for (int i = 0; i < entries; ++i)
            events[i].occurredAt = events[i].recordedAt = clock.now() - std::chrono::milliseconds(1800LL * (entries - i));
        journal.events = BundleStory::sealed(events);
    }
    /// From the key to the bytes of the bundle.
    QByteArray freeze()
    {
        EvidenceCapture capture({*desk, journal, clock, &requests},
                                {clock.now() - std::chrono::hours(1), clock.now(), u"key"_s}, {u"person"_s, u"anna"_s, u"Anna"_s, u"desk"_s});
        QByteArray bundle;
        QEventLoop loop;
        QObject::connect(&capture, &EvidenceCapture::captured, &loop, [&](const CapturedEvidence &captured) {
            bundle = packBundle(captured.files).value();
            loop.quit();
        });
        capture.start();
        loop.exec();
        return bundle;
    }
};

void writePlain(const QList<BundleEntry> &files, const QString &folder)
{
    for (const BundleEntry &file : files) {
        const QString path = folder + u'/' + file.name;
        QDir().mkpath(QFileInfo(path).path());
        QFile out(path);
        if (!out.open(QIODevice::WriteOnly) || out.write(file.bytes) != file.bytes.size())
            qFatal("a plain file could not be written");
    }
}

void zipStored(const QString &folder)
{
    QProcess zip;
    zip.setWorkingDirectory(folder);
    zip.start(u"python3"_s, {u"-c"_s, u"import zipfile,os\nz=zipfile.ZipFile('../peer.zip','w',zipfile.ZIP_STORED)\n"
                                      "[z.write(os.path.join(d,f)) for d,_,fs in os.walk('.') for f in fs]\nz.close()"_s});
    if (!zip.waitForFinished(60'000) || zip.exitCode() != 0)
        qFatal("python3 did not zip");
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    BenchTable table(argc, argv);
    Hour hour;
    const QByteArray bundle = hour.freeze();
    const QList<BundleEntry> files = unpackBundle(bundle).value();
    QTemporaryDir folder;
    const QString plain = folder.filePath(u"plain"_s);
    const std::vector<double> times = interleavedMedians(5, {[&] { static_cast<void>(hour.freeze()); }, [&] { writePlain(files, plain); }, [&] { zipStored(plain); },
                                                             [&] { static_cast<void>(verifyBundle(bundle)); }});
    const QString what = u"capture of 1 h, %1 series, %2 MB"_s.arg(2 * indicators).arg(static_cast<double>(bundle.size()) / 1e6, 0, 'f', 1);
    table.within(what, times[0], u"the goal"_s, 2000, u"ms"_s, 1);
    table.within(what, times[0], u"the same bytes as plain files"_s, times[1], u"ms"_s, 0);
    table.within(what, times[0], u"the same files by Python's zipfile, stored"_s, times[2], u"ms"_s, 0);
    table.within(u"andon verify of it"_s, times[3], u"its capture"_s, times[0], u"ms"_s, 0);
    return table.allMet() ? 0 : 1;
}
