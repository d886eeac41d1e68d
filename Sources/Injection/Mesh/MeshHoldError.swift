/// What is in the way of a switch.
package struct MeshHoldError: Error {
    package var message: String
    package var cure: String
}
