import NIOCore
import NIOTLS

/// Cuts a connection that takes too long. Stands between TLS and HTTP, where nothing of a request is understood yet:
/// half a head counts.
final class ConnectionGuard: ChannelDuplexHandler {
    typealias InboundIn = Any
    typealias InboundOut = Any
    typealias OutboundIn = Any
    typealias OutboundOut = Any

    /// Tells the guard that the connection is to end soon.
    struct Closing: Sendable {}

    private var timer: ConnectionTimer
    private var scheduled: (at: NIODeadline, task: Scheduled<Void>)?
    private let onCut: @Sendable (ConnectionTimer.Phase) -> Void

    init(_ timer: ConnectionTimer, onCut: @escaping @Sendable (ConnectionTimer.Phase) -> Void) {
        self.timer = timer
        self.onCut = onCut
    }

    func handlerAdded(context: ChannelHandlerContext) { schedule(context) }

    func handlerRemoved(context: ChannelHandlerContext) { cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        timer.received(at: .now())
        schedule(context)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        timer.answered(at: .now())
        schedule(context)
        context.write(data, promise: promise)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output {
            // Half a close waits for the client to close the other half; not for ever.
            timer.closes(at: .now())
            schedule(context)
        }
        context.close(mode: mode, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent {
            timer.secured(at: .now())
            schedule(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func triggerUserOutboundEvent(context: ChannelHandlerContext, event: Any, promise: EventLoopPromise<Void>?) {
        guard event is Closing else { return context.triggerUserOutboundEvent(event, promise: promise) }
        timer.closes(at: .now())
        schedule(context)
        promise?.succeed()
    }

    /// Sees to it that there is a look at the deadline. A look that comes too early looks again: a busy connection moves
    /// its deadline with every request, and need not move a task each time.
    private func schedule(_ context: ChannelHandlerContext) {
        if let scheduled, scheduled.at <= timer.deadline { return }
        cancel()
        let deadline = timer.deadline
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.scheduled = nil
            guard NIODeadline.now() >= self.timer.deadline else { return self.schedule(context) }
            self.onCut(self.timer.phase)
            context.close(promise: nil)
        }
        scheduled = (deadline, task)
    }

    private func cancel() {
        scheduled?.task.cancel()
        scheduled = nil
    }
}
