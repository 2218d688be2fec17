// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace andon {

/// A token or password. It has no operator<<, no conversion to text and no comparison, so that it cannot slip into a
/// log, a file or an export; only adapters that put it on the wire call reveal().
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray value)
        : m_value(std::move(value))
    {
    }
    ~Secret() { m_value.fill('\0'); }
    Secret(const Secret &) = default;
    Secret &operator=(const Secret &) = default;
    Secret(Secret &&) = default;
    Secret &operator=(Secret &&) = default;

    [[nodiscard]] bool isEmpty() const { return m_value.isEmpty(); }
    [[nodiscard]] const QByteArray &reveal() const { return m_value; }

private:
    QByteArray m_value;
};

} // namespace andon
