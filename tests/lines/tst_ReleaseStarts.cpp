// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/lines/ReleaseStarts.h"
#include "tests/support/ManualClock.h"
#include "tests/support/Warnings.h"

#include <QSignalSpy>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// Versions that serve from a time on; nothing is remembered from before `memoryMs`.
class Releases final : public MetricsSource {
public:
    QMap<QString, qint64> startMs;
    qint64 memoryMs = 0;
    bool lost = false;
    int asked = 0;

    void queryRange(const RangeQuery &query, QObject *context, std::function<void(Result<MetricsAnswer>)> callback) override
    {
        ++asked;
        QMetaObject::invokeMethod(context, [this, query, callback] {
            if (lost)
                callback(failure(ErrorKind::ConnectionRefused, {u"127.0.0.1:1"_s}));
            else
                callback(answer(query));
        }, Qt::QueuedConnection);
    }
    void query(const QString &, QObject *, std::function<void(Result<MetricsAnswer>)>) override {}
    void probe(QObject *, std::function<void(Result<SourceInfo>)>) override {}

private:
    [[nodiscard]] MetricsAnswer answer(const RangeQuery &query) const
    {
        MetricsAnswer made;
        for (auto version = startMs.cbegin(); version != startMs.cend(); ++version) {
            Series series;
            series.labels[u"version"_s] = version.key();
            for (qint64 time = query.startMs; time <= query.endMs; time += query.stepMs) {
                if (time >= *version && time >= memoryMs)
                    series.columns.append(time, 1);
            }
            made.series << series;
        }
        return made;
    }
};

} // namespace

class ReleaseStartsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aReleaseBeganWhereItsFirstSampleStandsBehindThoseOfOthers_data()
    {
        QTest::addColumn<qint64>("agoMs");
        QTest::newRow("a minute ago") << qint64(60'000);
        QTest::newRow("some hours ago") << qint64(5 * 3'600'000 + 123'000);
        QTest::newRow("a week ago") << qint64(7 * 86'400'000LL + 77'000);
    }
    void aReleaseBeganWhereItsFirstSampleStandsBehindThoseOfOthers()
    {
        QFETCH(qint64, agoMs);
        Releases source;
        const ManualClock clock;
        const qint64 now = toMs(clock.now());
        source.startMs = {{u"v40"_s, now - 20 * 86'400'000LL}, {u"v41"_s, now - 9 * 86'400'000LL}, {u"v42"_s, now - agoMs}};
        ReleaseStarts starts(source, clock, u"x"_s, u"version"_s);
        QSignalSpy found(&starts, &ReleaseStarts::found);
        starts.find({u"v41"_s, u"v42"_s});
        QVERIFY(QTest::qWaitFor([&] { return !found.isEmpty(); }));
        const auto made = found.first().first().value<QMap<QString, ReleaseStart>>();
        QVERIFY(made[u"v42"_s].startMs && made[u"v41"_s].startMs);
        QVERIFY2(std::abs(*made[u"v42"_s].startMs - (now - agoMs)) <= 11'000, qPrintable(QString::number(*made[u"v42"_s].startMs - (now - agoMs))));
        QVERIFY(std::abs(*made[u"v41"_s].startMs - (now - 9 * 86'400'000LL)) <= 11'000);
        QVERIFY(source.asked <= 3);
    }
    void whatServedBeforeTheSourcesMemoryIsNotGuessed()
    {
        Releases source;
        const ManualClock clock;
        const qint64 now = toMs(clock.now());
        source.startMs = {{u"v41"_s, now - 9 * 86'400'000LL}, {u"v42"_s, now - 3'600'000}};
        source.memoryMs = now - 2 * 86'400'000LL;
        ReleaseStarts starts(source, clock, u"x"_s, u"version"_s);
        QSignalSpy found(&starts, &ReleaseStarts::found);
        starts.find({u"v41"_s, u"v42"_s, u"v43"_s});
        QVERIFY(QTest::qWaitFor([&] { return !found.isEmpty(); }));
        const auto made = found.first().first().value<QMap<QString, ReleaseStart>>();
        QVERIFY(!made[u"v41"_s].startMs && made[u"v41"_s].isOlder);
        QVERIFY(made[u"v42"_s].startMs);
        QVERIFY(!made[u"v43"_s].startMs && !made[u"v43"_s].isOlder);
    }
    void aSourceThatDoesNotAnswerSaysWhy()
    {
        Releases source;
        source.lost = true;
        const ManualClock clock;
        ReleaseStarts starts(source, clock, u"x"_s, u"version"_s);
        QSignalSpy found(&starts, &ReleaseStarts::found);
        starts.find({u"v41"_s});
        QVERIFY(QTest::qWaitFor([&] { return !found.isEmpty(); }));
        QVERIFY((found.first().first().value<QMap<QString, ReleaseStart>>()[u"v41"_s].error));
    }
};

QTEST_GUILESS_MAIN(ReleaseStartsTest)
#include "tst_ReleaseStarts.moc"
