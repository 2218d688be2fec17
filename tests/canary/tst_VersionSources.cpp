// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canary/VersionSources.h"
#include "tests/support/Warnings.h"

#include <QTest>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

class VersionSourcesTest : public QObject {
    Q_OBJECT

    static Series series(const QMap<QString, QString> &labels, double value = 1)
    {
        Series made;
        made.labels = labels;
        made.columns.append(1000, value);
        return made;
    }

private slots:
    void init() { failOnWarnings(); }

    void aGatewayNamesItsVersionsAndWhatTheyAreMadeOf()
    {
        GatewayState state;
        state.versions = {{u"v41"_s, VersionRole::Stable, 80, {{u"prompt"_s, u"p61"_s}}}, {u"v42"_s, VersionRole::Canary, 20, {}}};
        QCOMPARE(statementsOf(state), (QList<VersionStatement>{{u"v41"_s, {{u"prompt"_s, {u"p61"_s}}}}, {u"v42"_s, {}}}));
    }

    void anInfoMetricSpeaksByItsLabels_data()
    {
        QTest::addColumn<QList<Series>>("series");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QList<VersionStatement>>("said");
        const QString hash = u"sha256:"_s + QString(64, u'a');
        const QMap<QString, QString> v42{{u"version"_s, u"v42"_s}, {u"model"_s, u"atlas"_s}};
        const VersionStatement said{u"v42"_s, {{u"model"_s, {u"atlas"_s}}}};
        const auto with = [&](const QString &name, const QString &value) {
            auto labels = v42;
            labels[name] = value;
            return labels;
        };
        QTest::newRow("a series") << QList{series(v42)} << u"version"_s << QList{said};
        QTest::newRow("the usual label where none is named") << QList{series(v42)} << QString() << QList{said};
        QTest::newRow("other labels are none of its parts") << QList{series(with(u"instance"_s, u"a:1"_s))} << u"version"_s << QList{said};
        QTest::newRow("instances that say the same") << QList{series(with(u"instance"_s, u"a:1"_s)), series(with(u"instance"_s, u"b:1"_s))} << u"version"_s << QList{said};
        QTest::newRow("instances that do not") << QList{series(v42), series(with(u"model"_s, u"nova"_s))} << u"version"_s
                                               << QList<VersionStatement>{said, {u"v42"_s, {{u"model"_s, {u"nova"_s}}}}};
        QTest::newRow("a hash beside an id") << QList{series(with(u"model_hash"_s, hash))} << u"version"_s
                                             << QList<VersionStatement>{{u"v42"_s, {{u"model"_s, {u"atlas"_s, hash}}}}};
        QTest::newRow("an empty label") << QList{series(with(u"prompt"_s, {}))} << u"version"_s << QList{said};
        QTest::newRow("no part") << QList{series({{u"version"_s, u"v42"_s}})} << u"version"_s << QList<VersionStatement>{};
        QTest::newRow("no version") << QList{series({{u"model"_s, u"atlas"_s}})} << u"version"_s << QList<VersionStatement>{};
        QTest::newRow("another label") << QList{series(v42)} << u"model_version"_s << QList<VersionStatement>{};
        QTest::newRow("no longer so") << QList{series(v42, 0)} << u"version"_s << QList<VersionStatement>{};
        QTest::newRow("not a number") << QList{series(v42, std::nan(""))} << u"version"_s << QList<VersionStatement>{};
        QTest::newRow("no sample") << QList{Series{v42, {}}} << u"version"_s << QList<VersionStatement>{};
    }
    void anInfoMetricSpeaksByItsLabels()
    {
        QFETCH(QList<Series>, series);
        QFETCH(QString, label);
        QTEST(statementsOf(MetricsAnswer{series, {}, 0}, label), "said");
    }
};

QTEST_GUILESS_MAIN(VersionSourcesTest)
#include "tst_VersionSources.moc"
