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
/// the same answers of the sources give the same bytes again, in the window and in a shell, before and after a restart.
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
    /// The one at the end of an incident reaches to a quarter of an hour before its start, but no further than that.
    static constexpr std::chrono::hours closingSpan{24};

    /// `plots` null: no pictures. `folder`: where automatic ones go; it is made when it is needed. All must outlive the desk.
    EvidenceDesk(Console &console, PlotImages *plots, QString folder, QObject *parent = nullptr);
    /// Takes evidence by itself from now on.
    void watch();

    /// `done` runs once, later, unless `context` is gone by then. An unknown service: nothing happens and false. A wish that names
    /// no incident gets the newest of the service that touches its window, and the postmortem of that. One with a record is given
    /// the bundles that it names, as far as they lie in `folder`.
    bool capture(const QString &service, const EvidenceWish &wish, QObject *context, std::function<void(const CapturedEvidence &)> done);
    /// Where a file lies at `path` already. Evidence is never replaced; an export is, as the person who named it was asked, unless
    /// what lies there is evidence.
    enum class IfThere {
        Refuse,   ///< FileUnwritable
        NextName, ///< "-2", "-3", … beside it
    };
    /// Writes the bundle to `path` as a whole or not at all, and records it: as evidence, or as an export of the postmortem. The
    /// path that was written, once the record names it, or what stood in the way (notOnRecord(): the file is there, the record did
    /// not take it): what was captured is still in the caller's hands.
    void save(const CapturedEvidence &captured, const QString &path, IfThere ifThere, QObject *context,
              std::function<void(const Result<QString> &)> done);
    /// "andon-assistant-20261129T031244Z.andon"; nothing in it that a file system minds.
    [[nodiscard]] static QString fileName(const Evidence &evidence);
    /// `path`, or where a file of that name is there already the first of "…-2.andon", "…-3.andon", … that is not.
    [[nodiscard]] static QString freePath(const QString &path);
    [[nodiscard]] const QString &folder() const { return m_folder; }

signals:
    /// Evidence was kept by itself.
    void kept(const QString &path);
    /// Evidence was not kept by itself, or is not on the record, and why.
    void failed(const andon::Error &error);

private:
    void addIncident(const QString &service, EvidenceWish &wish);
    void consider(const Event &event);
    void start(ServiceDesk &desk, const EvidenceWish &wish, QObject *context, std::function<void(const CapturedEvidence &)> done);
    void keep(const CapturedEvidence &captured);
    void record(const Evidence &evidence, const QString &path, const nlohmann::json &payload, std::function<void(const Result<QString> &)> done);

    Console &m_console;
    PlotImages *m_plots;
    QString m_folder;
    QHash<QString, qint64> m_takenMs; ///< Clock::sinceBoot of the last automatic one, by reason and service, or incident that was closed
    bool m_full = false;              ///< was said
};

} // namespace andon
