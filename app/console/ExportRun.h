// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/VerbRun.h"
#include "app/incidents/Exporters.h"

namespace andon {

/// `andon export`: a window of the record to standard output or a file.
class ExportRun final : public VerbRun {
    Q_OBJECT
public:
    using VerbRun::VerbRun;
    void start() override;
};

/// The bytes of a window of the record. A JSON export is a gapless run of the chain from the first to the last entry
/// of the window, whatever their service; Markdown holds the entries of `window` alone.
void exportRecord(Journal &journal, const ExportWindow &window, ExportFormat format, QObject *context,
                  std::function<void(Result<QByteArray>)> callback);

} // namespace andon
