// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/incidents/EventDetails.h"

#include "app/base/DisplayText.h"
#include "app/base/TimeText.h"
#include "app/incidents/RedactedExport.h"
#include "ui/incidents/TimelinePanel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTextCursor>
#include <QTextDocumentFragment>

#include <memory>

namespace andon {

static QString detailsOf(const Event &event)
{
    QStringList lines{TimelinePanel::tr("No. %1 · %2").arg(event.seq).arg(isoUtc(event.occurredAt)), event.title};
    if (!event.body.isEmpty() && event.body != event.title)
        lines << event.body;
    if (!event.opId.isEmpty())
        lines << TimelinePanel::tr("operation %1").arg(event.opId);
    if (!event.payload.empty())
        lines << QString::fromStdString(event.payload.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
    lines << TimelinePanel::tr("hash %1").arg(QString::fromLatin1(event.hash.toHex()));
    return displaySafeLines(lines.join(u'\n'), 70'000);
}

EventDetails::EventDetails(QWidget *parent)
    : QPlainTextEdit(parent)
{
    setReadOnly(true);
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &EventDetails::tellCopied);
}

void EventDetails::setEvent(const Event &event)
{
    m_event = event;
    setPlainText(detailsOf(event));
}

/// Of the whole entry as in every export, where the names of its members count, too; of a part what stands in it.
QMimeData *EventDetails::createMimeDataFromSelection() const
{
    Redactor redactor = m_redactor ? m_redactor() : Redactor::usual({}, {});
    const QTextCursor cursor = textCursor();
    const bool isWhole = cursor.selectionEnd() - cursor.selectionStart() == document()->characterCount() - 1;
    auto copy = std::make_unique<QMimeData>();
    copy->setText(isWhole ? detailsOf(redactedEvent(m_event, redactor)) : redactor.markdown(cursor.selection().toPlainText()));
    m_taken = redactor.counts();
    m_made = copy.get();
    return copy.release();
}

/// Where there is a primary selection, data is made of whatever the mouse selects, too: only what came to the clipboard is a copy.
void EventDetails::tellCopied()
{
    if (m_made && QGuiApplication::clipboard()->mimeData() == m_made)
        emit copied(m_taken);
}

} // namespace andon
