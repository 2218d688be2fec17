// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/lines/SampleTable.h"
#include "ui/common/ClockText.h"
#include "ui/plot/LinesPlot.h"

#include <QObject>

#include <functional>

class QMenu;

namespace andon {

class SampleDialog;

/// The data in view: as a table, as CSV, and the plots as a picture; copied or saved.
class DataWork : public QObject {
    Q_OBJECT
public:
    /// So many rows go to the clipboard at the most; the rest is for a file.
    static constexpr std::size_t mostCopiedRows = 50'000;

    /// The plot outlives this.
    DataWork(LinesPlot &plot, QWidget *parent);
    void setTimeZone(TimeZoneChoice zone) { m_zone = zone; }
    /// Of the service, for pictures and file names.
    void setTitle(const QString &title) { m_title = title; }
    void fill(QMenu &menu); ///< every entry with its key

    void showTable();
    void copyPicture();
    void copyCsv();
    /// Asks for a place first. The kind is that of the file's name.
    enum class Kind { Png, Svg, Csv };
    void save(Kind kind);
    /// Off this thread; `done` runs here. An existing file is replaced as a whole or not at all.
    void writeCsv(const SampleTable &table, const QString &path, std::function<void(const Result<void> &)> done);
    [[nodiscard]] Result<void> writePicture(Kind kind, const QString &path) const;
    [[nodiscard]] SampleTable tableOf(int row) const;

signals:
    void told(const QString &words); ///< what was done or why not

private:
    void copy(const SampleTable &table);
    void saveTable(const SampleTable &table);
    [[nodiscard]] QString proposedName(const QString &ending) const;
    void tell(const QString &words);

    LinesPlot &m_plot;
    QWidget *m_parent;
    SampleDialog *m_dialog = nullptr;
    QString m_title;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

} // namespace andon
