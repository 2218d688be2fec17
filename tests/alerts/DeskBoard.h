// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/AlertDesk.h"
#include "tests/support/ManualClock.h"

#include <QSignalSpy>

namespace andon {

/// A desk with a clock moved by hand; keeps what it would put on the record.
struct DeskBoard {
    ManualClock clock;
    QList<Event> record;
    QList<AlertPointer> raised;
    int changes = 0;
    std::unique_ptr<AlertDesk> desk;

    explicit DeskBoard(AlertSpec spec = {}, const QStringList &sources = {QStringLiteral("a"), QStringLiteral("b")})
    {
        Indicator success;
        success.id = QStringLiteral("success");
        success.title = QStringLiteral("Success rate");
        success.unit = Unit::Ratio;
        AlertService service{QStringLiteral("chat"), {success}, {{QStringLiteral("success"), Verb::Degrade}}, {Verb::Rollback, Verb::Degrade}};
        desk = std::make_unique<AlertDesk>(clock, spec, QList<AlertService>{service}, sources);
        QObject::connect(desk.get(), &AlertDesk::recorded, [this](const Event &event) { record << event; });
        QObject::connect(desk.get(), &AlertDesk::raised, [this](const AlertPointer &alert) { raised << alert; });
        QObject::connect(desk.get(), &AlertDesk::changed, [this] { ++changes; });
    }
    [[nodiscard]] SourceAlert alert(const QString &name, const QString &version = QStringLiteral("v42"), double value = 0.5) const
    {
        SourceAlert made;
        made.labels = {{QStringLiteral("alertname"), name}, {QStringLiteral("severity"), QStringLiteral("critical")},
                       {QStringLiteral("andon_action"), QStringLiteral("rollback")}};
        if (!version.isEmpty())
            made.labels.insert(QStringLiteral("version"), version);
        made.key = alertKey(made.labels);
        made.sinceMs = toMs(clock.now());
        made.value = value;
        return made;
    }
    void tell(const QString &source, const QList<SourceAlert> &alerts, const QList<Silence> &silences = {})
    {
        desk->take({source, Freshness::Live, {alerts, 0, silences}, {}});
    }
    void lose(const QString &source, Freshness freshness = Freshness::Lost)
    {
        desk->take({source, freshness, {}, Error{ErrorKind::ConnectionRefused, {source}, {}}});
    }
    void pass(std::chrono::milliseconds time)
    {
        clock.advance(time);
        desk->tick();
    }
    [[nodiscard]] QStringList kinds() const
    {
        QStringList kinds;
        for (const Event &event : record)
            kinds << event.kind;
        return kinds;
    }
    [[nodiscard]] QStringList titles() const
    {
        QStringList titles;
        for (const AlertPointer &row : desk->alerts())
            titles << row->title;
        return titles;
    }
    [[nodiscard]] const Alert &first() const { return *desk->alerts().first(); }
};

} // namespace andon
