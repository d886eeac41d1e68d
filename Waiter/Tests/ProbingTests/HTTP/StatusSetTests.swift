import Testing

@testable import Probing

@Suite struct StatusSetTests {
    @Test func parsesCodesAndRanges() throws {
        let set = try #require(StatusSet("200,204,500-599"))
        #expect([200, 204, 500, 550, 599].allSatisfy { set.contains($0) })
        #expect(![199, 201, 203, 205, 499, 600].contains { set.contains($0) })
        #expect(set.description == "200,204,500-599")
        #expect(StatusSet.kubelet.description == "200-399")
        #expect(StatusSet("200-399") == StatusSet.kubelet)
    }

    @Test(arguments: [
        "", ",", "200,", "20", "2000", "099", "300-200", "200-", "-200", "200--300", "2xx", "200 ,201", "+20",
    ])
    func refusesAnythingElse(text: String) {
        #expect(StatusSet(text) == nil)
    }
}
