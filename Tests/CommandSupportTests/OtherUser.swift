import Foundation

/// What permissions forbid, for tests that run as root, to whom they forbid nothing.
enum OtherUser {
    /// Whether this thread can be an ordinary user: as one, or on Linux as root.
    static var isPossible: Bool { geteuid() != 0 || setter != nil }

    /// Does the work as an ordinary user. Only this thread changes, and with it its rights over files (setfsuid(2)).
    static func run<T>(_ work: () throws -> T) rethrows -> T {
        guard geteuid() == 0, let setter else { return try work() }
        _ = setter(65534)
        defer { _ = setter(0) }
        return try work()
    }

    private static var setter: (@convention(c) (UInt32) -> Int32)? {
        guard let address = dlsym(dlopen(nil, RTLD_NOW), "setfsuid") else { return nil }
        return unsafeBitCast(address, to: (@convention(c) (UInt32) -> Int32).self)
    }
}
