// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canary/CanaryPanel.h"

#include "ui/canary/ShareBars.h"
#include "ui/canary/StepLadder.h"
#include "ui/common/PlainLabel.h"
#include "ui/common/Theme.h"

#include <QGridLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace andon {

using namespace Qt::StringLiterals;

CanaryPanel::CanaryPanel(QWidget *parent)
    : QWidget(parent)
    , m_phase(new PlainLabel)
    , m_countdown(new PlainLabel)
    , m_ladder(new StepLadder)
    , m_shares(new ShareBars)
    , m_guards(new PlainLabel)
    , m_last(new PlainLabel)
    , m_freshness(new PlainLabel)
    , m_differences(new QWidget)
    , m_grid(new QGridLayout(m_differences))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 10, 0, 0);
    layout->setSpacing(6);
    auto *head = new QHBoxLayout;
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() + 2);
    m_phase->setFont(bold);
    m_countdown->setFont(bold);
    m_countdown->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(m_phase, 3);
    head->addWidget(m_countdown, 2);
    layout->addLayout(head);
    layout->addWidget(m_freshness);
    layout->addWidget(m_ladder);
    layout->addWidget(m_shares);
    layout->addWidget(m_guards);
    layout->addWidget(m_last);
    m_grid->setContentsMargins(0, 4, 0, 0);
    m_grid->setHorizontalSpacing(10);
    m_grid->setVerticalSpacing(1);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, 1);
    layout->addWidget(m_differences);
    layout->addStretch(1);
    m_guards->setWordWrap(true);
    m_freshness->setWordWrap(true);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &CanaryPanel::refresh);
    m_tick.start();
    refresh();
}

void CanaryPanel::setRollout(const Rollout &rollout, TimePoint now)
{
    const bool sameSets = m_known && std::equal(rollout.shares.begin(), rollout.shares.end(), m_rollout.shares.begin(),
                                                m_rollout.shares.end(), [](const VersionShare &a, const VersionShare &b) {
                                                    return a.version == b.version && a.set == b.set && a.role == b.role;
                                                });
    m_rollout = rollout;
    m_at = now;
    m_known = m_known || !rollout.shares.isEmpty();
    m_ladder->setRollout(rollout);
    m_shares->setShares(rollout.shares, rollout.freshness == Freshness::Live);
    if (!sameSets)
        refreshDifferences();
    refresh();
}

void CanaryPanel::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    refresh();
}

QString CanaryPanel::headline() const
{
    return m_phase->plainText();
}

QString CanaryPanel::phaseWords(qint64) const
{
    const int steps = static_cast<int>(m_rollout.steps.size());
    switch (m_rollout.phase) {
    case RolloutPhase::Running: return tr("Canary at step %1 of %2").arg(m_rollout.currentStep + 1).arg(steps);
    case RolloutPhase::Paused: return tr("Canary paused at step %1 of %2").arg(m_rollout.currentStep + 1).arg(steps);
    case RolloutPhase::Aborted: return tr("Rollout aborted");
    case RolloutPhase::Done: return tr("Rollout done");
    case RolloutPhase::None: return tr("No rollout");
    }
    return {};
}

QString CanaryPanel::guardWords(qint64 elapsed) const
{
    QStringList words;
    if (m_rollout.degradeLevel > 0) {
        QString text = tr("Degraded to level %1").arg(m_rollout.degradeLevel);
        if (!m_rollout.degradeTitle.isEmpty())
            text += u" ("_s + m_rollout.degradeTitle + u')';
        if (m_rollout.degradeSecondsLeft)
            text += tr(", ends in %1").arg(durationText(*m_rollout.degradeSecondsLeft - elapsed));
        words << text;
    }
    if (m_rollout.throttleLimits > 0) {
        QString text = tr("%n limit(s) in force", nullptr, static_cast<int>(m_rollout.throttleLimits));
        if (m_rollout.throttleSecondsLeft)
            text += tr(", ends in %1").arg(durationText(*m_rollout.throttleSecondsLeft - elapsed));
        words << text;
    }
    return words.isEmpty() ? tr("Not degraded, not throttled") : u"◆ "_s + words.join(u" · "_s);
}

