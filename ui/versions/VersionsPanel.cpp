// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/versions/VersionsPanel.h"

#include "app/base/DisplayText.h"
#include "app/versions/VersionReport.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"
#include "ui/versions/TextDiffView.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qsizetype mostTroubles = 5;

VersionsPanel::VersionsPanel(QWidget *parent)
    : QDialog(parent)
    , m_model(new PartsModel(this))
    , m_summary(new PlainLabel)
    , m_troubles(new PlainLabel)
    , m_textHead(new PlainLabel)
    , m_beforeBox(new QComboBox)
    , m_afterBox(new QComboBox)
    , m_swap(new QPushButton(tr("⇄ Swap")))
    , m_whole(new QCheckBox(tr("Whole text")))
    , m_table(new QTableView)
    , m_text(new TextDiffView)
{
    QFont bold = font();
    bold.setBold(true);
    m_troubles->setFont(bold);
    m_troubles->setWordWrap(true);
    m_textHead->setFont(bold);
    bold.setPointSizeF(bold.pointSizeF() + 2);
    m_summary->setFont(bold);
    buildTable();
    auto *buttons = new QDialogButtonBox;
    QPushButton *copy = buttons->addButton(tr("Copy as Markdown"), QDialogButtonBox::ActionRole);
    QPushButton *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    for (QPushButton *button : {copy, close, m_swap})
        button->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(markdown()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_summary);
    layout->addWidget(buildChoice());
    layout->addWidget(m_troubles);
    layout->addWidget(m_table);
    layout->addWidget(buildText(), 1);
    layout->addWidget(buttons);
    const QList<QWidget *> order{m_beforeBox, m_swap, m_afterBox, m_table, m_whole, m_text, copy, close};
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
    // A stray key on a list of versions would change what is compared.
    m_table->setFocus();
    resize(980, 720);
    refresh();
}

void VersionsPanel::buildTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Parts of the two versions"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    QHeaderView *header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(PartsModel::Part, QHeaderView::Fixed);
    header->setSectionResizeMode(PartsModel::Change, QHeaderView::Fixed);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &current) {
        if (!current.isValid())
            return;
        m_part = m_model->differences()[current.row()].part;
        refreshText();
    });
}

QWidget *VersionsPanel::buildChoice()
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new PlainLabel(tr("Before")));
    layout->addWidget(m_beforeBox, 1);
    layout->addWidget(m_swap);
    layout->addWidget(new PlainLabel(tr("After")));
    layout->addWidget(m_afterBox, 1);
    m_beforeBox->setAccessibleName(tr("Before"));
    m_afterBox->setAccessibleName(tr("After"));
    for (QComboBox *box : {m_beforeBox, m_afterBox}) {
        box->setMinimumContentsLength(12);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        connect(box, &QComboBox::activated, this,
                [this] { choose(m_beforeBox->currentData().toString(), m_afterBox->currentData().toString()); });
    }
    connect(m_swap, &QPushButton::clicked, this, [this] { choose(m_after, m_before); });
    return row;
}

QWidget *VersionsPanel::buildText()
{
    auto *place = new QWidget;
    auto *layout = new QVBoxLayout(place);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *head = new QHBoxLayout;
    head->addWidget(m_textHead, 1);
    head->addWidget(m_whole);
    layout->addLayout(head);
    layout->addWidget(m_text, 1);
    connect(m_whole, &QCheckBox::toggled, this, &VersionsPanel::refreshText);
    return place;
}

void VersionsPanel::setView(const VersionsView &view)
{
    m_view = view;
    const auto has = [&](const QString &id) {
        return std::any_of(view.versions.cbegin(), view.versions.cend(), [&](const KnownVersion &one) { return one.id == id; });
    };
    m_chosen = m_chosen && has(m_before) && has(m_after);
    if (!m_chosen) {
        m_before = has(view.stable) ? view.stable : view.versions.isEmpty() ? QString() : view.versions.first().id;
        m_after = has(view.canary) ? view.canary : m_before;
        for (const KnownVersion &one : view.versions) {
            if (m_after == m_before && one.id != m_before && !one.gone)
                m_after = one.id;
        }
    }
    setWindowTitle(tr("What changed — %1").arg(displaySafe(view.service, 80)));
    refresh();
}

void VersionsPanel::forgetChoice()
{
    m_chosen = false;
    m_part.clear();
}

void VersionsPanel::choose(QString before, QString after)
{
    m_chosen = true;
    m_before = std::move(before);
    m_after = std::move(after);
    refresh();
}

