/// Swift strings as C's arrays of strings.
enum CStrings {
    /// Calls `body` with an array that ends in NULL; it and its strings last for the call.
    static func with<Result>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: strings.count + 1)
        pointers.initialize(repeating: nil, count: strings.count + 1)
        for (index, string) in strings.enumerated() {
            // A NUL would end the string early; no file of Kubernetes can hold one in these places.
            let bytes = string.utf8.filter { $0 != 0 }
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
            for (offset, byte) in bytes.enumerated() { (copy + offset).initialize(to: CChar(bitPattern: byte)) }
            (copy + bytes.count).initialize(to: 0)
            pointers[index] = copy
        }
        defer {
            for index in strings.indices { pointers[index]?.deallocate() }
            pointers.deallocate()
        }
        return body(pointers)
    }
}
