// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/ReviewPanel.h"

#include "app/base/DisplayText.h"
#include "ui/canary/CanaryWords.h"
#include "ui/canary/ReviewDelegate.h"
#include "ui/canary/ReviewSign.h"
#include "ui/canary/StepLadder.h"
#include "ui/common/ActionButton.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/plot/LinesPlot.h"

#include <QAccessible>
#include <QEvent>
#include <QHeaderView>
#include <QSplitter>
#include <QTreeView>
#include <QVBoxLayout>

#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int mostReasons = 4;

ReviewPanel::ReviewPanel(QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_model(new ReviewModel(this))
    , m_sign(new ReviewSign)
    , m_sentence(new PlainLabel)
    , m_reasons(new PlainLabel)
    , m_phase(new PlainLabel)
    , m_countdown(new PlainLabel)
    , m_share(new PlainLabel)
    , m_ladder(new StepLadder)
    , m_tree(new QTreeView)
    , m_ageWords(new PlainLabel)
    , m_plot(new LinesPlot)
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(buildHead());
    layout->addWidget(buildTrack());
    buildTree();
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_tree);
    split->addWidget(buildAge());
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    layout->addWidget(split, 1);
    buildFoot(*layout);
    setButtons({});
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &ReviewPanel::refreshTrack);
    m_tick.start();
    // Nothing that a stray key could change has the focus first.
    m_tree->setFocus();
    resize(1240, 740); // whole on a screen of 1280x800
    refresh();
}

QWidget *ReviewPanel::buildHead()
{
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() + 4);
    m_sentence->setFont(bold);
    m_sentence->setWordWrap(true);
    m_reasons->setWordWrap(true);
    auto *head = new QWidget;
    auto *rows = new QVBoxLayout(head);
    rows->setContentsMargins(0, 0, 0, 0);
    auto *line = new QHBoxLayout;
    line->addWidget(m_sign, 0, Qt::AlignTop);
    line->addWidget(m_sentence, 1);
    rows->addLayout(line);
    rows->addWidget(m_reasons);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        auto *button = m_buttons[i] = new ActionButton(i == static_cast<std::size_t>(Button::Action));
        buttons->addWidget(button, 1);
        connect(button, &ActionButton::pressed, this, [this, i](const QString &reason) { emit pressed(static_cast<Button>(i), reason); });
    }
    rows->addLayout(buttons);
    return head;
}

QWidget *ReviewPanel::buildTrack()
{
    QFont bold = font();
    bold.setBold(true);
    m_phase->setFont(bold);
    m_countdown->setFont(bold);
    m_countdown->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *track = new QWidget;
    auto *rows = new QVBoxLayout(track);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    auto *line = new QHBoxLayout;
    line->addWidget(m_phase, 2);
    line->addWidget(m_share, 3);
    line->addWidget(m_countdown, 2);
    rows->addLayout(line);
    rows->addWidget(m_ladder);
    return track;
}

void ReviewPanel::buildTree()
{
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new ReviewDelegate(*m_model, this));
    m_tree->setAccessibleName(tr("Lines and families of the canary"));
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->setMinimumHeight(160);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &ReviewPanel::spread);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        refreshAge();
        emit lineChosen(chosenLine());
    });
}

/// Families stand open with their lines; a sentence takes its whole row.
void ReviewPanel::spread(const QModelIndex &parent, int first, int last)
{
    for (int i = first; i <= last; ++i) {
        const QModelIndex at = m_model->index(i, 0, parent);
        const ReviewRow &row = m_model->row(at);
        m_tree->setFirstColumnSpanned(i, parent, row.spans);
        m_tree->setExpanded(at, row.isFamily);
        if (const int below = m_model->rowCount(at); below > 0)
            spread(at, 0, below - 1);
    }
}

QString ReviewPanel::chosenLine() const
{
    for (QModelIndex at = m_tree->currentIndex(); at.isValid(); at = at.parent()) {
        if (const QString id = m_model->row(at).indicatorId; !id.isEmpty())
            return id;
    }
    return {};
}

void ReviewPanel::setView(const ReviewView &view)
{
    m_view = view;
    setWindowTitle(tr("May this canary go on? — %1").arg(displaySafe(view.service, 80)));
    refresh();
}

void ReviewPanel::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    m_plot->setTimeZone(zone);
    refresh();
}

void ReviewPanel::setButtons(const ReviewButtons &buttons)
{
    const std::array<const std::optional<ButtonFace> *, 5> faces{&buttons.action, &buttons.promote, &buttons.anyway, &buttons.hold,
                                                                &buttons.restart};
    for (std::size_t i = 0; i < faces.size(); ++i) {
        if (*faces[i])
            m_buttons[i]->setFace(**faces[i]);
        m_buttons[i]->setVisible(faces[i]->has_value());
    }
}

QString ReviewPanel::sentence() const
{
    return m_sentence->plainText();
}

void ReviewPanel::refresh()
{
    const ReviewTone tone = reviewTone(m_view);
    const QString sentence = reviewSentence(m_view);
    m_sign->setTone(tone);
    QPalette look = palette();
    const ThemeColors &colors = themeColors(palette());
    look.setColor(QPalette::WindowText, tone == ReviewTone::Stop ? colors.critical : colors.text);
    m_sentence->setPalette(look);
    if (sentence != m_sentence->plainText()) {
        m_sentence->setPlainText(sentence);
        m_sentence->setAccessibleName(sentence);
        QAccessibleEvent changed(m_sentence, QAccessible::NameChanged);
        QAccessible::updateAccessibility(&changed);
    }
    const QStringList reasons = reviewReasons(m_view, mostReasons);
    m_reasons->setPlainText(reasons.join(u'\n'));
    m_reasons->setVisible(!reasons.isEmpty());
    const bool first = m_model->rowCount() == 0;
    m_model->setRows(reviewRows(m_view, m_zone));
    if (first) {
        const int name = 230, says = 146;
        QHeaderView *header = m_tree->header();
        header->setStretchLastSection(false);
        const std::array<int, ReviewRow::ColumnCount> widths{name, 72, 72, 62, 82, 236, says, 0, 108};
        for (int column = 0; column < ReviewRow::ColumnCount; ++column) {
            if (column == ReviewRow::Why)
                header->setSectionResizeMode(column, QHeaderView::Stretch);
            else
                header->resizeSection(column, widths[static_cast<std::size_t>(column)]);
        }
    }
    refreshTrack();
}

void ReviewPanel::refreshTrack()
{
    const Rollout &rollout = m_view.rollout;
    const auto elapsed = m_view.now == TimePoint() ? 0 : std::max<qint64>(0, std::chrono::floor<std::chrono::seconds>(SystemClock().now() - m_view.now).count());
    m_phase->setPlainText(phaseText(rollout));
    m_countdown->setPlainText(countdownText(rollout, elapsed));
    QString words;
    for (const VersionShare &share : rollout.shares) {
        if (share.version != m_view.canary || m_view.canary.isEmpty())
            continue;
        const auto percent = [](double value) { return std::isnan(value) ? u"–"_s : tr("%1 %").arg(QString::number(value, 'g', 3)); };
        words = tr("%1: asked %2, gets %3").arg(displaySafe(share.version, 60), percent(share.asked), percent(share.observed));
    }
    m_share->setPlainText(words);
    m_ladder->setRollout(rollout);
    m_ladder->setVisible(!rollout.steps.isEmpty());
}

void ReviewPanel::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

} // namespace andon
