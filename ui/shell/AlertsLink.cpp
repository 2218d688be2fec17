// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/AlertsLink.h"

#include "app/base/DisplayText.h"
#include "ui/actions/ActionWords.h"
#include "ui/actions/ButtonFaces.h"
#include "ui/alerts/AlertWords.h"
#include "ui/common/ErrorText.h"
#include "ui/lines/TextTableDialog.h"
#include "ui/shell/AlarmStrip.h"

#include <QApplication>
#include <QSettings>
#include <QSystemTrayIcon>

#include <algorithm>
#include <utility>

namespace andon {

using namespace Qt::StringLiterals;

AlertsLink::AlertsLink(Console &console, AlertsPanel &panel, AlarmStrip &strip, QWidget &window)
    : QObject(&window)
    , m_console(console)
    , m_panel(panel)
    , m_strip(strip)
    , m_window(window)
{
    const QSettings settings;
    m_manners = {settings.value("alerts/sound", false).toBool(), settings.value("alerts/notification", false).toBool(),
                 settings.value("alerts/reduced_motion", false).toBool()};
    panel.setManners(m_manners);
    panel.setCanSilence(!console.alerts().alertmanagers().isEmpty());
    if (console.replay())
        panel.setReadOnly();
    connectPanel();
    m_faces.setSingleShot(true);
    m_faces.setInterval(0);
    connect(&m_faces, &QTimer::timeout, this, &AlertsLink::refreshFaces);
    follow();
    m_pulse.setInterval(500);
    connect(&m_pulse, &QTimer::timeout, this, &AlertsLink::pulse);
    m_pulse.start();
    show();
}

AlertsLink::~AlertsLink() = default;

void AlertsLink::connectPanel()
{
    connect(&m_panel, &AlertsPanel::pressed, this, &AlertsLink::press);
    connect(&m_panel, &AlertsPanel::acknowledgeAsked, this, [this](const QStringList &keys) { desk().acknowledge(keys, m_console.actor()); });
    connect(&m_panel, &AlertsPanel::shelveAsked, this, [this](const QString &key) { askCover(CoverDialog::Kind::Shelf, key); });
    connect(&m_panel, &AlertsPanel::silenceAsked, this, [this](const QString &key) { askCover(CoverDialog::Kind::Silence, key); });
    connect(&m_panel, &AlertsPanel::uncoverAsked, this, &AlertsLink::uncover);
    connect(&m_panel, &AlertsPanel::lintsAsked, this, &AlertsLink::showLints);
    connect(&m_panel, &AlertsPanel::closeAsked, this, &AlertsLink::closeAsked);
    connect(&m_panel, &AlertsPanel::mannersChosen, this, &AlertsLink::chooseManners);
    connect(&m_panel, &AlertsPanel::linesAsked, this, [this](const QString &key) {
        if (const AlertPointer alert = desk().alert(key); alert && !alert->indicatorId.isEmpty())
            emit linesAsked(alert->service, alert->indicatorId);
    });
}

void AlertsLink::follow()
{
    connect(&desk(), &AlertDesk::changed, this, &AlertsLink::show);
    connect(&desk(), &AlertDesk::raised, this, &AlertsLink::ring);
    for (const auto &one : m_console.desks()) {
        connect(one.get(), &ServiceDesk::facesChanged, this, [this] {
            if (m_shown && !m_faces.isActive())
                m_faces.start();
        });
        connect(one.get(), &ServiceDesk::progressed, this, [this](const ActionProgress &progress) {
            m_panel.setStatus(u"%1, %2: %3"_s.arg(displaySafe(progress.service, 60), verbTitle(progress.verb),
                                                 progressText(progress, m_console.clock().now())));
        });
    }
}

qint64 AlertsLink::nowMs() const
{
    return toMs(m_console.clock().now());
}

QString AlertsLink::author() const
{
    return m_console.actor().calledName();
}

void AlertsLink::show()
{
    if (m_shown) {
        m_panel.setSources(desk().sources());
        m_panel.setAlerts(desk().alerts(), nowMs());
        m_panel.setLints(desk().lints().size());
        refreshFaces();
    }
    if (m_dialog)
        m_dialog->refresh();
    emit alarmsChanged();
}

void AlertsLink::setShown(bool shown)
{
    m_shown = shown;
    if (shown)
        show();
    for (const auto &one : m_console.desks())
        one->setActionsShown(shown && std::any_of(desk().alerts().cbegin(), desk().alerts().cend(),
                                                  [&](const AlertPointer &alert) { return alert->service == one->spec().name; }));
}

void AlertsLink::tick()
{
    if (!m_shown)
        return;
    m_panel.setNow(nowMs());
    m_panel.setSources(desk().sources());
    refreshFaces();
}

/// Of the services and the actions that some alarm names; a press finds nothing else.
void AlertsLink::refreshFaces()
{
    if (!m_shown)
        return;
    AlertFaces faces;
    for (const AlertPointer &alert : desk().alerts()) {
        if (!alert->action || faces.value(alert->service).contains(*alert->action))
            continue;
        if (const ServiceDesk *service = alert->service.isEmpty() ? nullptr : m_console.desk(alert->service)) {
            const ActionFace face = service->face(*alert->action);
            faces[alert->service].insert(*alert->action, {buttonFace(face), face.plan});
        }
    }
    m_panel.setFaces(faces);
}

void AlertsLink::press(const ActionPlan &plan, const QString &reason, const QString &alarm)
{
    ServiceDesk *service = m_console.replay() ? nullptr : m_console.desk(plan.service);
    if (!service || plan.service.isEmpty())
        return;
    const Result<QString> pressed = service->press(plan, m_console.actor(), reason.isEmpty() ? u"alarm: "_s + alarm.left(200) : reason);
    if (!pressed)
        emit told(tr("Nothing was done: %1").arg(displaySafe(pressed.error().arguments.value(0), 300)));
}

void AlertsLink::askCover(CoverDialog::Kind kind, const QString &key)
{
    const AlertPointer alert = desk().alert(key);
    if (!alert)
        return;
    delete m_dialog;
    const QStringList alertmanagers = m_console.alerts().alertmanagers();
    m_dialog = new CoverDialog(kind, *alert, alertmanagers, author(), &m_window);
    m_dialog->setPreview([this, kind](const QList<LabelMatcher> &matchers) {
        AlertPreview preview = desk().preview(matchers);
        // A silence concerns what that Alertmanager knows, and nothing else.
        const QString name = m_dialog ? m_dialog->alertmanager() : QString();
        if (kind == CoverDialog::Kind::Silence && !name.isEmpty()) {
            preview.hides.removeIf([&](const AlertPointer &one) {
                const bool stays = !one->sources.contains(name);
                if (stays)
                    preview.lookAlikes << one;
                return stays;
            });
        }
        return preview;
    });
    connect(m_dialog, &CoverDialog::confirmed, this, [this, kind] { cover(*m_dialog, kind); });
    m_dialog->show();
}

void AlertsLink::cover(CoverDialog &dialog, CoverDialog::Kind kind)
{
    if (kind == CoverDialog::Kind::Shelf) {
        const Result<void> shelved = desk().shelve(dialog.matchers(), dialog.forMs(), m_console.actor(), dialog.reason());
        if (shelved)
            dialog.close();
        else
            dialog.setTrouble(errorText(shelved.error()));
        return;
    }
    Silence silence;
    silence.matchers = dialog.matchers();
    silence.startMs = nowMs();
    silence.endMs = silence.startMs + dialog.forMs();
    silence.author = dialog.author();
    silence.comment = dialog.reason();
    dialog.setBusy(true);
    m_console.alerts().silence(silence, dialog.alertmanager(), m_console.actor(), &dialog, [guard = QPointer(&dialog)](const Result<void> &made) {
        if (!guard)
            return;
        guard->setBusy(false);
        if (made)
            guard->close();
        else
            guard->setTrouble(errorText(made.error()));
    });
}

void AlertsLink::uncover(const QStringList &keys)
{
    QList<AlertCover> covers;
    for (const QString &key : keys) {
        if (const AlertPointer alert = desk().alert(key)) {
            for (const AlertCover &one : alert->covers) {
                if (!covers.contains(one))
                    covers << one;
            }
        }
    }
    for (const AlertCover &one : std::as_const(covers)) {
        if (one.source.isEmpty())
            desk().unshelve(one.id, m_console.actor());
        else
            m_console.alerts().endSilence(one.id, one.source, m_console.actor(), this, [this](const Result<void> &ended) {
                if (!ended)
                    m_panel.setStatus(errorText(ended.error()));
            });
    }
}

void AlertsLink::showLints()
{
    TextTableModel::Content content;
    content.textColumns = 3;
    content.headers = {tr("Rule or alarm"), tr("Missing"), tr("Where")};
    for (const AlertLint &lint : desk().lints()) {
        QStringList missing;
        for (const AlertGap &gap : lint.missing)
            missing << gapText(gap);
        content.rows << QStringList{displaySafe(lint.name, 100), missing.join(u", "_s), displaySafe(lint.where, 100)};
    }
    if (!m_lints)
        m_lints = new TextTableDialog(&m_window);
    m_lints->showTable(tr("Alarms without an action or a version"),
                       tr("An alarm without an action is noise, one without a version cannot be explained. Label the rule (andon_action, version, "
                          "service), or bind it in the workspace (alerts, bindings)."), content);
}

void AlertsLink::chooseManners(const AlertManners &manners)
{
    m_manners = manners;
    QSettings settings;
    settings.setValue("alerts/sound", manners.sound);
    settings.setValue("alerts/notification", manners.notification);
    settings.setValue("alerts/reduced_motion", manners.reducedMotion);
    if (manners.notification && !QSystemTrayIcon::isSystemTrayAvailable())
        m_panel.setStatus(tr("This desktop has no place for notifications: nothing will be shown there."));
}

/// A notification may be read as markup there: what would begin it is written in another way.
static QString withoutMarkup(QString text)
{
    return text.replace(u'<', u'‹').replace(u'>', u'›').replace(u'&', u'＆');
}

void AlertsLink::ring(const AlertPointer &alert)
{
    const bool asked = m_manners.sound || m_manners.notification;
    if (!asked || !m_pause.rings(alert->severity, std::chrono::duration_cast<std::chrono::milliseconds>(m_console.clock().sinceBoot()).count()))
        return;
    if (m_manners.sound)
        QApplication::beep();
    if (!m_manners.notification || !QSystemTrayIcon::isSystemTrayAvailable())
        return;
    if (!m_tray) {
        m_tray = new QSystemTrayIcon(m_window.windowIcon(), this);
        m_tray->show();
        connect(m_tray, &QSystemTrayIcon::messageClicked, &m_window, [this] {
            m_window.raise();
            m_window.activateWindow();
        });
    }
    m_tray->showMessage(withoutMarkup(stateTitle(*alert) + u" · "_s + alertTitle(*alert)), withoutMarkup(alertNumbers(*alert)),
                        alert->severity == AlertSeverity::Critical ? QSystemTrayIcon::Critical : QSystemTrayIcon::Warning);
}

/// One thing blinks at the most: the row where the list is shown, else the chip above the board.
void AlertsLink::pulse()
{
    m_lit = !m_manners.reducedMotion && !m_lit;
    if (m_shown)
        m_panel.setLit(m_lit);
    m_strip.setLit(m_lit && !m_shown);
}

void AlertsLink::setTimeZone(TimeZoneChoice zone)
{
    m_zone = zone;
    m_panel.setTimeZone(zone);
}

QList<AlertPointer> AlertsLink::alarmsOf(const QString &service) const
{
    QList<AlertPointer> alarms;
    for (const AlertPointer &alert : desk().alerts()) {
        const bool concerns = alert->service.isEmpty() || alert->service == service;
        if (concerns && !alert->isHidden() && alert->phase != AlertPhase::Returned)
            alarms << alert;
    }
    return alarms;
}

} // namespace andon
