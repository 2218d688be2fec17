// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace andon {

/// While it lives, tr() gives the words of the source, English, whatever language the window speaks: for what is painted or written
/// to leave the console, which is the same everywhere. It stands on the stack of the GUI thread, the event loop does not run
/// meanwhile, and nobody is told of a change of language; other threads go on as they were.
class SourceWords final : public QTranslator {
public:
    SourceWords();
    ~SourceWords() override;
    [[nodiscard]] QString translate(const char *context, const char *source, const char *disambiguation = nullptr, int count = -1) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace andon
