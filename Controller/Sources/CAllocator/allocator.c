#include "CAllocator.h"

// Any header of the system tells which libc it is: before the first one __GLIBC__ is never defined.
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

bool holdfast_bound_allocator(void) {
    int bounded = mallopt(M_ARENA_MAX, 2);
    // Set, they no longer grow by themselves (mallopt(3)): one large review would raise both for ever.
    bounded &= mallopt(M_MMAP_THRESHOLD, 256 * 1024);
    bounded &= mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
    return bounded;
}

bool holdfast_trim_allocator(void) {
    malloc_trim(0);
    return true;
}
#else
bool holdfast_bound_allocator(void) { return false; }
bool holdfast_trim_allocator(void) { return false; }
#endif
