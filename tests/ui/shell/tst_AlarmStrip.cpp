// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/Theme.h"
#include "ui/shell/AlarmChip.h"
#include "ui/shell/AlarmStrip.h"

#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace andon;
using namespace Qt::StringLiterals;

static constexpr qint64 now = 1'795'437'360'000;

class AlarmStripTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_host; ///< shown before a test begins: the offscreen window itself warns
    std::unique_ptr<AlarmStrip> m_strip;

    static AlertPointer alarm(const QString &id, GateState state, qint64 lateMs = 0)
    {
        Alert made;
        made.key = made.indicatorId = id;
        made.title = u"Success rate"_s;
        made.version = u"v42"_s;
        made.origin = AlertOrigin::Gate;
        made.severity = state == GateState::Stop ? AlertSeverity::Critical : AlertSeverity::Warning;
        made.value = 0.71;
        made.limit = 0.85;
        made.unit = Unit::Ratio;
        made.direction = Direction::LowerIsWorse;
        made.sinceMs = now - 250'000;
        made.phase = lateMs > 0 ? AlertPhase::SourceLost : AlertPhase::Firing;
        made.overMs = now - lateMs;
        return std::make_shared<const Alert>(made);
    }
    static AlarmItem item(const QString &key, AlarmTone tone = AlarmTone::Critical)
    {
        return {key, tone, u"STOP · "_s + key, u"71.0 % < 85.0 % · for 4:10, since 12:31:50 UTC"_s, {}, key};
    }
    QStringList keys() const
    {
        QStringList found;
        for (const AlarmItem &one : m_strip->shownItems())
            found << one.key;
        return found;
    }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ThemeKind::Light);
        m_host = std::make_unique<QWidget>();
        m_host->resize(1280, 100);
        m_host->show();
    }
    void init()
    {
        failOnWarnings();
        m_strip = std::make_unique<AlarmStrip>(m_host.get());
        m_strip->resize(1280, m_strip->height());
        m_strip->show();
    }
    void cleanup() { m_strip.reset(); }
    void cleanupTestCase() { m_host.reset(); }

    void anAlarmSaysNumberLimitDirectionAndSinceWhen()
    {
        AlarmBoard board;
        board.setAlarms({alarm(u"q"_s, GateState::Stop)}, 5, 5);
        const AlarmItem one = board.items(now, TimeZoneChoice::Utc).first();
        QCOMPARE(one.title, u"STOP · Success rate v42"_s);
        QCOMPARE(one.words, u"71.0 % < 85.0 % · for 4:10, since 12:31:50 UTC"_s);
    }

    void whatWasTrueBeforeDataStoppedIsUnknownNow()
    {
        AlarmBoard board;
        board.setAlarms({alarm(u"q"_s, GateState::Stop, 42'000)}, 0, 5);
        const AlarmItem one = board.items(now, TimeZoneChoice::Utc).first();
        QCOMPARE(one.tone, AlarmTone::Doubt);
        QVERIFY(one.title.startsWith(u"UNKNOWN"_s));
        QVERIFY(one.words.contains(u"0:42 ago"_s));
    }

    void theRecordAndStopsComeFirstAndAMessageStandsBeforeWarnings()
    {
        AlarmBoard board;
        board.setAlarms({alarm(u"stop"_s, GateState::Stop), alarm(u"warn"_s, GateState::Warn)}, 5, 5);
        board.setMessage(u"hello"_s);
        board.setSource(Freshness::Lost, Error{ErrorKind::TimedOut, {u"h:1"_s, u"10"_s}, {}}, now);
        board.setJournal(Error{ErrorKind::JournalBusy, {u"j"_s}, {}}, now);
        QStringList order;
        for (const AlarmItem &one : board.items(now, TimeZoneChoice::Utc))
            order << one.key.section(u'\n', 0, 0);
        QCOMPARE(order, QStringList({u"journal"_s, u"stop"_s, u"source"_s, AlarmBoard::messageKey(), u"warn"_s}));
    }

    void troubleCountsFromItsFirstLoss()
    {
        AlarmBoard board;
        const Error error{ErrorKind::TimedOut, {u"h:1"_s, u"10"_s}, {}};
        board.setSource(Freshness::Late, error, now - 9000);
        QVERIFY(board.items(now, TimeZoneChoice::Utc).isEmpty());
        board.setSource(Freshness::Lost, error, now - 5000);
        board.setSource(Freshness::Lost, error, now - 1000);
        QVERIFY(board.items(now, TimeZoneChoice::Utc).first().words.contains(u"for 0:05"_s));
        board.setSource(Freshness::Live, std::nullopt, now);
        QVERIFY(board.items(now, TimeZoneChoice::Utc).isEmpty());
    }

    void aStormIsCountedAndLeadsToTheList()
    {
        AlarmBoard board;
        QList<AlertPointer> storm;
        for (int i = 0; i < 10'000; ++i)
            storm << alarm(QString::number(i), i < 200 ? GateState::Stop : GateState::Warn);
        board.setAlarms(storm, 5, 5);
        const QList<AlarmItem> items = board.items(now, TimeZoneChoice::Utc);
        QCOMPARE(items.size(), 51);
        QVERIFY(items.last().title.startsWith(u"9950"_s) && !items.last().alertKey.isEmpty() && items.last().indicatorId.isEmpty());
    }

    void noDataIsNeverSaidToBeWell()
    {
        AlarmBoard board;
        QVERIFY(board.quietWords().contains(u"nothing is known"_s));
        board.setAlarms({}, 0, 26);
        QVERIFY(board.quietWords().contains(u"nothing is known"_s));
        board.setAlarms({}, 20, 26);
        QVERIFY(board.quietWords().contains(u"20 of 26"_s));
        board.setAlarms({}, 0, 26);
        QCOMPARE(board.quietWords(), u"? No fresh data: nothing is known of the lines now"_s);
        board.clearService();
        QVERIFY(board.quietWords().contains(u"No data yet"_s));
    }

    void theFirstAlarmIsNeverCutAndTheRestIsCounted()
    {
        QList<AlarmItem> items;
        for (int i = 0; i < 12; ++i)
            items << item(u"alarm-%1"_s.arg(i));
        for (const int width : {1280, 900, 640}) {
            m_strip->resize(width, m_strip->height());
            m_strip->setItems(items, {});
            QVERIFY(!keys().isEmpty());
            const auto *chip = m_strip->findChild<AlarmChip *>();
            QVERIFY(chip->width() >= chip->sizeHint().width());
            QVERIFY(chip->geometry().right() < width);
            QCOMPARE(m_strip->moreText(), u"+%1 more"_s.arg(12 - keys().size()));
        }
        m_strip->setItems(items.mid(0, 1), {});
        QVERIFY(m_strip->moreText().isEmpty());
    }

    void theRowKeepsItsHeight()
    {
        const int height = m_strip->height();
        m_strip->setItems({item(u"a"_s), item(u"b"_s)}, {});
        QCOMPARE(m_strip->height(), height);
        m_strip->setItems({}, u"quiet"_s);
        QCOMPARE(m_strip->height(), height);
    }

    void aPressedChipTellsWhichAlarm()
    {
        m_strip->setItems({item(u"a"_s), item(u"b"_s)}, {});
        QSignalSpy chosen(m_strip.get(), &AlarmStrip::chosen);
        m_strip->findChildren<AlarmChip *>().at(1)->click();
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.first().first().value<AlarmItem>().key, u"b"_s);
    }

    void theListOfAllAlarmsIsOneButtonAway()
    {
        m_strip->setItems({}, u"quiet"_s);
        QSignalSpy asked(m_strip.get(), &AlarmStrip::listAsked);
        for (QToolButton *button : m_strip->findChildren<QToolButton *>()) {
            if (button->isVisibleTo(m_strip.get()))
                button->click();
        }
        QCOMPARE(asked.size(), 1);
    }

    void onlyTheFirstAlarmThatNobodyHasSeenPulses()
    {
        QList<AlarmItem> items{item(u"seen"_s), item(u"new"_s), item(u"newer"_s)};
        items[1].pulses = items[2].pulses = true;
        m_strip->setItems(items, {});
        const auto pictures = [this] {
            QList<QImage> grabbed;
            for (AlarmChip *chip : m_strip->findChildren<AlarmChip *>())
                grabbed << chip->grab().toImage();
            return grabbed;
        };
        const QList<QImage> dark = pictures();
        m_strip->setLit(true);
        const QList<QImage> lit = pictures();
        QCOMPARE(lit[0], dark[0]);
        QVERIFY(lit[1] != dark[1]);
        QCOMPARE(lit[2], dark[2]);
        m_strip->setLit(false);
        QCOMPARE(pictures(), dark);
    }

    void countingSecondsDoNotMoveTheNeighbour()
    {
        m_strip->setItems({item(u"a"_s), item(u"b"_s)}, {});
        const QRect second = m_strip->findChildren<AlarmChip *>().at(1)->geometry();
        AlarmItem later = item(u"a"_s);
        later.words.replace(u"4:10"_s, u"4:11"_s);
        m_strip->setItems({later, item(u"b"_s)}, {});
        QCOMPARE(m_strip->findChildren<AlarmChip *>().at(1)->geometry(), second);
    }

    void tonesDifferWithoutColour()
    {
        const auto grey = [this](AlarmTone tone) {
            m_strip->setItems({item(u"a"_s, tone)}, {});
            return m_strip->findChild<AlarmChip *>()->grab(QRect(4, 4, 26, 30)).toImage().convertToFormat(QImage::Format_Grayscale8);
        };
        const QImage critical = grey(AlarmTone::Critical), warning = grey(AlarmTone::Warning), doubt = grey(AlarmTone::Doubt);
        QVERIFY(critical != warning && warning != doubt && critical != doubt);
    }

    void aChipSpeaksItsWholeText()
    {
        AlarmItem hostile = item(u"<b>x</b>\u202e"_s);
        hostile.whole = u"<img src=x>"_s;
        m_strip->setItems({hostile}, {});
        const auto *chip = m_strip->findChild<AlarmChip *>();
        QVERIFY(chip->accessibleName().contains(u"71.0 %"_s) && !chip->accessibleName().contains(QChar(0x202e)));
        QVERIFY(!chip->toolTip().contains(u"<b>x"_s) && !chip->toolTip().contains(u"<img"_s));
    }

    /// Of a quiet board too, where no alarm comes for which everything would be put into its place anew.
    void theListsButtonIsAsWideAsItsStyleWants()
    {
        qApp->setStyleSheet({});
        AlarmStrip strip(m_host.get());
        strip.resize(1280, strip.height());
        strip.show();
        const QList<QToolButton *> buttons = strip.findChildren<QToolButton *>();
        const auto found = std::find_if(buttons.begin(), buttons.end(), [](const QToolButton *one) { return one->text() == u"List"; });
        QVERIFY(found != buttons.end());
        const QToolButton *list = *found;
        const int before = list->width();
        applyTheme(*qApp, ThemeKind::Light);
        QVERIFY(list->sizeHint().width() != before);
        QTRY_COMPARE(list->width(), list->sizeHint().width());
    }
};

QTEST_MAIN(AlarmStripTest)
#include "tst_AlarmStrip.moc"
