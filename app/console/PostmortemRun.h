// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/PostmortemDesk.h"
#include "app/console/VerbRun.h"

namespace andon {

/// `andon export ID`: the postmortem of an incident, as it was saved last or else as the record drafts it, to standard
/// output or a file. From the record alone: no source is asked, so the same journal gives the same bytes.
class PostmortemRun final : public VerbRun {
    Q_OBJECT
public:
    /// `workspace`: whose lines and templates; the console's own may have been emptied, so that nobody is asked for a secret.
    PostmortemRun(Console &console, Command command, const Workspace &workspace, const DocumentPrinter *printer);
    void start() override;

private:
    void write(const LeavingPostmortem &leaving);
    /// Says what is wrong and ends.
    void end(const Error &error);

    Workspace m_workspace;
    const DocumentPrinter *m_printer;
    PostmortemDesk m_desk;
};

} // namespace andon
