import Foundation

extension TestFolder {
    /// Makes the folder or a file in it a user's own, when the tests run as root: some servers insist.
    func give(_ name: String? = nil, to user: String, mode: Int? = nil) throws {
        let path = name.map { file($0) } ?? self.path
        if let mode { try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path) }
        guard geteuid() == 0 else { return }
        guard let entry = getpwnam(user) else { throw TestTimeout(description: "there is no user \(user)") }
        _ = try Posix.check(chown(path, entry.pointee.pw_uid, entry.pointee.pw_gid), "chown \(path)")
    }

    /// Makes a folder in it.
    func make(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: file(name), withIntermediateDirectories: false)
    }
}
