// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/JournalReplay.h"

#include "app/actions/ActionRows.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class JournalReplayTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void onlyWhatTheMachineCouldHaveDoneIsAJournal_data()
    {
        QTest::addColumn<int>("tier");
        QTest::addColumn<QString>("rows");
        QTest::addColumn<bool>("possible");
        const auto row = [](const char *name, Tier tier, const QString &rows, bool possible) {
            QTest::newRow(name) << static_cast<int>(tier) << rows << possible;
        };
        row("a plain press", Tier::A, u"intent sent acked verified closed"_s, true);
        row("cut off by a crash", Tier::A, u"intent sent acked"_s, true);
        row("found after a crash", Tier::A, u"intent sent interrupted verified closed"_s, true);
        row("found before anything was sent", Tier::A, u"intent not_applied closed"_s, true);
        row("a resend", Tier::A, u"intent sent unknown reconciling sent acked verified closed"_s, true);
        row("a person decides", Tier::A, u"intent sent interrupted decided reconciling reconciling not_applied closed"_s, true);
        row("a blind write asks", Tier::C, u"intent sent unknown reconciling ask_human decided closed"_s, true);
        row("refused by the journal", Tier::A, u"rejected closed"_s, true);
        row("verified without having been sent", Tier::A, u"intent verified closed"_s, false);
        row("sent twice without a doubt", Tier::A, u"intent sent sent"_s, false);
        row("a blind write sent twice", Tier::C, u"intent sent unknown reconciling sent"_s, false);
        row("a blind write proven not applied", Tier::C, u"intent sent unknown reconciling not_applied closed"_s, false);
        row("sent after it was over", Tier::A, u"intent sent rejected closed sent"_s, false);
        row("sent again by a new process", Tier::A, u"intent sent interrupted sent"_s, false);
        row("applied, then not applied", Tier::A, u"intent sent acked verified not_applied"_s, false);
        row("sent without an intent", Tier::A, u"sent acked"_s, false);
    }
    void onlyWhatTheMachineCouldHaveDoneIsAJournal()
    {
        QFETCH(int, tier);
        QFETCH(QString, rows);
        QFETCH(bool, possible);
        ActionRun run;
        run.opId = u"op"_s;
        run.promise.tier = static_cast<Tier>(tier);
        run.plan.ifMatch = u"7"_s;
        run.plan.before = 1;
        run.plan.after = 2;
        QList<Event> events;
        for (const QString &word : rows.split(u' '))
            events << rowOf(run, u"action."_s + word,
                            word == u"intent" ? intentPayload(run) : nlohmann::json::object(), TimePoint());
        const std::optional<QString> found = impossibleTransition(events);
        QVERIFY2(found.has_value() != possible, qPrintable(found.value_or(u"nothing was found"_s)));
    }
};

QTEST_GUILESS_MAIN(JournalReplayTest)
#include "tst_JournalReplay.moc"
