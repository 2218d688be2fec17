// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/adapters/journal/SpoolFile.h"

#include "app/journal/Chain.h"

#include <QFile>
#include <QLockFile>

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
    nlohmann::json json = toJson(draft);
    json["prev_hash"] = std::string(64, '0');
    json["hash"] = std::string(64, '0');
    const QByteArray line = QByteArray::fromStdString(
        json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)) + '\n';
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered) || file.write(line) != line.size()
        || ::fsync(file.handle()) != 0)
        return failure(ErrorKind::FileUnwritable, {m_path, file.errorString()});
    if (isNew)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return {};
}

bool SpoolFile::drain(const std::function<bool(const Event &)> &take) const
{
    if (!QFile::exists(m_path))
        return true;
    QLockFile lock(m_path + u".lock"_s);
    QFile file(m_path);
    if (!lock.tryLock(lockPatienceMs) || !file.open(QIODevice::ReadOnly))
        return false;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const Result<Event> draft = eventFromJson(nlohmann::json::parse(line.begin(), line.end(), nullptr, false));
        if (draft && !take(*draft))
            return false;
    }
    return file.remove();
}

} // namespace andon
