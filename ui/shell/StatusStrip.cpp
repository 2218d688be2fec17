// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/StatusStrip.h"

#include "ui/common/Theme.h"
#include "ui/plot/ValueText.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace andon {

using namespace Qt::StringLiterals;

StatusStrip::StatusStrip(QWidget *parent)
    : QWidget(parent)
    , m_services(new QComboBox)
    , m_words(new PlainLabel)
    , m_zone(new QToolButton)
    , m_theme(new QToolButton)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 5, 8, 5);
    layout->setSpacing(10);
    layout->addWidget(m_services);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_zone);
    layout->addWidget(m_theme);
    setFixedHeight(38);
    m_services->setAccessibleName(tr("Service"));
    m_services->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_services->setMaximumWidth(240);
    m_zone->setToolTip(tr("UTC or local time (Z)"));
    m_zone->setAccessibleName(tr("Time zone"));
    m_theme->setText(tr("Theme"));
    m_theme->setAccessibleName(tr("Light or dark theme"));
    connect(m_services, &QComboBox::currentTextChanged, this, &StatusStrip::serviceChosen);
    connect(m_zone, &QToolButton::clicked, this, &StatusStrip::zoneToggled);
    connect(m_theme, &QToolButton::clicked, this, &StatusStrip::themeToggled);
    refresh();
}

void StatusStrip::setServices(const QStringList &names)
{
    m_services->addItems(names);
}

void StatusStrip::setReading(const IndicatorReading &reading, qint64 nowMs)
{
    const Indicator &indicator = reading.indicator;
    for (const VersionColumns &version : reading.versions) {
        const QString key = indicator.id + u'\n' + version.version;
        const double value = latestValue(reading, version.version, nowMs, 60'000);
        const GateState state = gateState(indicator, value);
        if (state != GateState::Warn && state != GateState::Stop) {
            m_breaches.remove(key);
            continue;
        }
        const double gate = state == GateState::Stop ? indicator.gate.stop.value_or(0) : indicator.gate.warn.value_or(0);
        m_breaches[key] = {state, tr("%1 %2 %3 (gate %4)").arg(indicator.title, version.version.left(40),
                                                              valueText(value, indicator.unit), valueText(gate, indicator.unit))};
    }
    refresh();
}

void StatusStrip::setSource(Freshness freshness, const std::optional<Error> &error)
{
    m_sourceTrouble = !error ? QString()
        : freshness == Freshness::Lost ? tr("Console blind: %1").arg(error->message()) : error->message();
    refresh();
}

void StatusStrip::setGateway(Freshness freshness, const std::optional<Error> &error)
{
    m_gatewayTrouble = !error ? QString()
        : freshness == Freshness::Lost ? tr("Gateway lost: %1").arg(error->message()) : error->message();
    refresh();
}

void StatusStrip::setJournal(const std::optional<Error> &error)
{
    m_journalTrouble = error ? error->message() : QString();
    refresh();
}

void StatusStrip::setNow(TimePoint now, TimeZoneChoice zone)
{
    m_zone->setText(clockText(now, zone));
}

void StatusStrip::tell(const QString &words)
{
    m_message = words;
    refresh();
}

void StatusStrip::refresh()
{
    QStringList stops;
    QStringList warns;
    for (const Breach &breach : std::as_const(m_breaches))
        (breach.state == GateState::Stop ? stops : warns) << breach.words;
    QStringList words;
    for (const QString &trouble : {m_journalTrouble, m_sourceTrouble, m_gatewayTrouble, m_message}) {
        if (!trouble.isEmpty())
            words << trouble;
    }
    const bool troubled = !words.isEmpty();
    words += stops + warns;
    m_worst = !stops.isEmpty() || !m_journalTrouble.isEmpty() ? GateState::Stop
        : troubled || !warns.isEmpty()                        ? GateState::Warn
                                                              : GateState::Inside;
    const QString mark = m_worst == GateState::Stop ? u"▲  "_s : m_worst == GateState::Warn ? u"◆  "_s : QString();
    m_words->setPlainText(words.isEmpty() ? tr("All lines inside their gates") : mark + words.join(u"   ·   "_s));
    const ThemeColors &colors = themeColors(palette());
    QPalette look = m_words->palette();
    look.setColor(QPalette::WindowText, m_worst == GateState::Stop   ? colors.onCritical
                                            : m_worst == GateState::Warn ? colors.onWarning
                                                                         : colors.muted);
    m_words->setPalette(look);
    update();
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    const ThemeColors &colors = themeColors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), m_worst == GateState::Stop   ? colors.critical
                             : m_worst == GateState::Warn ? colors.warning
                                                          : colors.raised);
    painter.setPen(colors.border);
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace andon
