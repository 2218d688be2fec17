// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Uuid7.h"
#include "app/workspace/WorkspaceFile.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/IncidentForm.h"
#include "ui/incidents/IncidentPanel.h"
#include "ui/incidents/IncidentStrip.h"
#include "ui/incidents/RunbookPanel.h"
#include "ui/lines/LinesPanel.h"
#include "ui/shell/AlarmStrip.h"
#include "ui/shell/MainWindow.h"

#include <QApplication>
#include <QDialogButtonBox>
#include <QFile>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

/// The board on a journal of its own; what happens at the gateway is written there as the dispatcher writes it.
class IncidentWindowTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<Console> m_console;
    std::unique_ptr<MainWindow> m_window;

    void happens(const char16_t *kind, const nlohmann::json &payload = nlohmann::json::object(), const QString &opId = {})
    {
        Event event;
        event.eventId = newUuid7(m_console->clock().now());
        event.kind = QString::fromUtf16(kind);
        event.occurredAt = m_console->clock().now();
        event.actor = m_console->actor();
        event.service = u"assistant"_s;
        event.version = u"v42"_s;
        event.opId = opId;
        event.title = u"title of "_s + event.kind;
        event.payload = payload;
        bool written = false;
        m_console->journal().append(event, this, [&](const Result<Event> &result) { written = result.has_value(); });
        QTRY_VERIFY(written);
    }
    const Incident &incident() const { return m_console->incidents().book().incidents().first(); }
    QList<QPushButton *> buttons(const QWidget &within, const QString &text) const
    {
        QList<QPushButton *> found = within.findChildren<QPushButton *>();
        found.removeIf([&](const QPushButton *button) { return button->text() != text; });
        return found;
    }

