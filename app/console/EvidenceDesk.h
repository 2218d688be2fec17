// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/EvidenceCapture.h"

#include <QHash>
#include <QSet>

namespace andon {

class Console;

/// What the bundle of an incident's postmortem freezes: from a quarter of an hour before its start to its last entry, as old as
/// that, with `text` as its document. Entries that only tell of the document itself move nothing, so that the same record and
/// the same answers of the sources give the same bytes again.
[[nodiscard]] EvidenceWish incidentWish(const Incident &incident, const QString &text);

/// Freezes evidence for whoever asks, and by itself when an alarm fires and when an action starts; packs it, writes it, and puts
/// it on the record. GUI thread; packing and writing happen on the pool.
class EvidenceDesk : public QObject {
    Q_OBJECT
public:
    /// Between two that are taken by themselves for one service and reason.
    static constexpr std::chrono::seconds alarmPause{300};
    static constexpr std::chrono::seconds actionPause{60};
    /// So much the folder may hold before nothing is taken by itself any more. Nothing is ever deleted: the record names it.
    static constexpr qint64 mostFolderBytes = 1'073'741'824;
    /// How far back an automatic one reaches.
    static constexpr std::chrono::minutes automaticSpan{15};

    /// `plots` null: no pictures. `folder`: where automatic ones go; it is made when it is needed. All must outlive the desk.
    EvidenceDesk(Console &console, PlotImages *plots, QString folder, QObject *parent = nullptr);
    /// Takes evidence by itself from now on.
    void watch();

    /// `done` runs once, later, unless `context` is gone by then. An unknown service: nothing happens and false. A wish that names
    /// no incident gets the newest of the service that touches its window, and the postmortem of that.
    bool capture(const QString &service, const EvidenceWish &wish, QObject *context, std::function<void(const CapturedEvidence &)> done);
    /// Writes the bundle to `path` as a whole or not at all, and records it: as evidence, or as an export of the postmortem. The path, or what stood in the way: what was
    /// captured is still in the caller's hands.
    void save(const CapturedEvidence &captured, const QString &path, QObject *context, std::function<void(const Result<QString> &)> done);
    /// "andon-assistant-20261129T031244Z.andon"; nothing in it that a file system minds.
    [[nodiscard]] static QString fileName(const Evidence &evidence);
    [[nodiscard]] const QString &folder() const { return m_folder; }
    /// <data folder>/evidence beside the user's journal.
    [[nodiscard]] static QString defaultFolder();

signals:
    /// Evidence was kept by itself.
    void kept(const QString &path);
    /// Evidence was not kept by itself, and why.
    void failed(const andon::Error &error);

private:
    void addIncident(const QString &service, EvidenceWish &wish);
    void consider(const Event &event);
    void keep(const CapturedEvidence &captured);
    void record(const Evidence &evidence, const QString &name, const QByteArray &bundle);

    Console &m_console;
    PlotImages *m_plots;
    QString m_folder;
    QHash<QString, qint64> m_takenMs; ///< Clock::sinceBoot of the last automatic one, by reason and service
    bool m_full = false;              ///< was said
};

} // namespace andon
