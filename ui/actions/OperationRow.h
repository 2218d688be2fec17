// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/actions/ActionWords.h"

#include <QWidget>

namespace andon {

class PlainLabel;

/// Where one operation stands: a sign, a bar in the tone's colour, and words of at most three lines.
class OperationRow : public QWidget {
    Q_OBJECT
public:
    explicit OperationRow(QWidget *parent = nullptr);
    /// `words` may be hostile. `newest`: stands out.
    void setOperation(ProgressTone tone, const QString &words, bool newest);
    /// Nothing happened yet.
    void setIdle(const QString &words);
    [[nodiscard]] QString words() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void setInk(const QColor &color, bool strong);

    PlainLabel *m_words;
    ProgressTone m_tone = ProgressTone::Running;
    bool m_idle = true;
    bool m_newest = false;
};

} // namespace andon
