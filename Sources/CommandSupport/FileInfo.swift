import Foundation

/// What the file system knows about a file.
struct FileInfo {
    enum Kind {
        case file, directory, link
        /// A pipe, a socket, a device.
        case other
    }

    let kind: Kind
    let stamp: FileStamp
    /// Permissions with set-id and sticky bits.
    let mode: mode_t
    let owner: uid_t
    let group: gid_t

    /// What a path leads to, through symbolic links.
    init(_ path: String) throws(SystemError) {
        var info = stat()
        guard stat(path, &info) == 0 else { throw .last }
        self.init(info)
    }

    /// What a path names, a symbolic link itself included.
    init(unfollowed path: String) throws(SystemError) {
        var info = stat()
        guard lstat(path, &info) == 0 else { throw .last }
        self.init(info)
    }

    /// An open file.
    init(descriptor: Int32) throws(SystemError) {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw .last }
        self.init(info)
    }

    private init(_ info: stat) {
        switch info.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .directory
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        #if canImport(Darwin)
            let time = info.st_mtimespec
        #else
            let time = info.st_mtim
        #endif
        stamp = FileStamp(
            identity: FileIdentity(
                device: UInt64(truncatingIfNeeded: info.st_dev), inode: UInt64(truncatingIfNeeded: info.st_ino)),
            size: Int64(info.st_size), seconds: Int64(time.tv_sec), nanoseconds: Int64(time.tv_nsec))
        mode = info.st_mode & 0o7777
        owner = info.st_uid
        group = info.st_gid
    }
}
