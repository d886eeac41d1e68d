// What one review costs: benchmark-admission [COUNT] [BYTES]. One thread, answers one after another, a pod of 20 KB with
// two targets to wait for; printed are the medians and the 99th percentile, in microseconds.

import Admission
import Manifests

/// As the API server sends it: its defaults filled in, and so many variables that it has the size.
private func review(_ bytes: Int) -> [UInt8] {
    let token = Value.fields(
        ("name", .string("kube-api-access-x7x2v")), ("readOnly", .bool(true)),
        ("mountPath", .string("/var/run/secrets/kubernetes.io/serviceaccount")))
    let probe = Value.fields(
        ("httpGet", .fields(("path", .string("/ready")), ("port", .int(8080)), ("scheme", .string("HTTP")))),
        ("timeoutSeconds", .int(1)), ("periodSeconds", .int(10)), ("successThreshold", .int(1)),
        ("failureThreshold", .int(3)))
    func container(_ name: String, _ variables: [Value]) -> Value {
        .fields(
            ("name", .string(name)), ("image", .string("registry.example.com/\(name):1.2.3")),
            ("command", .strings(["/" + name])), ("env", .sequence(variables)), ("readinessProbe", probe),
            ("livenessProbe", probe), ("volumeMounts", .sequence([token])),
            ("imagePullPolicy", .string("IfNotPresent")),
            ("terminationMessagePath", .string("/dev/termination-log")), ("terminationMessagePolicy", .string("File")))
    }
    func pod(_ variables: [Value]) -> Value {
        .fields(
            ("apiVersion", .string("v1")), ("kind", .string("Pod")),
            (
                "metadata",
                .fields(
                    ("generateName", .string("shop-6f5d8c9b7-")), ("labels", .fields(("app", .string("shop")))),
                    ("annotations", .fields(("holdfast.dev/wait-for", .string("http://config:8080, tcp://nacos:8848"))))
                )
            ),
            (
                "spec",
                .fields(
                    (
                        "volumes",
                        .sequence([
                            .fields(
                                ("name", .string("kube-api-access-x7x2v")),
                                ("projected", .fields(("defaultMode", .int(420)))))
                        ])
                    ), ("containers", .sequence([container("shop", variables), container("log", [])])),
                    ("restartPolicy", .string("Always")), ("terminationGracePeriodSeconds", .int(30)))
            ))
    }
    var variables: [Value] = []
    var text = ValueWriter.flow(pod(variables), isJSON: true)
    while text.utf8.count < bytes {
        for _ in 0..<10 {
            variables.append(
                .fields(
                    ("name", .string("SETTING_\(variables.count)")),
                    ("value", .string("some value of moderate length"))))
        }
        text = ValueWriter.flow(pod(variables), isJSON: true)
    }
    let before = """
        {"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"705ab4f5-6393-11e8-b7cc-42010a\
        800002","kind":{"group":"","version":"v1","kind":"Pod"},"namespace":"prod","operation":"CREATE","object":
        """
    return Array((before + text + "}}").utf8)
}

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let bytes = review(numbers.dropFirst().first ?? 20 << 10)
let settings = AdmissionSettings()
let clock = ContinuousClock()
var times: [[Int]] = [[], [], [], []]
var size = 0
for _ in 0..<max(numbers.first ?? 5000, 1) {
    let start = clock.now
    let request = try AdmissionRequest(bytes)
    let read = clock.now
    let response = PodAdmission.answer(request, settings)
    let answered = clock.now
    size = response.text.utf8.count
    let end = clock.now
    for (index, time) in [read - start, answered - read, end - answered, end - start].enumerated() {
        times[index].append(Int(time / .microseconds(1)))
    }
}
print("review of \(bytes.count) bytes, answer of \(size) bytes, \(times[0].count) times; µs, median and p99")
for (name, list) in zip(["read", "decide", "write", "all"], times) {
    let list = list.sorted()
    print("\(name): \(list[list.count / 2]), \(list[list.count * 99 / 100])")
}
