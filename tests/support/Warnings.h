// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace andon {

/// Call it in init() of every test class: a warning that the test does not expect then fails the test.
void failOnWarnings();

} // namespace andon
