// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace andon {

/// Has the C library's allocator give back what is free, in a program that runs for weeks: threads share two arenas, and
/// blocks from 4 MiB on are mapped one by one (else the limit grows with each that is freed, and what lies between such
/// blocks stays). Once, at the beginning of main(). Of glibc (mallopt(3)); elsewhere nothing.
void setAllocatorLimits();

} // namespace andon
