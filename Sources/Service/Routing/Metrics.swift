import Synchronization

/// Counts requests for `/metrics`, in the text format of Prometheus.
final class Metrics: Sendable {
  private struct Key: Hashable {
    var name: String
    var status: Int
  }

  private struct Counts {
    var requests: [Key: Int] = [:]
    var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
    var seconds = 0.0
    var uploaded = 0
  }

  private static let bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2, 10]

  private let started = ContinuousClock.now
  private let counts = Mutex(Counts())

  /// Counts an answer.
  func count(_ name: String, status: Int, duration: Duration) {
    let (whole, part) = duration.components
    let seconds = Double(whole) + Double(part) / 1e18
    counts.withLock { counts in
      counts.requests[Key(name: name, status: status), default: 0] += 1
      counts.buckets[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
      counts.seconds += seconds
    }
  }

  /// Counts bytes that were uploaded.
  func countUpload(_ bytes: Int) {
    counts.withLock { $0.uploaded += bytes }
  }

  /// Everything, with what the caller knows of the moment.
  func text(gauges: [(name: String, meaning: String, value: Int)], finished: [String: Int])
    -> String
  {
    let counts = counts.withLock { $0 }
    var lines = [
      "# HELP aemedic_requests_total Requests by call and status.",
      "# TYPE aemedic_requests_total counter",
    ]
    let sorted = counts.requests.sorted {
      ($0.key.name, $0.key.status) < ($1.key.name, $1.key.status)
    }
    for (key, count) in sorted {
      lines.append("aemedic_requests_total{call=\"\(key.name)\",status=\"\(key.status)\"} \(count)")
    }
    lines += [
      "# HELP aemedic_request_seconds How long answers took to be made.",
      "# TYPE aemedic_request_seconds histogram",
    ]
    var sum = 0
    for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], counts.buckets) {
      sum += count
      lines.append("aemedic_request_seconds_bucket{le=\"\(bound)\"} \(sum)")
    }
    lines += [
      "aemedic_request_seconds_sum \(counts.seconds)", "aemedic_request_seconds_count \(sum)",
      "# HELP aemedic_diagnoses_total Diagnoses by how they ended.",
      "# TYPE aemedic_diagnoses_total counter",
    ]
    for (end, count) in finished.sorted(by: { $0.key < $1.key }) {
      lines.append("aemedic_diagnoses_total{end=\"\(end)\"} \(count)")
    }
    lines += [
      "# HELP aemedic_uploaded_bytes_total Bytes of complete uploads.",
      "# TYPE aemedic_uploaded_bytes_total counter",
      "aemedic_uploaded_bytes_total \(counts.uploaded)",
    ]
    let uptime = (ContinuousClock.now - started).components.seconds
    let all = gauges + [("aemedic_uptime_seconds", "How long the server has run.", Int(uptime))]
    for gauge in all {
      lines += [
        "# HELP \(gauge.name) \(gauge.meaning)", "# TYPE \(gauge.name) gauge",
        "\(gauge.name) \(gauge.value)",
      ]
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
