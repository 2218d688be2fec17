// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/AlertEvents.h"
#include "app/alerts/Binding.h"

#include <QHash>
#include <QObject>

#include <unordered_map>
#include <vector>

namespace andon {

/// What a shelf or a silence with some matchers would do, before it is made.
struct AlertPreview {
    QList<AlertPointer> hides;      ///< rows on show that it would hide
    QList<AlertPointer> lookAlikes; ///< rows with the same name that it would not hide
};

/// How a source of alerts stands.
struct AlertSourceState {
    Freshness freshness = Freshness::Lost;
    std::optional<Error> error;
    qint64 goodMs = 0;      ///< last good answer; 0: never
    qsizetype leftOut = 0;  ///< alerts beyond what is kept
    QList<Silence> silences{};
};

/// The one list of everything that is wrong: alerts of all sources with what they are bound to, the same alert from several
/// sources once, what flaps once, what vanished kept, and what people did with it. Knows no source, only their reports.
/// GUI thread; no timer of its own: somebody calls tick() about once a second.
class AlertDesk : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds settle{60};  ///< over for so long without coming back: it is over
    static constexpr int mostRecorded = 60;            ///< alerts put on the record one by one within a minute
    static constexpr qsizetype mostReturned = 500;     ///< over and not acknowledged, the newest
    static constexpr qint64 longestShelfMs = 24 * 3'600'000;

    /// `clock` must outlive the desk. `sources`: names of all that will report.
    AlertDesk(const Clock &clock, AlertSpec spec, QList<AlertService> services, QStringList sources, QObject *parent = nullptr);

    void take(const AlertReport &report);
    void setRules(const QString &source, const QList<AlertRule> &rules);
    /// Requests a second and percent of the traffic by version, as far as they are known.
    void setTraffic(const QString &service, const QMap<QString, double> &rates, const QMap<QString, double> &weights);
    /// What the record says of earlier runs; nothing is put on the record before that.
    void recall(const QList<Event> &events);
    [[nodiscard]] bool isRecalled() const { return m_recalled; }
    void tick();

    /// Seen by a person. What is over goes, and what was acknowledged and is lost goes at the second time.
    void acknowledge(const QStringList &keys, const Actor &who, const QString &words = {});
    /// BadInput for a while of none or more than longestShelfMs, or without matchers.
    Result<void> shelve(const QList<LabelMatcher> &matchers, qint64 forMs, const Actor &who, const QString &reason);
    void unshelve(const QString &id, const Actor &who);
    /// A silence was made, or ended, in an Alertmanager.
    void noteSilence(const Silence &silence, const QString &alertmanager, const Actor &who);
    void noteUnsilenced(const QString &id, const QString &alertmanager, const Actor &who);
    [[nodiscard]] AlertPreview preview(const QList<LabelMatcher> &matchers) const;

    /// What loses most first; hidden ones too.
    [[nodiscard]] const QList<AlertPointer> &alerts() const { return m_rows; }
    [[nodiscard]] AlertPointer alert(const QString &key) const;
    [[nodiscard]] const QMap<QString, AlertSourceState> &sources() const { return m_sources; }
    [[nodiscard]] const QList<Shelf> &shelves() const { return m_shelves; }
    /// Rules and alerts without an action or a version.
    [[nodiscard]] QList<AlertLint> lints() const;

signals:
    void changed();
    /// For the record; the actor is set where a person acted.
    void recorded(const andon::Event &draft);
    /// Fired anew, or got worse, and is not hidden: what may ring. What loses most first.
    void raised(const andon::AlertPointer &alert);

private:
    /// Who says, or said last, that it fires.
    struct Claim {
        QString source;
        SourceAlert said;
        quint64 report = 0; ///< number of the report that said it last
    };
    struct Entry {
        std::vector<Claim> claims; ///< by source
        Alert bound;               ///< without what people did
        AlertPhase phase = AlertPhase::Returned;
        bool unread = false;       ///< remembered, and its sources did not report yet: not shown
        bool everFired = false;
        std::chrono::nanoseconds overAt{0};
        bool isDue = false;        ///< fired, to be put on the record
        TimePoint firedAt{};       ///< when it fell due last
        bool isCounted = false;    ///< due, and on the record as one of many
        bool onRecord = false;     ///< fired is recorded and cleared is not
        bool isRaised = false;     ///< to be told when the list is in order
        bool isSettled = false;
        int flaps = 0;
        AlertSeverity worst = AlertSeverity::Info;
        std::optional<AlertHand> acknowledged;
        bool isDismissed = false;  ///< lost, and a person let it go
        AlertPointer row;

        [[nodiscard]] Claim *claimOf(const QString &source);
        Claim &claim(const QString &source); ///< a new one where there is none
    };
    [[nodiscard]] std::optional<AlertPhase> phaseOf(const Entry &entry) const;
    [[nodiscard]] bool isIdle(const Alert &alert) const;
    enum class Words { AsBefore, Anew }; ///< whether what alerts are bound by may have changed
    void bind(Entry &entry, Words words = Words::AsBefore);
    void update(Entry &entry);
    void fire(Entry &entry, bool anew);
    void end(Entry &entry);
    void show(Entry &entry);
    [[nodiscard]] QList<AlertCover> coversOf(const Entry &entry) const;
    void showAll();
    void arrange();
    void recordFired();
    void settleEntries();
    void endShelves();
    void refillBudget();
    void forget();
    void letGo(Entry &entry);
    void write(Event draft, const std::optional<Actor> &who = {});

    const Clock &m_clock;
    AlertSpec m_spec;
    QList<AlertService> m_services;
    QMap<QString, AlertSourceState> m_sources;
    std::unordered_map<QString, Entry> m_entries;    ///< by key
    QHash<QString, std::vector<Entry *>> m_claimed;  ///< by source: those with a claim of it
    quint64 m_reports = 0;
    QMap<QString, QList<AlertRule>> m_rules; ///< by source
    QHash<QString, AlertLimit> m_limits;     ///< by the rule's name
    QHash<QString, QMap<QString, double>> m_rates;
    QHash<QString, QMap<QString, double>> m_weights;
    QList<Shelf> m_shelves;
    QList<AlertPointer> m_rows;
    bool m_recalled = false;
    bool m_anyDue = false;   ///< some entry may be due
    bool m_newDue = false;   ///< some entry fell due since the record was written
    bool m_stirred = false;  ///< some row changed
    int m_budget = mostRecorded;
    int m_beside = 0;        ///< fell due beyond the budget since it was refilled
    std::chrono::nanoseconds m_refilledAt{0};
};

} // namespace andon
