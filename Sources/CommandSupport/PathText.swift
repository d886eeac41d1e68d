/// Paths taken apart and put together, without asking the file system.
///
/// All of it works on UTF-8: to `Character`, a slash with a combining accent behind it is no slash, and to `==` two
/// spellings of one accented letter are one name; the kernel sees bytes.
enum PathText {
    /// The parts between slashes, empty ones left out.
    static func components(_ path: String) -> [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    /// Whether it counts from the root.
    static func isAbsolute(_ path: String) -> Bool {
        path.utf8.first == UInt8(ascii: "/")
    }

    /// An entry of a directory; the empty directory is the current one and stays unwritten.
    static func join(_ directory: String, _ name: String) -> String {
        if directory.isEmpty || directory.utf8.last == UInt8(ascii: "/") { return directory + name }
        return directory + "/" + name
    }

    /// The directory in which a path's last part is: `.` for a bare name.
    static func parent(_ path: String) -> String {
        let parts = components(path).dropLast()
        if isAbsolute(path) { return "/" + parts.joined(separator: "/") }
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// The last part; empty for the root.
    static func name(_ path: String) -> String {
        components(path).last ?? ""
    }

    /// The parts from the root on, `.` and `..` worked out as text: behind a symbolic link the true parent is another.
    static func absolute(_ path: String, from currentDirectory: String) -> [String] {
        var parts: [String] = []
        let whole = isAbsolute(path) ? path : currentDirectory + "/" + path
        for part in components(whole) where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts
    }

    /// Whether a listing leaves it out.
    static func isHidden(_ name: String) -> Bool {
        name.utf8.first == UInt8(ascii: ".")
    }

    /// Whether a name ends as a manifest's does.
    static func isManifest(_ name: String) -> Bool {
        [".yaml", ".yml", ".json"].contains { ending in
            name.utf8.count > ending.utf8.count && name.utf8.suffix(ending.utf8.count).elementsEqual(ending.utf8)
        }
    }

    /// The order of bytes, which is the same on every machine and in every language.
    static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
