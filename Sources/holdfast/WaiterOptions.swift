import ArgumentParser
import Injection

extension Delivery: ExpressibleByArgument {}

/// Options that say which waiter pods get, and how.
struct WaiterOptions: ParsableArguments {
    @Option(help: "The waiter's image (default: holdfast/waiter:0.1.0, $HOLDFAST_WAITER_IMAGE).")
    var waiterImage: String?

    @Option(help: "How the waiter comes into other containers: copy or image (default: image from 1.36 on).")
    var delivery: Delivery?
}
