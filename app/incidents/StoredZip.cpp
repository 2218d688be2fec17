// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/incidents/StoredZip.h"

#include <QCryptographicHash>
#include <QSet>
#include <QtEndian>

#include <algorithm>
#include <array>

namespace andon {

using namespace Qt::StringLiterals;

namespace {

// APPNOTE.TXT 6.3.3, sections 4.3.7, 4.3.12, 4.3.16.
constexpr quint32 localMark = 0x04034b50;
constexpr quint32 directoryMark = 0x02014b50;
constexpr quint32 endMark = 0x06054b50;
constexpr qsizetype localSize = 30;
constexpr qsizetype directorySize = 46;
constexpr qsizetype endSize = 22;
constexpr quint16 zipVersion = 20;
constexpr quint16 utf8Flag = 0x0800;
constexpr quint16 encryptedFlags = 0x2041; ///< encrypted, strongly encrypted, masked headers
constexpr quint16 firstDay = 0x0021;       ///< 1980-01-01

constexpr std::array<quint32, 256> crcTable()
{
    std::array<quint32, 256> table{};
    for (quint32 i = 0; i < 256; ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1) ? 0xedb88320u ^ (value >> 1) : value >> 1;
        table[i] = value;
    }
    return table;
}

quint32 crc32(const QByteArray &bytes)
{
    static constexpr auto table = crcTable();
    quint32 crc = 0xffffffffu;
    for (const char byte : bytes)
        crc = table[(crc ^ static_cast<quint8>(byte)) & 0xff] ^ (crc >> 8);
    return crc ^ 0xffffffffu;
}

template<typename Number>
void put(QByteArray &out, Number value)
{
    std::array<char, sizeof(Number)> bytes;
    qToLittleEndian(value, bytes.data());
    out.append(bytes.data(), bytes.size());
}

/// The 26 bytes that a local header and a directory entry share, from the version on.
void putCommon(QByteArray &out, const BundleEntry &entry, quint32 crc)
{
    const auto size = static_cast<quint32>(entry.bytes.size());
    put<quint16>(out, zipVersion);
    put<quint16>(out, utf8Flag);
    put<quint16>(out, 0); // stored
    put<quint16>(out, 0); // 00:00
    put<quint16>(out, firstDay);
    put<quint32>(out, crc);
    put<quint32>(out, size);
    put<quint32>(out, size);
    put<quint16>(out, static_cast<quint16>(entry.name.size()));
    put<quint16>(out, 0); // no extra field
}

Error refused(const QString &why)
{
    return {ErrorKind::BadInput, {u"the bundle"_s, why}, {}};
}

Error refused(const QString &name, const QString &why)
{
    return refused(u"its file %1 %2"_s.arg(name.left(120), why));
}

/// A directory entry as it was read, not yet trusted.
struct Listed {
    QString name;
    quint16 flags;
    quint16 method;
    quint32 crc;
    quint32 packed;
    quint32 size;
    quint32 offset;
};

class ZipReader {
public:
    explicit ZipReader(const QByteArray &zip) : m_zip(zip) {}

    Result<QList<BundleEntry>> files()
    {
        const qsizetype end = m_zip.size() - endSize;
        if (end < 0 || number<quint32>(end) != endMark || number<quint16>(end + 20) != 0)
            return tl::unexpected(refused(u"it is no zip as Andon writes it, or its end was cut off"_s));
        const quint16 count = number<quint16>(end + 10);
        const qint64 start = number<quint32>(end + 16);
        if (start > end)
            return tl::unexpected(refused(u"its directory is broken"_s));
        if (count > ZipLimit::entries || m_zip.size() > ZipLimit::bytes)
            return tl::unexpected(refused(u"it holds more than a bundle may"_s));
        QList<BundleEntry> entries;
        QSet<QString> names;
        qint64 at = start;
        qint64 total = 0;
        for (int i = 0; i < count; ++i) {
            const Result<Listed> listed = listedAt(at, end);
            if (!listed)
                return tl::unexpected(listed.error());
            total += listed->size;
            if (const QString why = refusal(*listed, names, total, start); !why.isEmpty())
                return tl::unexpected(refused(listed->name, why));
            names << listed->name;
            const qint64 data = qint64(listed->offset) + localSize + number<quint16>(listed->offset + 26) + number<quint16>(listed->offset + 28);
            if (data + listed->size > start)
                return tl::unexpected(refused(listed->name, u"ends beyond the file"_s));
            entries << BundleEntry{listed->name, m_zip.mid(data, listed->size)};
            if (crc32(entries.last().bytes) != listed->crc)
                return tl::unexpected(refused(listed->name, u"was changed: its checksum does not hold"_s));
        }
        return entries;
    }

private:
    Result<Listed> listedAt(qint64 &at, qint64 end) const
    {
        if (at + directorySize > end || number<quint32>(at) != directoryMark)
            return tl::unexpected(refused(u"its directory is broken"_s));
        const quint16 nameSize = number<quint16>(at + 28);
        if (at + directorySize + nameSize > end)
            return tl::unexpected(refused(u"its directory is broken"_s));
        Listed listed{QString::fromUtf8(m_zip.mid(at + directorySize, nameSize)), number<quint16>(at + 8), number<quint16>(at + 10),
                      number<quint32>(at + 16), number<quint32>(at + 20), number<quint32>(at + 24), number<quint32>(at + 42)};
        at += directorySize + nameSize + number<quint16>(at + 30) + number<quint16>(at + 32);
        return listed;
    }

