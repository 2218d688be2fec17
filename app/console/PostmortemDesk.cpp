// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/PostmortemDesk.h"

#include "app/base/Uuid7.h"
#include "app/console/NotOnRecord.h"
#include "app/incidents/EventText.h"
#include "app/incidents/IncidentReading.h"
#include "app/incidents/Postmortem.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

#include <vector>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shortestId = 8;

QString sha256Of(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

Result<PostmortemView> viewOf(const QList<Event> &events, const QString &id, const PostmortemFiles &files)
{
    QList<Incident> found;
    for (const Incident &incident : incidentsOf(events)) {
        if (incident.id == id) {
            found = {incident};
            break;
        }
        if (id.size() >= shortestId && incident.id.startsWith(id))
            found << incident;
    }
    if (found.isEmpty())
        return failure(ErrorKind::BadInput, {id, u"no incident of the record has this id; andon incidents lists them"_s});
    if (found.size() > 1)
        return failure(ErrorKind::BadInput, {id, u"%1 incidents begin so; give more of the id"_s.arg(found.size())});
    PostmortemView view;
    view.incident = found.first();
    view.history = savedPostmortems(view.incident);
    if (!view.history.isEmpty()) {
        const SavedPostmortem &newest = view.history.last();
        const Result<QString> text = newest.inBlob ? files.blob(newest.sha256) : Result<QString>(newest.text);
        if (!text)
            return tl::unexpected(text.error());
        view.saved = *text;
    }
    view.unsaved = files.unsaved(view.incident.id);
    return view;
}

/// Runs in the GUI thread, unless `context` is gone by then.
void later(const QPointer<QObject> &context, std::function<void()> call)
{
    QMetaObject::invokeMethod(qApp, [context, call = std::move(call)] {
        if (context)
            call();
    }, Qt::QueuedConnection);
}

} // namespace

PostmortemDesk::PostmortemDesk(Parts parts, QObject *parent)
    : QObject(parent)
    , m_parts(std::move(parts))
    , m_files(m_parts.journalPath)
{
    m_writer.setMaxThreadCount(1);
}

PostmortemDesk::~PostmortemDesk()
{
    if (m_running)
        m_running->store(true);
    m_exports.waitForDone();
    m_readers.waitForDone();
}

Event PostmortemDesk::draftOf(const char16_t *kind, const QString &service, const QString &title, const nlohmann::json &payload,
                              const QString &version) const
{
    Event event;
    event.kind = QString::fromUtf16(kind);
    event.service = service;
    event.title = title.left(256);
    event.eventId = newUuid7(m_parts.clock.now());
    event.occurredAt = m_parts.clock.now();
    event.actor = m_parts.actor;
    event.version = version;
    event.payload = payload;
    if (m_parts.setsFor)
        event.payload.update(m_parts.setsFor(service, version));
    return event;
}

template<typename Value, typename Work>
void PostmortemDesk::askRecord(const QString &id, const QStringList &alsoKinds, QObject *context, Work work,
                               std::function<void(Result<Value>)> callback)
{
    const QPointer<QObject> alive(context);
    const auto take = [this, alive, work = std::move(work), callback](const QList<Event> &record, const QList<Event> &also) {
        m_readers.start([alive, work, callback, record, also] {
            const Result<Value> made = work(record, also);
            later(alive, [callback, made] { callback(made); });
        });
    };
    askIncidentEvents(m_parts.journal, id, context, [this, alive, alsoKinds, take, callback](const Result<QList<Event>> &events) {
        if (!events || alsoKinds.isEmpty()) {
            events ? take(*events, {}) : callback(tl::unexpected(events.error()));
            return;
        }
        EventQuery query;
        query.kinds = alsoKinds;
        m_parts.journal.read(query, alive, [take, callback, record = *events](const Result<QList<Event>> &also) {
            also ? take(record, *also) : callback(tl::unexpected(also.error()));
        });
    });
}

void PostmortemDesk::askIncidents(QObject *context, std::function<void(Result<QList<Incident>>)> callback)
{
    askRecord<QList<Incident>>({}, {}, context, [](const QList<Event> &events, const QList<Event> &) { return incidentsOf(events); }, std::move(callback));
}

void PostmortemDesk::askReview(bool drills, QObject *context, std::function<void(Result<IncidentReview>)> callback)
{
    QMap<QString, QList<Indicator>> indicators;
    for (const ServiceSpec &service : m_parts.workspace.services)
        indicators.insert(service.name, service.indicators);
    // Alarms are counted whether they belong to an incident or not.
    const QStringList alarms{QString::fromUtf16(EventKind::alertFired), QString::fromUtf16(EventKind::gateCrossed), QString::fromUtf16(EventKind::actionIntent)};
    askRecord<IncidentReview>({}, alarms, context, [drills, indicators](const QList<Event> &events, const QList<Event> &all) {
        return reviewOf(incidentsOf(events), all, indicators, drills);
    }, std::move(callback));
}

