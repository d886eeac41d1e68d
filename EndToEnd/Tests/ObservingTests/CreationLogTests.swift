import Observing
import Testing

struct CreationLogTests {
    @Test func oneProcess() {
        var log = CreationLog()
        log.take(
            output: "pod/a-1 created\npod/a-2 created\n",
            log: """
                I1125 22:00:00.100000       7 loader.go:395] Config loaded from file:  /x
                I1125 22:00:00.200000       7 round_trippers.go:560] GET https://h:6443/api?timeout=32s 200 OK in 3 milliseconds
                I1125 22:00:00.300000       7 round_trippers.go:560] POST https://h:6443/api/v1/namespaces/x/pods 201 Created in 12 milliseconds
                I1125 22:00:00.400000       7 round_trippers.go:632] "Response" verb="POST" url="https://h" status="201 Created" milliseconds=7
                Error from server (AlreadyExists): error when creating "STDIN": pods "a-3" already exists
                The connection to the server h:6443 was refused - did you specify the right host or port?
                """)
        #expect(log.created == ["a-1", "a-2"])
        #expect(log.existing == ["a-3"])
        #expect(log.seconds == [0.012, 0.007])
        #expect(log.complaints.count == 1)
    }
}
