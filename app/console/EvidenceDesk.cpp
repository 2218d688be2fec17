// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/EvidenceDesk.h"

#include "app/base/BoundedJson.h"
#include "app/base/TimeText.h"
#include "app/base/Uuid7.h"
#include "app/console/Console.h"
#include "app/console/KeptBundles.h"
#include "app/console/NotOnRecord.h"
#include "app/incidents/JsonFields.h"
#include "app/incidents/PostmortemText.h"
#include "app/lines/PollSchedule.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QPointer>
#include <QRegularExpression>
#include <QSaveFile>
#include <QThreadPool>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

struct Written {
    Result<QString> path;
    nlohmann::json payload; ///< evidencePayload()
};

/// Evidence of its own, not a bundle that was made of an incident afterwards.
bool isEvidence(const QString &path)
{
    QFile file(path);
    if (file.size() > ZipLimit::bytes || !file.open(QIODevice::ReadOnly))
        return false;
    const Result<QList<BundleEntry>> files = unpackBundle(file.readAll());
    const QByteArray *manifest = files ? fileOf(*files, BundleName::manifest) : nullptr;
    return manifest && JsonFields::text(boundedJson(*manifest), "reason") != u"postmortem";
}

/// Where a bundle goes that wants that name; nobody else may write there until it is there.
Result<QString> placeFor(const QString &wanted, EvidenceDesk::IfThere ifThere, bool mayReplace)
{
    const QFileInfo there(wanted);
    if (!there.exists() && !there.isSymLink())
        return wanted;
    if (ifThere == EvidenceDesk::IfThere::NextName)
        return EvidenceDesk::freePath(wanted);
    if (mayReplace && !isEvidence(wanted))
        return wanted;
    return failure(ErrorKind::FileUnwritable, {wanted, u"a file of this name is there already, and evidence replaces nothing: choose another name"_s});
}

/// Whole or not at all, and for its owner's eyes: what users asked stands in it.
Written writeBundle(const CapturedEvidence &captured, const QString &wanted, EvidenceDesk::IfThere ifThere)
{
    const Result<QByteArray> bundle = packBundle(captured.files);
    if (!bundle)
        return {tl::unexpected(bundle.error()), {}};
    // Two that want one name at once, also in two processes, come one after the other. Where no lock can be made the write will
    // say why, or the folder knows none.
    QLockFile lock(QFileInfo(wanted).path() + u"/.andon-evidence.lock"_s);
    static_cast<void>(lock.tryLock(10'000));
    const Result<QString> place = placeFor(wanted, ifThere, captured.evidence.reason == u"postmortem");
    if (!place)
        return {tl::unexpected(place.error()), {}};
    const QString &path = *place;
    QSaveFile file(path);
    const bool opened = file.open(QIODevice::WriteOnly);
    if (opened)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!opened || file.write(*bundle) != bundle->size() || !file.commit())
        return {failure(ErrorKind::FileUnwritable, {path, file.errorString()}), {}};
    lock.unlock();
    return {path, evidencePayload(captured.evidence, path.section(u'/', -1), *bundle)};
}

qint64 bytesIn(const QString &folder)
{
    qint64 bytes = 0;
    for (QDirIterator files(folder, {u"*.andon"_s}, QDir::Files); files.hasNext();) {
        files.next();
        bytes += files.fileInfo().size();
    }
    return bytes;
}

/// Tells of documents about the incident, not of the incident.
bool isOfDocument(const Event &event)
{
    return event.kind == EventKind::postmortemSaved || event.kind == EventKind::exportMade || event.kind == EventKind::evidenceAdded;
}

/// As it was saved last, else as the record drafts it.
Result<QString> postmortemOf(const Incident &incident, const PostmortemFiles &files, const QList<LineFact> &lines)
{
    const QList<SavedPostmortem> saved = savedPostmortems(incident);
    if (saved.isEmpty())
        return postmortemDocument(incident, lines, builtInTemplate()).text;
    return saved.last().inBlob ? files.blob(saved.last().sha256) : Result<QString>(saved.last().text);
}

} // namespace

EvidenceWish incidentWish(const Incident &incident, const QString &text)
{
    static constexpr std::chrono::minutes before{15};
    static constexpr std::chrono::hours longest{24 * 31};
    EvidenceWish wish;
    wish.reason = u"postmortem"_s;
    wish.incident = incident.id;
    wish.postmortem = text;
    const TimePoint start = std::min(incident.openedAt, incident.time(KeyTime::Started).value_or(incident.openedAt));
    wish.to = incident.time(KeyTime::Resolved).value_or(incident.openedAt);
    wish.madeAt = wish.to;
    for (const Event &event : incident.events) {
        if (isOfDocument(event))
            continue;
        wish.to = std::max(wish.to, event.occurredAt);
        wish.madeAt = std::max(*wish.madeAt, event.recordedAt);
    }
    wish.from = std::max(start - before, wish.to - longest);
    wish.record = RecordedEvidence{incident};
    return wish;
}

