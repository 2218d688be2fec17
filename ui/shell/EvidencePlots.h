// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/PlotImages.h"

#include <QSize>

#include <memory>

namespace andon {

class LineBoard;
class LinesPlot;

/// The lines of evidence as SVG, drawn off the screen by the very plots that people look at. GUI thread.
class EvidencePlots final : public PlotImages {
public:
    static constexpr QSize size{1200, 800};

    EvidencePlots();
    ~EvidencePlots() override;
    void plots(const Evidence &evidence, QObject *context, std::function<void(QList<BundleEntry>)> callback) override;

private:
    struct Work;
    void paintNext(const std::shared_ptr<Work> &work, QObject *context);
};

} // namespace andon
