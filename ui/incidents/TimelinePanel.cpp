// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/TimelinePanel.h"

#include "app/base/DisplayText.h"
#include "app/incidents/RedactedExport.h"
#include "ui/common/ClearButton.h"
#include "ui/common/Icon.h"
#include "ui/incidents/EventDetails.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int patienceMs = 80;

TimelinePanel::TimelinePanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new TimelineModel(this))
    , m_view(new QTableView)
    , m_details(new EventDetails)
    , m_search(new QLineEdit)
    , m_note(new QLineEdit)
    , m_new(new QToolButton)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(buildBar());
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(m_view);
    split->addWidget(m_details);
    split->setStretchFactor(0, 1);
    split->setSizes({900, 340});
    layout->addWidget(split, 1);
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Timeline"));
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setTabKeyNavigation(false);
    m_view->setShowGrid(false);
    m_view->setWordWrap(false);
    m_view->setIconSize(QSize(14, 14));
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 5);
    m_view->horizontalHeader()->setStretchLastSection(true);
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setHighlightSections(false);
    const QList<int> widths{m_view->fontMetrics().horizontalAdvance(u"00-00 00:00:00 +00:00_"_s), 70, 90, 70};
    for (int column = 0; column < widths.size(); ++column)
        m_view->setColumnWidth(column, widths[column]);
    m_details->setAccessibleName(tr("Details of the entry"));
    m_details->hide();
    connect(m_details, &EventDetails::copied, this, [this](const QMap<QString, qint64> &taken) { tellCopied({}, taken); });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TimelinePanel::showDetails);
    const auto choose = [this](const QModelIndex &index) {
        emit timeChosen(toMs(m_model->entry(index.row()).event.occurredAt));
    };
    connect(m_view, &QTableView::clicked, this, choose);
    connect(m_view, &QTableView::activated, this, choose);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &TimelinePanel::showMenu);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TimelinePanel::goToEnd);
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (m_unseen > 0 && value >= m_view->verticalScrollBar()->maximum())
            goToEnd();
    });
    holdRows();
    auto *copy = new QShortcut(QKeySequence::Copy, m_view, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &TimelinePanel::copyRows);
    auto *find = new QShortcut(QKeySequence::Find, this);
    connect(find, &QShortcut::activated, this, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
}

/// Rows that are not in memory come some milliseconds after they are looked at: what is painted waits so long, so that a jump
/// is one paint and no flicker. Rows that come in above those in view move nothing.
void TimelinePanel::holdRows()
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patienceMs);
    connect(&m_patience, &QTimer::timeout, m_view->viewport(), [this] { m_view->viewport()->setUpdatesEnabled(true); });
    connect(m_view->verticalScrollBar(), &QScrollBar::valueChanged, this, &TimelinePanel::showRows);
    connect(m_model, &TimelineModel::rowsRead, this, &TimelinePanel::showRows);
    connect(m_model, &TimelineModel::rowsRead, this, [this] {
        if (m_details->isVisible())
            showDetails();
    });
    connect(m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, [this](const QModelIndex &, int first) {
        const QScrollBar *bar = m_view->verticalScrollBar();
        const QModelIndex top = m_view->indexAt(QPoint(1, 1));
        m_holdsEnd = (first == 0 || first < m_model->rowCount()) && bar->value() >= bar->maximum() && m_unseen == 0;
        m_held = first <= top.row() ? top : QModelIndex();
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_holdsEnd) {
            goToEnd();
        } else if (m_held.isValid()) {
            m_view->doItemsLayout(); // else the scroll bar still ends where the last row was
            m_view->scrollTo(m_held, QAbstractItemView::PositionAtTop);
        }
        m_held = QModelIndex();
        m_holdsEnd = false;
    });
}

void TimelinePanel::showRows()
{
    const int first = m_view->rowAt(0), last = m_view->rowAt(m_view->viewport()->height() - 1);
    if (first < 0)
        return;
    const bool areRead = m_model->want(first, last < 0 ? m_model->rowCount() - 1 : last);
    m_view->viewport()->setUpdatesEnabled(areRead);
    if (!areRead && !m_patience.isActive())
        m_patience.start();
    else if (areRead)
        m_patience.stop();
}

QWidget *TimelinePanel::buildBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    for (const EntryKind kind : {EntryKind::Action, EntryKind::Alert, EntryKind::Gate, EntryKind::Source, EntryKind::Gateway,
                                 EntryKind::Incident, EntryKind::Note}) {
        auto *chip = new QToolButton;
        chip->setText(kindTitle(kind));
        chip->setCheckable(true);
        chip->setToolTip(tr("Show only entries of the pressed kinds"));
        connect(chip, &QToolButton::toggled, this, &TimelinePanel::applyFilter);
        m_kinds[kind] = chip;
        layout->addWidget(chip);
    }
    m_search->setPlaceholderText(tr("Search (Ctrl+F)"));
    m_search->setAccessibleName(tr("Search the timeline"));
    addClearButton(*m_search);
    m_search->setMaximumWidth(240);
    connect(m_search, &QLineEdit::textChanged, this, &TimelinePanel::applyFilter);
    layout->addWidget(m_search, 1);
    m_note->setPlaceholderText(tr("Write a note for the record and press Enter (N)"));
    m_note->setAccessibleName(tr("Note for the record"));
    m_note->setMaxLength(10'000);
    connect(m_note, &QLineEdit::returnPressed, this, [this] {
        const QString text = m_note->text().trimmed();
        if (text.isEmpty())
            return;
        m_note->clear();
        emit noteWritten(text);
    });
    layout->addWidget(m_note, 3);
    m_new->setToolTip(tr("Show the newest entries"));
    m_new->hide();
    connect(m_new, &QToolButton::clicked, this, &TimelinePanel::goToEnd);
    layout->addWidget(m_new);
    auto *save = new QPushButton(tr("Export…"));
    save->setIcon(themeIcon(IconName::Export));
    save->setToolTip(tr("Export the timeline as Markdown or JSON (Ctrl+E)"));
    connect(save, &QPushButton::clicked, this, &TimelinePanel::exportAsked);
    layout->addWidget(save);
    return bar;
}

