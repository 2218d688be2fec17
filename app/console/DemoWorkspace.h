// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/process/DemoServers.h"
#include "app/workspace/Workspace.h"

namespace andon {

struct DemoWorkspace {
    Workspace workspace;
    QString path;        ///< a copy of the file with the demo's addresses, for verbs from a shell
    QString journalPath;
};

/// The demo's workspace (resources/workspaces/demo.json) with the addresses of the running servers, written into their
/// folder, and the manifests of its versions.
[[nodiscard]] Result<DemoWorkspace> makeDemoWorkspace(const DemoAddresses &addresses);

} // namespace andon
