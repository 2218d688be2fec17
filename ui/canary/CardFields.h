// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canary/CardLint.h"

class QComboBox;
class QLineEdit;

namespace andon {

/// A number as short as it can be and still the same; empty where there is none.
[[nodiscard]] QString fieldText(const std::optional<double> &value);
/// What stands in a field; none where it is empty. Text that is no number gives none and a finding at `place`.
[[nodiscard]] std::optional<double> fieldNumber(const QLineEdit &field, const QString &place, QList<CardFinding> &faults);
/// The same, where there must be one: 0 and a finding where it is empty.
[[nodiscard]] double neededNumber(const QLineEdit &field, const QString &place, QList<CardFinding> &faults);
/// Seconds, as durationFromWords reads them; none where the field is empty.
[[nodiscard]] std::optional<qint64> fieldDuration(const QLineEdit &field, const QString &place, QList<CardFinding> &faults);
/// Words apart by commas, none of them empty.
[[nodiscard]] QStringList fieldList(const QLineEdit &field);
/// Chooses the entry with that data; where there is none, it is added, so that what the file says is never lost.
void chooseData(QComboBox &choice, const QString &data);
/// "5 min", rounded up to what a person reads; never is "never".
[[nodiscard]] QString waitText(double seconds);

[[nodiscard]] QString cardVerbText(Verb verb);       ///< "Roll back"
[[nodiscard]] QString pauseCauseText(PauseCause cause); ///< "a line is worse than stable"
[[nodiscard]] QString cardFamilyText(Family family); ///< "Quality"

} // namespace andon
