// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/ActionBar.h"

#include "ui/actions/ActionWords.h"
#include "ui/actions/ConsequenceText.h"
#include "ui/actions/OperationRow.h"
#include "ui/common/ActionButton.h"
#include "ui/common/PlainLabel.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QVBoxLayout>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownOperations = 3;

PressFriction pressFriction(Friction friction)
{
    return friction == Friction::Click ? PressFriction::Click
        : friction == Friction::Hold   ? PressFriction::Hold
                                       : PressFriction::HoldWithReason;
}

QString tierLetter(Tier tier)
{
    return QString(QChar(u'A' + static_cast<char16_t>(tier)));
}

} // namespace

ActionBar::ActionBar(QWidget *parent)
    : QWidget(parent)
    , m_unlogged(new QCheckBox(tr("Act without a record (kept in a second file until the journal returns)")))
    , m_trouble(new PlainLabel)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 8);
    layout->setSpacing(6);
    auto *grid = new QGridLayout;
    grid->setSpacing(6);
    // The widest place for what stops most loss.
    const QList<std::pair<Verb, int>> large{{Verb::Degrade, 0}, {Verb::Throttle, 4}, {Verb::Rollback, 8}};
    for (const auto &[verb, column] : large) {
        m_buttons[verb] = new ActionButton(true);
        grid->addWidget(m_buttons[verb], 0, column, 1, 4);
    }
    const QList<Verb> small{Verb::Promote, Verb::Pause, Verb::Resume, Verb::Restore};
    for (qsizetype i = 0; i < small.size(); ++i) {
        m_buttons[small[i]] = new ActionButton(false);
        grid->addWidget(m_buttons[small[i]], 1, static_cast<int>(i) * 3, 1, 3);
    }
    for (int column = 0; column < 12; ++column)
        grid->setColumnStretch(column, 1);
    layout->addLayout(grid);
    for (const auto &[verb, button] : m_buttons.toStdMap()) {
        connect(button, &ActionButton::pressed, this, [this, pressedVerb = verb](const QString &reason) {
            emit pressed(m_faces.value(pressedVerb).plan, reason, m_unlogged->isVisible() && m_unlogged->isChecked());
            m_unlogged->setChecked(false);
        });
    }
    m_trouble->setWordWrap(true);
    layout->addWidget(m_trouble);
    layout->addWidget(m_unlogged);
    setJournalTrouble({});
    for (qsizetype i = 0; i < shownOperations; ++i) {
        m_rows << new OperationRow;
        layout->addWidget(m_rows.last());
    }
    // Room for the longest words, so that the buttons above never move.
    m_rows.first()->setFixedHeight(fontMetrics().height() * 3 + 8);
    m_tick.setInterval(200);
    connect(&m_tick, &QTimer::timeout, this, &ActionBar::refreshStatus);
    refreshStatus();
}

void ActionBar::setFace(const ActionFace &face)
{
    const Verb verb = face.plan.verb;
    m_faces[verb] = face;
    ButtonFace shown;
    shown.title = verbTitle(verb);
    shown.consequence = consequenceText(face.plan.from, face.plan.to);
    if (std::isfinite(face.plan.shareTouched) && face.plan.shareTouched > 0)
        shown.touches = tr("touches %1 % of traffic").arg(QString::number(face.plan.shareTouched, 'g', 3));
    shown.blocked = blockedText(face);
    shown.tier = tierLetter(face.tier);
    shown.tierWords = tierText(face.tier);
    shown.friction = pressFriction(face.friction);
    shown.raised = raisedText(face);
    shown.icon = verbIcon(verb);
    shown.target = u"%1|%2|%3|%4"_s.arg(face.plan.service, face.plan.ifMatch, face.plan.from, face.plan.to);
    m_buttons[verb]->setFace(shown);
}

void ActionBar::setProgress(const ActionProgress &progress, TimePoint now)
{
    for (qsizetype i = 0; i < m_shown.size(); ++i) {
        if (m_shown[i].progress.opId == progress.opId) {
            // The end of an operation is told by the state before it: "closed" adds nothing.
            const bool over = progress.state == ActionState::Closed && progress.reason.isEmpty();
            if (!over)
                m_shown[i] = {progress, now};
            refreshStatus();
            return;
        }
    }
    m_shown.prepend({progress, now});
    while (m_shown.size() > shownOperations)
        m_shown.removeLast();
    refreshStatus();
}

void ActionBar::setJournalTrouble(const QString &words)
{
    m_trouble->setPlainText(words);
    m_trouble->setVisible(!words.isEmpty());
    m_unlogged->setVisible(!words.isEmpty());
    if (words.isEmpty())
        m_unlogged->setChecked(false);
}

void ActionBar::focusVerb(Verb verb)
{
    m_buttons[verb]->setFocus(Qt::ShortcutFocusReason);
}

QString ActionBar::statusText() const
{
    return m_rows.first()->words();
}

void ActionBar::refreshStatus()
{
    const TimePoint now = SystemClock().now();
    bool ticking = false;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (i >= m_shown.size()) {
            m_rows[i]->setIdle(i == 0 ? tr("No action taken since this window opened") : QString());
            m_rows[i]->setVisible(i == 0);
            continue;
        }
        const ActionProgress &progress = m_shown[i].progress;
        const QString what = progress.to.isEmpty() ? verbTitle(progress.verb) : verbTitle(progress.verb) + u' ' + sideText(progress.to);
        m_rows[i]->setOperation(progressTone(progress.state), u"%1: %2"_s.arg(what, progressText(progress, now)), i == 0);
        ticking = ticking || !isTerminal(progress.state);
    }
    ticking ? m_tick.start() : m_tick.stop();
}

} // namespace andon
