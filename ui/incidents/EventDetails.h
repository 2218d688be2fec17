// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Redaction.h"
#include "app/journal/Event.h"

#include <QMap>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPointer>

#include <functional>

namespace andon {

/// One entry of the record in full, as it is. What is copied or dragged out of it is redacted.
class EventDetails : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit EventDetails(QWidget *parent = nullptr);
    void setEvent(const Event &event);
    /// What everything that leaves is redacted by; asked each time. Without it: the usual rules.
    void setRedaction(std::function<Redactor()> redactor) { m_redactor = std::move(redactor); }

signals:
    /// A part lies on the clipboard, of which that was taken out (Redactor::counts). What is only selected, or dragged, is not told.
    void copied(const QMap<QString, qint64> &taken);

protected:
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;

private:
    void tellCopied();

    Event m_event;
    mutable QPointer<QMimeData> m_made; ///< the newest that was made of a selection
    mutable QMap<QString, qint64> m_taken; ///< out of that
    std::function<Redactor()> m_redactor;
};

} // namespace andon
