// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/ActionBar.h"

#include "app/base/DisplayText.h"
#include "ui/actions/ActionWords.h"
#include "ui/actions/ButtonFaces.h"
#include "ui/actions/ConsequenceText.h"
#include "ui/actions/OperationRow.h"
#include "ui/common/ActionButton.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QVBoxLayout>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownOperations = 3;

} // namespace

ActionBar::ActionBar(QWidget *parent)
    : QWidget(parent)
    , m_notes(new PlainLabel)
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
            if (m_asOf)
                return; // a replay: not even assistive technology presses
            emit pressed(m_faces.value(pressedVerb).plan, reason, m_unlogged->isVisible() && m_unlogged->isChecked());
            m_unlogged->setChecked(false);
        });
    }
    m_notes->setWordWrap(true);
    QFont notes = font();
    notes.setPointSizeF(std::max(9.0, notes.pointSizeF() - 1));
    m_notes->setFont(notes);
    m_notes->hide();
    layout->addWidget(m_notes);
    m_trouble->setWordWrap(true);
    layout->addWidget(m_trouble);
    layout->addWidget(m_unlogged);
    setJournalTrouble({});
    for (qsizetype i = 0; i < shownOperations; ++i) {
        m_rows << new OperationRow;
        layout->addWidget(m_rows.last());
    }
    layout->addStretch(1);
    // Room for the longest words, so that the buttons above never move.
    m_rows.first()->setFixedHeight(fontMetrics().height() * 3 + 8);
    m_tick.setInterval(200);
    connect(&m_tick, &QTimer::timeout, this, &ActionBar::refreshStatus);
    refreshStatus();
}

void ActionBar::setService(const QString &service)
{
    m_service = service;
    m_unlogged->setChecked(false);
    refreshStatus();
}

void ActionBar::setFace(const ActionFace &face)
{
    const Verb verb = face.plan.verb;
    m_faces[verb] = face;
    m_buttons[verb]->setFace(buttonFace(face));
    refreshNotes();
}

void ActionBar::setProgress(const ActionProgress &progress, TimePoint now)
{
    QList<Shown> &shown = m_shown[progress.service];
    for (Shown &one : shown) {
        if (one.progress.opId == progress.opId) {
            // The end of an operation is told by the state before it: "closed" adds nothing.
            const bool over = progress.state == ActionState::Closed && progress.reason.isEmpty();
            if (!over)
                one = {progress, now};
            refreshStatus();
            return;
        }
    }
    shown.prepend({progress, now});
    while (shown.size() > shownOperations)
        shown.removeLast();
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

void ActionBar::showAsOf(TimePoint at)
{
    m_asOf = at;
    m_shown.clear();
    for (ActionButton *button : std::as_const(m_buttons)) {
        button->setAttribute(Qt::WA_TransparentForMouseEvents);
        button->setFocusPolicy(Qt::NoFocus);
    }
    m_trouble->setPlainText(tr("Replay: what the buttons would have done then. Nothing can be pressed."));
    m_trouble->show();
    refreshStatus();
}

void ActionBar::focusVerb(Verb verb)
{
    if (!m_asOf)
        m_buttons[verb]->setFocus(Qt::ShortcutFocusReason);
}

/// What a gateway does not do at all, and whom the canary never met, is read without a hover, whole; what it cannot promise, before
/// the press.
void ActionBar::refreshNotes()
{
    QStringList reasons;
    QMap<QString, QStringList> verbs;
    QStringList promises;
    for (const ActionFace &face : std::as_const(m_faces)) {
        const Verb verb = face.plan.verb;
        if (face.blocked == BlockReason::Absent && !m_buttons[verb]->showsAllWords()) {
            const QString reason = blockedText(face);
            if (!verbs.contains(reason))
                reasons << reason;
            verbs[reason] << verbTitle(verb);
        }
        const bool there = face.blocked != BlockReason::Absent && face.blocked != BlockReason::NotConfigured;
        if (there && (face.tier == Tier::C || face.tier == Tier::D) && !promises.contains(tierText(face.tier)))
            promises << tierText(face.tier);
        if (face.enabled() && !face.plan.unmet.isEmpty() && !m_buttons[verb]->showsAllWords())
            promises << tr("%1: the canary never met %2").arg(verbTitle(verb), unmetText(face.plan, 240));
    }
    QStringList lines = promises;
    for (const QString &reason : std::as_const(reasons))
        lines << tr("%1 absent: %2").arg(verbs.value(reason).join(u", "_s), displaySafe(reason, 240));
    m_notes->setPlainText(lines.join(u'\n'));
    m_notes->setVisible(!lines.isEmpty());
    QPalette look = palette();
    look.setColor(QPalette::WindowText, themeColors(palette()).muted);
    m_notes->setPalette(look);
}

void ActionBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refreshNotes();
}

QString ActionBar::notesText() const
{
    return m_notes->plainText();
}

QString ActionBar::statusText() const
{
    return m_rows.first()->words();
}

void ActionBar::refreshStatus()
{
    const TimePoint now = m_asOf.value_or(SystemClock().now());
    const QList<Shown> shown = m_shown.value(m_service);
    bool ticking = false;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (i >= shown.size()) {
            m_rows[i]->setIdle(i == 0 ? m_asOf ? tr("No action was taken yet") : tr("No action taken since this window opened") : QString());
            m_rows[i]->setVisible(i == 0);
            continue;
        }
        const ActionProgress &progress = shown[i].progress;
        const QString what = progress.to.isEmpty() ? verbTitle(progress.verb) : verbTitle(progress.verb) + u' ' + sideText(progress.to);
        m_rows[i]->setOperation(progressTone(progress.state), u"%1: %2"_s.arg(what, progressText(progress, now)), i == 0);
        ticking = ticking || (!m_asOf && !isTerminal(progress.state));
    }
    ticking ? m_tick.start() : m_tick.stop();
}

} // namespace andon
