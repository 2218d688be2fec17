// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/IncidentsRun.h"

#include "app/incidents/IncidentReport.h"

namespace andon {

using namespace Qt::StringLiterals;

void IncidentsRun::start()
{
    IncidentDesk &desk = m_console.incidents();
    connect(&desk, &IncidentDesk::troubled, this, [this](const Error &error) {
        complain(error.message());
        emit finished(ExitCode::problems);
    });
    connect(&desk, &IncidentDesk::settled, this, [this, &desk] {
        bool all = true;
        QStringList missing;
        for (const Incident &incident : desk.book().incidents()) {
            if (!desk.isLoaded(incident.id))
                missing << incident.id;
        }
        for (const QString &id : std::as_const(missing)) {
            all = false;
            desk.load(id);
        }
        if (all)
            print();
    });
    desk.start();
}

void IncidentsRun::print()
{
    m_console.incidents().disconnect(this);
    nlohmann::json list = nlohmann::json::array();
    int count = 0;
    for (const Incident &incident : m_console.incidents().book().incidents()) {
        if (!m_command.service.isEmpty() && incident.service != m_command.service)
            continue;
        ++count;
        if (m_command.json)
            list.push_back(incidentJson(incident));
        else
            say(incidentLine(incident));
    }
    if (m_command.json)
        say(QString::fromStdString(list.dump(2, ' ', false, nlohmann::json::error_handler_t::replace)));
    else if (count == 0)
        say(u"no incidents"_s);
    emit finished(ExitCode::done);
}

} // namespace andon
