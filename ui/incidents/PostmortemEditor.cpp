// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/PostmortemEditor.h"

#include "app/base/DisplayText.h"
#include "app/incidents/Postmortem.h"
#include "app/incidents/RedactedExport.h"
#include "app/incidents/TextSections.h"
#include "ui/common/PlainLabel.h"
#include "ui/incidents/DraftDialog.h"
#include "ui/incidents/EventListModel.h"
#include "ui/incidents/MarkdownEdit.h"
#include "ui/incidents/MarkdownPreview.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QListWidget>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int quietMs = 1000;
static constexpr int redrawMs = 300;

PostmortemEditor::PostmortemEditor(QWidget *parent)
    : QWidget(parent, Qt::Window)
    , m_events(new EventListModel(this))
    , m_table(new QTableView)
    , m_outline(new QListWidget)
    , m_edit(new MarkdownEdit)
    , m_preview(new MarkdownPreview)
    , m_title(new PlainLabel)
    , m_state(new PlainLabel)
    , m_words(new PlainLabel)
    , m_layouts(new QComboBox)
    , m_save(new QPushButton(tr("Save")))
    , m_other(new QPushButton(tr("Show what they saved…")))
    , m_cancel(new QPushButton(tr("Cancel export")))
    , m_progress(new QProgressBar)
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(buildBar());
    auto *split = new QSplitter(Qt::Horizontal);
    split->addWidget(buildEvents());
    split->addWidget(m_edit);
    split->addWidget(m_preview);
    split->setSizes({330, 470, 470});
    layout->addWidget(split, 1);
    layout->addWidget(buildFoot());
    m_edit->setAccessibleName(tr("Document, as Markdown"));
    m_preview->setAccessibleName(tr("Document, as it will look"));
    m_quiet.setSingleShot(true);
    m_redraw.setSingleShot(true);
    connect(&m_quiet, &QTimer::timeout, this, [this] { emit typed(text()); });
    connect(&m_redraw, &QTimer::timeout, this, &PostmortemEditor::refreshDocument);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        m_redraw.start(redrawMs);
        m_quiet.start(quietMs);
        refreshState();
    });
    auto *save = new QShortcut(QKeySequence::Save, this);
    connect(save, &QShortcut::activated, m_save, &QPushButton::click);
    resize(1280, 800);
}

QWidget *PostmortemEditor::buildBar()
{
    auto *bar = new QWidget;
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    QFont bold = m_title->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() + 2);
    m_title->setFont(bold);
    layout->addWidget(m_title, 1);
    m_layouts->setAccessibleName(tr("Template"));
    layout->addWidget(m_layouts);
    auto *draft = new QPushButton(tr("Draft again…"));
    draft->setToolTip(tr("Draft from the record as it is now, and see what would change"));
    connect(draft, &QPushButton::clicked, this, [this] { emit draftAsked(m_layouts->currentText()); });
    auto *mark = new QPushButton(tr("Mark a request…"));
    mark->setToolTip(tr("Put a failing request into the regression set"));
    connect(mark, &QPushButton::clicked, this, &PostmortemEditor::markAsked);
    auto *copy = new QPushButton(tr("Copy"));
    copy->setToolTip(tr("Copy as Markdown that may be pasted into GitHub, GitLab or Confluence"));
    connect(copy, &QPushButton::clicked, this, &PostmortemEditor::copyForPasting);
    auto *exported = new QPushButton(tr("Export"));
    buildExportMenu(exported);
    m_save->setToolTip(tr("Put this text on the record (Ctrl+S); what was saved before stays there"));
    connect(m_save, &QPushButton::clicked, this, [this] {
        if (isChanged())
            emit saveAsked(text());
    });
    for (QPushButton *button : {draft, mark, copy, exported, m_save})
        layout->addWidget(button);
    return bar;
}

