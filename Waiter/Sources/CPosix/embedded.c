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

#endif
