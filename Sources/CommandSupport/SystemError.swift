import Foundation

/// A system call's failure.
struct SystemError: Error, Equatable {
    /// `errno` as the call left it.
    let code: Int32

    /// The failure of the call that has just returned; any other call in between may overwrite `errno`.
    static var last: SystemError { SystemError(code: errno) }

    /// The C library's words.
    var text: String { String(cString: strerror(code)) }
}
