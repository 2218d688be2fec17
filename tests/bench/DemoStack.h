// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/adapters/process/DemoServers.h"
#include "app/console/DemoWorkspace.h"
#include "tests/support/Programs.h"

#include <QElapsedTimer>
#include <QTest>

#include <optional>

namespace andon {

/// The demo's gateway and Prometheus with a workspace that points at them, for a console that is started beside them.
struct DemoStack {
    DemoServers servers{DemoPrograms{builtProgram(QStringLiteral("andon-sandbox"))}};
    std::optional<DemoAddresses> addresses;
    std::optional<DemoWorkspace> demo;
    double seconds = 0; ///< until both servers answered

    bool start()
    {
        QElapsedTimer watch;
        watch.start();
        bool called = false;
        servers.start([&](const Result<DemoAddresses> &result) {
            called = true;
            if (result)
                addresses = *result;
        });
        if (!QTest::qWaitFor([&] { return called; }, 30'000) || !addresses)
            return false;
        seconds = static_cast<double>(watch.elapsed()) / 1000;
        const Result<DemoWorkspace> made = makeDemoWorkspace(*addresses);
        if (made)
            demo = *made;
        return made.has_value();
    }
};

} // namespace andon
