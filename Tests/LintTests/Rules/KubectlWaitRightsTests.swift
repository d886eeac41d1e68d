import Testing

@testable import Lint

struct KubectlWaitRightsTests {
    private static let loop = "kubectl wait --for=condition=complete --timeout=60s job/migrate"

    private static func pod(_ account: String = "shop", script: String = loop) -> String {
        Samples.scripted(script, image: "kubectl:1", spec: account.isEmpty ? "" : "serviceAccountName: \(account)")
    }

    private static func binding(
        _ role: String, kind: String = "ClusterRole", to account: String = "shop", cluster: Bool = false
    )
        -> String
    {
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: \(cluster ? "ClusterRoleBinding" : "RoleBinding")
        metadata: {name: b}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: \(kind), name: \(role)}
        subjects: [{kind: ServiceAccount, name: \(account), namespace: default}]
        """
    }

    private static func role(_ rule: String) -> String {
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules: [{\(rule)}]"
    }

    private func found(_ text: String) -> [String] {
        Linted.hits(.kubectlWaitRights, text).map { "\($0.severity) \($0.message): \($0.cure)" }
    }

    @Test func everything() {
        #expect(
            found(Samples.set(Self.binding("cluster-admin", cluster: true), Self.pod())) == [
                "warning init container wait only reads, but its service account shop may do everything: ClusterRoleBinding b gives it ClusterRole cluster-admin: bind a Role with the rule {apiGroups: [batch], resources: [jobs], resourceNames: [migrate], verbs: [get, list, watch]} and nothing else"
            ])
        let stars = Samples.set(
            Self.role("apiGroups: [\"*\"], resources: [\"*\"], verbs: [\"*\"]"), Self.binding("r", kind: "Role"),
            Self.pod())
        #expect(found(stars).map { $0.contains("RoleBinding b gives it Role r") } == [true])
    }

    @Test func writingIsANoteWhereTheAccountIsThereForTheWait() {
        let role = Self.role("apiGroups: [batch], resources: [jobs], verbs: [get, delete]")
        let text = Samples.set(role, Self.binding("r", kind: "Role", to: "waiter"), Self.pod("waiter"))
        #expect(found(text).map { $0.hasPrefix("note") && $0.contains("do more: delete jobs") } == [true])
        // The application may need it.
        #expect(found(Samples.set(role, Self.binding("r", kind: "Role"), Self.pod())).isEmpty)
    }

    @Test func noRightsWhereOthersHaveTheirs() {
        #expect(
            found(Samples.set(Self.binding("view", to: "other"), Self.pod(""))).map {
                $0.hasPrefix("note init container wait asks the API server as service account default")
            } == [true])
    }

    @Test func declaredWaitsNeedWatchOnly() {
        let text = Samples.set(
            Self.binding("cluster-admin", to: "default", cluster: true),
            Samples.pod("shop", waitsFor: "kube:deployment/db"))
        #expect(
            found(text).map {
                $0.hasSuffix(
                    "{apiGroups: [apps], resources: [deployments], resourceNames: [db], verbs: [watch]} and nothing else"
                )
            } == [true])
    }

    @Test(arguments: [
        KubectlWaitRightsTests.pod(),
        Samples.set(binding("view"), KubectlWaitRightsTests.pod()),
        Samples.set(
            role("apiGroups: [batch], resources: [jobs], verbs: [get, list, watch]"), binding("r", kind: "Role"),
            KubectlWaitRightsTests.pod()),
        // The role is not among the manifests.
        Samples.set(binding("theirs"), KubectlWaitRightsTests.pod()),
        // Another account, another namespace.
        Samples.set(
            binding("cluster-admin", to: "other", cluster: true), binding("view"), KubectlWaitRightsTests.pod()),
        // It does not ask the API server.
        Samples.set(
            binding("cluster-admin", cluster: true),
            KubectlWaitRightsTests.pod(script: "until nc -z -w 3 db 5432; do sleep 1; done")),
    ])
    func nearMisses(_ text: String) {
        #expect(found(text).isEmpty)
    }
}
