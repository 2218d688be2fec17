// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/OperationCard.h"

#include "ui/actions/ActionWords.h"
#include "ui/actions/ButtonFaces.h"
#include "ui/common/ActionButton.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int signPlace = 28; ///< the bar and the sign

OperationCard::OperationCard(QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel)
    , m_origin(new PlainLabel)
    , m_known(new PlainLabel)
    , m_values(new PlainLabel)
    , m_withheld(new PlainLabel)
    , m_reason(new QLineEdit)
    , m_putAway(new QPushButton(tr("Put away")))
    , m_restore(new ActionButton(false))
    , m_extend(new ActionButton(false))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(signPlace, 6, 8, 6);
    layout->setSpacing(3);
    QFont small = font();
    small.setPointSizeF(std::max(9.0, small.pointSizeF() - 1));
    for (PlainLabel *label : {m_title, m_origin, m_known, m_values, m_withheld}) {
        label->setWordWrap(true);
        label->setFont(small);
        layout->addWidget(label);
    }
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_known->setFont(font());
    m_reason->setPlaceholderText(tr("Reason for the record, then decide"));
    m_reason->setAccessibleName(tr("Reason for the decision"));
    m_reason->setMaxLength(500);
    layout->addWidget(m_reason);
    layout->addLayout(buildButtons());
    m_taken.setSingleShot(true);
    connect(&m_taken, &QTimer::timeout, this, &OperationCard::refreshDecisions);
    connect(m_restore, &ActionButton::pressed, this, [this](const QString &reason) { emit pressed(m_restorePlan, reason); });
    connect(m_extend, &ActionButton::pressed, this, [this](const QString &reason) { emit pressed(m_extendPlan, reason); });
    setFaces({}, {});
}

QHBoxLayout *OperationCard::buildButtons()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    for (const Decision decision : allDecisions) {
        auto *button = new QPushButton(decisionTitle(decision));
        button->setToolTip(decisionConsequence(decision));
        button->setAccessibleDescription(decisionConsequence(decision));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, decision] { decide(decision); });
        m_decisions[decision] = button;
        row->addWidget(button);
    }
    m_putAway->setAutoDefault(false);
    m_putAway->setToolTip(tr("Takes this card away; nothing is sent, the record keeps it."));
    m_putAway->setAccessibleDescription(m_putAway->toolTip());
    connect(m_putAway, &QPushButton::clicked, this, &OperationCard::putAway);
    row->addWidget(m_putAway);
    row->addWidget(m_restore);
    row->addWidget(m_extend);
    row->addStretch(1);
    return row;
}

void OperationCard::setOperation(const ActionProgress &progress, TimePoint now, TimeZoneChoice zone)
{
    const bool moved = progress.state != m_progress.state || progress.decisions != m_progress.decisions;
    m_progress = progress;
    m_title->setPlainText(cardTitle(progress));
    m_origin->setPlainText(cardOrigin(progress, now, zone));
    m_known->setPlainText(cardKnown(progress, now));
    m_values->setPlainText(cardValues(progress));
    m_withheld->setPlainText(cardWithheld(progress));
    for (PlainLabel *label : {m_known, m_values, m_withheld})
        label->setVisible(!label->plainText().isEmpty());
    const ThemeColors &colors = themeColors(palette());
    QPalette look = palette();
    look.setColor(QPalette::WindowText, colors.muted);
    for (PlainLabel *label : {m_origin, m_values, m_withheld})
        label->setPalette(look);
    setAccessibleName(m_title->accessibleName());
    setAccessibleDescription(m_known->accessibleName());
    if (moved)
        m_taken.stop();
    refreshDecisions();
    update();
}

void OperationCard::refreshDecisions()
{
    const bool asksReason = std::any_of(m_progress.decisions.begin(), m_progress.decisions.end(), wantsReason);
    m_reason->setVisible(asksReason);
    m_putAway->setVisible(isSettled(m_progress));
    m_putAway->setAccessibleName(m_putAway->text() + u": "_s + m_title->accessibleName());
    for (const auto &[decision, button] : m_decisions.toStdMap()) {
        button->setVisible(m_progress.decisions.contains(decision));
        button->setEnabled(!m_taken.isActive());
        button->setAccessibleName(decisionTitle(decision) + u": "_s + m_title->accessibleName());
    }
}

void OperationCard::setFaces(const std::optional<ActionFace> &restore, const std::optional<ActionFace> &extend)
{
    const auto show = [this](ActionButton *button, ActionPlan &plan, const std::optional<ActionFace> &face, const QString &title) {
        button->setVisible(face.has_value());
        if (!face)
            return;
        plan = face->plan;
        ButtonFace shown = buttonFace(*face);
        if (!title.isEmpty())
            shown.title = title;
        button->setFace(shown);
        // The card is small: title, consequence and gesture, one line each; a reason needs the whole button.
        const bool small = shown.friction != PressFriction::HoldWithReason;
        button->setFixedHeight(small ? fontMetrics().height() * 4 + 8 : button->sizeHint().height());
        button->setMinimumWidth(150);
    };
    show(m_restore, m_restorePlan, restore, {});
    show(m_extend, m_extendPlan, extend, tr("Extend"));
}

void OperationCard::decide(Decision decision)
{
    const QString reason = m_reason->isVisible() ? m_reason->text().trimmed() : QString();
    if (wantsReason(decision) && reason.isEmpty()) {
        m_reason->setFocus();
        return;
    }
    m_taken.start(1000);
    refreshDecisions();
    emit decided(decision, reason);
}

QString OperationCard::words() const
{
    QStringList lines;
    for (const PlainLabel *label : {m_title, m_origin, m_known, m_values, m_withheld}) {
        if (label->isVisibleTo(this))
            lines << label->plainText();
    }
    return lines.join(u'\n');
}

void OperationCard::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    const CardKind kind = cardKind(m_progress);
    QPainter painter(this);
    painter.fillRect(rect(), colors.raised);
    const QRect strip(0, 0, signPlace - 4, height());
    // In doubt is neither good nor bad: hatched. Behind the sign only, the words stay clear.
    if (kind == CardKind::Decide || kind == CardKind::Doubt)
        painter.fillRect(strip, QBrush(colors.stale, Qt::BDiagPattern));
    painter.fillRect(QRect(0, 0, 4, height()), kind == CardKind::Active ? colors.focus : colors.warning);
    painter.setPen(kind == CardKind::Decide ? colors.warning : colors.border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    const IconName sign = kind == CardKind::Active ? verbIcon(m_progress.verb)
        : kind == CardKind::Decide                 ? IconName::Warning
                                                   : IconName::Unknown;
    paintIcon(painter, sign, QRectF(7, 6, 16, 18), colors.text);
}

} // namespace andon
