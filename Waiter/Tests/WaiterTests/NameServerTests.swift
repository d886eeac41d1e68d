import Foundation
import Testing

@Suite(.serialized, .enabled(if: TestNameServer.isPossible))
struct NameServerTests {
    @Test func namesAreLookedUp() throws {
        let names = try TestNameServer(known: ["db.test": [127, 0, 0, 1]])
        let server = try TestServer()
        let result = try names.run("wait", "tcp://db.test:\(server.port)", "dns:DB.test.", "dns:db.test#type=A")
        #expect(result.code == 0, "\(result.errors)")
    }

    @Test func namesThatDoNotExist() throws {
        let names = try TestNameServer(known: ["db.test": [127, 0, 0, 1]])
        let result = try names.run("wait", "--attempts=1", "tcp://other.test:1")
        #expect(result.code == 124)
        #expect(result.errors.contains("waiting for tcp://other.test:1: the name other.test does not exist\n"))
    }

    @Test func tooFewRecords() throws {
        let names = try TestNameServer(known: ["db.test": [127, 0, 0, 1]])
        let few = try names.run("wait", "--attempts=1", "dns:db.test#min=2")
        #expect(few.code == 124 && few.errors.contains("1 of 2 records"))
        let none = try names.run("wait", "--attempts=1", "dns:db.test#type=SRV")
        #expect(none.code == 124 && none.errors.contains("the name db.test has no SRV record"))
    }

    /// The connection gets the descriptor that the lookup had; that something happened on it says nothing about the
    /// connection, which here is never made: the listener's queue is full.
    @Test func aConnectionThatIsNotMadeIsNotReady() throws {
        let names = try TestNameServer(known: ["full.test": [127, 0, 0, 1]])
        let server = try FullServer()
        let result = try names.run("wait", "--attempts=1", "--attempt-timeout=100ms", "tcp://full.test:\(server.port)")
        #expect(result.code == 124, "\(result.errors)")
        #expect(result.errors.contains("no connection (127.0.0.1:\(server.port)) within 100ms"))
    }
}
