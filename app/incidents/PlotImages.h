// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/incidents/Evidence.h"

#include <functional>

class QObject;

namespace andon {

/// Port: the lines as pictures. It needs pixels, so ui/ fulfils it.
class PlotImages {
public:
    virtual ~PlotImages() = default;
    /// "plots/….svg" of the evidence's window, as a person saw it: a row for each line and a picture for each family. The words are
    /// English, the times UTC, the digits those of the C locale, whatever language, locale and zone there are. GUI thread, in
    /// pieces that hold it up for less than 50 ms; the callback runs once, later, and not at all once `context` is gone.
    virtual void plots(const Evidence &evidence, QObject *context, std::function<void(QList<BundleEntry>)> callback) = 0;
};

} // namespace andon
