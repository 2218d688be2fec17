// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/Console.h"
#include "ui/canary/CanaryPanel.h"
#include "ui/canary/ReviewPanel.h"
#include "ui/common/ClockText.h"

#include <QPointer>

namespace andon {

class AgeLink;

/// Between the judge and the card of the service on show and who shows them: a line beside the canary, and the review, which is
/// made when somebody asks for it. Its buttons go the way of the cord's.
class JudgeLink : public QObject {
    Q_OBJECT
public:
    /// All must outlive the link.
    JudgeLink(CanaryPanel &canary, Console &console, QWidget &window);
    ~JudgeLink() override;
    void setDesk(ServiceDesk &desk);
    void leaveDesk();
    void setTimeZone(TimeZoneChoice zone);
    /// "May this canary go on?"; without a service on show nothing happens.
    void open();
    [[nodiscard]] ReviewPanel *panel() const { return m_panel; }

signals:
    /// A press of what was painted: the window's one way to production.
    void pressed(const andon::ActionPlan &plan, const QString &reason);
    void told(const QString &words);

private:
    void show();
    void showButtons();
    void press(ReviewPanel::Button which, const QString &reason);
    void holdOrRelease(const QString &reason);
    void restartJudge(const QString &reason);
    [[nodiscard]] std::optional<ButtonFace> restartFace() const;
    [[nodiscard]] ReviewView view() const;
    [[nodiscard]] std::optional<ActionFace> cardAction() const;

    CanaryPanel &m_canary;
    Console &m_console;
    QWidget &m_window;
    QPointer<ServiceDesk> m_desk;
    ReviewPanel *m_panel = nullptr; ///< of the window
    std::unique_ptr<AgeLink> m_age; ///< of the desk, while the review is open
    ReviewView m_view; ///< as show() made it last
    QMap<ReviewPanel::Button, ActionPlan> m_painted;
    TimeZoneChoice m_zone = TimeZoneChoice::Utc;
};

/// The face of a verb as people read it: what the card misses stands there translated.
[[nodiscard]] ActionFace shownFace(ServiceDesk &desk, Verb verb);

} // namespace andon
