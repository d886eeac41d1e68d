import Foundation

/// Writes to descriptors.
enum DescriptorWriter {
    /// Writes everything.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Foundation.write(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done)
            }
            if count >= 0 {
                done += count
                continue
            }
            let failure = SystemError.last
            switch failure.code {
            case EINTR: continue
            // Standard output shares its flags with whoever else has the terminal or pipe open, such as Node.js.
            case EAGAIN: FileBytes.wait(descriptor, for: Int16(POLLOUT))
            default: throw failure
            }
        }
    }
}
