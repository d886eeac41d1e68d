#if canImport(Glibc)
    import CAllocator
    import Testing

    /// The functions were once compiled away with nobody the wiser: they ask the libc's name before they know it.
    @Suite struct AllocatorTests {
        @Test func isBoundedAndTrimmed() {
            #expect(holdfast_bound_allocator())
            #expect(holdfast_trim_allocator())
        }
    }
#endif
