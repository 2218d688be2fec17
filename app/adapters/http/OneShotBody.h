// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace andon {

/// A request's body that can be read once and not rewound: the network cannot send a second copy by itself. Counts
/// what was taken, because pos() of a sequential device is always 0.
class OneShotBody final : public QIODevice {
public:
    explicit OneShotBody(QByteArray body, QObject *parent = nullptr);
    [[nodiscard]] bool isSequential() const override { return true; }
    /// Never: this is what keeps the network from sending again.
    bool reset() override { return false; }
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] qint64 bytesTaken() const { return m_taken; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 maxSize) override;

private:
    QByteArray m_body;
    qint64 m_taken = 0;
};

} // namespace andon
