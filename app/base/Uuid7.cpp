// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Uuid7.h"

#include <QRandomGenerator>
#include <QUuid>

namespace andon {

QString newUuid7(TimePoint time)
{
    const quint64 milliseconds = static_cast<quint64>(toMs(time)) & 0xffff'ffff'ffffULL;
    const quint64 random = QRandomGenerator::system()->generate64();
    const quint32 more = QRandomGenerator::system()->generate();
    const auto byte = [](quint64 value, int shift) { return static_cast<uchar>(value >> shift); };
    const QUuid uuid(static_cast<uint>(milliseconds >> 16), static_cast<ushort>(milliseconds),
                     static_cast<ushort>(0x7000U | (more & 0x0fffU)),
                     static_cast<uchar>(0x80U | (byte(random, 56) & 0x3fU)), byte(random, 48), byte(random, 40),
                     byte(random, 32), byte(random, 24), byte(random, 16), byte(random, 8), byte(random, 0));
    return uuid.toString(QUuid::WithoutBraces);
}

} // namespace andon