KnownVersion VersionsPanel::version(const QString &id) const
{
    for (const KnownVersion &one : m_view.versions) {
        if (one.id == id)
            return one;
    }
    return {id, {}, {}, {}, false};
}

void VersionsPanel::fill(QComboBox *box, const QString &chosen)
{
    QStringList ids;
    for (const KnownVersion &one : std::as_const(m_view.versions))
        ids << one.id;
    QStringList names;
    for (const KnownVersion &one : std::as_const(m_view.versions)) {
        const QString id = displaySafe(one.id, 80);
        names << (one.id == m_view.stable      ? tr("%1 (stable)").arg(id)
                  : one.id == m_view.canary    ? tr("%1 (canary)").arg(id)
                  : one.gone                   ? tr("%1 (gone)").arg(id)
                                               : id);
    }
    QStringList shown;
    for (int i = 0; i < box->count(); ++i)
        shown << box->itemText(i);
    if (shown != names) {
        box->clear();
        for (qsizetype i = 0; i < ids.size(); ++i)
            box->addItem(names[i], ids[i]);
    }
    box->setCurrentIndex(static_cast<int>(ids.indexOf(chosen)));
}

void VersionsPanel::refresh()
{
    fill(m_beforeBox, m_before);
    fill(m_afterBox, m_after);
    const QList<PartDifference> differences = versionDiff(version(m_before).parts, version(m_after).parts);
    m_summary->setPlainText(summaryText(m_before, m_after, differences));
    m_model->setDifferences(m_before, m_after, differences);
    for (const int column : {PartsModel::Part, PartsModel::Change})
        m_table->setColumnWidth(column, static_cast<const QAbstractItemView *>(m_table)->sizeHintForColumn(column) + 16);
    const int rows = std::clamp(m_model->rowCount(), 7, 9);
    m_table->setFixedHeight(rows * m_table->verticalHeader()->defaultSectionSize() + m_table->horizontalHeader()->sizeHint().height()
                            + 2 * m_table->frameWidth() + 4);
    refreshTroubles();
    selectPart();
    refreshText();
}

/// The part that was looked at, or the first whose text changed, or the first that changed.
void VersionsPanel::selectPart()
{
    const QList<PartDifference> &all = m_model->differences();
    const auto row = [&](const auto &wanted) {
        const auto found = std::find_if(all.cbegin(), all.cend(), wanted);
        return found == all.cend() ? -1 : static_cast<int>(found - all.cbegin());
    };
    int at = row([this](const PartDifference &one) { return one.part == m_part; });
    if (at < 0)
        at = row([](const PartDifference &one) { return one.differs() && one.hasTexts(); });
    if (at < 0)
        at = row([](const PartDifference &one) { return one.differs(); });
    // Only a person's own choice is kept: what is chosen here gives way once a text is there.
    const QString kept = m_part;
    if (m_table->currentIndex().row() != at)
        m_table->setCurrentIndex(m_model->index(std::max(at, 0), 0));
    if (kept.isEmpty() && at >= 0 && !all[at].hasTexts())
        m_part.clear();
}

void VersionsPanel::refreshText()
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= m_model->rowCount()) {
        m_textHead->setPlainText({});
        m_text->setDiff({}, false);
        return;
    }
    const PartDifference &one = m_model->differences()[row];
    const TextDiff diff = one.hasTexts() ? textDiff(*one.before.text, *one.after.text) : TextDiff();
    m_textHead->setPlainText(textDiffText(one, m_before, m_after, diff));
    m_text->setAccessibleName(m_textHead->plainText());
    m_text->setDiff(diff, m_whole->isChecked());
    m_whole->setEnabled(one.hasTexts());
}

void VersionsPanel::refreshTroubles()
{
    QStringList lines;
    for (const VersionTrouble &trouble : m_view.troubles.mid(0, mostTroubles))
        lines << u"▲ "_s + troubleText(trouble);
    if (const qsizetype more = m_view.troubles.size() - mostTroubles; more > 0)
        lines << tr("… %n more", nullptr, static_cast<int>(more));
    m_troubles->setPlainText(lines.join(u'\n'));
    m_troubles->setVisible(!lines.isEmpty());
    QPalette look = palette();
    look.setColor(QPalette::WindowText, themeColors(palette()).critical);
    m_troubles->setPalette(look);
}

void VersionsPanel::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refreshTroubles();
}

QString VersionsPanel::markdown() const
{
    return versionMarkdown(version(m_before), version(m_after), m_view.troubles);
}

} // namespace andon
