// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/TextSections.h"
#include "tests/support/Warnings.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

class TextSectionsTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void aTextIsItsSections()
    {
        const QString text = u"before\n# A\n\none\n\n## B\n```sh\n# no heading\n```\n### C\nend"_s;
        const QList<TextSection> sections = textSections(text);
        QCOMPARE(sections.size(), 4);
        QCOMPARE(sections[0].heading, QString());
        QCOMPARE(sections[2].heading, u"B"_s);
        QCOMPARE(sections[2].line, 5);
        QCOMPARE(sections[3].level, 3);
        QString joined;
        for (const TextSection &section : sections)
            joined += section.text;
        QCOMPARE(joined, text);
    }

    void whatAPersonWroteStaysUntilItsSectionIsTaken()
    {
        const QString mine = u"# P\n\n## Summary\n\nMy own words.\n\n## Mine\n\nKept.\n"_s;
        const QString draft = u"# P\n\n## Summary\n\nDrafted.\n\n## Actions\n\nNone.\n"_s;
        const QList<SectionOffer> offers = sectionOffers(mine, draft);
        QCOMPARE(offers.size(), 2);
        QCOMPARE(offers[0].heading, u"Summary"_s);
        QVERIFY(offers[0].current.contains(u"My own words."));
        QCOMPARE(offers[1].heading, u"Actions"_s);
        QCOMPARE(offers[1].current, QString());
        QCOMPARE(withOffers(mine, draft, {}), mine);
        QCOMPARE(withOffers(mine, draft, {1}), u"# P\n\n## Summary\n\nMy own words.\n\n## Actions\n\nNone.\n\n## Mine\n\nKept.\n"_s);
        QCOMPARE(withOffers(mine, draft, {0}), u"# P\n\n## Summary\n\nDrafted.\n\n## Mine\n\nKept.\n"_s);
    }

    void anEqualDraftOffersNothing()
    {
        const QString text = u"# P\n\n## A\n\nx\n"_s;
        QVERIFY(sectionOffers(text, text).isEmpty());
    }

    void headingsThatOccurTwiceAreToldApart()
    {
        const QString mine = u"## A\n1\n## A\n2\n"_s, draft = u"## A\n1\n## A\n3\n"_s;
        QCOMPARE(sectionOffers(mine, draft).size(), 1);
        QCOMPARE(withOffers(mine, draft, {0}), draft);
    }

    void anEmptyTextTakesTheWholeDraft()
    {
        const QString draft = u"# P\n\n## A\n\nx\n"_s;
        const QList<SectionOffer> offers = sectionOffers(QString(), draft);
        QCOMPARE(offers.size(), 2);
        QCOMPARE(withOffers(QString(), draft, {0, 1}).trimmed(), draft.trimmed());
    }
};

QTEST_GUILESS_MAIN(TextSectionsTest)
#include "tst_TextSections.moc"
