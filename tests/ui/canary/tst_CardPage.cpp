// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/CardPage.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class CardPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<CardPage> m_page;
    const QString m_markdown = u"# Strategy card: Assistant\n\n| family | covered | by |\n|---|---|---|\n| quality | covered | Success |\n"
                               "| cost | **not covered** | – |\n\n1. pause\n2. rollback to version v41\n"_s;

    QPushButton *button(const QString &text) const
    {
        for (QPushButton *one : m_page->findChildren<QPushButton *>()) {
            if (one->text() == text)
                return one;
        }
        return nullptr;
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeKind::Light); }
    void init()
    {
        m_page = std::make_unique<CardPage>();
        m_page->setPage(u"Assistant"_s, m_markdown);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }
    void cleanup() { m_page.reset(); }

    void thePageReadsAsText()
    {
        const QString text = m_page->plainText();
        QVERIFY2(text.contains(u"Strategy card: Assistant"_s) && text.contains(u"not covered"_s) && !text.contains(u"**"_s), qPrintable(text));
        QVERIFY(text.contains(u"rollback to version v41"_s));
    }
    void itIsCopiedAsMarkdown()
    {
        QTest::mouseClick(button(u"Copy as Markdown"_s), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), m_markdown);
    }
    void itIsKeptAsAPdf()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"card.pdf"_s);
        m_page->savePdf(path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.startsWith("%PDF-") && bytes.trimmed().endsWith("%%EOF"));
        QVERIFY(bytes.size() > 2000);
        QVERIFY(m_page->findChild<PlainLabel *>()->plainText().startsWith(u"Saved as "_s));
    }
    void aPdfThatCannotBeWrittenIsSaid()
    {
        m_page->savePdf(u"/nonexistent/card.pdf"_s);
        QVERIFY(m_page->findChild<PlainLabel *>()->plainText().contains(u"/nonexistent/card.pdf cannot be written"_s));
    }
    void aServiceWithoutACardIsOfferedOne()
    {
        m_page->setPage(u"Assistant"_s, {});
        QVERIFY(m_page->plainText().contains(u"no strategy card"_s));
        QVERIFY(!button(u"Print…"_s)->isEnabled() && !button(u"Copy as Markdown"_s)->isEnabled());
        QSignalSpy asked(m_page.get(), &CardPage::editAsked);
        QTest::mouseClick(button(u"Make a card…"_s), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
    }
};

QTEST_MAIN(CardPageTest)
#include "tst_CardPage.moc"
