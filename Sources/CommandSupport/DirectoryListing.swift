import Foundation

/// The names in a directory.
enum DirectoryListing {
    /// All but the hidden ones, in the order of bytes; those that are not UTF-8 apart, as well as they can be shown.
    ///
    /// A path is a `String` from here on, and a repaired name would open another file or none.
    static func names(
        _ directory: String, withHidden: Bool = false
    ) throws(SystemError) -> (names: [String], unspeakable: [String]) {
        guard let stream = opendir(directory.isEmpty ? "." : directory) else { throw .last }
        defer { closedir(stream) }
        var names: [String] = []
        var unspeakable: [String] = []
        while true {
            // The end and a failure look alike but for this.
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw .last }
                break
            }
            // In place: a copy of the field would have its declared length, and long names have more behind it.
            let (name, isValid) = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 1) { text in
                    String(validatingCString: text).map { ($0, true) } ?? (String(cString: text), false)
                }
            }
            if PathText.isHidden(name), !withHidden || name == "." || name == ".." { continue }
            if isValid { names.append(name) } else { unspeakable.append(name) }
        }
        return (names.sorted(by: PathText.precedes), unspeakable.sorted(by: PathText.precedes))
    }
}
