import Foundation
import StartupGraph

// Order, waves and critical path of a large graph, beside coreutils' tsort on the same edges (which only orders).

let nodeCount = 100_000
let edgeCount = 500_000
var random = SystemRandomNumberGenerator()
var builder = StartupGraphBuilder()
builder.reserve(nodes: nodeCount, edges: edgeCount)
let nodes = (0..<nodeCount).map { builder.add(StartupNode("n\($0)")) }
var lines = ""
for _ in 0..<edgeCount {
    let a = Int.random(in: 0..<nodeCount, using: &random)
    let b = Int.random(in: 0..<nodeCount, using: &random)
    guard a != b else { continue }
    builder.add(nodes[max(a, b)], needs: nodes[min(a, b)], .ready)
    lines += "n\(min(a, b)) n\(max(a, b))\n"
}

func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    let (seconds, attoseconds) = start.duration(to: .now).components
    return Double(seconds) + Double(attoseconds) / 1e18
}

var graph = StartupGraphBuilder().build()
let build = seconds { graph = builder.build() }
let order = try seconds { _ = try graph.order() }
let waves = try seconds { _ = try graph.waves() }
let path = try seconds { _ = try graph.criticalPath { _, _ in .milliseconds(1) } }

let file = FileManager.default.temporaryDirectory.appendingPathComponent("holdfast-edges-\(getpid())")
try Data(lines.utf8).write(to: file)
let peer = try seconds {
    let tsort = Process()
    tsort.executableURL = URL(fileURLWithPath: "/usr/bin/tsort")
    tsort.arguments = [file.path]
    tsort.standardOutput = FileHandle.nullDevice
    try tsort.run()
    tsort.waitUntilExit()
}
try FileManager.default.removeItem(at: file)

func show(_ name: String, _ time: Double) {
    print(name.padding(toLength: 28, withPad: " ", startingAt: 0), Int(time * 1000), "ms")
}
print("\(nodeCount) nodes, \(edgeCount) edges")
show("build", build)
show("order", order)
show("waves", waves)
show("critical path", path)
show("tsort (reads text, orders)", peer)
print("ratio tsort / (build + order):", (peer / (build + order) * 10).rounded() / 10)
