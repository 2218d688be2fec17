// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Split.h"
#include "ui/plot/SmallPlots.h"

#include <optional>

namespace andon {

/// One indicator of a family by the values of a label, the worst first; hidden where the workspace splits none of them.
class SplitView : public SmallPlots {
    Q_OBJECT
public:
    static constexpr int mostCells = 12;

    explicit SplitView(QWidget *parent = nullptr);
    void setSpecs(const QList<SplitSpec> &specs);
    /// The family in view with its indicators in their order; none: the four lines.
    void showFamily(std::optional<Family> family, const QList<Indicator> &indicators);
    void setReading(const SplitReading &reading); ///< of another indicator than the one in view it is ignored
    [[nodiscard]] const SplitSpec &spec() const { return m_spec; }

signals:
    /// Ask for this from now on; with an empty query for nothing.
    void wanted(const andon::Indicator &indicator, const andon::SplitSpec &spec);

private:
    [[nodiscard]] QString titleOf(const SplitReading &reading) const;
    QList<SplitSpec> m_specs;
    SplitSpec m_spec;
    Indicator m_indicator;
};

/// What is not drawn, in words: "further: c, d, e and 20 more"; empty where all is drawn.
[[nodiscard]] QString restWords(const QList<SplitPart> &parts, int drawn);

} // namespace andon
