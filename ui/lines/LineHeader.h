// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Indicator.h"
#include "ui/plot/LineLook.h"

#include <QWidget>

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
        bool operator==(const Content &) const = default;
    };
    explicit LineHeader(QWidget *parent = nullptr);
    void setContent(const Content &content);
    [[nodiscard]] const Content &content() const { return m_content; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString spokenText() const;
    void paintValue(QPainter &painter, const QRect &area, const Value &value) const;
    Content m_content;
};

} // namespace andon