void PostmortemEditor::buildExportMenu(QPushButton *button)
{
    auto *menu = new QMenu(button);
    const QList<std::pair<QString, PostmortemFormat>> formats{{tr("Markdown…"), PostmortemFormat::Markdown},
                                                              {tr("HTML, one file…"), PostmortemFormat::Html},
                                                              {tr("PDF…"), PostmortemFormat::Pdf},
                                                              {tr("JSON, all facts…"), PostmortemFormat::Json},
                                                              {tr("CSV, the timeline…"), PostmortemFormat::Csv}};
    for (const auto &[title, format] : formats)
        connect(menu->addAction(title), &QAction::triggered, this, [this, kind = format] { emit exportAsked(kind, text()); });
    connect(menu->addAction(tr("Bundle, with the evidence…")), &QAction::triggered, this, [this] { emit bundleAsked(text()); });
    button->setMenu(menu);
}

QWidget *PostmortemEditor::buildEvents()
{
    auto *split = new QSplitter(Qt::Vertical);
    m_table->setModel(m_events);
    m_table->setAccessibleName(tr("Events of the incident"));
    m_table->setToolTip(tr("Enter, or dragging, puts a reference into the document"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setDragEnabled(true);
    m_table->setDragDropMode(QAbstractItemView::DragOnly);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 5);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(EventListModel::Number, m_table->fontMetrics().horizontalAdvance(u"E00000_"_s) + 8);
    m_table->setColumnWidth(EventListModel::Time, m_table->fontMetrics().horizontalAdvance(u"00:00:00 UTC_"_s) + 8);
    connect(m_table, &QTableView::activated, this, &PostmortemEditor::insertSelected);
    auto *copy = new QShortcut(QKeySequence::Copy, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &PostmortemEditor::copyEvents);
    m_outline->setAccessibleName(tr("Sections of the document"));
    const auto go = [this](const QListWidgetItem *item) {
        m_edit->goToLine(item->data(Qt::UserRole).toInt());
        m_edit->setFocus();
    };
    connect(m_outline, &QListWidget::itemActivated, this, go);
    connect(m_outline, &QListWidget::itemClicked, this, go);
    split->addWidget(m_table);
    split->addWidget(m_outline);
    split->setSizes({440, 220});
    return split;
}

QWidget *PostmortemEditor::buildFoot()
{
    auto *foot = new QWidget;
    auto *layout = new QHBoxLayout(foot);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_state);
    layout->addWidget(m_other);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    m_progress->setAccessibleName(tr("Pages of the export"));
    m_progress->setMaximumWidth(160);
    m_other->hide();
    connect(m_other, &QPushButton::clicked, this, [this] { offer(tr("What the other console saved"), m_waiting); });
    connect(m_cancel, &QPushButton::clicked, this, &PostmortemEditor::cancelAsked);
    setProgress(0, 0);
    return foot;
}

void PostmortemEditor::setView(const EditorView &view)
{
    m_incident = view.incident;
    m_history = view.history;
    m_saved = view.saved;
    m_waiting.clear();
    m_other->hide();
    m_layouts->clear();
    m_layouts->addItems(view.layouts);
    m_layouts->setVisible(view.layouts.size() > 1);
    m_title->setPlainText(severityWord(m_incident.severity) + u"  "_s + m_incident.title);
    setWindowTitle(tr("Postmortem — %1").arg(displaySafe(m_incident.title, 80)));
    setEvents(view.incident.events);
    m_asSet = view.unsaved.value_or(view.saved.value_or(view.draft));
    m_edit->setPlainText(m_asSet);
    m_quiet.stop();
    m_redraw.stop();
    tell(view.unsaved && view.unsaved != view.saved ? tr("This was typed before and not saved; it was kept.") : QString());
    refreshDocument();
    refreshState();
    m_edit->setFocus();
}

void PostmortemEditor::setEvents(const QList<Event> &events)
{
    QList<Event> shown = events;
    shown.removeIf([](const Event &event) { return event.kind == EventKind::postmortemSaved || event.kind == EventKind::exportMade; });
    m_incident.events = events;
    m_events->setEvents(shown);
}

void PostmortemEditor::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    m_events->setTimeZone(zone);
    refreshState();
}

QString PostmortemEditor::text() const
{
    return m_edit->toPlainText();
}

