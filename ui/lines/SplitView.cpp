// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/SplitView.h"

#include "app/base/DisplayText.h"
#include "ui/common/ErrorText.h"
#include "ui/common/WarningsText.h"
#include "ui/lines/LatestValues.h"
#include "ui/plot/ValueText.h"

#include <QEvent>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qsizetype namedRest = 8;

static QString partName(const QString &value)
{
    return value.isEmpty() ? SplitView::tr("(none)") : displaySafe(value, 40);
}

QString restWords(const QList<SplitPart> &parts, int drawn)
{
    if (parts.size() <= drawn)
        return {};
    QStringList names;
    for (const SplitPart &part : parts.mid(drawn, namedRest))
        names.append(partName(part.value));
    const auto more = static_cast<int>(parts.size() - drawn - names.size());
    const QString list = names.join(u", "_s);
    return more > 0 ? SplitView::tr("not drawn, better: %1 and %n more", nullptr, more).arg(list)
                    : SplitView::tr("not drawn, better: %1").arg(list);
}

QString splitName(const Indicator &indicator, const SplitSpec &spec)
{
    return SplitView::tr("%1 by %2").arg(displaySafe(indicator.title, 80), displaySafe(spec.label, 40));
}

SplitView::SplitView(QWidget *parent) : SmallPlots(parent), m_button(new QToolButton(this))
{
    m_button->setText(tr("Split by"));
    m_button->setToolTip(tr("Choose what is split by which label (S: the next one, Shift+S: the one before)"));
    m_button->setAccessibleName(m_button->text());
    m_button->setFocusPolicy(Qt::StrongFocus);
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_button->setAutoRaise(true);
    m_button->setMenu(new QMenu(m_button));
    m_button->hide();
    hide();
}

QWidget *SplitView::lastTabStop() const
{
    return m_button;
}

void SplitView::setSpecs(const QList<SplitSpec> &specs)
{
    m_specs = specs;
    showFamily(std::nullopt, {});
}

void SplitView::showFamily(std::optional<Family> family, const QList<Indicator> &indicators)
{
    m_choices.clear();
    for (const Indicator &indicator : indicators) {
        for (const SplitSpec &spec : std::as_const(m_specs)) {
            if (family && indicator.family == *family && spec.indicatorId == indicator.id)
                m_choices.append({indicator, spec});
        }
    }
    offerChoices();
    auto same = std::find_if(m_choices.cbegin(), m_choices.cend(), [&](const Choice &choice) { return choice.spec == m_wish; });
    if (same == m_choices.cend())
        same = std::find_if(m_choices.cbegin(), m_choices.cend(), [&](const Choice &choice) { return choice.spec.label == m_wish.label; });
    setVisible(!m_choices.isEmpty() || (family && !m_absent.isEmpty()));
    choose(same == m_choices.cend() ? 0 : same - m_choices.cbegin());
}

void SplitView::offerChoices()
{
    QMenu &menu = *m_button->menu();
    menu.clear();
    for (qsizetype i = 0; i < m_choices.size(); ++i) {
        QAction *action = menu.addAction(splitName(m_choices[i].indicator, m_choices[i].spec).replace(u'&', u"&&"_s));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, i] {
            m_wish = m_choices[i].spec;
            choose(i);
        });
    }
    m_button->setVisible(m_choices.size() > 1);
    placeButton();
}

void SplitView::showNext(bool back)
{
    const auto at = std::find_if(m_choices.cbegin(), m_choices.cend(), [&](const Choice &choice) { return choice.spec == m_spec; });
    if (m_choices.size() < 2 || at == m_choices.cend())
        return;
    const qsizetype next = (at - m_choices.cbegin() + (back ? m_choices.size() - 1 : 1)) % m_choices.size();
    m_wish = m_choices[next].spec;
    choose(next);
}

/// Beyond the last: nothing.
void SplitView::choose(qsizetype index)
{
    const Choice chosen = index < m_choices.size() ? m_choices[index] : Choice();
    const bool isShown = !chosen.spec.query.isEmpty() && chosen.spec == m_spec;
    m_spec = chosen.spec;
    m_indicator = chosen.indicator;
    const QList<QAction *> actions = m_button->menu()->actions();
    for (qsizetype i = 0; i < actions.size(); ++i)
        actions[i]->setChecked(i == index);
    m_button->setAccessibleName(tr("Split by: %1").arg(splitName(m_indicator, m_spec)));
    if (isShown)
        return; // nobody would be asked anew for what is known
    SplitReading nothing;
    nothing.indicator = m_indicator;
    nothing.spec = m_spec;
    setReading(nothing);
    emit wanted(m_indicator, m_spec);
}

/// At the left end of the head, before its words.
void SplitView::placeButton()
{
    m_button->setGeometry(contentsRect().left(), 0, m_button->sizeHint().width(), headHeight());
    setHeadIndent(m_choices.size() > 1 ? m_button->width() + 6 : 0);
}

void SplitView::resizeEvent(QResizeEvent *event)
{
    SmallPlots::resizeEvent(event);
    placeButton();
}

void SplitView::changeEvent(QEvent *event)
{
    SmallPlots::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        placeButton();
}

QString SplitView::titleOf(const SplitReading &reading) const
{
    if (m_choices.isEmpty())
        return m_absent;
    QString title = splitName(m_indicator, m_spec);
    if (reading.parts.size() > mostCells)
        title += tr(", the worst %1 of %2").arg(mostCells).arg(reading.parts.size());
    if (reading.error)
        title += tr(" (not read: %1)").arg(errorBrief(*reading.error));
    else if (reading.lastAnswerMs == 0)
        title += tr(" (asking)");
    else if (reading.parts.isEmpty())
        title += tr(" (the source knows no such series)");
    if (!reading.warnings.isEmpty())
        title += tr(" (the source warns: %1)").arg(warningsText(reading.warnings));
    return title;
}

void SplitView::setReading(const SplitReading &reading)
{
    if (reading.spec != m_spec)
        return;
    QList<Cell> cells;
    for (const SplitPart &part : reading.parts.mid(0, mostCells)) {
        Cell cell;
        cell.title = partName(part.value);
        cell.value = valueText(part.worst, m_indicator.unit);
        cell.state = part.state;
        cell.row.title = cell.title;
        cell.row.unit = m_indicator.unit;
        cell.row.direction = m_indicator.direction;
        cell.row.gate = m_indicator.gate;
        cell.row.freshness = reading.error ? Freshness::Late : Freshness::Live;
        for (const VersionColumns &version : part.versions)
            cell.row.curves.append({version.version, m_indicator.title, version.columns});
        cells.append(cell);
    }
    setCells(titleOf(reading), cells, restWords(reading.parts, mostCells));
}

} // namespace andon
