import Foundation

/// The system calls of the tests. No descriptor of a test may reach a process of another test that runs beside it.
enum Posix {
    /// Held while a descriptor is made and not yet closed on exec, and while a process is started.
    private static let spawning = NSLock()

    struct Failure: Error {
        var call: String
        var number = errno
    }

    static func check(_ result: Int32, _ call: String) throws -> Int32 {
        guard result >= 0 else { throw Failure(call: call) }
        return result
    }

    static func pipe() throws -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        try spawning.withLock {
            _ = try check(Foundation.pipe(&ends), "pipe")
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        }
        return (ends[0], ends[1])
    }

    static func read(_ fd: Int32, _ buffer: inout [UInt8]) -> Int {
        while true {
            let count = Foundation.read(fd, &buffer, buffer.count)
            if count >= 0 || errno != EINTR { return count }
        }
    }

    /// A stream socket that other processes do not inherit.
    static func socket(_ family: Int32, datagram: Bool = false) throws -> Int32 {
        #if os(Linux)
            let type = Int32((datagram ? SOCK_DGRAM : SOCK_STREAM).rawValue)
        #else
            let type = datagram ? SOCK_DGRAM : SOCK_STREAM
        #endif
        return try spawning.withLock {
            let fd = try check(Foundation.socket(family, type, 0), "socket")
            _ = fcntl(fd, F_SETFD, FD_CLOEXEC)
            return fd
        }
    }

    /// The next connection of a listener; `nil` when it is shut down.
    static func accept(_ listener: Int32) -> Int32? {
        var interest = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
        while poll(&interest, 1, -1) < 0, errno == EINTR {}
        return spawning.withLock {
            let fd = Foundation.accept(listener, nil, nil)
            if fd >= 0 { _ = fcntl(fd, F_SETFD, FD_CLOEXEC) }
            return fd >= 0 ? fd : nil
        }
    }

    static func spawn(
        _ program: String, _ words: inout [UnsafeMutablePointer<CChar>?],
        _ variables: inout [UnsafeMutablePointer<CChar>?], input: Int32? = nil, output: Int32, errors: Int32,
        ownGroup: Bool = false
    ) throws -> pid_t {
        #if os(Linux)
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #else
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #endif
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        // As a container runtime starts a process: no signal blocked or ignored.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        var flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        if ownGroup { flags |= POSIX_SPAWN_SETPGROUP }
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var pid: pid_t = 0
        let result = spawning.withLock {
            posix_spawnp(&pid, program, &actions, &attributes, &words, &variables)
        }
        guard result == 0 else { throw Failure(call: "posix_spawn \(program)", number: result) }
        return pid
    }
}
