import CPosix
import Probing

let version = "0.1.0"

func run() -> Int32 {
    do throws(UsageError) {
        switch try WaiterArguments.parse(CommandLine.arguments, environment: System.waiterEnvironment) {
        case .wait(let options): return WaitProgram(options: options).run()
        case .supervise(let options): return SuperviseProgram(options: options).run()
        case .help(let page): Console.write(HelpText.text(page), to: 1)
        case .version: Console.write("waiter " + version + "\n", to: 1)
        }
        return 0
    } catch {
        Console.write("waiter: " + error.message + "\n        " + error.cure + "\n", to: 2)
        return 2
    }
}

px_exit(run())
