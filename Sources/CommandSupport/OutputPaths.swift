import Foundation

extension InputFiles {
    /// Where the sources that were read belong below an output directory, one for each name.
    ///
    /// What all of the named directories, and the directories of the named files, have in common is taken off: with
    /// `manifests/` named, `manifests/db/pg.yaml` becomes `db/pg.yaml`, whatever else is in it. Standard input becomes
    /// `stdin.yaml`, a pipe such as `/dev/fd/63` its last part with `.yaml`.
    ///
    /// Throws `OutputError.collision` when two would be one file.
    public func outputPaths(of names: [String]) throws(OutputError) -> [String] {
        guard let current = getcwd(nil, 0) else {
            throw OutputFiles.failure(".", .last, "the current directory is unknown")
        }
        defer { free(current) }
        return try outputPaths(of: names, currentDirectory: String(cString: current))
    }

    func outputPaths(of names: [String], currentDirectory: String) throws(OutputError) -> [String] {
        let files = names.filter { stamps[$0] != nil }.map { PathText.absolute($0, from: currentDirectory) }
        var common = files.first.map { Array($0.dropLast()) } ?? []
        for path in files { common = shared(common, path.dropLast()) }
        // The named directories that hold none of these files say nothing about them.
        for root in roots.map({ PathText.absolute($0, from: currentDirectory) })
        where files.contains(where: { $0.starts(with: root) }) {
            common = shared(common, root[...])
        }
        var result: [String] = []
        var owners: [String: String] = [:]
        for name in names {
            let path = outputPath(name, common.count, currentDirectory)
            if let first = owners.updateValue(name, forKey: path) {
                throw .collision(path: path, first: first, second: name)
            }
            result.append(path)
        }
        return result
    }

    private func outputPath(_ name: String, _ common: Int, _ currentDirectory: String) -> String {
        if name == Self.standardInputName { return "stdin.yaml" }
        if stamps[name] != nil {
            return PathText.absolute(name, from: currentDirectory).dropFirst(common).joined(separator: "/")
        }
        let last = PathText.name(name)
        return PathText.isManifest(last) ? last : last + ".yaml"
    }

    private func shared(_ left: [String], _ right: ArraySlice<String>) -> [String] {
        zip(left, right).prefix { $0 == $1 }.map(\.0)
    }
}
