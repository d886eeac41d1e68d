import Foundation
import Simulation
import Testing

@testable import Rendering

@Suite struct LoadTests {
    /// Twenty tenths of a second each: asked in every one, and in the first only.
    static let small: LoadComparison = {
        var steady = FleetLoad.Result()
        steady.released = 1200
        steady.load = Array(repeating: 100, count: 10) + Array(repeating: 25, count: 10)
        steady.lag = LagSummary(median: .milliseconds(128), p99: .milliseconds(270), maximum: .milliseconds(272))
        steady.wasted = .seconds(90)
        steady.lastUp = .milliseconds(2600)
        var early = FleetLoad.Result()
        early.early = 1200
        early.load = [800]
        let fleet = FleetLoad.Parameters(replicas: 1200, nodes: 1, readyTime: .milliseconds(1600))
        return LoadComparison(
            parameters: fleet,
            rows: [
                .init(method: .fixed(interval: .milliseconds(100)), result: steady),
                .init(method: .sleep(.seconds(2)), result: early),
            ])
    }()

    @Test func aTableAndAChart() {
        let expected = """
            1,200 pods on 1 node, bound at 100 a second; the dependency is ready after 1.6s

            waiting      attempts  peak/s  peak/0.1s  lag p50    p99    max  wasted  last up  too early
            every 100ms     1,250   1,000        100    128ms  270ms  272ms   1m30s     2.6s          0
            sleep 2s          800     800        800        -      -      -     0ms        -      1,200

            attempts a second, the highest tenth of each column; █ is 8,000
            every 100ms ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
            sleep 2s    ████
                        0                                          ready 1.6s ▲           2s

            """
        #expect(LoadText.render(LoadTests.small, width: 80) == expected)
    }

    @Test func levelsAreEighthsOfThePeakAndNothingIsNothing() {
        var comparison = LoadTests.small
        comparison.rows.removeLast()
        comparison.rows[0].result.load = [0, 1, 2, 3, 4, 5, 6, 7, 8, 1000, 125, 126, 500, 501, 999, 0]
        comparison.parameters.readyTime = .zero
        let bar = LoadChart(comparison, width: "every 100ms ".count + 48).lines().first { $0.hasPrefix("every") }
        let levels = " ▁▁▁▁▁▁▁▁█▁▂▄▅█".map { String(repeating: $0, count: 3) }.joined()
        #expect(bar == "every 100ms " + levels)
    }

    @Test func aBurstThatIsNarrowerThanAColumnIsSeen() {
        var comparison = LoadTests.small
        comparison.rows.removeLast()
        comparison.rows[0].result.load = Array(repeating: 1, count: 10_000)
        comparison.rows[0].result.load[7777] = 80
        let bar = LoadChart(comparison, width: 80).lines().first { $0.hasPrefix("every") } ?? ""
        #expect(bar.filter { $0 == "█" }.count == 1)
        #expect(bar.filter { $0 == "▁" }.count == 67)
    }

    @Test func everyWidthAndEveryMomentOfReadinessFits() throws {
        for width in [0, 40, 41, 60, 97, 200] {
            for ready in [nil, 0, 1, 5, 19, 20, 21, 25, 10_000, 1 << 40] as [Int64?] {
                var comparison = LoadTests.small
                comparison.parameters.readyTime = ready.map { .milliseconds($0 * 100) }
                let lines = LoadChart(comparison, width: max(width, 40)).lines()
                for line in lines { #expect(line.count <= max(width, 40)) }
                #expect(!LoadText.render(comparison, width: width).contains(" \n"))
                for row in comparison.rows.indices { comparison.rows[row].result = FleetLoad.Result() }
                #expect(LoadText.render(comparison, width: width).hasSuffix("\n"))
            }
        }
    }

    @Test func nothingToCompareIsATitle() {
        var comparison = LoadTests.small
        comparison.rows = []
        comparison.parameters.schedulerRate = nil
        comparison.parameters.readyTime = nil
        comparison.parameters.capacity = DependencyCapacity(attemptsPerSecond: 5000)
        #expect(
            LoadText.render(comparison, width: 120)
                == "1,200 pods on 1 node, bound already; the dependency is never ready and answers 5,000 a second\n")
    }

    @Test(arguments: [
        (WaitingMethod.fixed(interval: .seconds(1)), "every 1s"),
        (.fixedWithStartDelay(interval: .seconds(2), delay: .seconds(10)), "every 2s after 10s"),
        (.pilotAgent, "pilot-agent wait"), (.waiter(.remote), "waiter"), (.waiter(.loopback), "waiter, loopback"),
        (.waiter(.remote.limited(to: 100)), "waiter, up to 100ms"), (.sleep(.seconds(30)), "sleep 30s"),
        (.watch, "watch"),
    ])
    func methodsHaveNames(method: WaitingMethod, name: String) {
        #expect(method.text == name)
    }

    @Test(arguments: [
        (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (12_345, "12,345"), (-1_234_567, "-1,234,567"),
    ])
    func numbersAreGrouped(number: Int, text: String) {
        #expect(number.grouped == text)
    }

    @Test func theDocumentSaysTheSame() throws {
        var comparison = LoadTests.small
        comparison.parameters.capacity = DependencyCapacity(attemptsPerSecond: 5000, queue: 7)
        let text = LoadJSON.render(comparison)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let fleet = try #require(document["fleet"] as? [String: Any])
        #expect(fleet["readyMs"] as? Int == 1600)
        #expect(fleet["deadlineMs"] as? Int == 300_000)
        #expect(fleet["nodeStartsPerSecond"] is NSNull)
        #expect(fleet["capacity"] as? [String: Int] == ["attemptsPerSecond": 5000, "queue": 7])
        let methods = try #require(document["methods"] as? [[String: Any]])
        try #require(methods.count == 2)
        #expect(methods[0]["method"] as? String == "every 100ms")
        #expect(methods[0]["attemptsPerSecond"] as? [Int] == [1000, 250])
        #expect(methods[0]["lagMs"] as? [String: Int] == ["median": 128, "p99": 270, "max": 272])
        #expect(methods[0]["wastedMs"] as? Int == 90_000)
        #expect(methods[1]["lagMs"] is NSNull)
        #expect(methods[1]["lastUpMs"] is NSNull)
        #expect(methods[1]["tooEarly"] as? Int == 1200)
        comparison.rows = []
        let empty = LoadJSON.render(comparison)
        #expect(empty.contains("\"methods\": []"))
        #expect(try JSONSerialization.jsonObject(with: Data(empty.utf8)) is [String: Any])
    }
}