void PostmortemDesk::ask(const QString &id, QObject *context, std::function<void(Result<PostmortemView>)> callback)
{
    askRecord<PostmortemView>(id, {}, context, [files = m_files, id](const QList<Event> &events, const QList<Event> &) { return viewOf(events, id, files); },
                              [this, callback = std::move(callback)](Result<PostmortemView> view) {
        if (const ServiceSpec *service = view ? m_parts.workspace.service(view->incident.service) : nullptr)
            view->lines = lineFacts(service->indicators, view->incident);
        callback(view);
    });
}

QStringList PostmortemDesk::layouts() const
{
    QStringList names{builtInTemplate().name};
    for (const TemplateSpec &spec : m_parts.workspace.templates)
        names << spec.name;
    return names;
}

QString PostmortemDesk::draft(const PostmortemView &view, const QString &layout) const
{
    PostmortemTemplate chosen = builtInTemplate();
    for (const TemplateSpec &spec : m_parts.workspace.templates) {
        if (spec.name == layout)
            chosen = {spec.name, spec.text};
    }
    return postmortemDocument(view.incident, view.lines, chosen).text;
}

void PostmortemDesk::keepUnsaved(const QString &incidentId, const QString &text, QObject *context, std::function<void(Result<void>)> callback)
{
    const QPointer<QObject> alive(context);
    m_writer.start([files = m_files, incidentId, text, alive, callback = std::move(callback)] {
        const Result<void> kept = files.keepUnsaved(incidentId, text);
        later(alive, [callback, kept] { callback(kept); });
    });
}

void PostmortemDesk::save(const Incident &incident, const QString &text, QObject *context, std::function<void(Result<Event>)> callback)
{
    const Event saved = savedEvent(incident, text);
    Event event = draftOf(EventKind::postmortemSaved, incident.service, saved.title, saved.payload);
    event.body = saved.body;
    const QPointer<QObject> alive(context);
    const auto append = [this, event, alive, id = incident.id, callback] {
        m_parts.journal.append(event, this, [this, id, alive, callback](const Result<Event> &written) {
            if (written)
                m_writer.start([files = m_files, id] { files.forgetUnsaved(id); });
            if (alive)
                callback(written);
        });
    };
    if (!needsBlob(text)) {
        append();
        return;
    }
    // The bytes first: an entry that names what is not there would prove nothing.
    const QPointer<PostmortemDesk> self(this);
    m_writer.start([files = m_files, text, self, alive, append, failed = callback] {
        const Result<void> kept = files.keepBlob(text);
        later(self.data(), [=] {
            if (kept)
                append();
            else if (alive)
                failed(tl::unexpected(kept.error()));
        });
    });
}

Redactor PostmortemDesk::redactor() const
{
    return Redactor::usual(m_parts.workspace.redaction, m_parts.secrets ? m_parts.secrets() : QList<Secret>());
}

void PostmortemDesk::redact(const PostmortemView &view, const QString &text, QObject *context, std::function<void(const LeavingPostmortem &)> callback)
{
    const QPointer<QObject> alive(context);
    m_readers.start([view, text, alive, callback = std::move(callback), redactor = redactor()]() mutable {
        LeavingPostmortem leaving{redactedDocument(postmortemDocument(view.incident, view.lines, builtInTemplate(), text), redactor), {}};
        leaving.redacted = redactor.counts();
        later(alive, [callback, leaving] { callback(leaving); });
    });
}

void PostmortemDesk::exportTo(const LeavingPostmortem &leaving, PostmortemFormat format, const QString &path, const Cancel &cancel,
                              QObject *context, std::function<void(int, int)> progress, std::function<void(Result<QString>)> callback)
{
    const QPointer<QObject> alive(context);
    const QPointer<PostmortemDesk> self(this);
    m_running = cancel;
    m_exports.start([=, document = leaving.document, printer = m_parts.printer] {
        const auto going = [&](int done, int of) {
            later(alive, [progress, done, of] { progress(done, of); });
            return !cancel->load();
        };
        const Result<QList<ExportedFile>> files = exportPostmortem(document, format, printer, going, QFileInfo(path).completeBaseName());
        Result<QString> made = files ? Result<QString>(sha256Of(files->first().bytes)) : tl::unexpected(files.error());
        if (files) {
            if (const Result<void> written = writeExport(*files, path); !written)
                made = tl::unexpected(written.error());
        }
        later(self.data(), [self, alive, made, format, path, callback, incident = document.incident] {
            const auto answer = [alive, callback](const Result<QString> &result) {
                if (alive)
                    callback(result);
            };
            if (!made)
                answer(made);
            else
                self->recordExport(incident, format, *made, path, self, [made, answer](const Result<void> &recorded) {
                    answer(recorded ? Result<QString>(made) : tl::unexpected(recorded.error()));
                });
        });
    });
}

void PostmortemDesk::recordExport(const Incident &incident, PostmortemFormat format, const QString &sha256, const QString &path, QObject *context,
                                  std::function<void(Result<void>)> callback)
{
    const Event event = draftOf(EventKind::exportMade, incident.service, u"Postmortem exported as "_s + formatWord(format),
                                {{"incident", incident.id.toStdString()}, {"format", formatWord(format).toStdString()}, {"sha256", sha256.toStdString()}});
    m_parts.journal.append(event, context, [path, callback = std::move(callback)](const Result<Event> &written) {
        callback(written ? Result<void>() : notOnRecord(path, written.error()));
    });
}

