// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/OperationCards.h"

#include <QAccessible>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

/// The gateway holds what the operation asked for.
bool tookEffect(ActionState state)
{
    return state == ActionState::Verified || state == ActionState::Effective || state == ActionState::NotSeen
        || state == ActionState::Active;
}

QString placeOf(const ActionProgress &progress)
{
    return targetWord(progress.target) + u' ' + progress.service;
}

} // namespace

OperationCards::OperationCards(QWidget *parent)
    : QScrollArea(parent)
    , m_layout(new QVBoxLayout)
{
    auto *content = new QWidget;
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    content->setLayout(m_layout);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    // The buttons take the focus, and it scrolls to them.
    setFocusPolicy(Qt::NoFocus);
    setAccessibleName(tr("Operations that need you"));
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &OperationCards::refreshTexts);
    refresh();
}

void OperationCards::setProgress(const ActionProgress &progress)
{
    if (tookEffect(progress.state)) {
        TimePoint &newest = m_newest[placeOf(progress)];
        newest = std::max(newest, progress.pressedAt);
    }
    const auto at = std::find_if(m_operations.begin(), m_operations.end(),
                                 [&](const ActionProgress &known) { return known.opId == progress.opId; });
    if (at != m_operations.end())
        *at = progress;
    else
        m_operations.prepend(progress);
    m_operations.removeIf([this](const ActionProgress &known) { return !hasCard(known); });
    refresh();
}

void OperationCards::setFaces(const QList<ActionFace> &faces)
{
    m_faces = faces;
    refreshFaces();
}

void OperationCards::clear()
{
    m_operations.clear();
    m_putAway.clear();
    m_newest.clear();
    m_faces.clear();
    refresh();
}

void OperationCards::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    refreshTexts();
}

std::optional<ActionProgress> OperationCards::operation(const QString &opId) const
{
    const auto at = std::find_if(m_operations.begin(), m_operations.end(),
                                 [&](const ActionProgress &known) { return known.opId == opId; });
    return at == m_operations.end() ? std::nullopt : std::optional(*at);
}

/// Where a later operation on the same target took effect, an earlier one is in force no more.
bool OperationCards::hasCard(const ActionProgress &progress) const
{
    const CardKind kind = cardKind(progress);
    if (isSettled(progress) && m_putAway.contains(progress.opId))
        return false;
    return kind != CardKind::None && (kind != CardKind::Active || progress.pressedAt >= m_newest.value(placeOf(progress)));
}

OperationCard *OperationCards::cardFor(const QString &opId)
{
    for (OperationCard *card : std::as_const(m_cards)) {
        if (card->operation().opId == opId)
            return card;
    }
    auto *card = new OperationCard;
    connect(card, &OperationCard::decided, this, [this, card](Decision decision, const QString &reason) {
        emit decided(card->operation().opId, decision, reason);
    });
    connect(card, &OperationCard::pressed, this, &OperationCards::pressed);
    connect(card, &OperationCard::putAway, this, [this, card] {
        m_putAway << card->operation().opId;
        m_operations.removeIf([this](const ActionProgress &known) { return !hasCard(known); });
        refresh();
    });
    return card;
}

void OperationCards::refresh()
{
    QList<ActionProgress> shown = m_operations;
    std::stable_sort(shown.begin(), shown.end(), [](const ActionProgress &a, const ActionProgress &b) {
        return cardKind(a) != cardKind(b) ? cardKind(a) < cardKind(b) : a.pressedAt > b.pressedAt;
    });
    QList<OperationCard *> cards;
    for (const ActionProgress &progress : std::as_const(shown)) {
        OperationCard *card = cardFor(progress.opId);
        const bool fresh = !m_cards.contains(card);
        card->setOperation(progress, SystemClock().now(), m_zone);
        m_layout->removeWidget(card);
        m_layout->insertWidget(static_cast<int>(cards.size()), card);
        cards << card;
        if (fresh) {
            QAccessibleEvent alert(card, QAccessible::Alert);
            QAccessible::updateAccessibility(&alert);
        }
    }
    for (OperationCard *card : std::as_const(m_cards)) {
        if (!cards.contains(card)) {
            card->hide();
            card->deleteLater();
        }
    }
    m_cards = cards;
    refreshFaces();
    setVisible(!m_cards.isEmpty());
    m_cards.isEmpty() ? m_tick.stop() : m_tick.start();
    updateGeometry();
}

void OperationCards::refreshTexts()
{
    for (OperationCard *card : std::as_const(m_cards))
        card->setOperation(ActionProgress(card->operation()), SystemClock().now(), m_zone);
}

void OperationCards::refreshFaces()
{
    for (OperationCard *card : std::as_const(m_cards)) {
        const ActionProgress &progress = card->operation();
        std::optional<ActionFace> restore;
        std::optional<ActionFace> extend;
        for (const ActionFace &face : std::as_const(m_faces)) {
            if (cardKind(progress) != CardKind::Active || face.plan.service != progress.service || face.plan.target != progress.target)
                continue;
            if (face.plan.verb == Verb::Restore)
                restore = face;
            else if (face.plan.verb == progress.verb && face.enabled() && progress.expiresAt)
                extend = face;
        }
        card->setFaces(restore, extend);
    }
}

int OperationCards::contentHeight() const
{
    const int width = std::max(viewport()->width(), 120);
    int height = 0;
    for (const OperationCard *card : m_cards) {
        const int own = card->hasHeightForWidth() ? card->heightForWidth(width) : card->sizeHint().height();
        height += own + (height > 0 ? m_layout->spacing() : 0);
    }
    return height;
}

QSize OperationCards::sizeHint() const
{
    return {240, std::min(contentHeight(), fontMetrics().height() * 13)};
}

QSize OperationCards::minimumSizeHint() const
{
    // The first card whole, with its buttons; the rest is scrolled to.
    if (m_cards.isEmpty())
        return {160, 0};
    const OperationCard *first = m_cards.first();
    const int width = std::max(viewport()->width(), 120);
    const int whole = first->hasHeightForWidth() ? first->heightForWidth(width) : first->sizeHint().height();
    return {160, std::min(whole, fontMetrics().height() * 9)};
}

void OperationCards::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        updateGeometry();
}

} // namespace andon
