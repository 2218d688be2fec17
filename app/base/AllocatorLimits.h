// SPDX-FileCopyrightText: The Andon developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace andon {

/// Has the C library's allocator give back what is free, in a program that runs for weeks: threads share two arenas, and
/// blocks from 4 MiB on are mapped one by one (else the limit grows with each that is freed, and what lies between such
/// blocks stays). Once, at the beginning of main(). Of glibc (mallopt(3)); elsewhere nothing.
void setAllocatorLimits();

/// Gives back what was freed in the middle of the heap, too; for whoever has just had much memory and needs it no more. Some
/// milliseconds, in which other threads may wait for the allocator. Any thread. Of glibc (malloc_trim(3)); elsewhere nothing.
void returnFreeMemory();

} // namespace andon
