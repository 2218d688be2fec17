// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Baseline.h"

#include <QToolButton>

#include <functional>
#include <optional>

class QAction;
class QActionGroup;

namespace andon {

/// Chooses what the lines are compared with: nothing, the same lines some time before, or the release before this one.
class BaselineButton : public QToolButton {
    Q_OBJECT
public:
    /// When the newest release served for the first time, ms since the epoch; nullopt: that is not known.
    using ReleaseStart = std::function<std::optional<qint64>()>;
    /// ms since the epoch
    using Now = std::function<qint64()>;

    explicit BaselineButton(QWidget *parent = nullptr);
    void setTimes(ReleaseStart releaseStart, Now now);
    /// Why the release's start is not known, or not yet: a whole sentence. It may be known by now: that is looked at again.
    void setReleaseWords(const QString &why);
    [[nodiscard]] const std::optional<BaselineSpec> &spec() const { return m_spec; }
    /// Nothing, or what was compared with last; yesterday at first.
    void toggleBaseline();
    /// Of a replay: its bundle carries these and no others. The first of them is compared with.
    void setCarried(const QList<BaselineSpec> &carried);
    /// Another service is on show: its releases are others.
    void forgetRelease();

signals:
    void chosen(const std::optional<andon::BaselineSpec> &spec);
    /// The choices are on show, and the release's start is not known.
    void releaseAsked();

private:
    QAction *add(const QString &text, const QString &label, qint64 offsetMs);
    void choose(QAction *action);
    void offerRelease();
    void showRelease();

    QActionGroup *m_choices;
    QAction *m_none = nullptr;
    QAction *m_release = nullptr;
    QAction *m_last = nullptr; ///< what was compared with last
    ReleaseStart m_releaseStart;
    Now m_now;
    QString m_releaseWords;
    std::optional<BaselineSpec> m_spec;
    bool m_isCarried = false; ///< setCarried() was called
};

/// How far back the lines before a release lie, in whole hours: at every time since its start the release before served.
[[nodiscard]] qint64 beforeReleaseMs(qint64 startMs, qint64 nowMs);

} // namespace andon
