// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/GatewayPreset.h"
#include "app/workspace/WorkspaceFile.h"

namespace andon {

/// Either a preset or every fault at once, with line and column.
struct PresetAnswer {
    std::optional<GatewayPreset> preset;
    QList<WorkspaceFault> faults;
};

/// Reads a preset. A tier that its requests cannot keep, a placeholder nobody fills, a pattern that is none and a read
/// that is not there are faults. Pure.
[[nodiscard]] PresetAnswer parsePreset(const QByteArray &text, const QString &path);
/// A preset that comes with the program by its name, or one from a file where `kind` ends in ".json" (relative to
/// `folder`); at most 1 MiB.
[[nodiscard]] PresetAnswer loadPreset(const QString &kind, const QString &folder);
/// The names of the presets that come with the program, in order.
[[nodiscard]] QStringList presetNames();

/// The words that a write fills in by itself.
[[nodiscard]] QStringList presetWriteWords();
/// The placeholders in a text, without braces, in their order.
[[nodiscard]] QStringList placeholdersIn(const QString &text);

} // namespace andon
