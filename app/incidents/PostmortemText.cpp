// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/PostmortemText.h"

#include "app/incidents/DrillText.h"
#include "app/incidents/EventText.h"
#include "app/incidents/Postmortem.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr qsizetype longestBody = 64 * 1024; ///< bytes of UTF-8

static Result<void> writeWhole(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    // What a person typed of an incident is for nobody else.
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(bytes) == bytes.size() && file.commit();
    if (!written)
        return failure(ErrorKind::FileUnwritable, {path, file.errorString()});
    return {};
}

bool needsBlob(const QString &text)
{
    return text.toUtf8().size() > longestBody;
}

QString textSha256(const QString &text)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QList<SavedPostmortem> savedPostmortems(const Incident &incident)
{
    QList<const Event *> rows;
    for (const Event &event : incident.events) {
        if (event.kind == EventKind::postmortemSaved)
            rows << &event;
    }
    // The newest is the one written last, whatever a clock said meanwhile.
    std::sort(rows.begin(), rows.end(), [](const Event *a, const Event *b) { return a->seq < b->seq; });
    QList<SavedPostmortem> saved;
    for (const Event *event : rows) {
        const nlohmann::json *blob = jsonAt(event->payload, "blob");
        const bool inBlob = blob && *blob == nlohmann::json(true);
        saved << SavedPostmortem{inBlob ? QString() : event->body, textAt(event->payload, "sha256"), inBlob, event->eventId, whoText(event->actor),
                                 event->occurredAt};
    }
    return saved;
}

Event savedEvent(const Incident &incident, const QString &text)
{
    const QString sha256 = textSha256(text);
    Event event;
    event.kind = QString::fromUtf16(EventKind::postmortemSaved);
    event.service = incident.service;
    event.title = u"Postmortem saved: "_s + incident.title.left(200);
    event.body = text;
    event.payload = {{"incident", incident.id.toStdString()}, {"sha256", sha256.toStdString()}};
    if (needsBlob(text)) {
        event.body = u"The text has %1 characters, too many for the journal; it lies beside it in blobs/%2."_s.arg(text.size()).arg(sha256);
        event.payload["blob"] = true;
    }
    return event;
}

PostmortemDocument postmortemDocument(const Incident &incident, const QList<LineFact> &lines, const PostmortemTemplate &layout, const QString &text)
{
    PostmortemDocument document;
    document.incident = incident;
    document.incident.events.removeIf([](const Event &event) {
        return event.kind == EventKind::postmortemSaved || event.kind == EventKind::exportMade;
    });
    document.facts = postmortemFacts(document.incident, lines);
    document.text = text.isEmpty() ? postmortemDraft(document.incident, document.facts, layout) : text;
    if (document.facts.drill)
        document.text = withDrillSection(document.text, document.incident, *document.facts.drill);
    return document;
}

PostmortemFiles::PostmortemFiles(const QString &journalPath)
    : m_folder(QFileInfo(journalPath).absolutePath())
{
}

Result<void> PostmortemFiles::keepBlob(const QString &text) const
{
    return writeWhole(m_folder + u"/blobs/"_s + textSha256(text), text.toUtf8());
}

Result<QString> PostmortemFiles::blob(const QString &sha256) const
{
    const QString path = m_folder + u"/blobs/"_s + QFileInfo(sha256).fileName();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::FileUnreadable, {path, file.errorString()});
    const QString text = QString::fromUtf8(file.readAll());
    if (textSha256(text) != sha256)
        return failure(ErrorKind::FileUnreadable, {path, u"it is not what was saved: its hash differs"_s});
    return text;
}

/// The id comes from the journal, which other programs write: of it only what makes a plain name is taken.
QString PostmortemFiles::unsavedPath(const QString &incidentId) const
{
    QString name;
    for (const QChar c : incidentId.left(64)) {
        if (c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-'))
            name += c;
    }
    return m_folder + u"/postmortem-unsaved/"_s + name + u".md"_s;
}

Result<void> PostmortemFiles::keepUnsaved(const QString &incidentId, const QString &text) const
{
    return writeWhole(unsavedPath(incidentId), text.toUtf8());
}

std::optional<QString> PostmortemFiles::unsaved(const QString &incidentId) const
{
    QFile file(unsavedPath(incidentId));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return QString::fromUtf8(file.readAll());
}

void PostmortemFiles::forgetUnsaved(const QString &incidentId) const
{
    QFile::remove(unsavedPath(incidentId));
}

} // namespace andon
