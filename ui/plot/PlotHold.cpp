// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/PlotHold.h"

namespace andon {

bool PlotHold::set(Reason reason, bool holds)
{
    const bool before = m_reasons != 0;
    m_reasons = holds ? m_reasons | reason : m_reasons & ~reason;
    return before != (m_reasons != 0);
}

} // namespace andon
