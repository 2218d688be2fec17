// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The forms in which a person changes an incident.
#include "ui/incidents/IncidentPanel.h"

#include "app/base/TimeText.h"
#include "ui/incidents/IncidentForm.h"
#include "ui/incidents/IncidentWords.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace andon {

using namespace Qt::StringLiterals;

static QList<QPair<QString, QString>> severities()
{
    return {{IncidentPanel::tr("S0: customers are harmed, everybody is called"), u"S0"_s},
            {IncidentPanel::tr("S1: many customers feel it"), u"S1"_s},
            {IncidentPanel::tr("S2: some customers feel it"), u"S2"_s},
            {IncidentPanel::tr("S3: nobody outside feels it"), u"S3"_s}};
}

void IncidentPanel::formOpen()
{
    auto *form = new IncidentForm(tr("Open an incident"), tr("Open"), this);
    QLineEdit *title = form->addLine(tr("What is wrong"), {}, true);
    QComboBox *severity = form->addChoice(tr("Severity"), severities(), u"S2"_s);
    connect(form, &QDialog::accepted, this, [this, title, severity] {
        emit openAsked(title->text().trimmed(), severityFromWord(severity->currentData().toString()).value_or(Severity::S2));
    });
    form->open();
}

void IncidentPanel::formSeverity()
{
    const Incident *incident = current();
    if (!incident)
        return;
    auto *form = new IncidentForm(tr("Severity"), tr("Change"), this);
    QComboBox *severity = form->addChoice(tr("Severity"), severities(), severityWord(incident->severity));
    form->addWhy(true);
    connect(form, &QDialog::accepted, this, [this, form, severity, id = incident->id] {
        emit changeAsked(id, u"severity"_s, severity->currentData().toString().toStdString(), form->why());
    });
    form->open();
}

void IncidentPanel::formTitle()
{
    const Incident *incident = current();
    if (!incident)
        return;
    auto *form = new IncidentForm(tr("Title"), tr("Change"), this);
    QLineEdit *title = form->addLine(tr("What is wrong"), incident->title, true);
    connect(form, &QDialog::accepted, this, [this, title, id = incident->id] {
        emit changeAsked(id, u"title"_s, title->text().trimmed().toStdString(), {});
    });
    form->open();
}

void IncidentPanel::formRoles()
{
    const Incident *incident = current();
    if (!incident)
        return;
    auto *form = new IncidentForm(tr("Roles"), tr("Change"), this);
    QMap<QString, QLineEdit *> lines;
    for (const char16_t *role : incidentRoles) {
        const QString word = QString::fromUtf16(role);
        lines[word] = form->addLine(roleText(word), incident->roles.value(word), false);
    }
    connect(form, &QDialog::accepted, this, [this, lines, id = incident->id, before = incident->roles] {
        for (const auto &[role, line] : lines.toStdMap()) {
            if (line->text().trimmed() != before.value(role))
                emit changeAsked(id, u"role."_s + role, line->text().trimmed().toStdString(), {});
        }
    });
    form->open();
}

void IncidentPanel::formImpact()
{
    const Incident *incident = current();
    if (!incident)
        return;
    auto *form = new IncidentForm(tr("Impact"), tr("Change"), this);
    QPlainTextEdit *impact = form->addText(tr("Who is hurt, how much"), incident->impact);
    QLineEdit *versions = form->addLine(tr("Affected versions"), incident->versions.join(u", "_s), false);
    connect(form, &QDialog::accepted, this, [this, impact, versions, id = incident->id, before = *incident] {
        const QString words = impact->toPlainText().trimmed().left(4000);
        if (words != before.impact)
            emit changeAsked(id, u"impact"_s, words.toStdString(), {});
        nlohmann::json list = nlohmann::json::array();
        QStringList names;
        for (const QString &version : versions->text().split(u',', Qt::SkipEmptyParts)) {
            names << version.trimmed();
            list.push_back(names.last().toStdString());
        }
        if (names != before.versions)
            emit changeAsked(id, u"versions"_s, list, {});
    });
    form->open();
}

void IncidentPanel::formTime()
{
    const Incident *incident = current();
    if (!incident)
        return;
    auto *form = new IncidentForm(tr("Correct a time"), tr("Correct"), this);
    QList<QPair<QString, QString>> keys;
    for (const KeyTime key : allKeyTimes)
        keys << QPair(keyTimeText(key), keyTimeWord(key));
    QComboBox *key = form->addChoice(tr("Which"), keys, keyTimeWord(KeyTime::Started));
    QLineEdit *at = form->addLine(tr("Time (UTC)"), {}, true);
    const auto fill = [key, at, times = incident->times, now = m_now] {
        const KeyTime chosen = keyTimeFromWord(key->currentData().toString()).value_or(KeyTime::Started);
        at->setText(isoUtc(times.contains(chosen) ? times[chosen].at : now).left(19) + u'Z');
    };
    connect(key, &QComboBox::currentIndexChanged, form, fill);
    fill();
    form->addNotice(tr("The time before stays on the record beside the new one."));
    form->addWhy(true);
    connect(form, &QDialog::accepted, this, [this, form, key, at, id = incident->id] {
        const Result<TimePoint> time = parseIso(at->text().trimmed());
        if (!time)
            setTrouble(tr("%1 is no time: write it as 2026-11-24T15:30:00Z").arg(at->text()));
        else
            emit timeAsked(id, keyTimeFromWord(key->currentData().toString()).value_or(KeyTime::Started), *time, form->why());
    });
    form->open();
}

void IncidentPanel::formMerge()
{
    const Incident *incident = current();
    if (!incident)
        return;
    QList<QPair<QString, QString>> others;
    for (int row = 0; row < m_model->rowCount() && others.size() < 50; ++row) {
        const Incident &other = m_model->incident(row);
        if (other.id != incident->id && other.mergedInto.isEmpty())
            others << QPair(severityWord(other.severity) + u" · "_s + other.title, other.id);
    }
    if (others.isEmpty()) {
        setTrouble(tr("There is no other incident to merge it into."));
        return;
    }
    auto *form = new IncidentForm(tr("Merge"), tr("Merge"), this);
    QComboBox *into = form->addChoice(tr("Into"), others, {});
    form->addNotice(tr("Its events belong to the other one from then on. Nothing is removed from the record."));
    form->addWhy(true);
    connect(form, &QDialog::accepted, this, [this, form, into, id = incident->id] { emit mergeAsked(id, into->currentData().toString(), form->why()); });
    form->open();
}

void IncidentPanel::formClose()
{
    const Incident *incident = current();
    if (!incident)
        return;
    const bool closed = incident->closed;
    const bool mitigated = incident->time(KeyTime::Mitigated).has_value();
    auto *form = new IncidentForm(closed ? tr("Reopen") : tr("Close"), closed ? tr("Reopen") : tr("Close"), this);
    if (!closed && !mitigated)
        form->addNotice(tr("The record shows no mitigation. Say why it is over all the same."));
    form->addWhy(closed || !mitigated);
    connect(form, &QDialog::accepted, this, [this, form, closed, id = incident->id] {
        if (closed)
            emit reopenAsked(id, form->why());
        else
            emit closeAsked(id, form->why());
    });
    form->open();
}

} // namespace andon