void PostmortemEditor::insertSelected()
{
    QList<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    for (const int row : rows)
        m_edit->insertReference(referenceText(m_events->event(row)));
}

static QString withTaken(const QString &words, const Redactor &redactor)
{
    const QString taken = redactionWords(redactor.counts());
    return taken.isEmpty() ? words : words + u' ' + PostmortemEditor::tr("Taken out: %1.").arg(displaySafe(taken));
}

void PostmortemEditor::copyEvents()
{
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    std::sort(rows.begin(), rows.end());
    Redactor redactor = m_redactor ? m_redactor() : Redactor::usual({}, {});
    QStringList lines;
    for (const QModelIndex &index : std::as_const(rows))
        lines << redactor.markdown(referenceText(m_events->event(index.row())));
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    tell(withTaken(tr("Copied."), redactor));
}

void PostmortemEditor::copyForPasting()
{
    Redactor redactor = m_redactor ? m_redactor() : Redactor::usual({}, {});
    const QList<PastePart> parts = pasteParts(pasteSafe(redactor.markdown(text())));
    QGuiApplication::clipboard()->setText(parts.first().text);
    const QString words = parts.size() == 1 ? tr("Copied.")
                                            : tr("The first of %n parts was copied: it is too long for one. Export it to have all.", nullptr,
                                                 static_cast<int>(parts.size()));
    tell(withTaken(words, redactor));
}

void PostmortemEditor::offerDraft(const QString &draft)
{
    offer(tr("A draft from the record as it is now"), draft);
}

void PostmortemEditor::offer(const QString &words, const QString &other)
{
    DraftDialog dialog(words, text(), other, this);
    if (dialog.exec() == QDialog::Accepted)
        m_edit->replaceText(dialog.text());
}

void PostmortemEditor::takeSaved(const SavedPostmortem &saved, const QString &text)
{
    const bool changed = isChanged() && this->text() != text;
    const bool untouched = this->text() == m_asSet;
    m_history << saved;
    m_saved = text;
    if (changed && !untouched) {
        m_waiting = text;
        tell(tr("%1 saved another text; yours is still here and not saved.").arg(displaySafe(saved.who, 60)));
    } else if (this->text() != text) {
        m_asSet = text;
        m_edit->replaceText(text);
    }
    m_other->setVisible(changed && !untouched);
    refreshState();
}

void PostmortemEditor::tell(const QString &words)
{
    m_words->setPlainText(words);
}

void PostmortemEditor::setProgress(int done, int of)
{
    m_progress->setVisible(of > 0);
    m_cancel->setVisible(of > 0);
    m_progress->setMaximum(std::max(1, of));
    m_progress->setValue(done);
}

void PostmortemEditor::refreshDocument()
{
    const QString markdown = text();
    m_preview->setMarkdownText(markdown);
    m_outline->clear();
    for (const TextSection &section : textSections(markdown)) {
        if (section.level == 0)
            continue;
        auto *item = new QListWidgetItem(QString(2 * (section.level - 1), u' ') + displaySafe(section.heading, 80), m_outline);
        item->setData(Qt::UserRole, section.line);
    }
}

void PostmortemEditor::refreshState()
{
    const bool changed = isChanged();
    m_save->setEnabled(changed);
    if (changed && !m_saved)
        m_state->setPlainText(text() == m_asSet ? tr("○ Draft from the record, not saved") : tr("● Not saved; what is typed is kept"));
    else if (changed)
        m_state->setPlainText(tr("● Changed since it was saved; what is typed is kept"));
    else if (!m_history.isEmpty())
        m_state->setPlainText(tr("✓ Saved %1 by %2, version %3")
                                  .arg(clockText(m_history.last().at, m_zone), displaySafe(m_history.last().who, 60))
                                  .arg(m_history.size()));
}

void PostmortemEditor::closeEvent(QCloseEvent *event)
{
    if (m_quiet.isActive()) {
        m_quiet.stop();
        emit typed(text());
    }
    event->accept();
}

} // namespace andon