void TimelinePanel::append(const QList<Event> &events)
{
    const QScrollBar *bar = m_view->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() && m_unseen == 0;
    const QPersistentModelIndex top = m_view->indexAt(QPoint(1, 1));
    const int before = m_model->rowCount();
    m_model->append(events);
    if (atEnd && !inUse()) {
        goToEnd();
        return;
    }
    if (top.isValid())
        m_view->scrollTo(top, QAbstractItemView::PositionAtTop);
    m_unseen += m_model->rowCount() - before;
    m_new->setText(tr("%n new ↓", nullptr, m_unseen));
    m_new->setVisible(m_unseen > 0);
}

void TimelinePanel::setRedaction(std::function<Redactor()> redactor)
{
    m_redactor = redactor;
    m_details->setRedaction(std::move(redactor));
}

void TimelinePanel::clear()
{
    m_model->clear();
    m_details->clear();
    m_unseen = 0;
    m_new->hide();
}

void TimelinePanel::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    m_note->setEnabled(!readOnly);
    m_note->setPlaceholderText(readOnly ? tr("Replay: nothing can be written") : tr("Write a note for the record and press Enter (N)"));
}

bool TimelinePanel::inUse() const
{
    return m_view->viewport()->underMouse() || m_view->selectionModel()->hasSelection();
}

void TimelinePanel::goToEnd()
{
    m_unseen = 0;
    m_new->hide();
    m_view->scrollToBottom();
}

void TimelinePanel::setTimeZone(TimeZoneChoice zone)
{
    m_model->setTimeZone(zone);
}

void TimelinePanel::markTime(qint64 timeMs)
{
    const int row = m_model->mark(timeMs);
    if (row >= 0 && !inUse())
        m_view->scrollTo(m_model->index(row, TimelineModel::What));
}

void TimelinePanel::focusNote(const QString &opening)
{
    if (!opening.isEmpty() && m_note->text().trimmed().isEmpty())
        m_note->setText(opening);
    m_note->setFocus(Qt::ShortcutFocusReason);
}

void TimelinePanel::applyFilter()
{
    TimelineFilter filter;
    filter.text = m_search->text().trimmed();
    for (const auto &[kind, chip] : m_kinds.toStdMap()) {
        if (chip->isChecked())
            filter.kinds << kind;
    }
    m_model->setFilter(filter);
}

void TimelinePanel::copyRows()
{
    QList<int> rows;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        rows << index.row();
    if (rows.isEmpty())
        return;
    m_model->askTexts(rows, m_redactor ? m_redactor() : Redactor::usual({}, {}), [this](const CopiedRows &copied) {
        QApplication::clipboard()->setText(copied.lines.join(u'\n'));
        tellCopied(tr("%n row(s) copied.", nullptr, static_cast<int>(copied.lines.size())), copied.taken);
    });
}

void TimelinePanel::tellCopied(const QString &words, const QMap<QString, qint64> &taken)
{
    const QString rules = redactionWords(taken);
    const QString more = rules.isEmpty() ? QString() : tr("Taken out: %1.").arg(displaySafe(rules));
    if (!words.isEmpty() || !more.isEmpty())
        emit told(QString(words + u' ' + more).trimmed());
}

/// By the right button or the menu key: of the entry under the pointer, else of the current one.
void TimelinePanel::showMenu(const QPoint &at)
{
    const QModelIndex index = m_view->indexAt(at).isValid() ? m_view->indexAt(at) : m_view->currentIndex();
    if (!index.isValid())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Copy")), &QAction::triggered, this, &TimelinePanel::copyRows);
    const Event event = m_model->entry(index.row()).event;
    if (event.kind != EventKind::incidentOpened && !m_readOnly) {
        menu->addSeparator();
        for (const auto &[id, title] : std::as_const(m_incidents)) {
            QString text = tr("Move to incident “%1”").arg(displaySafe(title, 80));
            text.replace(u'&', u"&&"_s);
            connect(menu->addAction(text), &QAction::triggered, this, [this, event, id = id] { emit moveAsked(event, id); });
        }
        connect(menu->addAction(tr("Move out of every incident")), &QAction::triggered, this, [this, event] { emit moveAsked(event, {}); });
    }
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

void TimelinePanel::showDetails()
{
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    m_details->setVisible(rows.size() == 1);
    if (rows.size() != 1)
        return;
    m_details->setEvent(m_model->entry(rows.first().row()).event);
}

} // namespace andon
