import Manifests

/// Several files as one stream of documents.
public enum ManifestStream {
    /// Puts `---` between files, where the next one does not begin with it and one of them is not JSON.
    public static func join(_ files: [[UInt8]]) -> [UInt8] {
        var result: [UInt8] = []
        var wasJSON = true
        for file in files {
            let first = file.firstIndex { !(" \t\r\n".utf8.contains($0)) }
            guard let first else { continue }
            let isJSON = file[first] == UInt8(ascii: "{")
            if !result.isEmpty {
                if result.last != UInt8(ascii: "\n") { result.append(UInt8(ascii: "\n")) }
                if !(isJSON && wasJSON), !file[first...].starts(with: "---".utf8) { result += "---\n".utf8 }
            }
            result += file
            wasJSON = isJSON
        }
        return result
    }
}
