// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/workspace/MemberReader.h"

namespace andon {

/// The member "postmortem": templates of one's own, by name and file. The files are not read yet.
[[nodiscard]] QList<TemplateSpec> readTemplates(const nlohmann::json &value, const QString &pointer, FaultList &faults);
/// The member "regression": the set's file and the report's.
[[nodiscard]] RegressionSpec readRegression(const nlohmann::json &value, const QString &pointer, FaultList &faults);
/// Reads the files of the templates beneath the workspace's folder into them; a file that cannot be read, and a placeholder
/// that nobody knows, are faults with their place in that file.
[[nodiscard]] QList<WorkspaceFault> loadTemplates(QList<TemplateSpec> &templates, const QString &folder);

} // namespace andon
