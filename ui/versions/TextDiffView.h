// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/versions/TextDiff.h"

#include <QTextEdit>

namespace andon {

/// Two texts as one: line numbers and + or − in the gutter, the words that changed underlined (new) or struck out (gone).
/// All of it is plain text: what it shows can be selected, copied and read aloud, nothing in it is markup.
class TextDiffView : public QTextEdit {
    Q_OBJECT
public:
    static constexpr int mostLines = 1500; ///< drawn, so that no text holds up the board; the last one says how many more there are

    explicit TextDiffView(QWidget *parent = nullptr);
    /// `whole`: equal lines too, not only those around changes.
    void setDiff(const TextDiff &diff, bool whole);
    [[nodiscard]] const TextDiff &diff() const { return m_diff; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void draw();
    void drawLine(QTextCursor &cursor, const DiffLine &line, int digits);

    TextDiff m_diff;
    bool m_whole = false;
};

} // namespace andon
