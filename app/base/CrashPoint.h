// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace andon {

/// An effect boundary: something is about to be done to the world, or was just heard to be done. With ANDON_CRASH_AT=n in
/// the environment the process is killed (SIGKILL, nothing is flushed or unwound) at its n-th boundary; without it this is
/// a comparison. It stands in the real program because what is proven about a copy built for tests is proven about the
/// copy only: the crash tests kill the very binary that people install. It gives nobody a power that whoever sets the
/// environment of the process does not have anyway. One thread.
void crashPoint();

} // namespace andon