void PostmortemDesk::mark(const QString &incidentId, const QString &service, const QList<RegressionSample> &samples, QObject *context,
                          std::function<void(Result<RegressionAppend>)> callback)
{
    const QPointer<QObject> alive(context);
    const RegressionSpec &spec = m_parts.workspace.regression;
    if (spec.file.isEmpty()) {
        later(alive, [callback] { callback(failure(ErrorKind::Blocked, {u"the workspace names no regression set: add \"regression\": {\"file\": …}"_s})); });
        return;
    }
    const QString path = QFileInfo(m_parts.workspace.path).absoluteDir().filePath(spec.file);
    const QPointer<PostmortemDesk> self(this);
    QThreadPool::globalInstance()->start([=, redactor = redactor()]() mutable {
        const QList<RegressionSample> leaving = redactedSamples(samples, redactor);
        const Result<RegressionAppend> done = appendRegression(path, leaving);
        later(self.data(), [=] {
            const auto answer = [alive, callback](const Result<RegressionAppend> &result) {
                if (alive)
                    callback(result);
            };
            if (!done)
                answer(done);
            else
                self->recordMarks(incidentId, service, leaving, path, [done, answer](const Result<void> &recorded) {
                    answer(recorded ? Result<RegressionAppend>(done) : tl::unexpected(recorded.error()));
                });
        });
    });
}

void PostmortemDesk::recordMarks(const QString &incidentId, const QString &service, const QList<RegressionSample> &samples, const QString &path,
                                 std::function<void(Result<void>)> callback)
{
    struct Marks {
        int open = 1; ///< answers that are waited for; one more until all were asked for
        std::optional<Error> error;
    };
    EventQuery marks;
    marks.kinds = {QString::fromUtf16(EventKind::regressionMarked)};
    m_parts.journal.read(marks, this, [=, this](const Result<QList<Event>> &known) {
        if (!known) {
            callback(notOnRecord(path, known.error()));
            return;
        }
        QSet<QString> named;
        for (const Event &event : *known)
            named << textAt(event.payload, "id");
        const auto state = std::make_shared<Marks>();
        const auto arrive = [state, path, callback](const std::optional<Error> &error) {
            if (error)
                state->error = error;
            if (--state->open == 0)
                callback(state->error ? notOnRecord(path, *state->error) : Result<void>());
        };
        for (const RegressionSample &sample : samples) {
            if (named.contains(sample.id))
                continue;
            named << sample.id;
            nlohmann::json tags = nlohmann::json::array();
            for (const QString &tag : sample.tags)
                tags.push_back(tag.toStdString());
            const Event event = draftOf(EventKind::regressionMarked, service, u"Failing request marked for the regression set"_s,
                                        {{"incident", incidentId.toStdString()}, {"trace", textAt(sample.meta, "trace_id").toStdString()},
                                         {"tags", tags}, {"set", m_parts.workspace.regression.file.toStdString()}, {"id", sample.id.toStdString()}},
                                        textAt(sample.meta, "version"));
            ++state->open;
            m_parts.journal.append(event, this, [arrive](const Result<Event> &written) { arrive(written ? std::nullopt : std::optional(written.error())); });
        }
        arrive(std::nullopt);
    });
}

Result<void> writeExport(const QList<ExportedFile> &files, const QString &path)
{
    struct Part {
        QString target;
        std::unique_ptr<QSaveFile> file;
    };
    const auto unwritable = [](const QString &target, const QString &why) { return failure(ErrorKind::FileUnwritable, {target, why}); };
    std::vector<Part> parts;
    for (qsizetype i = 0; i < files.size(); ++i) {
        const QString target = i == 0 ? path : QFileInfo(path).absoluteDir().filePath(files[i].name);
        if (QFile there(target); i > 0 && there.exists()) {
            if (there.open(QIODevice::ReadOnly) && there.readAll() == files[i].bytes)
                continue; // the same export once more
            return unwritable(target, u"another file of this name is there and is not overwritten; choose another name"_s);
        }
        Part part{target, std::make_unique<QSaveFile>(target)};
        // The bytes of all of them are on the disk before the first gets its name.
        if (!part.file->open(QIODevice::WriteOnly) || part.file->write(files[i].bytes) != files[i].bytes.size() || !part.file->flush())
            return unwritable(target, part.file->errorString());
        parts.push_back(std::move(part));
    }
    // The first file last: it names the others, and an older one in its place stays until all is well.
    for (auto part = parts.rbegin(); part != parts.rend(); ++part) {
        if (part->file->commit())
            continue;
        for (auto done = parts.rbegin(); done != part; ++done)
            QFile::remove(done->target);
        return unwritable(part->target, part->file->errorString());
    }
    return {};
}

} // namespace andon
