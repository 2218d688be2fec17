// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/DrillFile.h"

#include "app/base/BoundedJson.h"
#include "app/base/CanonicalJson.h"
#include "app/incidents/JsonFields.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

static constexpr qint64 largestFile = 64 * 1024;

/// An id out of a journal is anybody's text: no part of it names a file.
QString DrillFile::pathOf(const QString &drillId) const
{
    return m_folder + u"/drill-"_s + QString::fromLatin1(QCryptographicHash::hash(drillId.toUtf8(), QCryptographicHash::Sha256).toHex().left(32)) + u".json"_s;
}

Result<void> DrillFile::keep(const QString &drillId, const Content &content) const
{
    const QString path = pathOf(drillId);
    QDir().mkpath(m_folder);
    const QByteArray bytes = canonicalJson(json{{"drill", drillId.toStdString()}, {"secret", drillSecretJson(content.secret)}, {"injected_at", JsonFields::timeJson(content.injectedAt)}});
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(bytes) == bytes.size() && file.commit();
    if (!written)
        return failure(ErrorKind::FileUnwritable, {path, file.errorString()});
    return {};
}

std::optional<DrillFile::Content> DrillFile::kept(const QString &drillId) const
{
    QFile file(pathOf(drillId));
    if (!file.open(QIODevice::ReadOnly) || file.size() > largestFile)
        return std::nullopt;
    const json read = boundedJson(file.readAll());
    const auto secret = drillSecretFrom(JsonFields::member(read, "secret"));
    if (!secret || JsonFields::text(read, "drill") != drillId)
        return std::nullopt;
    return Content{*secret, JsonFields::time(read, "injected_at")};
}

void DrillFile::forget(const QString &drillId) const
{
    QFile::remove(pathOf(drillId));
}

} // namespace andon
