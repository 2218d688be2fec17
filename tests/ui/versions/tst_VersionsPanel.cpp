// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/versions/TextDiffView.h"
#include "ui/versions/VersionsPanel.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTest>
#include <QTextBlock>

#include <cmath>

using namespace andon;
using namespace Qt::StringLiterals;

class VersionsPanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<VersionsPanel> m_panel;

    static KnownVersion version(const QString &id, const VersionParts &parts, bool gone = false) { return {id, parts, {}, {}, gone}; }
    static VersionsView view()
    {
        VersionsView made;
        made.service = u"Assistant"_s;
        made.stable = u"v41"_s;
        made.canary = u"v42"_s;
        made.versions = {version(u"v40"_s, {{u"code"_s, {u"c0"_s}}}),
                         version(u"v41"_s, {{u"code"_s, {u"c1"_s}}, {u"model"_s, {u"atlas"_s}},
                                            {u"prompt"_s, {u"p61"_s, {}, u"You are a bot.\nAnswer in six sentences.\nEnd."_s}}}),
                         version(u"v42"_s, {{u"code"_s, {u"c2"_s}}, {u"model"_s, {u"atlas"_s}},
                                            {u"prompt"_s, {u"p64"_s, {}, u"You are a bot.\nAnswer in four sentences.\nEnd."_s}}}),
                         version(u"v39"_s, {{u"code"_s, {u"c-1"_s}}}, true)};
        return made;
    }
    QComboBox *box(const QString &name) const
    {
        for (QComboBox *one : m_panel->findChildren<QComboBox *>()) {
            if (one->accessibleName() == name)
                return one;
        }
        return nullptr;
    }
    QString cell(const QString &part, int column) const
    {
        const auto &all = m_panel->model().differences();
        for (qsizetype row = 0; row < all.size(); ++row) {
            if (all[row].part == part)
                return m_panel->model().index(static_cast<int>(row), column).data().toString();
        }
        return {};
    }
    QString words() const
    {
        QStringList all;
        for (const PlainLabel *label : m_panel->findChildren<PlainLabel *>()) {
            if (label->isVisible())
                all << label->plainText();
        }
        return all.join(u'|');
    }
    QTableView *table() const { return m_panel->findChild<QTableView *>(); }
    QString text() const { return m_panel->textView().toPlainText(); }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::Light); }
    void init()
    {
        m_panel = std::make_unique<VersionsPanel>();
        m_panel->setView(view());
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
        // The offscreen window itself warns of its own limits; nothing else may.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void cleanup() { m_panel.reset(); }

    void stableAndCanaryAreComparedAtFirst()
    {
        QCOMPARE(box(u"Before"_s)->currentText(), u"v41 (stable)"_s);
        QCOMPARE(box(u"After"_s)->currentText(), u"v42 (canary)"_s);
        QCOMPARE(m_panel->model().rowCount(), 7);
        QVERIFY2(words().contains(u"From v41 to v42: 2 of 7 parts differ"_s), qPrintable(words()));
        QCOMPARE(box(u"Before"_s)->itemText(3), u"v39 (gone)"_s);
    }

    void whatDiffersHasAShapeAWordAndBoldLetters_data()
    {
        QTest::addColumn<QString>("part");
        QTest::addColumn<QString>("change");
        QTest::addColumn<bool>("bold");
        QTest::newRow("changed") << u"code"_s << u"≠ changed"_s << true;
        QTest::newRow("same") << u"model"_s << u"= same"_s << false;
        QTest::newRow("not known") << u"tools"_s << u"· not known"_s << false;
    }
    void whatDiffersHasAShapeAWordAndBoldLetters()
    {
        QFETCH(QString, part);
        QFETCH(bool, bold);
        QTEST(cell(part, PartsModel::Change), "change");
        const auto row = static_cast<int>(versionParts().indexOf(part));
        QCOMPARE(m_panel->model().index(row, 0).data(Qt::FontRole).value<QFont>().bold(), bold);
        QCOMPARE(cell(u"code"_s, PartsModel::Before), u"c1"_s);
        QCOMPARE(cell(u"code"_s, PartsModel::After), u"c2"_s);
        QCOMPARE(cell(u"tools"_s, PartsModel::After), u"–"_s);
    }

    void theTextOfThePromptIsComparedLineByLine()
    {
        QVERIFY2(words().contains(u"Prompt: +1 −1 lines"_s), qPrintable(words()));
        QCOMPARE(text(), u"1 1   You are a bot.\n2   − Answer in six sentences.\n  2 + Answer in four sentences.\n3 3   End."_s);
        const auto formatOf = [this](const QString &word) {
            QTextCursor cursor = m_panel->textView().document()->find(word);
            return cursor.charFormat();
        };
        QVERIFY(formatOf(u"six"_s).fontStrikeOut());
        QVERIFY(formatOf(u"four"_s).fontUnderline());
        QVERIFY(!formatOf(u"sentences"_s).fontUnderline());
    }

    void anyPartIsChosenByKeyAndItsTextOrTheLackOfItIsTold()
    {
        table()->setFocus();
        table()->setCurrentIndex(m_panel->model().index(0, 0));
        QVERIFY2(words().contains(u"Code: no text is known"_s), qPrintable(words()));
        QVERIFY(text().isEmpty());
        QTest::keyClick(table(), Qt::Key_Down);
        QTest::keyClick(table(), Qt::Key_Down);
        QVERIFY(words().contains(u"Prompt: +1 −1 lines"_s));
        VersionsView one = view();
        one.versions[2].parts[u"prompt"_s].text.reset();
        m_panel->setView(one);
        QVERIFY2(words().contains(u"Prompt: the text of v42 is not known"_s), qPrintable(words()));
    }

    void anyTwoVersionsCanBeChosenAndSwapped()
    {
        m_panel->choose(u"v39"_s, u"v40"_s);
        QCOMPARE(cell(u"code"_s, PartsModel::Before), u"c-1"_s);
        QPushButton *swap = nullptr;
        for (QPushButton *button : m_panel->findChildren<QPushButton *>())
            swap = button->text().contains(u"Swap"_s) ? button : swap;
        QVERIFY(swap);
        QTest::mouseClick(swap, Qt::LeftButton);
        QCOMPARE(cell(u"code"_s, PartsModel::After), u"c-1"_s);
        // News of the gateway do not take the choice away; a version that left does.
        m_panel->setView(view());
        QCOMPARE(cell(u"code"_s, PartsModel::After), u"c-1"_s);
        VersionsView later = view();
        later.versions.removeLast();
        m_panel->setView(later);
        QCOMPARE(box(u"After"_s)->currentText(), u"v42 (canary)"_s);
    }

    void withoutAChoiceItFollowsTheRelease()
    {
        VersionsView later = view();
        later.stable = u"v42"_s;
        later.canary.clear();
        m_panel->setView(later);
        QCOMPARE(box(u"Before"_s)->currentText(), u"v42 (stable)"_s);
        QVERIFY(box(u"After"_s)->currentData() != box(u"Before"_s)->currentData());
        m_panel->setView({});
        QVERIFY2(words().contains(u"No version is known yet"_s), qPrintable(words()));
        QVERIFY(text().isEmpty());
    }

    void whatIsWrongIsToldInWords_data()
    {
        QTest::addColumn<VersionTrouble>("trouble");
        QTest::addColumn<QString>("sentence");
        const VersionConflict conflict{u"model"_s, VersionOrigin::Gateway, u"A"_s, VersionOrigin::Manifest, u"B"_s, u"/x/v42.json"_s};
        QTest::newRow("conflict") << VersionTrouble{VersionTrouble::Kind::Conflict, u"v42"_s, conflict}
                                  << u"▲ Model of v42: the gateway says A, a manifest (v42.json) says B"_s;
        QTest::newRow("untied") << VersionTrouble{VersionTrouble::Kind::Untied, u"v43"_s} << u"▲ v43 answers requests, but no source says"_s;
        QTest::newRow("unlabelled") << VersionTrouble{VersionTrouble::Kind::Unlabelled} << u"▲ There are samples that name no version"_s;
        QTest::newRow("metric") << VersionTrouble{VersionTrouble::Kind::Metric, {}, {}, u"refused"_s} << u"▲ The info metric cannot be read: refused"_s;
        QTest::newRow("manifest") << VersionTrouble{VersionTrouble::Kind::Manifest, {}, {}, u"v42.json:1:2: bad"_s} << u"▲ A manifest is not used: v42.json:1:2: bad"_s;
    }
    void whatIsWrongIsToldInWords()
    {
        QFETCH(VersionTrouble, trouble);
        QFETCH(QString, sentence);
        VersionsView wrong = view();
        wrong.troubles = {trouble};
        m_panel->setView(wrong);
        QVERIFY2(words().contains(sentence), qPrintable(words()));
        wrong.troubles = QList<VersionTrouble>(9, trouble);
        m_panel->setView(wrong);
        QVERIFY(words().contains(u"… 4 more"_s));
    }

    void equalLinesAreFoldedUnlessTheWholeTextIsAskedFor()
    {
        QStringList lines;
        for (int i = 0; i < 40; ++i)
            lines << u"line %1"_s.arg(i);
        VersionsView one = view();
        one.versions[1].parts[u"prompt"_s].text = lines.join(u'\n');
        lines[20] = u"changed"_s;
        one.versions[2].parts[u"prompt"_s].text = lines.join(u'\n');
        m_panel->setView(one);
        QVERIFY2(text().startsWith(u"… 17 equal lines\n"_s) || text().startsWith(u"… 17 equal line(s)\n"_s), qPrintable(text()));
        QVERIFY(!text().contains(u"line 3\n"_s));
        m_panel->findChild<QCheckBox *>()->setChecked(true);
        QVERIFY(text().contains(u"line 3\n"_s));
    }

    void hostileTextStaysText()
    {
        const QString evil = u"<h1>ALL HEALTHY</h1><img src='file:///etc/passwd'>\u202Egnp"_s;
        VersionsView hostile = view();
        hostile.service = evil;
        hostile.stable = hostile.versions[1].id = evil;
        hostile.versions[1].parts[u"prompt"_s].text = evil + u"\r\nx\u0000y"_s;
        hostile.versions[1].parts[u"code"_s].id = evil;
        hostile.versions[1].parts[evil].id = evil;
        hostile.troubles = {{VersionTrouble::Kind::Untied, evil}, {VersionTrouble::Kind::Manifest, {}, {}, evil}};
        m_panel->setView(hostile);
        QCoreApplication::processEvents();
        QVERIFY(text().contains(u"<h1>ALL HEALTHY</h1>"_s));
        QVERIFY(text().contains(u"‹U+202E›gnp‹U+000D›"_s));
        for (const QLabel *label : m_panel->findChildren<QLabel *>())
            QCOMPARE(label->textFormat(), Qt::PlainText);
        const QString shown = words() + cell(u"code"_s, PartsModel::Before) + box(u"Before"_s)->currentText() + m_panel->windowTitle()
            + m_panel->model().headerData(PartsModel::Before, Qt::Horizontal, Qt::DisplayRole).toString();
        for (const QString &line : shown.split(u'|'))
            QVERIFY2(!line.contains(QChar(0x202E)) || words().contains(line), qPrintable(line));
        const QString tip = m_panel->model().index(0, PartsModel::Before).data(Qt::ToolTipRole).toString();
        QVERIFY(!tip.contains(u"<h1>"_s) && tip.startsWith(u"<span>"_s));
        QVERIFY(!m_panel->markdown().contains(u"| <h1>"_s));
    }

    void aScreenReaderHearsPartsAndTheText()
    {
        QAbstractItemModelTester tester(&const_cast<PartsModel &>(m_panel->model()));
        for (QWidget *widget : {static_cast<QWidget *>(table()), static_cast<QWidget *>(&m_panel->textView()),
                                static_cast<QWidget *>(box(u"Before"_s)), static_cast<QWidget *>(box(u"After"_s))}) {
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            QVERIFY(interface);
            QVERIFY2(!interface->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
        }
        QCOMPARE(m_panel->textView().accessibleName(), u"Prompt: +1 −1 lines"_s);
        QCOMPARE(m_panel->model().index(0, 0).data(Qt::AccessibleTextRole).toString(), u"Code, ≠ changed"_s);
        // Tab leads through it and out again.
        QSet<QWidget *> reached;
        m_panel->textView().setFocus();
        for (int i = 0; i < 12; ++i) {
            reached << QApplication::focusWidget();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QVERIFY(reached.contains(table()));
        QVERIFY(reached.contains(box(u"After"_s)));
        QTest::keyClick(m_panel.get(), Qt::Key_Escape);
        QVERIFY(!m_panel->isVisible());
    }

    void itIsCopiedAsMarkdown()
    {
        for (QPushButton *button : m_panel->findChildren<QPushButton *>()) {
            if (button->text().contains(u"Markdown"_s))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.startsWith(u"# What changed from v41 to v42\n"_s), qPrintable(copied));
        QVERIFY(copied.contains(u"-Answer in six sentences.\n+Answer in four sentences."_s));
    }

    void bothThemesKeepTheLettersReadable_data()
    {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << int(ThemeKind::Light);
        QTest::newRow("dark") << int(ThemeKind::Dark);
    }
    void bothThemesKeepTheLettersReadable()
    {
        QFETCH(int, theme);
        applyTheme(*qApp, static_cast<ThemeKind>(theme));
        QCoreApplication::processEvents();
        const auto luminance = [](const QColor &color) {
            const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
            return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
        };
        QTextEdit &view = m_panel->textView();
        for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next()) {
            const QColor back = block.blockFormat().hasProperty(QTextFormat::BackgroundBrush) ? block.blockFormat().background().color()
                                                                                              : view.palette().color(QPalette::Base);
            for (auto part = block.begin(); !part.atEnd(); ++part) {
                const double a = luminance(part.fragment().charFormat().foreground().color());
                const double b = luminance(back);
                const double contrast = (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
                QVERIFY2(contrast >= 4.5, qPrintable(part.fragment().text() + u' ' + QString::number(contrast)));
            }
        }
        applyTheme(*qApp, ThemeKind::Light);
    }
};

QTEST_MAIN(VersionsPanelTest)
#include "tst_VersionsPanel.moc"
