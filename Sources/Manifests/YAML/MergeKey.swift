/// The key `<<`, which is special only without quotes.
enum MergeKey {
    @inline(__always) static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ record: NodeRecord) -> Bool {
        record.end &- record.start == 2 && record.style == .plain && bytes[Int(record.start)] == Ascii.less
            && bytes[Int(record.start) + 1] == Ascii.less
    }
}
