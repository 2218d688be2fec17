// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Csv.h"

#include <array>
#include <charconv>
#include <cmath>

namespace andon {

using namespace Qt::StringLiterals;

QByteArray csvText(const QString &text)
{
    QString cell = text;
    cell.remove(QChar(0));
    static const QString dangerous = u"=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"_s;
    if (!cell.isEmpty() && dangerous.contains(cell.front()))
        cell.prepend(u'\'');
    const bool quoted = cell.contains(u',') || cell.contains(u'"') || cell.contains(u'\n') || cell.contains(u'\r')
        || cell.contains(u';') || cell != cell.trimmed();
    if (quoted)
        cell = u'"' + cell.replace(u'"', u"\"\""_s) + u'"';
    return cell.toUtf8();
}

QByteArray csvNumber(double value)
{
    if (std::isnan(value))
        return {};
    if (std::isinf(value))
        return value > 0 ? "Inf" : "-Inf";
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return {digits.data(), end.ptr - digits.data()};
}

} // namespace andon
