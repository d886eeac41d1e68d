import Foundation
import Injection
import Manifests
import TestSupport
import Testing

@testable import Admission

/// A pod admitted and a manifest injected come out the same.
struct ParityTests {
    private func settings(_ policies: [String]) throws -> AdmissionSettings {
        AdmissionSettings(try policies.map { try Review.value($0) })
    }

    /// What `holdfast inject` makes of the pod, in the namespace.
    private func injected(_ pod: Value, _ settings: AdmissionSettings) throws -> Value {
        var injection = settings.injection(in: "prod")
        injection.defaultNamespace = "prod"
        let text = ValueWriter.flow(pod, isJSON: true)
        let run = InjectionRun.inject([Source(name: "pod", text: text)], injection)
        return try Review.value(String(decoding: try #require(run.files.first).bytes, as: UTF8.self))
    }

    private func admitted(_ pod: Value, _ settings: AdmissionSettings) throws -> (Value, AdmissionResponse) {
        let text = Review.text(ValueWriter.flow(pod, isJSON: true))
        let response = PodAdmission.answer(try Review.request(text), settings)
        // As the API server reads it: from the text of the answer.
        let answer = try #require(try Review.value(response.text)["response"])
        guard let encoded = answer["patch"]?.text else { return (pod, response) }
        let patch = try JSONPatch(
            Review.value(String(decoding: try #require(Data(base64Encoded: encoded)), as: UTF8.self)))
        return (try patch.applied(to: pod), response)
    }

    @Test func generatedPods() throws {
        var generator = RandomAdmitted(random: SplitMix64(seed: 1))
        var changed = 0
        for _ in 0..<600 {
            let pod = generator.pod()
            let settings = try settings(RandomAdmitted.policyTexts.filter { _ in generator.chance(40) })
            let (result, response) = try admitted(pod, settings)
            if response.refusal != nil { continue }
            #expect(result.sorted == (try injected(pod, settings)).sorted, "\(ValueWriter.flow(pod, isJSON: true))")
            if !response.patch.operations.isEmpty { changed += 1 }
            let (again, second) = try admitted(result, settings)
            #expect(second.patch.operations.isEmpty && again.sorted == result.sorted)
        }
        #expect(changed > 250)
    }

    @Test(.enabled(if: !Corpus.files.isEmpty, "the corpus is not beside this clone"))
    func podsOfTheCorpus() throws {
        let settings = try settings([
            """
            {apiVersion: holdfast.dev/v1alpha1, kind: ClusterStartupPolicy, metadata: {name: all},
             spec: {waitFor: ["tcp://holdfast-target:5432"], strategy: wrap}}
            """
        ])
        var count = 0
        for file in Corpus.files {
            guard let bytes = try? Data(contentsOf: file) else { continue }
            for workload in ManifestSet([Source(name: "a", bytes: Array(bytes))]).workloads {
                let pod = Value.fields(
                    ("kind", .string("Pod")), ("apiVersion", .string("v1")),
                    ("metadata", workload.template["metadata"].map { Value($0) } ?? .mapping([])),
                    ("spec", Value(workload.podSpec)))
                let (result, response) = try admitted(pod, settings)
                if response.refusal != nil { continue }
                #expect(result.sorted == (try injected(pod, settings)).sorted, "\(file.path)")
                if !response.patch.operations.isEmpty { count += 1 }
            }
        }
        #expect(count > 25)
    }

    // MARK: Asked again

    private static let proxy = Value.fields(
        ("name", .string("istio-proxy")), ("image", .string("proxyv2")),
        ("readinessProbe", .fields(("httpGet", .fields(("path", .string("/healthz/ready")), ("port", .int(15021)))))))
    private static let native = Value.fields(
        ("name", .string("istio-proxy")), ("image", .string("proxyv2")), ("restartPolicy", .string("Always")),
        ("startupProbe", .fields(("httpGet", .fields(("path", .string("/healthz/ready")), ("port", .int(15021)))))))

    /// As Istio's webhook does it.
    private func withProxy(_ pod: Value, _ place: String) -> Value {
        pod.changing("spec") { spec in
            switch place {
            case "first": spec.changing("containers") { $0.inserting(Self.proxy, isFirst: true) }
            case "last": spec.changing("containers") { $0.inserting(Self.proxy, isFirst: false) }
            default: spec.changing("initContainers") { $0.inserting(Self.native, isFirst: true) }
            }
        }
    }

    @Test(arguments: ["first", "last", "native"])
    func aProxyThatComesLaterCountsAsIfItHadBeenThere(_ place: String) throws {
        var generator = RandomAdmitted(random: SplitMix64(seed: 2))
        var changed = 0
        for _ in 0..<400 {
            let pod = generator.pod()
            let settings = try settings(RandomAdmitted.policyTexts.filter { _ in generator.chance(40) })
            let (first, response) = try admitted(pod, settings)
            if response.refusal != nil || response.patch.operations.isEmpty { continue }
            let asked = withProxy(first, place)
            let (second, _) = try admitted(asked, settings)
            let (fromStart, whole) = try admitted(withProxy(pod, place), settings)
            // A policy's fault passes with a warning, and then nothing is done; the first time it may not have been one.
            if whole.refusal != nil || whole.patch.operations.isEmpty && !whole.warnings.isEmpty { continue }
            let difference = JSONPatch.from(fromStart.meaning, to: second.meaning).operations
            #expect(difference.isEmpty, "\(ValueWriter.flow(pod, isJSON: true))")
            let (_, third) = try admitted(second, settings)
            #expect(third.patch.operations.isEmpty)
            changed += 1
        }
        #expect(changed > 150)
    }

    /// The API server fills in defaults and gives every container the token, once: what is injected keeps them.
    @Test func whatTheServerAddedStays() throws {
        var generator = RandomAdmitted(random: SplitMix64(seed: 3))
        var kept = 0
        for _ in 0..<300 {
            let pod = generator.pod()
            let settings = try settings(RandomAdmitted.policyTexts)
            let (first, response) = try admitted(pod, settings)
            if response.refusal != nil || response.patch.operations.isEmpty { continue }
            let filled = first.changing("spec") { spec in
                var spec = spec
                for list in ["initContainers", "containers"] {
                    spec = spec.changing(list) { $0.eachItem { $0.filled(RandomAdmitted.defaults) } }
                }
                return spec
            }
            #expect(try admitted(filled, settings).1.patch.operations.isEmpty)
            for place in ["first", "native"] {
                let (second, _) = try admitted(withProxy(filled, place), settings)
                guard case .sequence(let items)? = second["spec"]?["initContainers"],
                    let wait = items.first(where: { $0["name"]?.text == "holdfast-wait" })
                else { continue }
                kept += 1
                #expect(wait["volumeMounts"] == .sequence([RandomAdmitted.tokenMount]))
                #expect(wait["imagePullPolicy"] == .string("IfNotPresent"))
            }
        }
        #expect(kept > 100)
    }
}

extension Value {
    /// The same without what says how it was done.
    fileprivate var meaning: Value { sorted }

    fileprivate func changing(_ key: String, _ change: (Value) -> Value) -> Value {
        guard case .mapping(var fields) = self else { return self }
        if let index = fields.firstIndex(where: { $0.key == key }) {
            fields[index].value = change(fields[index].value)
        } else if key == "initContainers" {
            fields.append(.init(key, change(.sequence([]))))
        }
        return .mapping(fields)
    }

    fileprivate func inserting(_ item: Value, isFirst: Bool) -> Value {
        guard case .sequence(let items) = self else { return self }
        return .sequence(isFirst ? [item] + items : items + [item])
    }

    fileprivate func eachItem(_ change: (Value) -> Value) -> Value {
        guard case .sequence(let items) = self else { return self }
        return .sequence(items.map(change))
    }

    /// A container with the defaults that it lacks.
    fileprivate func filled(_ defaults: [Field]) -> Value {
        guard case .mapping(var fields) = self else { return self }
        for field in defaults {
            guard let index = fields.firstIndex(where: { $0.key == field.key }) else {
                fields.append(field)
                continue
            }
            if field.key == "volumeMounts", case .sequence(let own) = fields[index].value,
                case .sequence(let more) = field.value
            {
                fields[index].value = .sequence(own + more.filter { !own.contains($0) })
            }
        }
        return .mapping(fields)
    }
}
