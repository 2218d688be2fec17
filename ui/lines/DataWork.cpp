// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lines/DataWork.h"

#include "ui/common/ErrorText.h"
#include "ui/lines/LinesPanel.h"
#include "ui/lines/SampleDialog.h"

#include <QClipboard>
#include <QDateTime>
#include <QFileDialog>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QPointer>
#include <QRegularExpression>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr std::size_t rowsAPiece = 10'000;
static constexpr double pictureScale = 2;

DataWork::DataWork(LinesPlot &plot, QWidget *parent) : QObject(parent), m_plot(plot), m_parent(parent) {}

void DataWork::fill(QMenu &menu)
{
    const auto add = [&](const QString &text, const QKeySequence &keys, auto act) {
        QAction *action = menu.addAction(text);
        // Shown, not set: an action of a menu would make the key ambiguous with the window's.
        if (!keys.isEmpty())
            action->setText(text + u'\t' + keys.toString(QKeySequence::NativeText));
        connect(action, &QAction::triggered, this, act);
    };
    add(LinesPanel::tr("Read as a table"), Qt::CTRL | Qt::Key_T, [this] { showTable(); });
    menu.addSeparator();
    add(LinesPanel::tr("Copy as a picture"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this] { copyPicture(); });
    add(LinesPanel::tr("Copy as CSV"), {}, [this] { copyCsv(); });
    menu.addSeparator();
    add(LinesPanel::tr("Save as PNG…"), {}, [this] { save(Kind::Png); });
    add(LinesPanel::tr("Save as SVG…"), {}, [this] { save(Kind::Svg); });
    add(LinesPanel::tr("Save as CSV…"), {}, [this] { save(Kind::Csv); });
}

SampleTable DataWork::tableOf(int row) const
{
    if (row < 0 || row >= m_plot.rows().size())
        return {};
    const PlotRow &plotted = m_plot.rows()[row];
    QList<SampleTable::Column> columns;
    for (const PlotCurve &curve : plotted.curves)
        columns.append({curve.title.isEmpty() ? plotted.title : curve.title, curve.version, plotted.unit, curve.columns});
    return {columns, {m_plot.startMs(), m_plot.endMs()}};
}

void DataWork::showTable()
{
    if (!m_dialog) {
        m_dialog = new SampleDialog(m_parent);
        connect(m_dialog, &SampleDialog::copyAsked, this, &DataWork::copy);
        connect(m_dialog, &SampleDialog::saveAsked, this, &DataWork::saveTable);
    }
    QStringList titles;
    QList<SampleTable> tables;
    for (int row = 0; row < m_plot.rows().size(); ++row) {
        titles.append(m_plot.rows()[row].title);
        tables.append(tableOf(row));
    }
    m_dialog->showTables(titles, tables, m_plot.currentRow(), m_plot.crosshair(), m_zone);
}

void DataWork::tell(const QString &words)
{
    if (m_dialog && m_dialog->isVisible())
        m_dialog->say(words);
    emit told(words);
}

void DataWork::copy(const SampleTable &table)
{
    const std::size_t rows = std::min(table.rows(), mostCopiedRows);
    const std::size_t from = table.rows() - rows;
    QGuiApplication::clipboard()->setText(QString::fromUtf8(table.csvHeader() + table.csvRows(from, table.rows())));
    tell(from == 0 ? LinesPanel::tr("%n row(s) copied as CSV.", nullptr, static_cast<int>(rows))
                   : LinesPanel::tr("The newest %n row(s) copied as CSV; save a file for all.", nullptr, static_cast<int>(rows)));
}

void DataWork::copyCsv()
{
    copy(tableOf(m_plot.currentRow()));
}

void DataWork::copyPicture()
{
    auto *data = new QMimeData;
    data->setImageData(m_plot.picture(m_title, pictureScale));
    data->setData(u"image/svg+xml"_s, m_plot.svg(m_title));
    QGuiApplication::clipboard()->setMimeData(data);
    tell(LinesPanel::tr("The lines were copied as a picture (PNG and SVG)."));
}

/// "chat-2026-11-25-1405.csv": nothing in it that a file system minds.
QString DataWork::proposedName(const QString &ending) const
{
    static const QRegularExpression others(u"[^A-Za-z0-9_-]+"_s);
    QString name = m_title.left(60);
    name.replace(others, u"-"_s);
    const QString time = QDateTime::fromMSecsSinceEpoch(m_plot.endMs(), Qt::UTC).toString(u"yyyy-MM-dd-HHmm"_s);
    return (name.isEmpty() ? u"lines"_s : name) + u'-' + time + u'.' + ending;
}

void DataWork::save(Kind kind)
{
    if (kind == Kind::Csv) {
        saveTable(tableOf(m_plot.currentRow()));
        return;
    }
    const QString ending = kind == Kind::Png ? u"png"_s : u"svg"_s;
    const QString path = QFileDialog::getSaveFileName(m_parent, LinesPanel::tr("Save the lines as a picture"),
                                                      proposedName(ending), u"*."_s + ending);
    if (path.isEmpty())
        return;
    const Result<void> written = writePicture(kind, path);
    tell(written ? LinesPanel::tr("Saved: %1").arg(path) : errorText(written.error()));
}

void DataWork::saveTable(const SampleTable &table)
{
    const QString path = QFileDialog::getSaveFileName(m_parent, LinesPanel::tr("Save the data in view"),
                                                      proposedName(u"csv"_s), u"*.csv"_s);
    if (path.isEmpty())
        return;
    writeCsv(table, path, [this, path](const Result<void> &written) {
        tell(written ? LinesPanel::tr("Saved: %1").arg(path) : errorText(written.error()));
    });
}

static Result<void> writeWhole(const QString &path, const std::function<bool(QSaveFile &)> &write)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !write(file) || !file.commit())
        return tl::unexpected(Error{ErrorKind::FileUnwritable, {path, file.errorString()}, {}});
    return {};
}

void DataWork::writeCsv(const SampleTable &table, const QString &path, std::function<void(const Result<void> &)> done)
{
    // The table is a snapshot: the pool may read it while the lines go on.
    QPointer<DataWork> self(this);
    QThreadPool::globalInstance()->start([self, table, path, done = std::move(done)] {
        const Result<void> written = writeWhole(path, [&table](QSaveFile &file) {
            bool good = file.write(table.csvHeader()) > 0;
            for (std::size_t row = 0; good && row < table.rows(); row += rowsAPiece)
                good = file.write(table.csvRows(row, row + rowsAPiece)) > 0;
            return good;
        });
        QMetaObject::invokeMethod(qApp, [self, written, done] {
            if (self)
                done(written);
        }, Qt::QueuedConnection);
    });
}

Result<void> DataWork::writePicture(Kind kind, const QString &path) const
{
    return writeWhole(path, [&](QSaveFile &file) {
        if (kind == Kind::Png)
            return m_plot.picture(m_title, pictureScale).save(&file, "PNG");
        return file.write(m_plot.svg(m_title)) > 0;
    });
}

} // namespace andon
