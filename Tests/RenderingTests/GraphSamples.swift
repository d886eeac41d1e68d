import Rendering
import TestSupport

/// Graphs that the tests draw.
enum Graphs {
    /// Two workloads with a mesh proxy, a configuration service, and needs of every assurance.
    static let shop: GraphPicture = {
        func node(
            _ label: String, _ kind: GraphPicture.NodeKind, _ group: Int?, _ wave: Int, _ times: (Int, Int, Int),
            critical: Bool = false
        ) -> GraphPicture.Node {
            GraphPicture.Node(
                label, kind: kind, group: group, wave: wave, start: .milliseconds(times.0),
                ready: .milliseconds(times.1), slack: .milliseconds(times.2), isCritical: critical)
        }
        return GraphPicture(
            title: "shop.yaml, config.yaml",
            groups: [
                GraphPicture.Group(title: "prod/deployment/config", place: "config.yaml:1"),
                GraphPicture.Group(title: "prod/deployment/shop", place: "shop.yaml:12"),
            ],
            nodes: [
                node("migrate", .initContainer, 0, 1, (200, 2200, 0), critical: true),
                node("config", .container, 0, 2, (2300, 6800, 0), critical: true),
                node("istio-proxy", .sidecar, 1, 0, (100, 1300, 5500)),
                node("app", .container, 1, 3, (6850, 8400, 0), critical: true),
                node("worker", .container, 1, 3, (1400, 2100, 6300)),
                node("metrics", .container, 1, 0, (150, 150, 8250)),
                node("postgres://db.prod:5432", .target, nil, 0, (0, 180, 20), critical: true),
                node("http://feature-flags.platform.svc.cluster.local:8080/health", .target, nil, 0, (0, 0, 8400)),
            ],
            edges: [
                GraphPicture.Edge(
                    0, needs: 6, .ready, strategy: "init", reason: "a target, and nothing runs before it",
                    guarantee: "no container of the pod starts before it", isCritical: true),
                GraphPicture.Edge(
                    1, needs: 0, .completed, strategy: "init", guarantee: "Kubernetes' own order", isCritical: true),
                GraphPicture.Edge(
                    3, needs: 1, .ready, strategy: "wrap", reason: "app names its command",
                    guarantee: "app's program does not run before it",
                    via: "http://config:8080/info#status=200", isCritical: true),
                GraphPicture.Edge(
                    3, needs: 2, .ready, strategy: "hook", reason: "Istio's own switch",
                    guarantee: "held while the hook blocks; a hook that gives up lets it through", assurance: .open,
                    stronger: "Kubernetes 1.29 or later: the proxy as a native sidecar"),
                GraphPicture.Edge(
                    4, needs: 2, .ready, strategy: "hook", reason: "Istio's own switch",
                    guarantee: "held while the hook blocks; a hook that gives up lets it through", assurance: .open,
                    stronger: "Kubernetes 1.29 or later: the proxy as a native sidecar"),
                GraphPicture.Edge(
                    4, needs: 7, .ready, guarantee: "worker starts whether it is there or not", assurance: .none,
                    stronger: "holdfast.dev/wait-for: http://feature-flags.platform:8080/health"),
            ], criticalPath: [6, 0, 1, 3], end: .milliseconds(8400),
            remarks: ["worker's loop around curl has no -f: an answer of 500 counts as ready"])
    }()

    /// What means something to XML, HTML, JSON, Graphviz, Mermaid, YAML and terminals.
    static let evil =
        "<script>alert(\"1\")</script> ' ]]> ])} -->|x| `%%{init}%%` end; style a:b#c;"
        + " http://a.b/_c_ *d* ~~e~~ [f](g) www.h.i j@k.l $$m$$ fa:fa-car \\* &amp;&lt;\\N\\ \u{1B}[31m\u{0}\n\r\u{202E}é 日本 \u{1F600}\u{2028}"

    /// The same in every place.
    static let nasty = GraphPicture(
        title: evil, groups: [GraphPicture.Group(title: evil, place: evil), GraphPicture.Group(title: "empty")],
        nodes: GraphPicture.NodeKind.allCases.map {
            GraphPicture.Node(evil, kind: $0, group: $0 == .target ? nil : 0, wave: $0 == .target ? 0 : 1)
        },
        edges: GraphPicture.Edge.Assurance.allCases.enumerated().map { index, assurance in
            GraphPicture.Edge(
                index, needs: 3, .started, strategy: evil, reason: evil, guarantee: evil, assurance: assurance,
                stronger: evil, via: evil)
        }, criticalPath: [3, 0], remarks: [evil])

    /// Two that need each other, one that needs itself, and waves that contradict the edges.
    static let cycle = GraphPicture(
        title: "cycle", groups: [GraphPicture.Group(title: "p")],
        nodes: [
            GraphPicture.Node("a", kind: .container, group: 0, wave: 3),
            GraphPicture.Node("b", kind: .container, group: 0, wave: 3),
            GraphPicture.Node("c", kind: .container, group: 0, wave: 9),
        ],
        edges: [
            GraphPicture.Edge(0, needs: 1, .ready), GraphPicture.Edge(1, needs: 0, .ready),
            GraphPicture.Edge(2, needs: 2, .ready), GraphPicture.Edge(2, needs: 1, .ready),
        ])

    /// Nothing at all.
    static let empty = GraphPicture(title: "")

    /// All of them.
    static let all = [shop, nasty, cycle, empty]

    /// Pods of up to five containers, with needs within and between them and on targets; the same for the same seed.
    static func random(seed: UInt64, nodes count: Int) -> GraphPicture {
        var random = SplitMix64(seed: seed)
        var picture = GraphPicture(title: "random \(seed)", end: .seconds(60))
        while picture.nodes.count < count {
            let isTarget = random.chance(10)
            if !isTarget { picture.groups.append(GraphPicture.Group(title: "deployment/d\(picture.groups.count)")) }
            for _ in 0..<(isTarget ? 1 : random.number(1...5)) {
                let index = picture.nodes.count
                picture.nodes.append(
                    GraphPicture.Node(
                        isTarget ? "tcp://host\(index):80" : "c\(index)", kind: isTarget ? .target : .container,
                        group: isTarget ? nil : picture.groups.count - 1, start: .zero, ready: .seconds(1)))
                guard index > 0, !isTarget else { continue }
                for _ in 0..<random.number(0...2) {
                    let near = random.chance(70) ? max(0, index - 12) : 0
                    let needed = random.number(near...(index - 1))
                    picture.edges.append(
                        GraphPicture.Edge(
                            index, needs: needed, .ready, strategy: "wrap",
                            assurance: random.pick(GraphPicture.Edge.Assurance.allCases)))
                    picture.nodes[index].wave = max(picture.nodes[index].wave, picture.nodes[needed].wave + 1)
                }
            }
        }
        return picture
    }
}
