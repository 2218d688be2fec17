// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/VerbRun.h"

namespace andon {

/// `andon verify FILE --anchor gateway`: reads what the service's gateway keeps of its last operation and compares the file with
/// it. The service is the one of --service, else the bundle's, else the first of the workspace.
class AnchorRun final : public VerbRun {
    Q_OBJECT
public:
    using VerbRun::VerbRun;
    void start() override;

private:
    void compare(const QString &gateway, const Result<GatewayState> &state);
    void end(const QString &words);
};

} // namespace andon
