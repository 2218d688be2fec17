// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/CanonicalJson.h"

#include <nlohmann/json.hpp>

#include <QString>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

namespace andon {

static void writeString(const std::string &text, QByteArray &out)
{
    out += '"';
    for (const char character : text) {
        switch (character) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            if (static_cast<unsigned char>(character) < 0x20) {
                constexpr char digits[] = "0123456789abcdef";
                out += "\\u00";
                out += digits[static_cast<unsigned char>(character) >> 4];
                out += digits[static_cast<unsigned char>(character) & 0xf];
            } else {
                out += character;
            }
        }
    }
    out += '"';
}

static void writeDouble(double value, QByteArray &out)
{
    if (!std::isfinite(value)) {
        out += "null";
        return;
    }
    if (value == 0) {
        out += '0';
        return;
    }
    // ECMAScript Number::toString: shortest digits, exponent form outside 1e-7 < |x| < 1e21.
    char scientific[40];
    const auto end = std::to_chars(scientific, scientific + sizeof scientific, std::abs(value),
                                   std::chars_format::scientific).ptr;
    const QByteArray text(scientific, end - scientific);
    const qsizetype e = text.indexOf('e');
    QByteArray digits = text.left(e);
    digits.replace(".", "");
    const int point = text.mid(e + 1).toInt() + 1;
    const int count = static_cast<int>(digits.size());
    if (value < 0)
        out += '-';
    if (count <= point && point <= 21) {
        out += digits + QByteArray(point - count, '0');
    } else if (0 < point && point <= 21) {
        out += digits.left(point) + '.' + digits.mid(point);
    } else if (-6 < point && point <= 0) {
        out += "0." + QByteArray(-point, '0') + digits;
    } else {
        out += digits.left(1);
        if (count > 1)
            out += '.' + digits.mid(1);
        out += 'e';
        out += point > 0 ? '+' : '-';
        out += QByteArray::number(std::abs(point - 1));
    }
}

static void write(const nlohmann::json &value, QByteArray &out)
{
    switch (value.type()) {
    case nlohmann::json::value_t::object: {
        std::vector<std::pair<QString, const std::string *>> keys;
        for (auto it = value.begin(); it != value.end(); ++it)
            keys.emplace_back(QString::fromStdString(it.key()), &it.key());
        std::sort(keys.begin(), keys.end(), [](const auto &a, const auto &b) {
            return std::lexicographical_compare(a.first.utf16(), a.first.utf16() + a.first.size(), b.first.utf16(),
                                                b.first.utf16() + b.first.size());
        });
        out += '{';
        for (std::size_t i = 0; i < keys.size(); ++i) {
            if (i)
                out += ',';
            writeString(*keys[i].second, out);
            out += ':';
            write(value.at(*keys[i].second), out);
        }
        out += '}';
        break;
    }
    case nlohmann::json::value_t::array:
        out += '[';
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (i)
                out += ',';
            write(value[i], out);
        }
        out += ']';
        break;
    case nlohmann::json::value_t::string: writeString(value.get_ref<const std::string &>(), out); break;
    case nlohmann::json::value_t::number_float: writeDouble(value.get<double>(), out); break;
    case nlohmann::json::value_t::boolean: out += value.get<bool>() ? "true" : "false"; break;
    case nlohmann::json::value_t::number_integer: out += QByteArray::number(value.get<qint64>()); break;
    case nlohmann::json::value_t::number_unsigned: out += QByteArray::number(value.get<quint64>()); break;
    default: out += "null"; break;
    }
}

QByteArray canonicalJson(const nlohmann::json &value)
{
    QByteArray out;
    write(value, out);
    return out;
}

} // namespace andon
