// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace andon {

/// A label that shows text as it is: never markup, never a link, bidirectional controls made visible; text that does
/// not fit is elided at its end and stands whole in the tool tip.
class PlainLabel : public QLabel {
    Q_OBJECT
public:
    explicit PlainLabel(QWidget *parent = nullptr);
    explicit PlainLabel(const QString &text, QWidget *parent = nullptr);
    /// Any text, hostile text too.
    void setPlainText(const QString &text);
    [[nodiscard]] const QString &plainText() const { return m_text; }
    /// Of the whole text, however much of it is shown.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void elide();
    QString m_text;
};

} // namespace andon
