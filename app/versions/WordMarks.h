// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/versions/TextDiff.h"

namespace andon {

/// Marks the words by which a removed line differs from the added one it became: what both leave unmarked is the same text.
/// Lines that share little, or are longer than 4,000 characters, get no marks: each is new as a whole. Internal to
/// app/versions.
void markWords(DiffLine &removed, DiffLine &added);

} // namespace andon
