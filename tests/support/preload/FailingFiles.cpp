// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later

// A library for LD_PRELOAD: the disk under the journal fails. Writes and syncs of files named *.sqlite, *-wal, *-shm,
// *-journal and *.spool are counted over the process, and from the n-th on they fail:
//   ANDON_FAIL_AT=n              the first that fails, from 1; absent: none does
//   ANDON_FAIL_WITH=EIO|ENOSPC   how (EIO)
//   ANDON_FAIL_COUNT=k|all       how many fail (all)
//   ANDON_FAIL_SPARE=.spool      files that end so do not fail
//   ANDON_FAIL_MARK=FILE         is made when the first one fails
// Never linked into the product.
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

namespace {

long numberOf(const char *name, long otherwise)
{
    const char *text = std::getenv(name);
    return text && *text >= '0' && *text <= '9' ? std::atol(text) : otherwise;
}

bool isOfTheJournal(int file)
{
    char link[64];
    char name[4096];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    const ssize_t length = ::readlink(link, name, sizeof name);
    if (length <= 0)
        return false;
    const std::string_view path(name, static_cast<std::size_t>(length));
    const char *spared = std::getenv("ANDON_FAIL_SPARE");
    if (spared && path.ends_with(spared))
        return false;
    for (const std::string_view end : {".sqlite", "-wal", "-shm", "-journal", ".spool"}) {
        if (path.ends_with(end))
            return true;
    }
    return false;
}

/// True, with errno set, where this call is to fail.
bool fails(int file)
{
    static const long first = numberOf("ANDON_FAIL_AT", 0);
    static const long count = numberOf("ANDON_FAIL_COUNT", -1);
    static std::atomic<long> calls{0};
    if (first <= 0 || !isOfTheJournal(file))
        return false;
    const long call = ++calls;
    if (call < first || (count >= 0 && call >= first + count))
        return false;
    if (const char *mark = std::getenv("ANDON_FAIL_MARK"); mark && call == first)
        ::close(::open(mark, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
    const char *how = std::getenv("ANDON_FAIL_WITH");
    errno = how && std::strcmp(how, "ENOSPC") == 0 ? ENOSPC : EIO;
    return true;
}

template<typename Function>
Function *next(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

ssize_t write(int file, const void *bytes, size_t size)
{
    static const auto real = next<ssize_t(int, const void *, size_t)>("write");
    return fails(file) ? -1 : real(file, bytes, size);
}

ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset)
{
    static const auto real = next<ssize_t(int, const void *, size_t, off_t)>("pwrite");
    return fails(file) ? -1 : real(file, bytes, size, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset)
{
    static const auto real = next<ssize_t(int, const void *, size_t, off64_t)>("pwrite64");
    return fails(file) ? -1 : real(file, bytes, size, offset);
}

int fsync(int file)
{
    static const auto real = next<int(int)>("fsync");
    return fails(file) ? -1 : real(file);
}

int fdatasync(int file)
{
    static const auto real = next<int(int)>("fdatasync");
    return fails(file) ? -1 : real(file);
}

int ftruncate(int file, off_t size) noexcept
{
    static const auto real = next<int(int, off_t)>("ftruncate");
    return fails(file) ? -1 : real(file, size);
}

int ftruncate64(int file, off64_t size) noexcept
{
    static const auto real = next<int(int, off64_t)>("ftruncate64");
    return fails(file) ? -1 : real(file, size);
}

} // extern "C"
