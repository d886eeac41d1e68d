import Manifests
import Testing

@testable import Lint

struct WaitsForLaterContainerTests {
    private static let wait =
        "{name: wait, image: \"postgres:17\", command: [sh, -c, 'until pg_isready -h localhost; do sleep 1; done']}"
    private static let db = "{name: db, image: \"postgres:17\", ports: [{containerPort: 5432}]}"
    private static let hook =
        "{name: first, image: first, lifecycle: {postStart: {exec: {command: [sh, -c, 'until curl -fs --max-time 3 http://127.0.0.1:8080/; do sleep 1; done']}}}"
    private static let api = "{name: api, image: api, readinessProbe: {httpGet: {port: 8080}}}"

    @Test func findsAnInitContainerThatWaitsForARegularOne() {
        let found = Linted.hits(
            .waitsForLaterContainer,
            Linted.pod(init: [WaitsForLaterContainerTests.wait], [ScriptedPod.app, WaitsForLaterContainerTests.db]))
        #expect(found.map(\.severity) == [.error])
        #expect(found.first?.message.hasSuffix("that is container db, which is started only after it") == true)
    }

    @Test(arguments: [
        Linted.pod(init: [wait, db.dropLast() + ", restartPolicy: Always}"], [ScriptedPod.app]),
        Linted.pod([hook + "}", api]),
        Linted.pod(
            init: [
                "{name: wait, image: busybox, command: [sh, -c, 'until [ -f /shared/ready ]; do sleep 1; done'], volumeMounts: [{name: s, mountPath: /shared}]}"
            ], ["{name: app, image: app, volumeMounts: [{name: s, mountPath: /out}]}"],
            more: "volumes: [{name: s, emptyDir: {}}]"),
    ])
    func findsOthersFurtherDown(_ text: String) {
        #expect(Linted.hits(.waitsForLaterContainer, text).count == 1)
    }

    @Test(arguments: [
        // It is there already.
        Linted.pod(init: [db.dropLast() + ", restartPolicy: Always}", wait], [ScriptedPod.app]),
        Linted.pod([api, hook + "}"]),
        // Its own port.
        Linted.pod([hook + ", ports: [{containerPort: 8080}]}", ScriptedPod.app]),
        // Nobody says who listens.
        Linted.pod([hook + "}", ScriptedPod.app]),
        Linted.pod(init: [wait], [ScriptedPod.app]),
        // It runs the server itself for a while.
        Linted.pod(
            init: [
                "{name: setup, image: \"postgres:17\", command: [bash, -c, 'docker-entrypoint.sh postgres & until pg_isready -h localhost; do sleep 1; done; psql -f /setup.sql']}"
            ], [db]),
        // A regular container's own command holds nobody else.
        Linted.pod([wait, db]),
        // Who writes the file is not sure: a claim may have it already, an init container may have put it there.
        Linted.pod(
            init: [
                "{name: wait, image: busybox, command: [sh, -c, 'until [ -f /shared/ready ]; do sleep 1; done'], volumeMounts: [{name: s, mountPath: /shared}]}"
            ], ["{name: app, image: app, volumeMounts: [{name: s, mountPath: /out}]}"],
            more: "volumes: [{name: s, persistentVolumeClaim: {claimName: s}}]"),
        Linted.pod(
            init: [
                "{name: put, image: put, volumeMounts: [{name: s, mountPath: /s}]}",
                "{name: wait, image: busybox, command: [sh, -c, 'until [ -f /shared/ready ]; do sleep 1; done'], volumeMounts: [{name: s, mountPath: /shared}]}",
            ], ["{name: app, image: app, volumeMounts: [{name: s, mountPath: /out}]}"],
            more: "volumes: [{name: s, emptyDir: {}}]"),
    ])
    func leavesOthersAlone(_ text: String) {
        #expect(Linted.hits(.waitsForLaterContainer, text).map(\.message).isEmpty)
    }
}
