import Probing

/// What is drawn, as a function of who draws it: the order in which pods are looked at must not matter.
package enum FleetRandom {
    /// A number for one draw of one pod.
    ///
    /// - Parameter draw: 0 for the time that the pod's start takes, from then on the number of the attempt.
    package static func number(seed: UInt64, pod: Int, draw: Int) -> UInt64 {
        // The generator's own step is not used for the distance of pods: a pod's second number would be the next pod's
        // first.
        var generator = SplitMix64(state: seed &+ UInt64(pod) &* 0xD1B5_4A32_D192_ED03)
        generator.state = generator.next() &+ UInt64(draw) &* 0x8CB9_2BA7_2F3D_8DD7
        return generator.next()
    }
}
