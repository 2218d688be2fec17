// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/MatrixServer.h"

#include <QFile>
#include <QTemporaryDir>

namespace andon {

/// A source and a workspace file of `services` services over it, each with its four lines in two versions, asked every
/// 5 seconds; for a console that is started beside it.
struct FleetStack {
    MatrixServer source;
    QTemporaryDir folder;
    QString path;        ///< of the workspace file
    QString journalPath;

    [[nodiscard]] bool start(int services)
    {
        path = folder.filePath(QStringLiteral("fleet.json"));
        journalPath = folder.filePath(QStringLiteral("journal.sqlite"));
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text(services)) > 0;
    }

private:
    [[nodiscard]] QByteArray text(int services) const
    {
        QByteArray json = R"({"andon":1,"title":"Fleet","sources":[{"name":"metrics","kind":"prometheus","interval_seconds":5,"url":")"
            + source.url().toEncoded() + R"("}],"services":[)";
        for (int i = 0; i < services; ++i) {
            const QByteArray name = "service-" + QByteArray::number(1000 + i).mid(1);
            json += (i > 0 ? "," : "") + QByteArray(R"({"name":")") + name + R"(","title":")" + name
                + R"(","source":"metrics","version_label":"version","window":"1m","step_seconds":5,"history_seconds":3600,"actions_absent":"no gateway","indicators":[)"
                + indicator("success_rate", "quality", "ratio", "lower_is_worse", R"("warn":0.05,"stop":0.01)") + ','
                + indicator("latency_p95", "latency", "seconds", "higher_is_worse", R"("warn":2,"stop":3)") + ','
                + indicator("cost_per_request", "cost", "usd", "higher_is_worse", R"("warn":2,"stop":3)") + ','
                + indicator("guard_hits", "risk", "ratio", "higher_is_worse", i % 40 == 7 ? R"("warn":0.1,"stop":0.9)" : R"("warn":1,"stop":1)")
                + "]}";
        }
        return json + "]}";
    }
    [[nodiscard]] static QByteArray indicator(const QByteArray &id, const QByteArray &family, const QByteArray &unit,
                                              const QByteArray &direction, const QByteArray &gate)
    {
        return R"({"id":")" + id + R"(","title":")" + id + R"(","family":")" + family + R"(","headline":true,"unit":")" + unit
            + R"(","direction":")" + direction + R"(","gate":{)" + gate + R"(},"query":"2 series"})";
    }
};

} // namespace andon
