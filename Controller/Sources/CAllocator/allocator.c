#include "CAllocator.h"

#ifdef __GLIBC__
#include <malloc.h>

void holdfast_bound_allocator(void) {
    mallopt(M_ARENA_MAX, 2);
    // Set, they no longer grow by themselves (mallopt(3)): one large review would raise both for ever.
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
    mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
}
#else
void holdfast_bound_allocator(void) {}
#endif
