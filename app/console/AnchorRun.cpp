// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/AnchorRun.h"

#include "app/console/VerifyRun.h"

namespace andon {

using namespace Qt::StringLiterals;

void AnchorRun::start()
{
    const QString ofFile = serviceOfFile(m_command.file);
    const QString service = !m_command.service.isEmpty() || !m_console.desk(ofFile) ? m_command.service : ofFile;
    ServiceDesk *desk = m_console.desk(service);
    const QString name = desk ? desk->spec().gateway : QString();
    GatewayControl *gateway = name.isEmpty() ? nullptr : m_console.gateway(name);
    if (!gateway) {
        end(u"%1 has no gateway whose last operation could be an anchor."_s.arg(desk ? desk->spec().name : service));
        return;
    }
    gateway->read(this, [this, name](const Result<GatewayState> &state) { compare(name, state); });
}

void AnchorRun::end(const QString &words)
{
    complain(words);
    emit finished(ExitCode::problems);
}

void AnchorRun::compare(const QString &gateway, const Result<GatewayState> &state)
{
    if (!state)
        return end(state.error().message());
    if (!state->anchor)
        return end(u"The gateway %1 keeps nothing of the record: no operation brought an anchor, or it passes over them. "
                   "Compare with a second file, or with an entry's NUMBER:HASH that somebody wrote down."_s.arg(gateway));
    GatewayAnchor anchor = *state->anchor;
    if (anchor.at && state->skewMs)
        *anchor.at -= std::chrono::milliseconds(*state->skewMs);
    const Result<QStringList> lines = verifyAgainstGateway(m_command.file, gateway, anchor);
    if (!lines)
        return end(lines.error().message());
    for (const QString &line : *lines)
        say(line);
    emit finished(ExitCode::done);
}

} // namespace andon
