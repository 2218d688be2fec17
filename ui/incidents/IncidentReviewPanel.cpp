// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/IncidentReviewPanel.h"

#include "app/base/DisplayText.h"
#include "app/incidents/RedactedExport.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QBarCategoryAxis>
#include <QBarSeries>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGraphicsLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLegend>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableWidget>
#include <QValueAxis>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<ReviewSubject, 5> allSubjects{ReviewSubject::DurationsByMonth, ReviewSubject::DurationsByScenario, ReviewSubject::Alarms,
                                                   ReviewSubject::Cost, ReviewSubject::Causes};

/// Bars of one chart differ in fill as well as in colour.
QBrush brushOf(const ThemeColors &colors, qsizetype series)
{
    const std::array<QColor, 4> inks{colors.stable, colors.canary, colors.info, colors.warning};
    const std::array<Qt::BrushStyle, 4> fills{Qt::SolidPattern, Qt::SolidPattern, Qt::Dense3Pattern, Qt::BDiagPattern};
    const auto at = static_cast<std::size_t>(series) % inks.size();
    return QBrush(inks[at], fills[at]);
}

} // namespace

IncidentReviewPanel::IncidentReviewPanel(QWidget *parent)
    : QDialog(parent)
    , m_subjects(new QComboBox)
    , m_drills(new QCheckBox(tr("Count drills")))
    , m_stack(new QStackedWidget)
    , m_view(new QChartView(new QChart))
    , m_empty(new PlainLabel)
    , m_table(new QTableWidget)
    , m_foot(new PlainLabel)
{
    setWindowTitle(tr("Incident review"));
    auto *layout = new QVBoxLayout(this);
    auto *head = new QHBoxLayout;
    for (const ReviewSubject subject : allSubjects)
        m_subjects->addItem(subjectTitle(subject), static_cast<int>(subject));
    m_subjects->setAccessibleName(tr("What to look at"));
    head->addWidget(m_subjects);
    head->addWidget(m_drills);
    head->addStretch(1);
    layout->addLayout(head);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    m_view->setFocusPolicy(Qt::NoFocus); // the table says the same
    m_table->setAccessibleName(tr("The numbers of the chart"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    auto *split = new QSplitter(Qt::Vertical);
    split->addWidget(m_stack);
    split->addWidget(m_table);
    split->setSizes({430, 190});
    layout->addWidget(split, 1);
    layout->addWidget(m_foot);
    auto *buttons = new QDialogButtonBox;
    QPushButton *markdown = buttons->addButton(tr("Copy as Markdown"), QDialogButtonBox::ActionRole);
    QPushButton *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    markdown->setAutoDefault(false);
    close->setAutoDefault(false);
    layout->addWidget(buttons);
    connect(markdown, &QPushButton::clicked, this, &IncidentReviewPanel::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_subjects, &QComboBox::currentIndexChanged, this, &IncidentReviewPanel::refresh);
    connect(m_drills, &QCheckBox::toggled, this, &IncidentReviewPanel::drillsToggled);
    resize(980, 720);
    refresh();
}

void IncidentReviewPanel::setReview(const IncidentReview &review)
{
    m_review = review;
    refresh();
}

void IncidentReviewPanel::showSubject(ReviewSubject subject)
{
    m_subjects->setCurrentIndex(m_subjects->findData(static_cast<int>(subject)));
}

void IncidentReviewPanel::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void IncidentReviewPanel::refresh()
{
    const ReviewChart chart = reviewChart(m_review, static_cast<ReviewSubject>(m_subjects->currentData().toInt()));
    m_empty->setPlainText(chart.empty);
    m_stack->setCurrentIndex(chart.isEmpty() ? 1 : 0);
    m_view->setAccessibleName(chart.title);
    if (!chart.isEmpty())
        drawChart(chart);
    fillTable(chart);
    QString foot = tr("%n incident(s).", nullptr, static_cast<int>(m_review.rows.size()));
    if (m_review.drillsLeftOut > 0)
        foot += u' ' + tr("%n drill(s) left out.", nullptr, m_review.drillsLeftOut);
    m_foot->setPlainText(foot);
}

void IncidentReviewPanel::copy()
{
    Redactor redactor = m_redactor ? m_redactor() : Redactor::usual({}, {});
    QGuiApplication::clipboard()->setText(redactor.markdown(reviewMarkdown(m_review)));
    const QString taken = redactionWords(redactor.counts());
    m_foot->setPlainText(taken.isEmpty() ? tr("Copied.") : tr("Copied. Taken out: %1.").arg(displaySafe(taken)));
}

void IncidentReviewPanel::drawChart(const ReviewChart &chart)
{
    const ThemeColors &colors = themeColors(palette());
    auto *drawn = new QChart;
    drawn->setBackgroundBrush(colors.raised);
    drawn->setBackgroundRoundness(0);
    drawn->setTitle(chart.title.toHtmlEscaped());
    drawn->setTitleBrush(colors.text);
    auto *bars = new QBarSeries;
    double most = 0;
    for (qsizetype i = 0; i < chart.series.size(); ++i) {
        auto *set = new QBarSet(chart.series[i].name);
        set->setBrush(brushOf(colors, i));
        set->setPen(QPen(colors.border));
        for (const std::optional<double> &value : chart.series[i].values) {
            *set << value.value_or(0);
            most = std::max(most, value.value_or(0));
        }
        bars->append(set);
    }
    drawn->addSeries(bars);
    auto *across = new QBarCategoryAxis;
    for (qsizetype i = 0; i < chart.categories.size(); ++i) {
        // Two of one name would be one bar; the number keeps them apart.
        const QString name = displaySafe(chart.categories[i], 24).toHtmlEscaped();
        across->append(across->categories().contains(name) ? u"%1 (%2)"_s.arg(name).arg(i + 1) : name);
    }
    across->setTitleText(chart.categoryTitle);
    auto *up = new QValueAxis;
    up->setRange(0, most > 0 ? most * 1.05 : 1);
    up->setTitleText(chart.unit);
    up->setLabelFormat(chart.decimals > 0 || most < 5 ? u"%.1f"_s : u"%.0f"_s);
    up->applyNiceNumbers();
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(across), static_cast<QAbstractAxis *>(up)}) {
        axis->setLabelsColor(colors.text);
        axis->setTitleBrush(colors.text);
        axis->setGridLineColor(colors.grid);
        axis->setLinePenColor(colors.border);
    }
    drawn->addAxis(across, Qt::AlignBottom);
    drawn->addAxis(up, Qt::AlignLeft);
    bars->attachAxis(across);
    bars->attachAxis(up);
    drawn->legend()->setAlignment(Qt::AlignTop);
    drawn->legend()->setLabelColor(colors.text);
    m_view->setBackgroundBrush(colors.raised);
    QChart *before = m_view->chart();
    m_view->setChart(drawn);
    delete before;
}

void IncidentReviewPanel::fillTable(const ReviewChart &chart)
{
    QStringList heads{chart.categoryTitle};
    for (const ReviewChart::Series &series : chart.series)
        heads << u"%1 (%2)"_s.arg(series.name, chart.unit);
    m_table->setColumnCount(static_cast<int>(heads.size()));
    m_table->setRowCount(static_cast<int>(chart.categories.size()));
    m_table->setHorizontalHeaderLabels(heads);
    for (int row = 0; row < m_table->rowCount(); ++row) {
        m_table->setItem(row, 0, new QTableWidgetItem(displaySafe(chart.categories[row], 120)));
        for (int column = 1; column < m_table->columnCount(); ++column) {
            auto *item = new QTableWidgetItem(chartValueText(chart.series[column - 1].values[row], chart.decimals));
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_table->setItem(row, column, item);
        }
    }
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
}

} // namespace andon
