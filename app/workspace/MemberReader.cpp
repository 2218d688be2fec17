// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/MemberReader.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace andon {

using namespace Qt::StringLiterals;
using nlohmann::json;

FaultList::FaultList(const QByteArray &text, const PlacedJson &placed, QString path)
    : m_text(text)
    , m_placed(placed)
    , m_path(std::move(path))
{
}

void FaultList::add(const QString &pointer, const QString &what, const QString &expected)
{
    QString nearest = pointer;
    while (!m_placed.offsets.contains(nearest) && !nearest.isEmpty())
        nearest = nearest.left(nearest.lastIndexOf(u'/'));
    addAt(m_placed.offsets.value(nearest), pointer, what, expected);
}

void FaultList::addAtName(const QString &pointer, const QString &what, const QString &expected)
{
    addAt(m_placed.names.value(pointer), pointer, what, expected);
}

void FaultList::addAt(qsizetype offset, const QString &pointer, const QString &what, const QString &expected)
{
    const TextPlace place = placeOf(m_text, offset);
    m_found.append({offset, {m_path, place.line, place.column, pointer, what, expected}});
}

QList<WorkspaceFault> FaultList::sorted() const
{
    QList<Found> found = m_found;
    std::stable_sort(found.begin(), found.end(), [](const Found &a, const Found &b) { return a.offset < b.offset; });
    QList<WorkspaceFault> faults;
    for (const Found &entry : found)
        faults << entry.fault;
    return faults;
}

MemberReader::MemberReader(const json &value, QString pointer, FaultList &faults)
    : m_pointer(std::move(pointer))
    , m_faults(faults)
{
    if (value.is_object())
        m_object = &value;
    else
        m_faults.add(m_pointer, u"no object"_s, u"{ … }"_s);
}

MemberReader::~MemberReader()
{
    if (!m_object)
        return;
    for (const auto &[name, value] : m_object->items()) {
        const QString word = QString::fromStdString(name);
        if (m_known.contains(word) || word == u"$schema")
            continue;
        const QString lower = word.toLower();
        const bool secret = lower.contains(u"password") || lower.contains(u"token") || lower.contains(u"secret");
        const QString near = nearestWord(word, m_known);
        m_faults.addAtName(pointerTo(m_pointer, word), u"the member %1 is not known"_s.arg(word.left(60)),
                           secret && near.isEmpty() ? u"no secret in the file: name it with token_secret"_s
                           : near.isEmpty()         ? u"one of %1"_s.arg(m_known.join(u", "))
                                                    : u"did you mean %1?"_s.arg(near));
    }
}

bool MemberReader::has(const char *name)
{
    return find(name) != nullptr;
}

QString MemberReader::at(const char *name) const
{
    return pointerTo(m_pointer, QString::fromLatin1(name));
}

const json *MemberReader::find(const char *name)
{
    const QString word = QString::fromLatin1(name);
    if (!m_known.contains(word))
        m_known << word;
    if (!m_object)
        return nullptr;
    const auto found = m_object->find(name);
    return found == m_object->end() || found->is_null() ? nullptr : &*found;
}

QString MemberReader::text(const char *name, const QString &expected, bool required)
{
    const json *found = find(name);
    if (!found) {
        if (required && m_object)
            m_faults.add(m_pointer, u"the member %1 is missing"_s.arg(QLatin1StringView(name)), expected);
        return {};
    }
    if (!found->is_string()) {
        m_faults.add(at(name), u"%1 is no text"_s.arg(QLatin1StringView(name)), expected);
        return {};
    }
    const QString text = QString::fromStdString(found->get_ref<const std::string &>());
    if (required && text.trimmed().isEmpty())
        m_faults.add(at(name), u"%1 is empty"_s.arg(QLatin1StringView(name)), expected);
    return text;
}

std::optional<double> MemberReader::optionalNumber(const char *name, double least, double most)
{
    const json *found = find(name);
    if (!found)
        return std::nullopt;
    const double value = found->is_number() ? found->get<double>() : std::nan("");
    if (!std::isfinite(value) || value < least || value > most) {
        m_faults.add(at(name), u"%1 is no number in its range"_s.arg(QLatin1StringView(name)),
                     u"a number from %1 to %2"_s.arg(least).arg(most));
        return std::nullopt;
    }
    return value;
}

double MemberReader::number(const char *name, double least, double most, std::optional<double> otherwise)
{
    if (!find(name)) {
        if (!otherwise && m_object) {
            m_faults.add(m_pointer, u"the member %1 is missing"_s.arg(QLatin1StringView(name)),
                         u"a number from %1 to %2"_s.arg(least).arg(most));
        }
        return otherwise.value_or(least);
    }
    return optionalNumber(name, least, most).value_or(otherwise.value_or(least));
}

bool MemberReader::boolean(const char *name)
{
    const json *found = find(name);
    if (found && !found->is_boolean())
        m_faults.add(at(name), u"%1 is neither true nor false"_s.arg(QLatin1StringView(name)), u"true or false"_s);
    return found && found->is_boolean() && found->get<bool>();
}

QList<std::pair<const json *, QString>> MemberReader::list(const char *name, bool required)
{
    QList<std::pair<const json *, QString>> entries;
    const json *found = find(name);
    if (!found) {
        if (required && m_object)
            m_faults.add(m_pointer, u"the member %1 is missing"_s.arg(QLatin1StringView(name)), u"a list [ … ]"_s);
        return entries;
    }
    if (!found->is_array() || (required && found->empty())) {
        m_faults.add(at(name), found->is_array() ? u"%1 is empty"_s.arg(QLatin1StringView(name))
                                                  : u"%1 is no list"_s.arg(QLatin1StringView(name)), u"a list [ … ]"_s);
        return entries;
    }
    for (std::size_t i = 0; i < found->size(); ++i)
        entries.append({&(*found)[i], pointerTo(at(name), QString::number(i))});
    return entries;
}

const json *MemberReader::object(const char *name)
{
    const json *found = find(name);
    if (found && !found->is_object()) {
        m_faults.add(at(name), u"%1 is no object"_s.arg(QLatin1StringView(name)), u"{ … }"_s);
        return nullptr;
    }
    return found;
}

QString nearestWord(const QString &word, const QStringList &words)
{
    QString best;
    qsizetype bestDistance = std::max<qsizetype>(1, std::min<qsizetype>(3, word.size() / 3)) + 1;
    for (const QString &candidate : words) {
        std::vector<qsizetype> row(static_cast<std::size_t>(candidate.size()) + 1);
        for (std::size_t j = 0; j < row.size(); ++j)
            row[j] = static_cast<qsizetype>(j);
        for (qsizetype i = 0; i < std::min<qsizetype>(word.size(), 60); ++i) {
            qsizetype diagonal = row[0]++;
            for (std::size_t j = 1; j < row.size(); ++j) {
                const qsizetype substituted = diagonal + (word[i] == candidate[static_cast<qsizetype>(j) - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
            }
        }
        if (word.size() <= 60 && row.back() < bestDistance) {
            bestDistance = row.back();
            best = candidate;
        }
    }
    return best;
}

} // namespace andon
