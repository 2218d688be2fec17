// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/VerbRun.h"
#include "app/incidents/Exporters.h"
#include "app/incidents/Redaction.h"

namespace andon {

/// `andon export`: a window of the record to standard output or a file.
class ExportRun final : public VerbRun {
    Q_OBJECT
public:
    using VerbRun::VerbRun;
    void start() override;
};

/// An export of the record as it may leave the console.
struct RecordExport {
    QByteArray bytes;
    QMap<QString, qint64> redacted; ///< Redactor::counts
};

/// The bytes of a window of the record, redacted; an entry of a JSON export that held something to take out is marked. A JSON export
/// is a gapless run of the chain from the first to the last entry of the window, whatever their service; Markdown holds the entries
/// of `window` alone. It is made on the pool; the answer comes once, later, in the GUI thread, and not at all once `context` is gone.
void exportRecord(Journal &journal, const ExportWindow &window, ExportFormat format, const Redactor &redactor, QObject *context,
                  std::function<void(Result<RecordExport>)> callback);

} // namespace andon
