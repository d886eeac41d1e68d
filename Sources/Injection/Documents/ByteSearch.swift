/// Looks for a short text in many bytes.
enum ByteSearch {
    static func contains(_ text: String, in bytes: [UInt8]) -> Bool {
        let wanted = Array(text.utf8)
        guard let first = wanted.first, bytes.count >= wanted.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            var position = 0
            let last = bytes.count - wanted.count
            while position <= last {
                if bytes[position] == first, bytes[position..<position + wanted.count].elementsEqual(wanted) {
                    return true
                }
                position += 1
            }
            return false
        }
    }
}
