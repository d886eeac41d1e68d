import Observing
import Testing

struct FiguresTests {
    @Test(arguments: [([], nil), ([3], 3), ([3, 1], 2), ([9, 1, 2], 2)] as [([Double], Double?)])
    func median(numbers: [Double], middle: Double?) {
        #expect(WayFigures.median(numbers) == middle)
    }

    @Test func noWayBeatsTheLaterOfTheTwo() {
        let bound = LowerBound(alone: 8, own: 1)
        #expect(bound.seconds(dependency: 20) == 21)
        #expect(bound.seconds(dependency: 2) == 8)
        #expect(bound.oneAfterTheOther(dependency: 20) == 28)
    }

    @Test func aWayWithoutAnEndHasNoRatio() {
        let figures = WayFigures(
            way: "nothing", pods: 20, ready: 19, restarts: 40, crashLoops: 21, dependency: 20, allReady: nil,
            lags: [2, 1])
        let table = StoryTable.table([figures], bound: LowerBound(alone: 8, own: 1))
        #expect(table.rows == [["nothing", "19/20", "40", "21", "20.00", "–", "21.00", "–", "1.50", "2.00"]])
        #expect(table.markdown.hasPrefix("| way | ready |"))
    }

    @Test(
        arguments: [("v1.20.5", "1.20"), ("1.33.1-gke.1", "1.33"), ("v1.29+", "1.29"), ("x", nil)]
            as [(String, String?)])
    func versions(text: String, short: String?) {
        #expect(ServerVersion(text)?.description == short)
    }

    @Test func versionsAreNumbersNotText() throws {
        #expect(try #require(ServerVersion("1.9")) < #require(ServerVersion("1.20")))
    }

    @Test func differencesHavePaths() {
        let one = JSONValue.object(["a": .array([.number(1), .object(["b": .bool(true)])]), "c": .null])
        let two = JSONValue.object(["a": .array([.number(1), .object(["b": .bool(false)])]), "d": .string("x")])
        #expect(one.differences(from: two) == ["/a/1/b", "/d"])
        #expect(one.differences(from: one).isEmpty)
    }
}
