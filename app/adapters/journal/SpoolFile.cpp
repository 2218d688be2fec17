// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/SpoolFile.h"

#include "app/base/BoundedJson.h"
#include "app/journal/Chain.h"

#include <QFile>
#include <QLockFile>
#include <QUuid>

#include <unistd.h>

namespace andon {

using namespace Qt::StringLiterals;

static constexpr int lockPatienceMs = 1000;

SpoolFile::SpoolFile(QString path)
    : m_path(std::move(path))
{
}

Result<void> SpoolFile::append(const Event &draft) const
{
    QLockFile lock(m_path + u".lock"_s);
    if (!lock.tryLock(lockPatienceMs))
        return failure(ErrorKind::FileUnwritable, {m_path, u"its lock could not be taken"_s});
    QFile file(m_path);
    const bool isNew = !file.exists();
    // A line that a crash cut off must not take this one with it.
    const bool isTorn = file.open(QIODevice::ReadOnly) && file.size() > 0 && file.seek(file.size() - 1) && file.read(1) != "\n";
    file.close();
    nlohmann::json json = toJson(draft);
    json["prev_hash"] = std::string(64, '0');
    json["hash"] = std::string(64, '0');
    const QByteArray line = QByteArray(isTorn ? "\n" : "")
        + QByteArray::fromStdString(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)) + '\n';
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered) || file.write(line) != line.size()
        || ::fsync(file.handle()) != 0)
        return failure(ErrorKind::FileUnwritable, {m_path, file.errorString()});
    if (isNew)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return {};
}

bool SpoolFile::waits() const
{
    return QFile::exists(m_path) || QFile::exists(m_path + u".taken"_s);
}

void SpoolFile::drain(const std::function<bool(const Event &)> &take) const
{
    const QString taken = m_path + u".taken"_s;
    QLockFile drainer(taken + u".lock"_s);
    drainer.setStaleLockTime(0); // a locked journal may hold us up for long; only the dead are overtaken
    if ((!QFile::exists(m_path) && !QFile::exists(taken)) || !drainer.tryLock(0))
        return;
    if (!QFile::exists(taken)) {
        QLockFile lock(m_path + u".lock"_s);
        if (!lock.tryLock(lockPatienceMs) || !QFile::rename(m_path, taken))
            return;
    }
    QFile file(taken);
    if (!file.open(QIODevice::ReadOnly))
        return;
    bool whole = true;
    while (!file.atEnd()) {
        const Result<Event> draft = eventFromJson(boundedJson(file.readLine()));
        if (draft && !take(*draft))
            return;
        whole = whole && draft;
    }
    if (whole)
        file.remove();
    else
        file.rename(m_path + u".unread-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces));
}

} // namespace andon
