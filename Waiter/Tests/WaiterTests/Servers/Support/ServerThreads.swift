import Foundation

/// Runs each test on a thread of its own. These tests mostly wait, and the threads that Swift's tasks share are as few
/// as there are processors.
final class ServerThreads: TaskExecutor {
    static let shared = ServerThreads()

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