private slots:
    void initTestCase()
    {
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        QCoreApplication::setOrganizationName(u"andon-test"_s);
        QCoreApplication::setApplicationName(u"andon-test"_s);
        applyTheme(*qApp, ThemeKind::Light);
    }
    void init()
    {
        QSettings().clear();
        QFile file(QStringLiteral(ANDON_SOURCE_DIR "/resources/workspaces/demo.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        // Nothing answers there.
        const QByteArray text = file.readAll().replace("127.0.0.1:9090", "127.0.0.1:9").replace("127.0.0.1:8080", "127.0.0.1:9");
        Console::Options options;
        options.workspace = *parseWorkspace(text, u"andon.json"_s).workspace;
        options.journalPath = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u".sqlite"_s);
        options.actorKind = u"person"_s;
        options.secrets = {{u"sandbox"_s, Secret("t")}};
        m_console = std::make_unique<Console>(std::move(options));
        QSignalSpy started(m_console.get(), &Console::started);
        m_console->open();
        QTRY_COMPARE(started.size(), 1);
        m_window = std::make_unique<MainWindow>(*m_console);
        m_window->resize(1280, 800);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_console->incidents().start();
        QTRY_VERIFY(m_console->incidents().isReady());
        // The offscreen window itself warns of its own limits; nothing else may.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void cleanup()
    {
        m_window.reset();
        m_console.reset();
    }

    void aPressOpensAnIncidentThatIsWorkedThroughStepByStepAndClosed()
    {
        auto *strip = m_window->findChild<IncidentStrip *>();
        QVERIFY(strip->isHidden());
        happens(EventKind::gateCrossed, {{"indicator", "success_rate"}, {"from", "inside"}, {"to", "stop"}});
        happens(EventKind::actionIntent, {{"verb", "rollback"}, {"effect", {{"query", "q"}}}}, u"op"_s);
        QTRY_VERIFY(!strip->isHidden());
        QTRY_VERIFY2(strip->words().contains(u"S1 not mitigated"_s) && strip->words().contains(u"step 1 of 6"_s), qPrintable(strip->words()));

        m_window->findChild<LinesPanel *>()->plot().setFocus();
        QTest::keyClick(&m_window->findChild<LinesPanel *>()->plot(), Qt::Key_I);
        auto *panel = m_window->findChild<IncidentPanel *>();
        QVERIFY(panel && panel->isVisible());
        QCOMPARE(panel->chosen(), incident().id);
        auto *runbook = m_window->findChild<RunbookPanel *>();
        QVERIFY2(runbook->clockWords().endsWith(u"of 10:00"_s), qPrintable(runbook->clockWords()));
        QCOMPARE(runbookRunOf(incident()).runbook, u"quality_regression"_s);

        const std::string id = incident().id.toStdString();
        happens(EventKind::actionEffective, {{"seconds", 4}}, u"op"_s);
        happens(EventKind::evidenceAdded, {{"incident", id}, {"file", "a.andon"}, {"files", nlohmann::json::array()}});
        happens(EventKind::note);
        happens(EventKind::regressionMarked, {{"incident", id}, {"set", "set.jsonl"}});
        happens(EventKind::exportMade, {{"incident", id}, {"format", "md"}});
        QTRY_VERIFY(strip->words().contains(u"mitigated after"_s));
        for (qsizetype i = 0; i < 6; ++i) {
            QPushButton *close = buttons(*runbook, u"Close with…"_s)[i];
            QTRY_VERIFY(close->isEnabled());
            QTest::mouseClick(close, Qt::LeftButton);
            auto *menu = runbook->findChild<QMenu *>();
            QVERIFY(menu);
            menu->actions().first()->trigger();
            menu->close();
            QTRY_VERIFY(runbookRunOf(incident()).steps[i].closed);
            QTRY_VERIFY(!runbook->findChild<QMenu *>());
        }
        QTRY_VERIFY2(runbook->clockWords().contains(u"all six steps"_s), qPrintable(runbook->clockWords()));

        QTest::mouseClick(buttons(*panel, u"Close…"_s).first(), Qt::LeftButton);
        auto *form = panel->findChild<IncidentForm *>();
        QVERIFY(form);
        for (QPushButton *button : form->findChildren<QPushButton *>()) {
            if (form->findChild<QDialogButtonBox *>()->buttonRole(button) == QDialogButtonBox::AcceptRole)
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_VERIFY(incident().closed);
        QTRY_VERIFY(strip->isHidden());
        const Durations durations = durationsOf(incident());
        QVERIFY(durations.ttd && durations.tta && durations.ttm && durations.ttr);
    }
    void aWindowGoesToTheOpenIncidentOrOnTheRecordAndThatIsTold()
    {
        auto *lines = m_window->findChild<LinesPanel *>();
        const auto told = [this] {
            QStringList words;
            for (const AlarmItem &item : m_window->findChild<AlarmStrip *>()->shownItems())
                words << item.words;
            return words.join(u'\n');
        };
        QSignalSpy appended(&m_console->journal(), &Journal::appended);
        const auto note = [&] {
            for (auto row = appended.crbegin(); row != appended.crend(); ++row) {
                if (const auto event = row->at(0).value<Event>(); event.kind == QString::fromUtf16(EventKind::note))
                    return event;
            }
            return Event();
        };
        emit lines->attachAsked(u"Window one"_s);
        QTRY_COMPARE(note().title, u"Window one"_s);
        QTRY_VERIFY2(told().contains(u"No incident of assistant is open: the window went on the service's record"_s), qPrintable(told()));
        QVERIFY(m_console->incidents().book().ownerOf(note()).isEmpty());

        happens(EventKind::gateCrossed, {{"indicator", "success_rate"}, {"from", "inside"}, {"to", "stop"}});
        happens(EventKind::actionIntent, {{"verb", "rollback"}, {"effect", {{"query", "q"}}}}, u"op"_s);
        QTRY_COMPARE(m_console->incidents().book().incidents().size(), 1);
        emit lines->attachAsked(u"Window two"_s);
        QTRY_COMPARE(note().title, u"Window two"_s);
        QTRY_VERIFY2(told().contains(u"Attached to the incident S1 · "_s + incident().title), qPrintable(told()));
        QCOMPARE(payloadText(note(), "incident"), incident().id);
        QCOMPARE(m_console->incidents().book().ownerOf(note()), incident().id);
    }
    void whatCannotBeIsToldInTheWindow()
    {
        QTest::keyClick(m_window.get(), Qt::Key_I);
        auto *panel = m_window->findChild<IncidentPanel *>();
        QVERIFY(panel);
        emit panel->closeAsked(u"none"_s, {});
        QTRY_VERIFY([&] {
            for (const PlainLabel *label : panel->findChildren<PlainLabel *>()) {
                if (label->isVisible() && label->plainText().contains(u"the record has none of this id"_s))
                    return true;
            }
            return false;
        }());
    }
};

QTEST_MAIN(IncidentWindowTest)
#include "tst_IncidentWindow.moc"
