#ifndef HOLDFAST_C_ALLOCATOR_H
#define HOLDFAST_C_ALLOCATOR_H

#include <stdbool.h>

/// Bounds what glibc's malloc keeps for itself. Call it first, before there are threads.
///
/// By default each thread gets an arena (up to 8 a core), and what is free in one is neither used by others nor given
/// back: reviews are read on one thread and answered on another. mallopt rather than MALLOC_ARENA_MAX, so that nobody
/// has to know. Does nothing with another libc and returns false.
bool holdfast_bound_allocator(void);

/// Gives back to the system what malloc holds free, also between what is in use, which M_TRIM_THRESHOLD does not reach.
/// Takes some milliseconds: after something large, not after everything. Does nothing with another libc and returns false.
bool holdfast_trim_allocator(void);

#endif
