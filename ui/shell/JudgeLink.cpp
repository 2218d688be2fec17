// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/JudgeLink.h"

#include "app/base/DisplayText.h"
#include "ui/canary/VerdictWords.h"
#include "ui/lines/TextTableDialog.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace andon {

using namespace Qt::StringLiterals;

static QString percent(double value)
{
    return std::isnan(value) ? u"–"_s : QString::number(100 * value, 'f', 2) + u" %"_s;
}

JudgeLink::JudgeLink(CanaryPanel &canary, QWidget &window)
    : QObject(&window)
    , m_canary(canary)
    , m_window(window)
{
    connect(&canary, &CanaryPanel::judgeAsked, this, &JudgeLink::open);
}

void JudgeLink::setDesk(ServiceDesk &desk)
{
    leaveDesk();
    m_desk = &desk;
    connect(&desk.judge(), &JudgeDesk::judged, this, &JudgeLink::show);
    connect(&desk, &ServiceDesk::gatewayChanged, this, &JudgeLink::show);
    show();
}

void JudgeLink::leaveDesk()
{
    if (m_desk) {
        m_desk->disconnect(this);
        m_desk->judge().disconnect(this);
    }
    m_desk = nullptr;
    m_canary.setJudge({}, {});
    if (m_dialog)
        m_dialog->hide();
}

void JudgeLink::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    show();
}

void JudgeLink::show()
{
    if (!m_desk)
        return;
    const bool judges = m_desk->judge().hasLines() && !m_desk->judge().canary().isEmpty();
    const QList<LineVerdict> lines = judges ? m_desk->judge().verdicts() : QList<LineVerdict>();
    m_canary.setJudge(judgeSummary(lines), lines.isEmpty() ? VerdictKind::Unknown : wholeVerdict(lines));
    if (!m_dialog || !(m_dialog->isVisible() || m_opens))
        return;
    TextTableModel::Content content;
    content.textColumns = 1;
    content.headers = {tr("Line"), tr("Stable"), tr("Canary"), tr("Change"), tr("Bad events"), tr("Evidence that it is worse"),
                       tr("Verdict"), tr("Since"), tr("Why")};
    for (const LineVerdict &line : lines) {
        const auto indicator = std::find_if(m_desk->spec().indicators.cbegin(), m_desk->spec().indicators.cend(),
                                            [&](const Indicator &one) { return one.id == line.indicatorId; });
        const Verdict &verdict = line.verdict;
        const QString title = indicator == m_desk->spec().indicators.cend() ? line.indicatorId : indicator->title;
        QStringList why = strataTexts(line);
        if (const QString reason = verdictReason(verdict); !reason.isEmpty())
            why.prepend(reason);
        content.rows << QStringList{displaySafe(title, 80), percent(verdict.stableValue), percent(verdict.canaryValue),
                                    std::isfinite(verdict.ratio()) ? u"× %1"_s.arg(verdict.ratio(), 0, 'f', 2) : u"–"_s,
                                    QString::number(verdict.badEvents, 'f', 0), evidenceText(verdict),
                                    verdictShape(verdict.kind) + u' ' + verdictText(verdict.kind),
                                    verdict.since ? clockText(*verdict.since, m_zone) : QString(),
                                    why.join(u"; ")};
    }
    const QString sentence = lines.isEmpty()
        ? (m_desk->judge().hasLines() ? tr("There is no canary to judge.") : tr("No indicator of this service is counted: see \"counts\" in the manual."))
        : tr("Canary %1 against stable %2: %3.").arg(displaySafe(m_desk->judge().canary(), 60), displaySafe(m_desk->judge().stable(), 60), judgeSummary(lines));
    if (std::exchange(m_opens, false))
        m_dialog->showTable(tr("May this canary go on?"), sentence, content);
    else
        m_dialog->setTable(tr("May this canary go on?"), sentence, content);
}

void JudgeLink::open()
{
    if (!m_desk)
        return;
    if (!m_dialog)
        m_dialog = new TextTableDialog(&m_window);
    m_opens = true;
    show();
}

} // namespace andon
