// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/VerbRun.h"

namespace andon {

/// `andon incidents`: all of the record, newest first, or those of one service.
class IncidentsRun final : public VerbRun {
    Q_OBJECT
public:
    using VerbRun::VerbRun;
    void start() override;

private:
    void print();
};

} // namespace andon
