// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Indicator.h"
#include "ui/plot/LineLook.h"

#include <QWidget>

#include <vector>

namespace andon {

/// The head beside a row of lines: the family, and each version's latest value with its gate's state as shape and
/// colour. Plain text only; what does not fit is elided, never wider than the column.
class LineHeader : public QWidget {
    Q_OBJECT
public:
    struct Value {
        QString version; ///< as shown
        LineLook look;
        QString text;    ///< with unit
        GateState state = GateState::Unknown;
        bool operator==(const Value &other) const;
    };
    struct Content {
        QString family;
        QString indicator; ///< title of what is drawn
        QList<Value> values;
        QString note;      ///< age, missing source; empty where all is well
        bool late = false;
        bool isTitled = false; ///< the row of lines has the same title over it: where room is short, the values have it
        bool operator==(const Content &) const = default;
    };
    /// What finds room.
    struct Plan {
        bool title = true;
        std::vector<qsizetype> values; ///< places in Content::values, rising
        qsizetype hidden = 0;    ///< so many values do not
        bool operator==(const Plan &) const = default;
    };
    /// In so many lines of text, the note's among them. Where not all values find room, those beyond a gate come first.
    [[nodiscard]] static Plan plan(const Content &content, int lines);
    explicit LineHeader(QWidget *parent = nullptr);
    void setContent(const Content &content);
    [[nodiscard]] const Content &content() const { return m_content; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString spokenText() const;
    void paintTitle(QPainter &painter, const QRect &area, qsizetype hidden) const;
    void paintValue(QPainter &painter, const QRect &area, const Value &value) const;
    Content m_content;
};

} // namespace andon
