import HTTPServerKit
import Model
import Synchronization

/// Stands before the router, which needs to know the port before it can be made.
final class Door: HTTPHandler {
  private let router = Mutex<Router?>(nil)

  func open(_ router: Router) {
    self.router.withLock { $0 = router }
  }

  private var current: Router? { router.withLock { $0 } }

  func policy(for head: RequestHead) -> BodyPolicy {
    current?.policy(for: head) ?? .refuse(Self.closed)
  }

  func respond(to request: HTTPRequest) -> HTTPResponse {
    current?.respond(to: request) ?? Self.closed
  }

  func refusal(_ status: Int) -> HTTPResponse {
    current?.refusal(status) ?? Self.closed
  }

  private static var closed: HTTPResponse { Reply.problem(.stopping, language: .en) }
}
