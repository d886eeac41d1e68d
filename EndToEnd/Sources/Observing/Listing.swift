/// A list of objects, as `kubectl get -o json` prints it.
package struct Listing<Item: Decodable & Sendable>: Decodable, Sendable {
    package var items: [Item]
}
