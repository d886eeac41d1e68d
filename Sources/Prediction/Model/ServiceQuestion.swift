/// What is asked of the pods behind a Service. All of them count only once the Service leads to the pod.
public enum ServiceQuestion: Hashable, Sendable {
    /// That there is an endpoint: `kube:service/…`, the name of a headless Service.
    case endpoint
    /// That a connection is accepted.
    case listening
    /// That the program behind it answers that it is ready.
    case answering
}