    /// Why the entry is not read; empty: it is.
    QString refusal(const Listed &entry, const QSet<QString> &names, qint64 total, qint64 dataEnd) const
    {
        if (!isBundleName(entry.name))
            return u"has a name that a bundle's file cannot have: it may climb out of its folder"_s;
        if (names.contains(entry.name))
            return u"is there twice"_s;
        if (entry.flags & encryptedFlags)
            return u"is encrypted"_s;
        if (entry.method != 0 || entry.packed != entry.size)
            return u"is compressed: bundles store their files as they are"_s;
        if (total > ZipLimit::bytes)
            return u"is larger than a bundle may be"_s;
        if (qint64(entry.offset) + localSize > dataEnd || number<quint32>(entry.offset) != localMark)
            return u"is not where the directory says"_s;
        return {};
    }

    template<typename Number>
    Number number(qint64 at) const
    {
        return qFromLittleEndian<Number>(m_zip.constData() + at);
    }

    const QByteArray &m_zip;
};

bool isPlain(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= u'a' && code <= u'z') || (code >= u'A' && code <= u'Z') || (code >= u'0' && code <= u'9') || code == u'.'
        || code == u'_' || code == u'-' || code == u'+';
}

} // namespace

bool isBundleName(const QString &name)
{
    if (name.isEmpty() || name.size() > ZipLimit::nameBytes)
        return false;
    const QStringList parts = name.split(u'/');
    return parts.size() <= 3 && std::all_of(parts.begin(), parts.end(), [](const QString &part) {
        return !part.isEmpty() && part != u"." && part != u".."
            && std::all_of(part.begin(), part.end(), [](QChar c) { return isPlain(c) || c == u'@' || c == u'%'; });
    });
}

QString bundleNamePart(const QString &text)
{
    static constexpr qsizetype limit = 80;
    QString part;
    const QByteArray utf8 = text.toUtf8();
    for (const char byte : utf8) {
        const QChar c = QLatin1Char(byte);
        part += isPlain(c) ? QString(c) : u'%' + QString::number(static_cast<quint8>(byte), 16).toUpper().rightJustified(2, u'0');
    }
    if (part.size() > limit)
        part = part.left(limit) + u'+' + QString::fromLatin1(QCryptographicHash::hash(utf8, QCryptographicHash::Sha256).toHex().left(16));
    return part == u"." || part == u".." ? part.replace(u'.', u"%2E"_s) : part;
}

Result<QByteArray> storedZip(const QList<BundleEntry> &entries)
{
    if (entries.size() > ZipLimit::entries)
        return tl::unexpected(refused(u"%1 files are more than a bundle may hold (%2)"_s.arg(entries.size()).arg(ZipLimit::entries)));
    qint64 total = endSize;
    for (const BundleEntry &entry : entries) {
        if (!isBundleName(entry.name))
            return tl::unexpected(refused(entry.name, u"has a name that a bundle's file cannot have"_s));
        total += entry.bytes.size() + localSize + directorySize + 2 * entry.name.size();
    }
    if (total > ZipLimit::bytes)
        return tl::unexpected(refused(u"%1 MiB are more than a bundle may be (1024)"_s.arg(total >> 20)));
    QByteArray out;
    out.reserve(total);
    QByteArray directory;
    for (const BundleEntry &entry : entries) {
        const quint32 crc = crc32(entry.bytes);
        const auto offset = static_cast<quint32>(out.size());
        put<quint32>(out, localMark);
        putCommon(out, entry, crc);
        out += entry.name.toLatin1() + entry.bytes;
        put<quint32>(directory, directoryMark);
        put<quint16>(directory, zipVersion);
        putCommon(directory, entry, crc);
        directory += QByteArray(10, '\0'); // comment, disk, attributes
        put<quint32>(directory, offset);
        directory += entry.name.toLatin1();
    }
    const auto start = static_cast<quint32>(out.size());
    out += directory;
    put<quint32>(out, endMark);
    put<quint32>(out, 0); // disks
    put<quint16>(out, static_cast<quint16>(entries.size()));
    put<quint16>(out, static_cast<quint16>(entries.size()));
    put<quint32>(out, static_cast<quint32>(directory.size()));
    put<quint32>(out, start);
    put<quint16>(out, 0); // no comment
    return out;
}

Result<QList<BundleEntry>> filesOfZip(const QByteArray &zip)
{
    return ZipReader(zip).files();
}

} // namespace andon
