/// What is in the way of a switch.
struct MeshHoldError: Error {
    var message: String
    var cure: String
}
