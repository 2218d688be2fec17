// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Below the rows: the lines against those of the release before, and what is taken along.
#include "ui/canary/ReviewPanel.h"

#include "app/base/Csv.h"
#include "ui/canary/ReviewModel.h"
#include "ui/common/PlainLabel.h"
#include "ui/plot/LinesPlot.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace andon {

using namespace Qt::StringLiterals;

QWidget *ReviewPanel::buildAge()
{
    auto *place = new QWidget;
    auto *rows = new QVBoxLayout(place);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_ageWords);
    rows->addWidget(m_plot, 1);
    m_ageWords->setWordWrap(true);
    m_plot->setMinimumHeight(140);
    m_plot->setPaused(false);
    refreshAge();
    return place;
}

void ReviewPanel::setAge(const ReviewAge &age)
{
    m_age = age;
    refreshAge();
}

/// The chosen line, or the first that is drawn.
void ReviewPanel::refreshAge()
{
    m_ageWords->setPlainText(m_age.words);
    m_ageWords->setVisible(!m_age.words.isEmpty());
    m_plot->setVisible(!m_age.rows.isEmpty());
    if (m_age.rows.isEmpty())
        return;
    const qsizetype chosen = std::max<qsizetype>(0, m_age.ids.indexOf(chosenLine()));
    m_plot->setRoles({{m_view.stable, LineRole::Stable}, {m_view.canary, LineRole::Canary}});
    m_plot->setRows({m_age.rows.value(chosen)});
    m_plot->setNow(m_age.endMs);
    m_plot->zoomTo(m_age.startMs, m_age.endMs);
}

void ReviewPanel::buildFoot(QVBoxLayout &layout)
{
    auto *buttons = new QDialogButtonBox;
    QPushButton *text = buttons->addButton(tr("Copy as text"), QDialogButtonBox::ActionRole);
    QPushButton *table = buttons->addButton(tr("Copy as CSV"), QDialogButtonBox::ActionRole);
    QPushButton *close = buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole);
    for (QPushButton *button : {text, table, close})
        button->setAutoDefault(false);
    connect(text, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(plainText()); });
    connect(table, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(csv())); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout.addWidget(buttons);
}

/// Every row with the names of those above it.
static void collect(const ReviewModel &model, const QModelIndex &parent, const QStringList &above, QList<std::pair<QStringList, QStringList>> &rows)
{
    for (int i = 0; i < model.rowCount(parent); ++i) {
        const QModelIndex at = model.index(i, 0, parent);
        const QStringList path = above + QStringList{model.row(at).cells.value(ReviewRow::Name)};
        rows.append({path, model.row(at).cells});
        collect(model, at, path, rows);
    }
}

QString ReviewPanel::plainText() const
{
    QList<std::pair<QStringList, QStringList>> rows;
    collect(*m_model, {}, {}, rows);
    QStringList lines{sentence()};
    lines += reviewReasons(m_view, 100);
    lines << reviewHeaders().join(u'\t');
    for (const auto &[path, cells] : std::as_const(rows))
        lines << QString(2 * (path.size() - 1), u' ') + cells.join(u'\t');
    return lines.join(u'\n') + u'\n';
}

QByteArray ReviewPanel::csv() const
{
    QList<std::pair<QStringList, QStringList>> rows;
    collect(*m_model, {}, {}, rows);
    const auto line = [](const QStringList &cells) {
        QByteArrayList made;
        for (const QString &cell : cells)
            made << csvText(cell);
        return made.join(',') + "\r\n";
    };
    QByteArray out = line(reviewHeaders());
    for (const auto &[path, cells] : std::as_const(rows)) {
        QStringList named = cells;
        named[ReviewRow::Name] = path.join(u" / ");
        out += line(named);
    }
    return out;
}

} // namespace andon
