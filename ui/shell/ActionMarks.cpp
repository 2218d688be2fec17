// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ActionMarks.h"

#include "ui/actions/ActionBar.h"
#include "ui/actions/ActionWords.h"

namespace andon {

QList<PlotMark> actionMarks(const QList<Event> &events, const QString &service)
{
    QList<PlotMark> marks;
    for (const Event &event : events) {
        if (event.kind != EventKind::actionIntent || event.service != service)
            continue;
        const auto word = event.payload.find("verb");
        const std::optional<Verb> verb = word != event.payload.end() && word->is_string()
            ? verbFromWord(QString::fromStdString(word->get<std::string>())) : std::nullopt;
        marks.append({toMs(event.occurredAt), verb ? verbTitle(*verb) : ActionBar::tr("Action"), MarkTone::Action});
    }
    return marks;
}

} // namespace andon
