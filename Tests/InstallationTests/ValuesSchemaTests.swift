import Foundation
import Manifests
import Testing

@testable import Installation

/// `values.schema.json` takes the defaults and what the other tests set, and refuses slips. Python's jsonschema judges.
struct ValuesSchemaTests {
    private static let script = """
        import json, sys, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft7Validator.check_schema(schema)
        sys.exit(0 if jsonschema.Draft7Validator(schema).is_valid(json.loads(sys.argv[2])) else 3)
        """

    /// The exit code of a Python program; 127 without Python.
    private static func python(_ arguments: [String]) -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        do { try process.run() } catch { return 127 }
        process.waitUntilExit()
        return process.terminationStatus
    }

    static let hasJSONSchema = python(["-c", "import jsonschema"]) == 0

    private static func isValid(_ values: String) -> Bool {
        let schema = Chart.folder.appendingPathComponent("values.schema.json").path
        return python(["-c", script, schema, values]) == 0
    }

    @Test(.enabled(if: hasJSONSchema, "needs python3-jsonschema")) func defaults() throws {
        #expect(ValuesSchemaTests.isValid(ValueWriter.flow(try Chart.values(), isJSON: true)))
    }

    @Test(.enabled(if: hasJSONSchema, "needs python3-jsonschema"), arguments: OptionSet.all)
    func whatOthersSet(_ set: OptionSet) { #expect(ValuesSchemaTests.isValid(set.values)) }

    @Test(
        .enabled(if: hasJSONSchema, "needs python3-jsonschema"),
        arguments: [
            #"{"failurepolicy": "Fail"}"#, #"{"failurePolicy": "fail"}"#, #"{"timeoutSeconds": 31}"#,
            #"{"replicas": 0}"#, #"{"replicas": "2"}"#, #"{"image": "holdfast/controller:1"}"#,
            #"{"certificates": {"source": "manual"}}"#, #"{"certificates": {"issuer": {"name": "a"}}}"#,
            #"{"excludedNamespaces": ["-a"]}"#, #"{"networkPolicy": {"apiServerPorts": []}}"#,
            #"{"nodeSelector": {"a": true}}"#, #"{"tolerations": [{"operator": "Is"}]}"#, #"{"logLevel": "loud"}"#,
        ])
    func slips(_ values: String) { #expect(!ValuesSchemaTests.isValid(values)) }
}
