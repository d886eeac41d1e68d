import CPosix

/// `waiter copy`: puts this program where other containers can run it.
struct CopyProgram {
    let destination: String

    /// Returns the exit code.
    func run() -> Int32 {
        let result = destination.withCString { px_copy_program($0) }
        guard result < 0 else { return 0 }
        Console.write(
            "waiter: cannot copy to \(destination): \(System.errorText(Int32(truncatingIfNeeded: result)))\n", to: 2)
        return 1
    }
}
