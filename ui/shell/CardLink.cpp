// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/CardLink.h"

#include "app/base/DisplayText.h"
#include "app/workspace/CardReader.h"
#include "app/workspace/CardText.h"
#include "app/workspace/CardView.h"
#include "ui/canary/CanaryPanel.h"
#include "ui/canary/CardForm.h"
#include "ui/canary/CardPage.h"
#include "ui/common/ErrorText.h"

namespace andon {

using namespace Qt::StringLiterals;

static QList<CardFinding> faultsIn(const StrategyCard &card, const ServiceSpec &service)
{
    QList<CardFinding> findings;
    for (const WorkspaceFault &fault : cardFaults(card, service)) {
        const QString words = fault.expected.isEmpty() ? fault.what : fault.what + u"; expected: "_s + fault.expected;
        findings.append({CardSeverity::Error, fault.pointer, u"refused"_s, words});
    }
    return findings;
}

CardLink::CardLink(Console &console, CanaryPanel &canary, QWidget &window)
    : QObject(&window)
    , m_console(console)
    , m_window(window)
{
    connect(&canary, &CanaryPanel::cardAsked, this, &CardLink::openPage);
    connect(&console, &Console::workspaceChanged, this, &CardLink::takeFile);
    connect(&console, &Console::workspaceBroken, this, [this](const QList<WorkspaceFault> &faults) {
        emit told(tr("The workspace file was changed and has faults; what was read before stands: %1")
                      .arg(displaySafe(faults.value(0).words(), 300)));
    });
}

void CardLink::setDesk(ServiceDesk &desk)
{
    leaveDesk();
    m_desk = &desk;
    connect(&desk, &ServiceDesk::cardChanged, this, &CardLink::refreshPage);
    connect(&desk, &ServiceDesk::sourceChanged, this, &CardLink::refreshForm);
    connect(&desk, &ServiceDesk::gatewayChanged, this, &CardLink::refreshForm);
}

void CardLink::leaveDesk()
{
    if (m_desk)
        m_desk->disconnect(this);
    m_desk = nullptr;
    if (m_page)
        m_page->hide();
    // Edits are not lost by a look at another service: they are there when the form is opened on their own again.
    if (m_form)
        m_form->hide();
}

CardFormView CardLink::view() const
{
    const ServiceSpec spec = m_desk->spec();
    CardFormView view;
    view.service = spec.title;
    view.choices.indicators = spec.indicators;
    for (const ActionSpec &action : spec.actions) {
        if (isStopLoss(action.verb))
            view.choices.verbs << action.verb;
    }
    view.card = spec.card;
    view.digest = m_console.workspace().digest;
    view.faultsOf = [spec](const StrategyCard &card) { return faultsIn(card, spec); };
    return view;
}

void CardLink::openPage()
{
    if (!m_desk)
        return;
    if (!m_page) {
        m_page = new CardPage(&m_window);
        connect(m_page, &CardPage::editAsked, this, &CardLink::openForm);
    }
    m_page->show();
    refreshPage();
    m_page->raise();
    m_page->activateWindow();
}

void CardLink::refreshPage()
{
    if (m_desk && m_page && m_page->isVisible())
        m_page->setPage(m_desk->spec().title, cardPage(m_desk->spec()));
}

void CardLink::buildForm()
{
    m_form = new CardForm(&m_window);
    connect(m_form, &CardForm::saveAsked, this, &CardLink::save);
    connect(m_form, &CardForm::reloadAsked, this, &CardLink::reload);
    connect(m_form, &CardForm::pageAsked, this, &CardLink::openPage);
}

void CardLink::openForm()
{
    if (!m_desk)
        return;
    if (!m_form)
        buildForm();
    const bool sameService = std::exchange(m_formOf, m_desk->spec().name) == m_desk->spec().name;
    if (!m_form->isVisible() && !(sameService && m_form->isEdited()))
        m_form->setView(view());
    else if (m_form->isEdited() && !m_form->isSaving() && m_form->digest() != m_console.workspace().digest)
        m_form->setConflict();
    m_form->show();
    refreshForm();
    m_form->raise();
    m_form->activateWindow();
}

void CardLink::refreshForm()
{
    if (!m_desk || !m_form || !m_form->isVisible())
        return;
    const QString canary = m_desk->canary().decision() ? m_desk->canary().judge().canary() : QString();
    m_form->setConditions(m_desk->traffic(), canary);
}

/// Somebody saved the file, perhaps we ourselves.
void CardLink::takeFile(bool otherParts)
{
    if (otherParts)
        emit told(tr("The workspace file was changed. Cards are taken over; the rest takes effect when Andon is started again."));
    refreshPage();
    if (!m_desk || !m_form || !m_form->isVisible() || m_form->isSaving() || m_form->digest() == m_console.workspace().digest)
        return;
    if (m_form->isEdited())
        m_form->setConflict();
    else
        m_form->setView(view());
}

void CardLink::save(const StrategyCard &card, const QByteArray &digest)
{
    if (!m_desk)
        return;
    const QString service = m_desk->spec().name;
    m_console.saveCard(service, card, digest, this, [this, service, card](const Result<void> &saved) {
        if (!m_desk || m_desk->spec().name != service) {
            emit told(saved ? tr("The card of %1 was saved.").arg(displaySafe(service, 80))
                            : tr("The card of %1 was not saved: %2").arg(displaySafe(service, 80), errorText(saved.error())));
            return;
        }
        if (saved)
            m_form->setSaved(card, m_console.workspace().digest);
        else if (isChangedFile(saved.error(), m_console.workspace().path))
            m_form->setConflict();
        else
            m_form->setFailed(errorText(saved.error()));
    });
}

void CardLink::reload(bool keepEdits)
{
    if (!m_desk)
        return;
    m_console.rereadWorkspace(m_form, [this, keepEdits](bool isReadable) {
        if (!m_desk)
            return;
        if (!isReadable)
            m_form->setFailed(tr("the workspace file has faults or cannot be read: put it right first"));
        else if (keepEdits)
            m_form->rebase(m_desk->spec().card, m_console.workspace().digest);
        else
            m_form->setView(view());
    });
}

} // namespace andon