EvidenceDesk::EvidenceDesk(Console &console, PlotImages *plots, QString folder, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_plots(plots)
    , m_folder(std::move(folder))
{
}

void EvidenceDesk::watch()
{
    connect(&m_console.journal(), &Journal::appended, this, &EvidenceDesk::consider, Qt::UniqueConnection);
}

QString EvidenceDesk::fileName(const Evidence &evidence)
{
    static const QRegularExpression others(u"[^A-Za-z0-9_-]+"_s);
    QString service = evidence.service.left(40);
    service.replace(others, u"-"_s);
    QString time = isoUtc(evidence.to).left(19) + u'Z';
    time.remove(u'-').remove(u':');
    return u"andon-%1-%2.andon"_s.arg(service.isEmpty() ? u"service"_s : service, time);
}

QString EvidenceDesk::freePath(const QString &path)
{
    const QString ending = u".andon"_s;
    const QString base = path.endsWith(ending) ? path.chopped(ending.size()) : path;
    QString free = path;
    for (int i = 2; QFileInfo::exists(free) || QFileInfo(free).isSymLink(); ++i)
        free = base + u"-%1"_s.arg(i) + (path.endsWith(ending) ? ending : QString());
    return free;
}

bool EvidenceDesk::capture(const QString &service, const EvidenceWish &wish, QObject *context, std::function<void(const CapturedEvidence &)> done)
{
    ServiceDesk *desk = m_console.desk(service);
    if (!desk)
        return false;
    EvidenceWish full = wish;
    if (full.postmortem.isEmpty())
        addIncident(desk->spec().name, full);
    if (!full.record) {
        start(*desk, full, context, std::move(done));
        return true;
    }
    const QPointer<EvidenceDesk> self(this);
    const QPointer<QObject> listener(context);
    QThreadPool::globalInstance()->start([self, listener, name = desk->spec().name, full, folder = m_folder, done = std::move(done)]() mutable {
        full.record = recordedEvidence(full.record->incident, folder);
        QMetaObject::invokeMethod(qApp, [self, listener, name, full, done] {
            if (ServiceDesk *found = self && listener ? self->m_console.desk(name) : nullptr)
                self->start(*found, full, listener, done);
        }, Qt::QueuedConnection);
    });
    return true;
}

void EvidenceDesk::start(ServiceDesk &desk, const EvidenceWish &wish, QObject *context, std::function<void(const CapturedEvidence &)> done)
{
    auto *capture = new EvidenceCapture({desk, m_console.journal(), m_console.clock(), m_console.requestSource(desk.spec().gateway), m_plots,
                                         m_console.redactor(), &m_console.alerts().desk(), m_console.workspace().alerts},
                                        wish, m_console.actor(), context);
    connect(capture, &EvidenceCapture::captured, context, [capture, done = std::move(done)](const CapturedEvidence &captured) {
        capture->deleteLater();
        done(captured);
    });
    capture->start();
}

/// The incident that the window touches, as far as this console knows the incidents of the record.
void EvidenceDesk::addIncident(const QString &service, EvidenceWish &wish)
{
    for (const Incident &incident : m_console.incidents().book().incidents()) {
        const TimePoint start = std::min(incident.openedAt, incident.time(KeyTime::Started).value_or(incident.openedAt));
        const bool touches = start <= wish.to && (incident.running() || incident.time(KeyTime::Resolved).value_or(incident.openedAt) >= wish.from);
        const bool wanted = wish.incident.isEmpty() ? incident.service == service && touches : incident.id == wish.incident;
        if (!incident.mergedInto.isEmpty() || !wanted)
            continue;
        const ServiceDesk *desk = m_console.desk(service);
        const QList<LineFact> lines = lineFacts(desk->spec().indicators, incident);
        const Result<QString> text = postmortemOf(incident, PostmortemFiles(m_console.journalPath()), lines);
        wish.incident = incident.id;
        wish.postmortem = text ? *text : u"The text that was saved cannot be read: %1\n"_s.arg(text.error().message());
        return;
    }
}

void EvidenceDesk::save(const CapturedEvidence &captured, const QString &path, IfThere ifThere, QObject *context,
                        std::function<void(const Result<QString> &)> done)
{
    QPointer<EvidenceDesk> self(this);
    QPointer<QObject> listener(context);
    QThreadPool::globalInstance()->start([self, listener, captured, path, ifThere, done = std::move(done)] {
        Written made = writeBundle(captured, path, ifThere);
        QMetaObject::invokeMethod(qApp, [self, listener, evidence = captured.evidence, written = std::move(made), done] {
            const auto answer = [listener, done](const Result<QString> &saved) {
                if (listener)
                    done(saved);
            };
            if (self && written.path)
                self->record(evidence, *written.path, written.payload, answer);
            else
                answer(written.path);
        }, Qt::QueuedConnection);
    });
}

void EvidenceDesk::record(const Evidence &evidence, const QString &path, const nlohmann::json &payload,
                          std::function<void(const Result<QString> &)> done)
{
    Event event;
    event.eventId = newUuid7(m_console.clock().now());
    const bool isExport = evidence.reason == u"postmortem";
    event.kind = QString::fromUtf16(isExport ? EventKind::exportMade : EventKind::evidenceAdded);
    event.occurredAt = m_console.clock().now();
    event.actor = m_console.actor();
    event.service = evidence.service;
    event.title = (isExport ? u"Postmortem exported as bundle: %1"_s : u"Evidence kept: %1"_s).arg(path.section(u'/', -1)).left(256);
    event.payload = payload;
    if (isExport)
        event.payload["format"] = "bundle";
    event.payload.update(m_console.setsFor(evidence.service, {}));
    m_console.journal().append(event, this, [path, done = std::move(done)](const Result<Event> &recorded) {
        done(recorded ? Result<QString>(path) : notOnRecord(path, recorded.error()));
    });
}

/// What is worth a look later, by itself: a stop gate, an alarm, a press and what came of it, the end of an incident.
void EvidenceDesk::consider(const Event &event)
{
    const bool alarm = event.kind == u"alert.fired"
        || (event.kind == EventKind::gateCrossed && JsonFields::text(event.payload, "to") == u"stop");
    const bool action = event.kind == EventKind::actionIntent;
    const bool effect = event.kind == EventKind::actionEffective || event.kind == EventKind::actionNotSeen;
    const bool closed = event.kind == EventKind::incidentClosed;
    if ((!alarm && !action && !effect && !closed) || event.service.isEmpty() || !m_console.desk(event.service))
        return;
    const TimePoint now = m_console.clock().now();
    // Entries of another time (back-filled, of another console that comes back) are no news.
    if (now - event.recordedAt > std::chrono::minutes(2) || event.recordedAt - now > std::chrono::minutes(2))
        return;
    const QString reason = alarm ? u"alarm"_s : action ? u"action"_s : effect ? u"effect"_s : u"closed"_s;
    const QString id = JsonFields::text(event.payload, "incident");
    // Another incident of the service may end within the minute.
    const QString key = reason + u' ' + (closed ? id : event.service);
    const qint64 nowMs = msSinceBoot(m_console.clock());
    const qint64 pauseMs = std::chrono::milliseconds(alarm ? alarmPause : actionPause).count();
    if (const auto taken = m_takenMs.constFind(key); taken != m_takenMs.cend() && nowMs - *taken < pauseMs)
        return;
    m_takenMs[key] = nowMs;
    EvidenceWish wish{now - automaticSpan, now, reason, event.eventId, id};
    // Whoever writes about it later has all of it.
    if (const Incident *incident = closed ? m_console.incidents().book().incident(id) : nullptr)
        wish.from = std::clamp(incidentWish(*incident, {}).from, now - closingSpan, wish.from);
    capture(event.service, wish, this, [this](const CapturedEvidence &captured) { keep(captured); });
}

void EvidenceDesk::keep(const CapturedEvidence &captured)
{
    const QString why = !QDir().mkpath(m_folder)       ? u"the folder cannot be made"_s
        : bytesIn(m_folder) > mostFolderBytes ? u"it holds 1 GiB of evidence already: move some of it away, nothing is kept by itself until then"_s
                                              : QString();
    if (!why.isEmpty()) {
        if (!std::exchange(m_full, true))
            emit failed({ErrorKind::FileUnwritable, {m_folder, why}, {}});
        return;
    }
    QFile::setPermissions(m_folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    m_full = false;
    save(captured, m_folder + u'/' + fileName(captured.evidence), IfThere::NextName, this, [this](const Result<QString> &saved) {
        if (saved)
            emit kept(*saved);
        else
            emit failed(saved.error());
    });
}

} // namespace andon
