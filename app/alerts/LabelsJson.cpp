// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/LabelsJson.h"

namespace andon {

using nlohmann::json;

Labels labelsFrom(const json &value)
{
    Labels labels;
    if (!value.is_object())
        return labels;
    for (const auto &[name, text] : value.items()) {
        if (text.is_string())
            labels.insert(labels.cend(), QString::fromStdString(name), QString::fromStdString(text.get_ref<const std::string &>()));
    }
    return labels;
}

json jsonOf(const Labels &labels)
{
    json made = json::object();
    for (auto label = labels.cbegin(); label != labels.cend(); ++label)
        made[label.key().toStdString()] = label.value().toStdString();
    return made;
}

const json &memberOf(const json &object, const char *name)
{
    static const json none;
    if (!object.is_object())
        return none;
    const auto found = object.find(name);
    return found == object.end() ? none : *found;
}

QString textOf(const json &object, const char *name)
{
    const json &member = memberOf(object, name);
    return member.is_string() ? QString::fromStdString(member.get_ref<const std::string &>()) : QString();
}

QStringList textsOf(const json &value)
{
    QStringList texts;
    if (!value.is_array())
        return texts;
    for (const json &one : value) {
        if (one.is_string())
            texts << QString::fromStdString(one.get_ref<const std::string &>());
    }
    return texts;
}

} // namespace andon
