// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLineEdit;

namespace andon {

/// A button inside the field that empties it, there while it holds text; the field's own, once a field. QLineEdit's own takes its sign from the desktop's
/// icons: in a colour that fits one theme, and looked for in all their folders when the first field is made.
void addClearButton(QLineEdit &field);

} // namespace andon
