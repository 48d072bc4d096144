import Diagnosis
import HTTPServerKit
import Model
import Reading
import Reporting

/// Answers what is asked of diagnoses.
struct DiagnosisCalls: Sendable {
  let desk: DiagnosisDesk
  let kept: KeptReports?
  let settings: ServiceSettings
  let metrics: Metrics

  /// How reports are written.
  let options: ReportOptions

  /// Where the body of an upload goes, once its parameters are found to make sense.
  func sink(for head: RequestHead, language: Language) throws -> UploadSink {
    guard desk.isOpen else { throw ServiceProblem.stopping }
    do {
      return try UploadSink(
        head: head, name: head.parameter("name"), spool: desk.spool, limits: settings.limits,
        language: language)
    } catch is FormProblem {
      throw ServiceProblem.badForm
    } catch let refusal as BodyRefusal {
      throw refusal
    } catch {
      throw ServiceProblem.noRoom
    }
  }

  /// Diagnoses an upload.
  func create(_ call: Call) throws -> HTTPResponse {
    let isRemembered = try call.flag("save", else: true)
    let patience = try call.number("wait", in: 0...30, else: 2)
    let form = try ReportForm.wanted(by: call)
    let zone = try call.text("timezone").map { name in
      guard let rules = SystemTimeZones.rules(named: name) else {
        throw ServiceProblem.badParameter("timezone", name, known: "Europe/Paris, +09:00")
      }
      return rules
    }
    guard case .streamed(let sink) = call.request.body, let upload = sink as? UploadSink else {
      throw ServiceProblem.nothingIn
    }
    metrics.countUpload(upload.bytes)
    let job = try desk.accept(
      upload, language: call.language, timeZone: zone, isRemembered: isRemembered)
    guard isRemembered else {
      defer { _ = desk.remove(job.id) }
      while !job.wait(.seconds(5)) {}
      return try result(of: job, form: form, call: call)
    }
    let location = "/v1/diagnoses/\(job.id)"
    var response: HTTPResponse
    if job.wait(.seconds(patience)) {
      response = try result(of: job, form: form, call: call)
    } else {
      response = try Reply.json(job.status(in: call.language), status: 202)
      response.headers.add("Retry-After", "1")
    }
    response.headers.add("Location", location)
    return response
  }

  private func result(
    of job: DiagnosisJob, form: ReportForm, call: Call
  ) throws -> HTTPResponse {
    if let report = job.report {
      return try form.response(report, call: call, name: job.id, options: options)
    }
    switch job.phase {
    case .failed: throw ServiceProblem.failed(job.problem ?? LocalizedText(verbatim: ""))
    case .cancelled: throw desk.isOpen ? ServiceProblem.noSuchDiagnosis : .stopping
    default: throw ServiceProblem.stillRunning
    }
  }

  /// The report, or how far it is.
  func report(_ call: Call) throws -> HTTPResponse {
    let id = try Self.id(call)
    let form = try ReportForm.wanted(by: call)
    if let job = desk.job(id) {
      guard job.phase.isOver else {
        var response = try Reply.json(job.status(in: call.language), status: 202)
        response.headers.add("Retry-After", "1")
        return response
      }
      return try result(of: job, form: form, call: call)
    }
    guard let found = try kept?.report(id) else { throw ServiceProblem.noSuchDiagnosis }
    return try form.response(found.report, call: call, name: id, options: options)
  }

  /// What is known of every diagnosis.
  func list(_ call: Call) throws -> HTTPResponse {
    let jobs = desk.jobs.filter(\.isRemembered).map { $0.status(in: call.language) }
    let known = Set(jobs.map(\.id))
    let older = try kept?.list().filter { !known.contains($0.id) } ?? []
    return try Reply.json(["diagnoses": jobs + older])
  }

  /// What is known of one.
  func status(_ call: Call) throws -> HTTPResponse {
    let id = try Self.id(call)
    if let job = desk.job(id) { return try Reply.json(job.status(in: call.language)) }
    guard let found = try kept?.report(id) else { throw ServiceProblem.noSuchDiagnosis }
    return try Reply.json(found.status)
  }

  /// How far one is, as it goes on.
  func events(_ call: Call) throws -> HTTPResponse {
    let job = try job(call)
    return HTTPResponse(
      headers: ["Content-Type": "text/event-stream"],
      stream: EventStream(job, language: call.language))
  }

  /// Ends and forgets one.
  func remove(_ call: Call) throws -> HTTPResponse {
    let id = try Self.id(call)
    let wasThere = desk.remove(id)
    let wasKept = try kept?.remove(id) ?? false
    guard wasThere || wasKept else { throw ServiceProblem.noSuchDiagnosis }
    return Reply.nothing
  }

  /// What changed from one report to another.
  func difference(_ call: Call) throws -> HTTPResponse {
    guard let other = call.text("to") else { throw ServiceProblem.missingParameter("to") }
    let before = try finished(Self.id(call))
    let after = try finished(Self.checked(other))
    return HTTPResponse(
      type: "application/json", text: DifferenceJSON(ReportDifference(from: before, to: after)).text
    )
  }

  /// The report that a path names.
  func finishedReport(_ call: Call) throws -> Report { try finished(Self.id(call)) }

  private func finished(_ id: String) throws -> Report {
    if let job = desk.job(id) {
      guard job.phase.isOver else { throw ServiceProblem.stillRunning }
      if let report = job.report { return report }
    }
    guard let found = try kept?.report(id) else { throw ServiceProblem.noSuchDiagnosis }
    return found.report
  }

  /// The diagnosis that a path names and whose input is there.
  func job(_ call: Call) throws -> DiagnosisJob {
    let id = try Self.id(call)
    if let job = desk.job(id) { return job }
    guard try kept?.report(id) == nil else { throw ServiceProblem.noLog }
    throw ServiceProblem.noSuchDiagnosis
  }

  private static func id(_ call: Call) throws -> String {
    try checked(call.variables["id"] ?? "")
  }

  private static func checked(_ id: String) throws -> String {
    let isPlain = id.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
    }
    guard isPlain, id.utf8.count == 32 else { throw ServiceProblem.noSuchDiagnosis }
    return id
  }
}
