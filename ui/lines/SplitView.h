// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/lines/Split.h"
#include "ui/plot/SmallPlots.h"

#include <optional>

class QToolButton;

namespace andon {

/// One indicator of a family by the values of a label, the worst first; hidden where the workspace splits none of them. Where
/// it splits several, or by several labels, a button offers them.
class SplitView : public SmallPlots {
    Q_OBJECT
public:
    static constexpr int mostCells = 12;

    explicit SplitView(QWidget *parent = nullptr);
    void setSpecs(const QList<SplitSpec> &specs);
    /// Why there is nothing to split, said under every family; empty: nothing is said.
    void setAbsent(const QString &words) { m_absent = words; }
    /// The family in view with its indicators in their order; none: the four lines.
    void showFamily(std::optional<Family> family, const QList<Indicator> &indicators);
    /// The next split of the family, or the one before; round and round.
    void showNext(bool back = false);
    void setReading(const SplitReading &reading); ///< of another split than the one in view it is ignored
    [[nodiscard]] const SplitSpec &spec() const { return m_spec; }
    [[nodiscard]] QWidget *lastTabStop() const;

signals:
    /// Ask for this from now on; with an empty query for nothing.
    void wanted(const andon::Indicator &indicator, const andon::SplitSpec &spec);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Choice {
        Indicator indicator;
        SplitSpec spec;
    };
    void choose(qsizetype index);
    void offerChoices();
    void placeButton();
    [[nodiscard]] QString titleOf(const SplitReading &reading) const;

    QToolButton *m_button;
    QList<SplitSpec> m_specs;
    QList<Choice> m_choices; ///< of the family in view
    SplitSpec m_spec;
    Indicator m_indicator;
    QString m_absent;
    SplitSpec m_wish; ///< that was chosen last, kept without any: another family is split by its label, too, where it can be
};

/// "Success rate by tenant".
[[nodiscard]] QString splitName(const Indicator &indicator, const SplitSpec &spec);
/// What is not drawn, in words: "further: c, d, e and 20 more"; empty where all is drawn.
[[nodiscard]] QString restWords(const QList<SplitPart> &parts, int drawn);

} // namespace andon
