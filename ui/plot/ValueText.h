// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Indicator.h"

#include <QString>

namespace andon {

/// A value with its unit: "97.3 %", "412 ms", "1.84 s", "$0.0031", "$12.40/h", "3.1/s"; "–" for NaN. A share that is not
/// quite 0 or 100 % is never rounded to it. `atLeast` writes "≥" before it (the top bucket of a histogram).
[[nodiscard]] QString valueText(double value, Unit unit, bool atLeast = false);

/// A label of the value axis where neighbouring labels are `step` apart: no more digits than tell them apart.
[[nodiscard]] QString tickText(double value, Unit unit, double step);

/// The unit alone, for the title of a row: "%", "s", "USD", "USD/h", "1/s", "tokens"; empty for plain numbers.
[[nodiscard]] QString unitText(Unit unit);

} // namespace andon
