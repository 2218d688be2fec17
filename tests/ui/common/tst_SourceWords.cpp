// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/OtherLanguage.h"
#include "tests/support/Warnings.h"
#include "ui/common/ErrorText.h"
#include "ui/common/SourceWords.h"

#include <QTest>
#include <QWidget>

#include <thread>

using namespace andon;
using namespace Qt::StringLiterals;

namespace {

/// Counts how often it is told that the language is another one.
class Listener final : public QWidget {
public:
    int told = 0;

protected:
    void changeEvent(QEvent *event) override { told += event->type() == QEvent::LanguageChange ? 1 : 0; }
};

QString words()
{
    return errorText({ErrorKind::Blocked, {u"x"_s}, {}});
}

} // namespace

class SourceWordsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void theWordsAreThoseOfTheSourceAndThenTheWindowsAgain()
    {
        const QString english = words();
        const OtherLanguage chinese;
        QCOMPARE(words(), OtherLanguage::mark + english);
        {
            const SourceWords source;
            QCOMPARE(words(), english);
            {
                const SourceWords within;
                QCOMPARE(words(), english);
            }
            QCOMPARE(words(), english);
        }
        QCOMPARE(words(), OtherLanguage::mark + english);
    }
    void anotherThreadAndTheWidgetsNoticeNothing()
    {
        const OtherLanguage chinese;
        Listener listener;
        QCoreApplication::processEvents();
        const QString shown = words();
        QString elsewhere;
        {
            const SourceWords source;
            std::thread([&] { elsewhere = words(); }).join();
        }
        QCoreApplication::processEvents();
        QCOMPARE(elsewhere, shown);
        QCOMPARE(listener.told, 0);
    }
};

QTEST_MAIN(SourceWordsTest)
#include "tst_SourceWords.moc"
