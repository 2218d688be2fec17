// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Warnings.h"
#include "ui/lines/LineHeader.h"

#include <QTest>

using namespace andon;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(andon::LineHeader::Content)
Q_DECLARE_METATYPE(andon::LineHeader::Plan)

namespace {

LineHeader::Content content(const QList<GateState> &states, bool isTitled = false, const QString &note = {})
{
    LineHeader::Content made;
    made.family = u"Quality"_s;
    made.isTitled = isTitled;
    made.note = note;
    for (const GateState state : states)
        made.values.append({u"v%1"_s.arg(made.values.size()), {}, u"97 %"_s, state});
    return made;
}

} // namespace

class LineHeaderTest : public QObject {
    Q_OBJECT
private slots:
    void init() { failOnWarnings(); }

    void whatMattersMostFindsRoom_data()
    {
        static constexpr GateState in = GateState::Inside, warn = GateState::Warn, stop = GateState::Stop;
        using Plan = LineHeader::Plan;
        QTest::addColumn<LineHeader::Content>("content");
        QTest::addColumn<int>("lines");
        QTest::addColumn<Plan>("plan");
        QTest::newRow("all") << content({in, in}) << 3 << Plan{true, {0, 1}, 0};
        QTest::newRow("one too many") << content({in, in}) << 2 << Plan{true, {0}, 1};
        QTest::newRow("the crossed one first") << content({in, stop}) << 2 << Plan{true, {1}, 1};
        QTest::newRow("the worse first, in their order") << content({warn, in, stop}) << 3 << Plan{true, {0, 2}, 1};
        QTest::newRow("the row has the title") << content({in, in}, true) << 2 << Plan{false, {0, 1}, 0};
        QTest::newRow("with room for both") << content({in, in}, true) << 3 << Plan{true, {0, 1}, 0};
        QTest::newRow("too many all the same") << content({in, in, in}, true) << 2 << Plan{true, {0}, 2};
        QTest::newRow("a note needs its line") << content({in, in}, false, u"no data"_s) << 3 << Plan{true, {0}, 1};
        QTest::newRow("no value") << content({}, false, u"no source"_s) << 1 << Plan{true, {}, 0};
        QTest::newRow("no room at all") << content({in}) << 0 << Plan{true, {}, 1};
    }
    void whatMattersMostFindsRoom()
    {
        QFETCH(LineHeader::Content, content);
        QFETCH(int, lines);
        QTEST(LineHeader::plan(content, lines), "plan");
    }

    /// Where two versions stand below a title there is more to see than where one does.
    void theHiddenAreCounted()
    {
        LineHeader header;
        header.setContent(content({GateState::Inside, GateState::Inside, GateState::Inside}));
        const auto titleInk = [&](int lines) {
            const int line = header.fontMetrics().height() + 3;
            header.resize(150, lines * line + 2);
            const QImage picture = header.grab().toImage().convertToFormat(QImage::Format_RGB32);
            int ink = 0;
            for (int x = 110; x < 150; ++x) {
                for (int y = 0; y < line; ++y)
                    ink += picture.pixel(x, y) != picture.pixel(149, 0) ? 1 : 0;
            }
            return ink;
        };
        QCOMPARE(titleInk(4), 0);
        QVERIFY(titleInk(2) > 0); // "+2" at the end of the title
    }
};

QTEST_MAIN(LineHeaderTest)
#include "tst_LineHeader.moc"
