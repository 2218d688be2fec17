// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lines/LineBoard.h"
#include "ui/plot/LineLook.h"

#include <QAbstractTableModel>

namespace andon {

/// Every indicator as a row: title, family, each version's latest value, gate, state. Plain text only.
class IndicatorTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// `board` must outlive the model.
    explicit IndicatorTableModel(const LineBoard &board, QObject *parent = nullptr);

    /// The board has other indicators now.
    void reload();
    /// The board has a new reading of that indicator. New versions get columns; gone ones lose theirs.
    void readingChanged(const QString &indicatorId, qint64 nowMs);
    void setRoles(const LineLooks &looks);
    void setNow(qint64 nowMs);
    void setStepMs(qint64 stepMs) { m_stepMs = stepMs; } ///< distance of the samples; 0: found from the samples
    [[nodiscard]] QString indicatorId(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const QString &indicatorId) const;
    /// How many indicators have a version beyond that gate.
    [[nodiscard]] int crossed(GateState state) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static constexpr int leading = 2;  ///< columns before the versions'
    static constexpr int trailing = 2; ///< columns after them
    struct Row {
        Indicator indicator;
        QStringList values; ///< one per version column
        QList<GateState> states;
        QString state;
        GateState worst = GateState::Unknown;
        bool operator==(const Row &) const = default;
    };
    [[nodiscard]] Row rowFor(const Indicator &indicator) const;
    void refresh(int row);
    void setVersions();

    const LineBoard &m_board;
    LineLooks m_looks;
    QStringList m_versions;
    QList<Row> m_rows;
    qint64 m_nowMs = 0;
    qint64 m_stepMs = 0;
};

} // namespace andon
