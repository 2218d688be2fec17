// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/FileBeneath.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

class Descriptor {
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Q_DISABLE_COPY(Descriptor)
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_number, other.m_number);
        return *this;
    }
    [[nodiscard]] int number() const { return m_number; }

private:
    int m_number;
};

QString reasonOf(int error)
{
    // O_NOFOLLOW tells of a link by ELOOP, with O_DIRECTORY by ENOTDIR.
    if (error == ELOOP)
        return u"it is a symbolic link"_s;
    if (error == ENOTDIR)
        return u"what should be a folder is none, or is a symbolic link"_s;
    return QString::fromLocal8Bit(std::strerror(error));
}

} // namespace

Result<QByteArray> readBeneath(const QString &folder, const QString &path, qint64 largest)
{
    const auto refused = [&path](const QString &reason) { return failure(ErrorKind::FileUnreadable, {path, reason}); };
    const QStringList steps = path.split(u'/');
    const bool leaves = std::any_of(steps.cbegin(), steps.cend(), [](const QString &step) {
        return step.isEmpty() || step == u"." || step == u".." || step.contains(QChar(0)) || step.contains(u'\\');
    });
    if (leaves)
        return refused(u"only a plain path beneath the folder is read, without . and .."_s);
    // Step by step from an open folder: nobody can put a link in the way between the check and the reading.
    Descriptor at(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (at.number() < 0)
        return refused(reasonOf(errno));
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const int kind = i + 1 < steps.size() ? O_DIRECTORY : O_NONBLOCK;
        const int next = ::openat(at.number(), QFile::encodeName(steps[i]).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | kind);
        const int error = errno;
        at = Descriptor(next);
        if (next < 0)
            return refused(reasonOf(error));
    }
    struct stat facts {};
    if (::fstat(at.number(), &facts) != 0 || !S_ISREG(facts.st_mode))
        return refused(u"it is no regular file"_s);
    if (facts.st_size > largest)
        return refused(u"it is larger than %1 KiB"_s.arg(largest / 1024));
    QFile file;
    if (!file.open(at.number(), QIODevice::ReadOnly, QFileDevice::DontCloseHandle))
        return refused(file.errorString());
    const QByteArray bytes = file.read(largest + 1);
    if (bytes.size() > largest)
        return refused(u"it is larger than %1 KiB"_s.arg(largest / 1024));
    return bytes;
}

} // namespace andon
