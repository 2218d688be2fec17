// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/VerbRun.h"

#include "app/base/DisplayText.h"
#include "app/console/ActRun.h"
#include "app/console/AnchorRun.h"
#include "app/console/CheckRun.h"
#include "app/console/EvidenceRun.h"
#include "app/console/ExportRun.h"
#include "app/console/IncidentsRun.h"
#include "app/console/PostmortemRun.h"
#include "app/console/StateRun.h"
#include "app/console/VerdictRun.h"
#include "app/incidents/RedactedExport.h"

#include <QTextStream>

namespace andon {

using namespace Qt::StringLiterals;

static void print(FILE *stream, const QString &line)
{
    QTextStream(stream) << displaySafeLines(line, 200'000) << '\n';
}

VerbRun::VerbRun(Console &console, Command command, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_command(std::move(command))
{
}

void VerbRun::say(const QString &line) const
{
    print(stdout, line);
}

void VerbRun::complain(const QString &line) const
{
    print(stderr, line);
}

void VerbRun::tellRedaction(const QMap<QString, qint64> &counts) const
{
    const QString words = redactionWords(counts);
    if (!m_command.file.isEmpty())
        say(u"taken out: "_s + (words.isEmpty() ? u"nothing"_s : words));
    else if (!words.isEmpty())
        complain(u"taken out: "_s + words);
}

std::unique_ptr<VerbRun> makeVerbRun(Console &console, const Command &command, const VerbParts &parts)
{
    switch (command.kind) {
    case CommandKind::Check: return std::make_unique<CheckRun>(console, command);
    case CommandKind::State: return std::make_unique<StateRun>(console, command);
    case CommandKind::Verdict: return std::make_unique<VerdictRun>(console, command);
    case CommandKind::Act: return std::make_unique<ActRun>(console, command);
    case CommandKind::Evidence: return std::make_unique<EvidenceRun>(console, command, parts.plots);
    case CommandKind::Export:
        if (command.bundle)
            return std::make_unique<EvidenceRun>(console, command, parts.plots);
        if (!command.incident.isEmpty())
            return std::make_unique<PostmortemRun>(console, command, *parts.workspace, parts.printer);
        return std::make_unique<ExportRun>(console, command);
    case CommandKind::Verify: return std::make_unique<AnchorRun>(console, command);
    case CommandKind::Incidents: return std::make_unique<IncidentsRun>(console, command);
    default: return nullptr;
    }
}

} // namespace andon
