import CPosix
import Probing

/// The waiter's version.
let version = "0.1.0"

/// What the program does with a command line. Returns the exit code.
func run(_ arguments: [String]) -> Int32 {
    do throws(UsageError) {
        switch try WaiterArguments.parse(arguments, environment: System.waiterEnvironment) {
        case .wait(let options): return WaitProgram(options: options).run()
        case .supervise(let options): return SuperviseProgram(options: options).run()
        case .copy(let destination): return CopyProgram(destination: destination).run()
        case .help(let page): Console.write(HelpText.text(page), to: 1)
        case .version: Console.write("waiter " + version + "\n", to: 1)
        }
        return 0
    } catch {
        Console.write(WaitLog.line(.text, event: "usage", error.message + "; " + error.cure) + "\n", to: 2)
        return 2
    }
}

#if hasFeature(Embedded)
    /// Embedded Swift has no `CommandLine`: the arguments come from C.
    @_cdecl("main")
    public func main(count: Int32, arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32 {
        RawArguments.keep(arguments, count: count)
        var words: [String] = []
        for index in 0..<Int(count) {
            if let word = arguments[index] { words.append(System.string(word)) }
        }
        return run(words)
    }
#else
    /// The ordinary build, for tests and for `holdfast up`.
    @main
    enum Entry {
        static func main() {
            RawArguments.keep(CommandLine.unsafeArgv, count: CommandLine.argc)
            px_exit(run(CommandLine.arguments))
        }
    }
#endif