QString CanaryPanel::freshnessWords(qint64 elapsed) const
{
    const qint64 age = m_rollout.ageSeconds + elapsed;
    if (!m_known)
        return tr("The gateway's state was never read");
    if (m_rollout.freshness == Freshness::Late)
        return tr("◆ Late: the state is %1 s old").arg(age);
    if (m_rollout.freshness == Freshness::Lost)
        return tr("▲ Console blind: the gateway does not answer; the state is %1 s old").arg(age);
    return {};
}

void CanaryPanel::refresh()
{
    const qint64 elapsed = std::max<qint64>(0, std::chrono::floor<std::chrono::seconds>(SystemClock().now() - m_at).count());
    const ThemeColors &colors = themeColors(palette());
    m_phase->setPlainText(m_known ? phaseWords(elapsed) : tr("Canary"));
    const bool open = m_rollout.phase == RolloutPhase::Running || m_rollout.phase == RolloutPhase::Paused;
    if (open && m_rollout.secondsLeft) {
        const qint64 left = *m_rollout.secondsLeft - elapsed;
        m_countdown->setPlainText(left >= 0 ? tr("%1 left").arg(durationText(left))
                                            : tr("watched, +%1").arg(durationText(-left)));
    } else {
        m_countdown->setPlainText({});
    }
    m_guards->setPlainText(m_known ? guardWords(elapsed) : QString());
    const QString freshness = freshnessWords(elapsed);
    m_freshness->setPlainText(freshness);
    m_freshness->setVisible(!freshness.isEmpty());
    QPalette look = palette();
    look.setColor(QPalette::WindowText, m_known && m_rollout.freshness == Freshness::Lost ? colors.critical : colors.text);
    m_freshness->setPalette(look);
    look.setColor(QPalette::WindowText, colors.muted);
    m_last->setPalette(look);
    if (m_rollout.lastChangedAt && m_known) {
        m_last->setPlainText(tr("Last changed by %1 at %2").arg(m_rollout.lastActor.left(60), clockText(*m_rollout.lastChangedAt, m_zone)));
    } else {
        m_last->setPlainText({});
    }
    for (QWidget *widget : {static_cast<QWidget *>(m_ladder), static_cast<QWidget *>(m_shares)})
        widget->setVisible(m_known && (widget != m_ladder || !m_rollout.steps.isEmpty()));
    update();
}

/// The version set part by part; what differs between stable and canary stands out.
void CanaryPanel::refreshDifferences()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto withRole = [this](VersionRole role) {
        return std::find_if(m_rollout.shares.begin(), m_rollout.shares.end(),
                            [role](const VersionShare &share) { return share.role == role; });
    };
    const auto stable = withRole(VersionRole::Stable);
    const auto canary = withRole(VersionRole::Canary);
    if (stable == m_rollout.shares.end() || canary == m_rollout.shares.end())
        return;
    int row = 0;
    QStringList parts = canary->set.keys() + stable->set.keys();
    parts.removeDuplicates();
    for (const QString &part : parts.mid(0, 8)) {
        const QString before = stable->set.value(part);
        const QString after = canary->set.value(part);
        const bool differs = before != after;
        const QList<QString> texts{part, before, differs ? after : tr("same")};
        for (int column = 0; column < 3; ++column) {
            auto *label = new PlainLabel(texts[column]);
            QFont font = label->font();
            font.setPointSizeF(std::max(9.0, font.pointSizeF() - 1));
            font.setBold(differs && column == 2);
            label->setFont(font);
            label->setEnabled(differs && column > 0);
            m_grid->addWidget(label, row, column);
        }
        ++row;
    }
}

void CanaryPanel::paintEvent(QPaintEvent *)
{
    if (!m_known || m_rollout.freshness == Freshness::Live)
        return;
    QPainter painter(this);
    painter.fillRect(rect(), QBrush(themeColors(palette()).stale, Qt::BDiagPattern));
}

} // namespace andon
