/* What Embedded Swift's library wants of a system and musl does not have. The ordinary build has it from glibc. */

#if !defined(__GLIBC__) && defined(__linux__)

#include <stddef.h>
#include <stdint.h>
#include <sys/random.h>

void arc4random_buf(void *buffer, size_t size);

/* Seeds hash tables. Before the kernel has entropy a seed that is not random is better than a wait. */
void arc4random_buf(void *buffer, size_t size) {
    uint8_t *at = buffer;
    while (size > 0) {
        ssize_t count = getrandom(at, size > 256 ? 256 : size, GRND_NONBLOCK);
        if (count <= 0) return;
        at += count;
        size -= (size_t)count;
    }
}

/* The tables by which Strings are compared as Unicode has it take 24 KB. The waiter compares names of schemes, options
 * and its own messages: equal means the same scalars. So no scalar is known to have a decomposition or a composition
 * (swift/stdlib/public/stubs/Unicode has the meaning of the results). */

extern const uint8_t *const _swift_stdlib_nfd_decompositions;
const uint8_t *const _swift_stdlib_nfd_decompositions = (const uint8_t *)"";

uint16_t _swift_stdlib_getNormData(uint32_t scalar);
uint16_t _swift_stdlib_getNormData(uint32_t scalar) {
    (void)scalar;
    return 0;
}

uint32_t _swift_stdlib_getDecompositionEntry(uint32_t scalar);
uint32_t _swift_stdlib_getDecompositionEntry(uint32_t scalar) {
    (void)scalar;
    return 0;
}

uint32_t _swift_stdlib_getComposition(uint32_t first, uint32_t second);
uint32_t _swift_stdlib_getComposition(uint32_t first, uint32_t second) {
    (void)first, (void)second;
    return UINT32_MAX;
}

#endif
