/// What a command line asks the waiter to do.
public enum WaiterCommand: Equatable, Sendable {
    /// Wait, then exec the command if there is one.
    case wait(WaitOptions)
    /// Wait, then run the command as a child and stay its parent.
    case supervise(SuperviseOptions)
    /// Copy the program to this path, or into this directory.
    case copy(String)
    /// Print a page of help.
    case help(HelpPage)
    /// Print the version.
    case version
}

/// A page of help.
public enum HelpPage: Equatable, Sendable {
    /// What there is.
    case overview
    /// `waiter wait`.
    case wait
    /// `waiter supervise`.
    case supervise
    /// `waiter copy`.
    case copy
}
