/// A header of an HTTP/2 message; the name is in lower case.
struct HPACKField: Sendable {
    let name: ArraySlice<UInt8>
    let value: ArraySlice<UInt8>

    /// What it counts in a dynamic table (RFC 7541 section 4.1).
    var size: Int { name.count + value.count + 32 }

    // Inlined at every place it would cost the program 200 bytes.
    @inline(never)
    func isNamed(_ other: StaticString) -> Bool {
        ResolverText.equal(name, other)
    }
}
