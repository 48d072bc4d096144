import Model

/// Why a request is not answered as its sender hoped.
enum ServiceProblem: Problem {
  case nowhere(String)
  case noSuchDiagnosis
  case noSuchArticle(String)
  case noSuchRule(String, known: [String])
  case noSuchRemedy(String, known: [String])
  case noSuchSource(String)
  case noLog
  case wrongMethod([String])
  case badRequest
  case badParameter(String, String, known: String)
  case missingParameter(String)
  case badBody(String)
  case badForm
  case wrongType(String)
  case notAcceptable([String])
  case nothingIn
  case tooLarge(Int)
  case tooMuchBody
  case tooManyFiles(Int)
  case tooManyWaiting
  case tooManyRequests(Int)
  case noRoom
  case stopping
  case indexing
  case stillRunning
  case wrongHost
  case wrongOrigin
  case missingToken
  case missingBearer
  case unplannable(LocalizedText, hint: LocalizedText?)
  case failed(LocalizedText)

  /// The status code of RFC 9110.
  var status: Int {
    switch self {
    case .nowhere, .noSuchDiagnosis, .noSuchArticle, .noSuchRule, .noSuchRemedy, .noSuchSource,
      .noLog:
      404
    case .wrongMethod: 405
    case .badRequest, .badParameter, .missingParameter, .badBody, .badForm: 400
    case .wrongType: 415
    case .notAcceptable: 406
    case .nothingIn, .unplannable: 422
    case .tooLarge, .tooMuchBody, .tooManyFiles: 413
    case .tooManyWaiting, .tooManyRequests: 429
    case .noRoom, .stopping, .indexing: 503
    case .stillRunning: 409
    case .wrongHost: 421
    case .wrongOrigin, .missingToken: 403
    case .missingBearer: 401
    case .failed: 500
    }
  }

  /// The stable name for machines.
  var code: String {
    switch self {
    case .nowhere: "not-found"
    case .noSuchDiagnosis: "no-such-diagnosis"
    case .noSuchArticle: "no-such-article"
    case .noSuchRule: "no-such-rule"
    case .noSuchRemedy: "no-such-remedy"
    case .noSuchSource: "no-such-source"
    case .noLog: "no-log"
    case .wrongMethod: "wrong-method"
    case .badRequest: "bad-request"
    case .badParameter: "bad-parameter"
    case .missingParameter: "missing-parameter"
    case .badBody: "bad-body"
    case .badForm: "bad-form"
    case .wrongType: "wrong-type"
    case .notAcceptable: "not-acceptable"
    case .nothingIn: "nothing-in"
    case .tooLarge, .tooMuchBody: "too-large"
    case .tooManyFiles: "too-many-files"
    case .tooManyWaiting: "too-many-waiting"
    case .tooManyRequests: "too-many-requests"
    case .noRoom: "no-room"
    case .stopping: "stopping"
    case .indexing: "indexing"
    case .stillRunning: "still-running"
    case .wrongHost: "wrong-host"
    case .wrongOrigin: "wrong-origin"
    case .missingToken: "missing-token"
    case .missingBearer: "missing-bearer"
    case .unplannable: "unplannable"
    case .failed: "failed"
    }
  }

  /// After how many seconds it may be worth to ask again.
  var retryAfter: Int? {
    switch self {
    case .tooManyWaiting, .indexing, .stillRunning: 1
    case .tooManyRequests(let seconds): seconds
    case .noRoom: 60
    case .stopping: 5
    default: nil
    }
  }

  /// The parameter or field that is wrong, if it is one.
  var field: String? {
    switch self {
    case .badParameter(let name, _, _), .missingParameter(let name): name
    default: nil
    }
  }
}
