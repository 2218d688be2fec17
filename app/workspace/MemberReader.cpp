// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workspace/MemberReader.h"

#include <QRegularExpression>

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
    m_found.append({offset, {m_path, 0, 0, pointer, what, expected}});
}

QList<WorkspaceFault> FaultList::sorted() const
{
    QList<Found> found = m_found;
    std::stable_sort(found.begin(), found.end(), [](const Found &a, const Found &b) { return a.offset < b.offset; });
    // Lines and columns from 1, columns in code points. The text is walked once for all faults: each of its places may be wrong.
    QList<WorkspaceFault> faults;
    qsizetype at = m_text.startsWith("\xef\xbb\xbf") ? 3 : 0;
    int line = 1;
    int column = 1;
    for (const Found &entry : found) {
        for (; at < entry.offset; ++at) {
            const bool newLine = m_text[at] == '\n';
            const bool continued = (static_cast<uchar>(m_text[at]) & 0xc0U) == 0x80U;
            line += newLine ? 1 : 0;
            column = newLine ? 1 : column + (continued ? 0 : 1);
        }
        faults << entry.fault;
        faults.last().line = line;
        faults.last().column = column;
    }
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
        static const QStringList signs{u"password"_s, u"passwd"_s, u"token"_s, u"secret"_s, u"credential"_s, u"authorization"_s,
                                       u"bearer"_s, u"api_key"_s, u"apikey"_s};
        const bool secret = std::any_of(signs.begin(), signs.end(), [&](const QString &sign) { return lower.contains(sign); });
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

QString MemberReader::secretName(const char *name)
{
    static const QRegularExpression form(u"^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}\\z"_s);
    static const QRegularExpression token(u"^(eyJ|gh[pousr]_|github_pat_|glpat-|xox[a-z]-|sk-|AKIA)"_s);
    const QString word = text(name, u"the name of a secret, such as prod-gateway"_s, false);
    if (!word.isEmpty() && (!form.match(word).hasMatch() || token.match(word).hasMatch())) {
        m_faults.add(at(name), u"%1 looks like a secret, not like the name of one"_s.arg(QLatin1StringView(name)),
                     u"a name such as prod-gateway (letters, digits, - _ . and at most 40); its value belongs in the keychain"_s);
    }
    return word;
}

static QString rangeWords(double least, double most)
{
    return least < most ? u"a number from %1 to %2"_s.arg(least, 0, 'g', 10).arg(most, 0, 'g', 10)
                        : u"the number %1"_s.arg(least, 0, 'g', 10);
}

std::optional<double> MemberReader::optionalNumber(const char *name, double least, double most)
{
    const json *found = find(name);
    if (!found)
        return std::nullopt;
    const double value = found->is_number() ? found->get<double>() : std::nan("");
    if (!std::isfinite(value) || value < least || value > most) {
        m_faults.add(at(name), u"%1 is no number in its range"_s.arg(QLatin1StringView(name)),
                     rangeWords(least, most));
        return std::nullopt;
    }
    return value;
}

double MemberReader::number(const char *name, double least, double most, std::optional<double> otherwise)
{
    if (!find(name)) {
        if (!otherwise && m_object) {
            m_faults.add(m_pointer, u"the member %1 is missing"_s.arg(QLatin1StringView(name)),
                         rangeWords(least, most));
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

QString MemberReader::word(const char *name, const QStringList &words, const QString &otherwise)
{
    const QString expected = u"one of "_s + words.join(u", ");
    const QString word = text(name, expected, otherwise.isEmpty());
    if (word.isEmpty())
        return otherwise;
    if (words.contains(word))
        return word;
    const QString near = nearestWord(word, words);
    m_faults.add(at(name), u"%1 is not known here"_s.arg(word.left(60)), near.isEmpty() ? expected : u"did you mean %1?"_s.arg(near));
    return otherwise;
}

QStringList MemberReader::texts(const char *name, const QString &expected)
{
    QStringList texts;
    for (const auto &[text, pointer] : listedTexts(name, expected))
        texts << text;
    return texts;
}

QList<std::pair<QString, QString>> MemberReader::oneOrMoreTexts(const char *name, const QString &expected)
{
    if (const json *found = find(name); found && found->is_array())
        return listedTexts(name, expected);
    const QString one = text(name, expected, false);
    return one.isEmpty() ? QList<std::pair<QString, QString>>() : QList<std::pair<QString, QString>>{{one, at(name)}};
}

QList<std::pair<QString, QString>> MemberReader::listedTexts(const char *name, const QString &expected)
{
    QList<std::pair<QString, QString>> texts;
    if (const json *found = find(name); found && found->is_array() && found->empty())
        m_faults.add(at(name), u"%1 is empty"_s.arg(QLatin1StringView(name)), expected);
    for (const auto &[entry, pointer] : list(name, false)) {
        const QString text = entry->is_string() ? QString::fromStdString(entry->get_ref<const std::string &>()) : QString();
        if (text.trimmed().isEmpty())
            m_faults.add(pointer, entry->is_string() ? u"an empty text"_s : u"no text"_s, expected);
        else
            texts.append({text, pointer});
    }
    return texts;
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

void checkReference(MemberReader &members, const char *name, bool exists, const QString &word, const QStringList &names)
{
    if (word.isEmpty() || exists)
        return;
    const QString near = nearestWord(word, names);
    members.faults().add(members.at(name), u"there is no %1 named %2"_s.arg(QLatin1StringView(name), word.left(60)),
                         names.isEmpty()  ? u"one of the list %1s"_s.arg(QLatin1StringView(name))
                         : near.isEmpty() ? u"one of "_s + names.join(u", ")
                                          : u"did you mean %1?"_s.arg(near));
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
