// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/DrillSheetDialog.h"

#include "app/base/DisplayText.h"
#include "app/incidents/Postmortem.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/incidents/DrillWords.h"
#include "ui/incidents/IncidentWords.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace andon {

using namespace Qt::StringLiterals;

DrillSheetDialog::DrillSheetDialog(QWidget *parent)
    : QDialog(parent)
    , m_result(new PlainLabel)
    , m_what(new PlainLabel)
    , m_times(new PlainLabel)
    , m_seal(new PlainLabel)
    , m_rows(new QTableWidget(static_cast<int>(allDrillQuestions.size()), 5))
    , m_lessons(new PlainLabel)
    , m_told(new PlainLabel)
{
    setWindowTitle(tr("Drill: score sheet"));
    QFont large = font();
    large.setBold(true);
    large.setPointSizeF(large.pointSizeF() + 4);
    m_result->setFont(large);
    QFont bold = font();
    bold.setBold(true);
    m_what->setFont(bold);
    for (PlainLabel *label : {m_what, m_times, m_seal, m_lessons, m_told})
        label->setWordWrap(true);
    buildTable();
    auto *layout = new QVBoxLayout(this);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_result, m_what, m_times, m_seal, m_rows, m_lessons, m_told, buildButtons()})
        layout->addWidget(widget, widget == m_rows ? 1 : 0);
    m_told->hide();
    resize(940, 620);
}

void DrillSheetDialog::buildTable()
{
    m_rows->setHorizontalHeaderLabels({tr("Asked"), tr("Target"), tr("Found"), tr("Result"), tr("Entry")});
    m_rows->setAccessibleName(tr("Rows of the score sheet"));
    m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rows->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_rows->setSelectionMode(QAbstractItemView::SingleSelection);
    m_rows->setTabKeyNavigation(false);
    m_rows->setShowGrid(false);
    m_rows->setWordWrap(false);
    m_rows->verticalHeader()->hide();
    m_rows->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_rows->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    QHeaderView *header = m_rows->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(2, QHeaderView::Stretch);
}

QWidget *DrillSheetDialog::buildButtons()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new PlainLabel(tr("Export:")));
    const QList<QPair<PostmortemFormat, QString>> formats{{PostmortemFormat::Markdown, tr("Markdown…")}, {PostmortemFormat::Html, tr("HTML…")},
                                                          {PostmortemFormat::Pdf, tr("PDF…")}, {PostmortemFormat::Json, tr("JSON…")},
                                                          {PostmortemFormat::Csv, tr("CSV…")}};
    for (const auto &[format, text] : formats) {
        auto *button = new QPushButton(text);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, format = format] { emit exportAsked(format); });
        layout->addWidget(button);
        m_exports << button;
    }
    layout->addStretch(1);
    auto *postmortem = new QPushButton(tr("Postmortem…"));
    postmortem->setAutoDefault(false);
    connect(postmortem, &QPushButton::clicked, this, &DrillSheetDialog::postmortemAsked);
    layout->addWidget(postmortem);
    auto *close = new QPushButton(tr("Close"));
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    layout->addWidget(close);
    return row;
}

void DrillSheetDialog::setSheet(const DrillSheet &sheet, const Incident &incident, TimeZoneChoice zone)
{
    const DrillRun &run = sheet.run;
    m_incident = incident.id;
    m_result->setPlainText(tr("%1 of %2 passed").arg(sheet.passed()).arg(sheet.rows.size()));
    m_result->setToolTip(tr("Each row counts as one; there are no points"));
    const QString fault = drillFaultLabel(run);
    m_what->setPlainText(fault.isEmpty() ? tr("What went wrong is sealed until the end.") : tr("It was: %1.").arg(fault));
    QStringList times{tr("Started %1").arg(clockText(run.startedAt, zone))};
    times << (run.injectedAt ? tr("fault at %1").arg(clockText(*run.injectedAt, zone)) : tr("no fault was put in"));
    if (run.endedAt)
        times << (run.end ? tr("ended %1: %2").arg(clockText(*run.endedAt, zone), drillEndLabel(*run.end)) : tr("ended %1").arg(clockText(*run.endedAt, zone)));
    if (run.isOver() && run.injectedAt && !run.healed)
        times << tr("▲ whether the fault is out again is not known: look at the sandbox");
    m_times->setPlainText(times.join(u" · "_s) + u'.');
    m_seal->setPlainText(drillSealLabel(run) + (run.secret ? u' ' + tr("Seed %1.").arg(run.secret->plan.seed) : QString()));
    const ThemeColors &colors = themeColors(palette());
    for (int i = 0; i < sheet.rows.size(); ++i) {
        const DrillRow &row = sheet.rows[i];
        const QString reference = eventReference(incident, row.fromEvent);
        const QStringList cells{drillQuestionLabel(row.question), row.target ? tr("within %1").arg(spanText(row.target)) : u"–"_s, drillFindingLabel(row),
                                drillMarkLabel(row.mark), reference.isEmpty() ? u"–"_s : reference};
        for (int column = 0; column < cells.size(); ++column) {
            auto *item = new QTableWidgetItem(cells[column]);
            item->setToolTip(cells[column]);
            if (column == 3)
                item->setForeground(row.mark == DrillMark::Passed ? colors.good : row.mark == DrillMark::Missed ? colors.critical : colors.muted);
            m_rows->setItem(i, column, item);
        }
    }
    QStringList lessons;
    for (const QString &lesson : drillLessonLabels(sheet))
        lessons << u"• "_s + lesson;
    m_lessons->setPlainText(lessons.isEmpty() ? QString() : tr("To learn:") + u'\n' + lessons.join(u'\n'));
    m_lessons->setVisible(!lessons.isEmpty());
}

void DrillSheetDialog::tell(const QString &words)
{
    m_told->setPlainText(words);
    m_told->setVisible(!words.isEmpty());
}

void DrillSheetDialog::setExporting(bool exporting)
{
    for (QPushButton *button : std::as_const(m_exports))
        button->setEnabled(!exporting);
}

QString DrillSheetDialog::words() const
{
    QStringList words{m_result->plainText(), m_what->plainText(), m_times->plainText(), m_seal->plainText()};
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < m_rows->columnCount(); ++column)
            cells << (m_rows->item(row, column) ? m_rows->item(row, column)->text() : QString());
        words << cells.join(u" | "_s);
    }
    return (words << m_lessons->plainText() << m_told->plainText()).join(u'\n');
}

} // namespace andon
