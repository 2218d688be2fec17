// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/EvidenceLink.h"

#include "app/console/NotOnRecord.h"
#include "ui/common/ErrorText.h"
#include "ui/incidents/EvidenceDialog.h"

#include <QDir>
#include <QFileInfo>

#include <numeric>

namespace andon {

using namespace Qt::StringLiterals;

EvidenceLink::EvidenceLink(EvidenceDesk &desk, QWidget &window)
    : QObject(&window)
    , m_desk(desk)
    , m_window(window)
{
    // What is kept by itself stands in the timeline; that it was not is worth a word.
    connect(&m_desk, &EvidenceDesk::failed, this, [this](const Error &error) { emit told(tr("Evidence taken by itself: %1").arg(errorText(error))); });
}

void EvidenceLink::freeze(const QString &service, const TimeWindow &window, TimeZoneChoice zone)
{
    if (m_dialog) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    m_zone = zone;
    m_dialog = new EvidenceDialog(&m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &EvidenceDialog::saveAsked, this, &EvidenceLink::save);
    const EvidenceWish wish{fromMs(window.fromMs), fromMs(window.toMs), u"key"_s};
    // The dialog is the context: who closes it waits for nothing any more.
    if (m_desk.capture(service, wish, m_dialog, [this](const CapturedEvidence &captured) { show(captured); }))
        m_dialog->show();
    else
        m_dialog->deleteLater();
}

void EvidenceLink::show(const CapturedEvidence &captured)
{
    m_captured = captured;
    m_saving = false;
    EvidenceDialog::Content content;
    content.service = captured.evidence.title;
    content.from = captured.evidence.from;
    content.to = captured.evidence.to;
    content.files = captured.files.size() + 2; // the script and the sums
    content.bytes = std::accumulate(captured.files.cbegin(), captured.files.cend(), qint64(0),
                                    [](qint64 bytes, const BundleEntry &entry) { return bytes + entry.bytes.size(); });
    content.redacted = captured.redacted;
    content.missing = captured.evidence.missing;
    content.path = m_offered = EvidenceDesk::freePath(m_desk.folder() + u'/' + EvidenceDesk::fileName(captured.evidence));
    m_dialog->setContent(content, m_zone);
}

void EvidenceLink::save(const QString &path)
{
    if (m_saving)
        return; // a second press in the meantime would keep the same once more under the next name
    if (!QDir().mkpath(QFileInfo(path).path())) {
        m_dialog->showTrouble(errorText({ErrorKind::FileUnwritable, {path, tr("the folder cannot be made")}, {}}));
        return;
    }
    // What was offered and is taken meanwhile gets the next name; what a person named is said to be there.
    const auto ifThere = path == m_offered ? EvidenceDesk::IfThere::NextName : EvidenceDesk::IfThere::Refuse;
    m_saving = true;
    m_desk.save(m_captured, path, ifThere, m_dialog, [this](const Result<QString> &saved) {
        m_saving = false;
        if (!saved) {
            const QString words = errorText(saved.error());
            if (isNotOnRecord(saved.error()))
                m_dialog->showNotOnRecord(words);
            else
                m_dialog->showTrouble(words);
            return;
        }
        emit told(tr("Evidence was kept: %1").arg(*saved));
        m_captured = {};
        m_dialog->accept();
    });
}

} // namespace andon
