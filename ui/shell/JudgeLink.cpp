// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/JudgeLink.h"

#include "app/base/DisplayText.h"
#include "ui/actions/ButtonFaces.h"
#include "ui/canary/DecisionWords.h"
#include "ui/canary/VerdictWords.h"
#include "ui/common/ErrorText.h"
#include "ui/shell/AgeLink.h"

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

ActionFace shownFace(ServiceDesk &desk, Verb verb)
{
    ActionFace face = desk.face(verb);
    if (face.blocked == BlockReason::CardHolds && desk.canary().decision())
        face.blockedArguments = {holdingText(*desk.canary().decision(), desk.spec().indicators)};
    return face;
}

JudgeLink::JudgeLink(CanaryPanel &canary, Console &console, QWidget &window)
    : QObject(&window)
    , m_canary(canary)
    , m_console(console)
    , m_window(window)
{
    connect(&canary, &CanaryPanel::judgeAsked, this, &JudgeLink::open);
}

JudgeLink::~JudgeLink() = default;

void JudgeLink::setDesk(ServiceDesk &desk)
{
    leaveDesk();
    m_desk = &desk;
    connect(&desk.canary(), &CanaryDesk::changed, this, &JudgeLink::show);
    connect(&desk, &ServiceDesk::gatewayChanged, this, &JudgeLink::show);
    connect(&desk, &ServiceDesk::facesChanged, this, &JudgeLink::showButtons);
    show();
}

void JudgeLink::leaveDesk()
{
    if (m_desk) {
        m_desk->disconnect(this);
        m_desk->canary().disconnect(this);
    }
    m_desk = nullptr;
    m_age.reset();
    m_view = {};
    m_painted.clear();
    m_canary.setJudge({}, {});
    if (m_panel)
        m_panel->hide();
}

void JudgeLink::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    if (m_panel)
        m_panel->setTimeZone(zone);
}

ReviewView JudgeLink::view() const
{
    CanaryDesk &canary = m_desk->canary();
    ReviewView view;
    view.service = m_desk->spec().title;
    view.rollout = m_desk->rollout();
    view.now = m_console.clock().now();
    for (const VersionShare &share : std::as_const(view.rollout.shares)) {
        if (share.role == VersionRole::Stable && view.stable.isEmpty())
            view.stable = share.version;
        else if (share.role == VersionRole::Canary && view.canary.isEmpty())
            view.canary = share.version;
    }
    view.indicators = m_desk->spec().indicators;
    view.counts = canary.judge().hasLines();
    if (view.counts && !canary.judge().canary().isEmpty())
        view.lines = canary.judge().verdicts();
    for (const Indicator &indicator : std::as_const(view.indicators))
        view.readings.insert(indicator.id, {m_desk->freshValue(indicator.id, view.canary), m_desk->freshValue(indicator.id, view.stable)});
    view.card = m_desk->spec().card;
    view.decision = canary.decision();
    if (view.card)
        view.rollout = withCardSteps(view.rollout, *view.card, canary.secondsInStep());
    if (const std::optional<PromoteHold> hold = canary.hold()) {
        view.heldBy = hold->by.calledName();
        view.heldSince = hold->since;
        view.heldWhy = hold->reason;
    }
    return view;
}

void JudgeLink::show()
{
    if (!m_desk)
        return;
    m_view = view();
    const ReviewTone tone = reviewTone(m_view);
    const bool silent = m_view.canary.isEmpty() || (!m_view.decision && m_view.lines.isEmpty() && crossedGates(m_view).isEmpty());
    m_canary.setJudge(silent ? QString() : reviewShape(tone) + u' ' + reviewSentence(m_view),
                      tone == ReviewTone::Stop ? VerdictKind::Regressed : VerdictKind::Unknown);
    if (!m_panel || !m_panel->isVisible())
        return;
    if (m_age)
        m_age->compare(m_view.stable, m_view.canary);
    m_panel->setView(m_view);
    showButtons();
}

/// What the card names: what stops, or the pause that one of its conditions asks for.
std::optional<ActionFace> JudgeLink::cardAction() const
{
    const std::optional<CardDecision> &decision = m_desk->canary().decision();
    if (decision)
        return decision->action ? std::optional(m_desk->face(*decision->action)) : std::nullopt;
    const bool worse = !m_view.canary.isEmpty() && wholeVerdict(m_view.lines, crossedGates(m_view)) == VerdictKind::Regressed;
    return worse ? std::optional(m_desk->face(Verb::Rollback)) : std::nullopt;
}

