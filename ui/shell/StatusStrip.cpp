// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/StatusStrip.h"

#include "ui/common/Icon.h"
#include "ui/common/Theme.h"
#include "ui/plot/LineLook.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>
#include <QToolButton>

namespace andon {

using namespace Qt::StringLiterals;

static QToolButton *stripButton(IconName icon, const QString &name, const QString &tip)
{
    auto *button = new QToolButton;
    button->setIcon(themeIcon(icon));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(name);
    button->setToolTip(tip);
    return button;
}

StatusStrip::StatusStrip(QWidget *parent)
    : QWidget(parent)
    , m_services(new QComboBox)
    , m_place(new PlainLabel)
    , m_versions(new PlainLabel)
    , m_journal(new PlainLabel)
    , m_fleet(stripButton(IconName::Back, tr("Fleet"), tr("The board over all services (Ctrl+B)")))
    , m_zone(stripButton(IconName::Zone, tr("Time zone"), tr("UTC or local time (Z)")))
    , m_theme(stripButton(IconName::Theme, tr("Light or dark theme"), tr("Light or dark theme")))
{
    m_source.label = new PlainLabel;
    m_gateway.label = new PlainLabel;
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(8);
    layout->addWidget(m_fleet);
    layout->addWidget(m_place);
    layout->addWidget(m_services);
    layout->addSpacing(4);
    layout->addWidget(m_versions, 1);
    for (PlainLabel *label : {m_source.label, m_gateway.label, m_journal}) {
        label->setContentsMargins(6, 2, 6, 2);
        layout->addWidget(label);
    }
    layout->addWidget(m_zone);
    layout->addWidget(m_theme);
    setFixedHeight(38);
    QFont bold = font();
    bold.setBold(true);
    m_place->setFont(bold);
    m_services->setAccessibleName(tr("Service"));
    m_services->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_services->setMaximumWidth(240);
    m_theme->setText(tr("Theme"));
    m_fleet->setText(tr("Fleet"));
    m_fleet->hide();
    connect(m_fleet, &QToolButton::clicked, this, &StatusStrip::fleetAsked);
    // Wide enough for every age, so that nothing beside it moves.
    m_source.label->setMinimumWidth(fontMetrics().horizontalAdvance(tr("▲ %1 %2").arg(u"Prometheus"_s, u"00:00:00"_s)) + 14);
    m_gateway.label->setMinimumWidth(fontMetrics().horizontalAdvance(tr("▲ %1 %2").arg(tr("Gateway"), u"00:00:00"_s)) + 14);
    m_zone->setMinimumWidth(fontMetrics().horizontalAdvance(u"00:00:00 +00:00"_s) + 42);
    connect(m_services, &QComboBox::currentTextChanged, this, [this](const QString &name) {
        if (!name.isEmpty())
            emit serviceChosen(name);
    });
    connect(m_zone, &QToolButton::clicked, this, &StatusStrip::zoneToggled);
    connect(m_theme, &QToolButton::clicked, this, &StatusStrip::themeToggled);
    refresh();
}

void StatusStrip::setServices(const QStringList &names)
{
    m_services->addItems(names);
}

void StatusStrip::setFleetOffered(bool offered)
{
    m_fleet->setVisible(offered);
}

void StatusStrip::setService(const QString &name)
{
    const QSignalBlocker quiet(m_services);
    m_services->setPlaceholderText(tr("All services"));
    m_services->setCurrentIndex(name.isEmpty() ? -1 : m_services->findText(name, Qt::MatchExactly | Qt::MatchCaseSensitive));
    m_hasService = !name.isEmpty();
    m_fleet->setEnabled(m_hasService);
    refresh();
}

void StatusStrip::setPlace(const QString &title)
{
    m_place->setPlainText(title.left(60));
}

void StatusStrip::clearService(bool hasGateway)
{
    m_hasGateway = hasGateway;
    m_source.readMs = m_gateway.readMs = 0;
    m_source.freshness = m_gateway.freshness = Freshness::Lost;
    m_versions->setPlainText({});
    refresh();
}

void StatusStrip::setRollout(const Rollout &rollout, TimePoint now)
{
    QStringList words;
    for (const VersionShare &share : rollout.shares) {
        const QString version = versionText(share.version), weight = QString::number(share.asked, 'g', 3);
        if (share.role == VersionRole::Stable)
            words << tr("stable %1 %2 %").arg(version, weight);
        else if (share.role == VersionRole::Canary)
            words << tr("canary %1 %2 %").arg(version, weight);
        else if (share.asked > 0)
            words << tr("%1 %2 %").arg(version, weight);
    }
    m_versions->setPlainText(words.join(u"   ·   "_s));
    if (!rollout.shares.isEmpty())
        m_gateway.readMs = toMs(now) - rollout.ageSeconds * 1000;
    m_gateway.freshness = rollout.freshness;
    refresh();
}

void StatusStrip::noteAnswer(qint64 answerMs)
{
    m_source.readMs = std::max(m_source.readMs, answerMs);
}

void StatusStrip::setSource(Freshness freshness)
{
    m_source.freshness = freshness;
    refresh();
}

void StatusStrip::setJournal(bool works)
{
    m_recording = works;
    refresh();
}

void StatusStrip::setNow(TimePoint now, TimeZoneChoice zone)
{
    m_nowMs = toMs(now);
    m_zone->setText(clockText(now, zone));
    refresh();
}

/// Quiet while fresh; a filled chip when nothing comes any more.
void StatusStrip::dress(PlainLabel *label, Freshness freshness)
{
    const ThemeColors &colors = themeColors(palette());
    QPalette look = palette();
    look.setColor(QPalette::Window, freshness == Freshness::Lost   ? colors.critical
                                        : freshness == Freshness::Late ? colors.warning
                                                                       : colors.raised);
    look.setColor(QPalette::WindowText, freshness == Freshness::Lost   ? colors.onCritical
                                            : freshness == Freshness::Late ? colors.onWarning
                                                                           : colors.muted);
    label->setAutoFillBackground(freshness != Freshness::Live);
    if (label->palette() != look)
        label->setPalette(look);
}

void StatusStrip::show(Link &link, const QString &name)
{
    if (link.readMs == 0) {
        link.label->setPlainText(tr("? %1 not read").arg(name));
        dress(link.label, Freshness::Live);
        return;
    }
    const qint64 age = std::max<qint64>(0, m_nowMs - link.readMs) / 1000;
    const QString text = age < 100 ? tr("%1 s").arg(age) : durationText(age);
    link.label->setPlainText(link.freshness == Freshness::Live   ? tr("✓ %1 %2").arg(name, text)
                             : link.freshness == Freshness::Late ? tr("◆ %1 %2").arg(name, text)
                                                                 : tr("▲ %1 %2").arg(name, text));
    link.label->setAccessibleName(tr("%1: last read %2 ago").arg(name, text));
    dress(link.label, link.freshness);
}

void StatusStrip::refresh()
{
    show(m_source, u"Prometheus"_s);
    m_source.label->setVisible(m_hasService);
    m_gateway.label->setVisible(m_hasService && m_hasGateway);
    show(m_gateway, tr("Gateway"));
    m_journal->setPlainText(m_recording ? tr("✓ Journal") : tr("▲ No journal"));
    dress(m_journal, m_recording ? Freshness::Live : Freshness::Lost);
}

void StatusStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.raised);
    painter.setPen(colors.border);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace andon
