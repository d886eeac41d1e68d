import Manifests

/// Which pods the kubelet evicts and kills last, and may give cores of their own: those of class Guaranteed. One container
/// with requests below its limits takes that away from its whole pod.
enum QualityOfService {
    /// Whether each regular and init container of a pod template is limited in cpu and memory and requests just that
    /// (pkg/apis/core/v1/helper/qos `ComputePodQOS`). What a LimitRange of the namespace adds is not known here.
    static func isGuaranteed(_ template: Draft) -> Bool {
        let containers = ["initContainers", "containers"].flatMap { template[path: ["spec", $0]]?.items ?? [] }
        return !containers.isEmpty && containers.allSatisfy(requestsItsLimits)
    }

    private static func requestsItsLimits(_ container: Draft) -> Bool {
        ["cpu", "memory"].allSatisfy { name in
            guard let limit = container[path: ["resources", "limits", name]].flatMap({ Quantity($0.value) }),
                limit > .zero
            else { return false }
            // The API server fills in what is absent (pkg/apis/core/v1/defaults.go `SetDefaults_Pod`).
            guard let request = container[path: ["resources", "requests", name]] else { return true }
            return Quantity(request.value) == limit
        }
    }
}