void JudgeLink::showButtons()
{
    if (!m_desk || !m_panel || !m_panel->isVisible())
        return;
    CanaryDesk &canary = m_desk->canary();
    ReviewButtons buttons;
    m_painted.clear();
    const auto paint = [&](ReviewPanel::Button which, const ActionFace &face) {
        m_painted.insert(which, face.plan);
        return buttonFace(face);
    };
    if (const std::optional<ActionFace> action = cardAction())
        buttons.action = paint(ReviewPanel::Button::Action, *action);
    const ActionFace promote = shownFace(*m_desk, Verb::Promote);
    buttons.promote = paint(ReviewPanel::Button::Promote, promote);
    if (promote.blocked == BlockReason::CardHolds) {
        buttons.anyway = paint(ReviewPanel::Button::Anyway, m_desk->goOnAnywayFace());
        buttons.anyway->title = tr("Go on anyway");
        buttons.anyway->raised = tr("against the card");
    }
    if (canary.isHoldable()) {
        const int step = m_desk->rollout().currentStep;
        const bool held = canary.hold().has_value();
        ButtonFace hold;
        hold.title = held ? tr("Release") : tr("Hold");
        hold.consequence = held ? tr("promote waits for its card alone")
            : step >= 0         ? tr("no promote at this step until it is released")
                                : tr("no promote at any weight until it is released");
        hold.friction = PressFriction::HoldWithReason;
        hold.target = u"%1|%2|%3"_s.arg(m_desk->spec().name).arg(step).arg(held);
        if (!canary.isReady())
            hold.blocked = tr("The record was not read yet");
        buttons.hold = hold;
    }
    buttons.restart = restartFace();
    m_panel->setButtons(buttons);
}

/// What was shown once stays; where it was no fault of the canary's, somebody has to say so.
std::optional<ButtonFace> JudgeLink::restartFace() const
{
    const bool stays = std::any_of(m_view.lines.cbegin(), m_view.lines.cend(), [](const LineVerdict &line) {
        return line.verdict.kind == VerdictKind::Regressed || line.verdict.reason == UnknownReason::ShareMismatch || isSomeoneHurt(line);
    });
    if (!stays)
        return std::nullopt;
    ButtonFace face;
    face.title = tr("Judge anew");
    face.consequence = tr("the evidence so far is set aside, in every console");
    face.friction = PressFriction::HoldWithReason;
    face.target = u"%1|judge"_s.arg(m_desk->spec().name);
    if (!m_desk->canary().isReady())
        face.blocked = tr("The record was not read yet");
    return face;
}

void JudgeLink::press(ReviewPanel::Button which, const QString &reason)
{
    if (!m_desk)
        return;
    if (which == ReviewPanel::Button::Hold)
        holdOrRelease(reason);
    else if (which == ReviewPanel::Button::Restart)
        restartJudge(reason);
    else if (m_painted.contains(which))
        emit pressed(m_painted.value(which), reason);
}

void JudgeLink::holdOrRelease(const QString &reason)
{
    CanaryDesk &canary = m_desk->canary();
    const bool held = canary.hold().has_value();
    const auto written = [this, held](const Result<Event> &event) {
        if (!event)
            emit told((held ? tr("Not released: %1") : tr("Not held: %1")).arg(errorText(event.error())));
    };
    if (held)
        canary.release(m_console.actor(), reason, this, written);
    else
        canary.holdStep(m_console.actor(), reason, this, written);
}

void JudgeLink::restartJudge(const QString &reason)
{
    m_desk->canary().restartJudge(m_console.actor(), reason, this, [this](const Result<Event> &event) {
        if (!event)
            emit told(tr("The judge goes on as before: %1").arg(errorText(event.error())));
    });
}

void JudgeLink::open()
{
    if (!m_desk)
        return;
    if (!m_panel) {
        m_panel = new ReviewPanel(&m_window);
        connect(m_panel, &ReviewPanel::pressed, this, &JudgeLink::press);
        connect(m_panel, &QDialog::finished, this, [this] { m_age.reset(); });
    }
    m_panel->setTimeZone(m_zone);
    if (!m_age && m_console.source(m_desk->spec().source)) {
        m_panel->setAge({});
        m_age = std::make_unique<AgeLink>(m_console, *m_desk);
        connect(m_age.get(), &AgeLink::changed, m_panel, &ReviewPanel::setAge);
    }
    m_panel->show();
    show();
    m_panel->raise();
    m_panel->activateWindow();
}

} // namespace andon
