import Manifests
import Prediction
import Testing
import Topology

@testable import Planning

struct ComparisonTextTests {
    private func text(_ manifests: String, _ assume: [String] = []) throws -> String {
        let survey = Survey(ManifestSet([Source(name: "a.yaml", text: manifests)]))
        return ComparisonText.render(Comparison(survey, try Assumptions(assume)))
    }

    @Test func aTableHasAllWaysAndAnAdvice() throws {
        let held = Pictured.shop("holdfast.dev/wait-for: \"http://config/info\"")
        let text = try text(held, ["deployment/config/app=ready:20s", "deployment/shop/app=crash:1s"])
        for way in [
            "as it is today", "sleep 30s", "init container, loop every 2s", "Holdfast's plan", "without any hold",
        ] {
            #expect(text.contains("  \(way) "), "\(way)")
        }
        #expect(text.contains("  hold: today it falls over"))
        #expect(!text.contains("workloads"))
    }

    @Test func severalAreSummedUp() throws {
        let held = Pictured.shop("holdfast.dev/wait-for: \"http://config/info\"")
        let other = held.replacing("name: shop", with: "name: other").split(separator: "---").suffix(1).joined()
        let text = try text(held + "\n---\n" + other, ["deployment/config/app=ready:20s", "app=crash:1s"])
        #expect(text.hasSuffix("2 workloads\n  hold: deployment/shop, deployment/other\n"), "\(text.suffix(200))")
    }

    @Test func nothingToCompareIsSaid() throws {
        #expect(try text(Pictured.shop("")) == "no workload waits for anything, or declares an order\n")
    }
}
