import DigestKit
import HTTPClientKit
import RemedyProtocol

extension OnlineChecker {
  func bundleOnline(_ name: String, _ id: String) throws -> Outcome {
    let found = try target.console().bundles(named: name)
    guard found.count == 1, let bundle = found.first, String(bundle.id) == id else {
      let ids = found.map { String($0.id) }.joined(separator: ", ")
      return .fail(
        RemedyText(
          en: "the running instance has \(name) with the ids: \(ids.isEmpty ? "none" : ids)",
          fr: "l’instance en marche a \(name) sous les identifiants : "
            + (ids.isEmpty ? "aucun" : ids),
          ja: "稼働中のインスタンスでの \(name) の ID: \(ids.isEmpty ? "なし" : ids)"))
    }
    return .pass(Condition.bundleOnline(symbolicName: name, id: id).wording)
  }

  func bundleActive(_ name: String) throws -> Outcome {
    let found = try target.console().bundles(named: name)
    guard found.count == 1, found[0].isWell else {
      let states = found.map { String($0.state) }.joined(separator: ", ")
      return .fail(
        RemedyText(
          en: "\(name) has the state \(states.isEmpty ? "–" : states)",
          fr: "\(name) est dans l’état \(states.isEmpty ? "–" : states)",
          ja: "\(name) の状態は \(states.isEmpty ? "–" : states) です"))
    }
    return .pass(Condition.bundleActive(symbolicName: name).wording)
  }

  func bundlesAsBefore(_ artifact: String) throws -> Outcome {
    guard let earlier = InstanceJSON(try folder.artifact(artifact)).flatMap(BundleStates.init)
    else { throw InstanceProblem.notJSON(artifact) }
    let worse = try target.console().bundles().worse(than: earlier)
    guard !worse.isEmpty else {
      return .pass(Condition.bundlesAsBefore(artifact: artifact).wording)
    }
    let list = worse.prefix(5).joined(separator: ", ") + (worse.count > 5 ? ", …" : "")
    return .fail(
      RemedyText(
        en: "worse than before: \(list)", fr: "moins bien qu’avant : \(list)",
        ja: "以前より悪い状態: \(list)"))
  }

  func node(_ path: String, fields: [String], present: Bool) throws -> Outcome {
    guard let json = try target.online().json(path), let members = json.members else {
      // A node that is gone proves nothing of its properties: they may only be hidden from us.
      return .fail(
        RemedyText(
          en: "\(path) does not exist", fr: "\(path) n’existe pas", ja: "\(path) が存在しません"))
    }
    // `:name` is how a binary property shows; `name` with an object is a child node.
    let found = fields.filter { members[$0] != nil }
    let isMet = present ? found.count == fields.count : found.isEmpty
    let wording =
      present
      ? Condition.nodeHas(path: path, fields: fields).wording
      : Condition.nodeLacks(path: path, fields: fields).wording
    guard !isMet else { return .pass(wording) }
    let list = found.isEmpty ? "–" : found.joined(separator: ", ")
    return .fail(
      RemedyText(
        en: "found: \(list)", fr: "trouvé : \(list)", ja: "見つかったもの: \(list)"))
  }

  func artifactLength(_ artifact: String, _ path: String, _ field: String) throws -> Outcome {
    let kept = try folder.artifact(artifact)
    let stated = try target.online().json(path)?[field]?.integer
    guard !kept.isEmpty, stated == kept.count else {
      let told = stated.map(String.init) ?? "–"
      return .fail(
        RemedyText(
          en: "\(kept.count) bytes were received, \(told) are stated",
          fr: "\(kept.count) octets reçus, \(told) annoncés",
          ja: "受信 \(kept.count) バイト、記載 \(told) バイト"))
    }
    return .pass(Condition.artifactLength(artifact: artifact, path: path, field: field).wording)
  }

  func artifactCurrent(_ artifact: String, _ path: String) throws -> Outcome {
    let wording = Condition.artifactCurrent(artifact: artifact, path: path).wording
    let now = try target.online().content(path)
    return try now == folder.artifact(artifact)
      ? .pass(wording)
      : .fail(
        RemedyText(
          en: "\(path) has changed since", fr: "\(path) a changé depuis",
          ja: "\(path) はその後変更されています"))
  }

  /// The layout of packages is the vault's own affair; that the bytes are inside is ours.
  func packageHolds(_ package: String, _ artifact: String) throws -> Outcome {
    let wanted = try folder.artifact(artifact)
    var isFound = false
    try PackageEntries(folder.artifact(package)).forEach { _, content in
      if content == wanted { isFound = true }
    }
    let wording = Condition.packageHolds(package: package, artifact: artifact).wording
    return isFound
      ? .pass(wording)
      : .fail(
        RemedyText(
          en: "no file in it has these bytes", fr: "aucun fichier n’y a ces octets",
          ja: "一致するファイルがありません"))
  }

  func configHolds(_ pid: String, _ property: String, _ values: [String]) throws -> Outcome {
    let now = try target.console().configuration(pid)?[property]
    guard now == values else {
      return .fail(
        RemedyText(
          en: "\(property) has another value", fr: "\(property) a une autre valeur",
          ja: "\(property) の値が異なります"))
    }
    return .pass(Condition.configHolds(pid: pid, property: property, values: values).wording)
  }

  /// A value that nobody set counts as none: what the code then takes is not known here.
  func configPresent(_ pid: String, _ property: String) throws -> Outcome {
    let now = try target.console().configuration(pid)?[property] ?? []
    guard now.contains(where: { $0.contains { !$0.isWhitespace } }) else {
      return .fail(
        RemedyText(
          en: "\(property) is empty or not set", fr: "\(property) est vide ou absente",
          ja: "\(property) が空か未設定です"))
    }
    return .pass(Condition.configPresent(pid: pid, property: property).wording)
  }

  func answerDiffers(from artifact: String) throws -> Outcome {
    guard let answer, try answer != folder.artifact(artifact) else {
      return .fail(
        RemedyText(
          en: "the answer is the same as before", fr: "la réponse est la même qu’avant",
          ja: "応答が以前と同じです"))
    }
    return .pass(Condition.answerDiffers(artifact: artifact).wording)
  }

  func answerStarts(_ field: String, _ text: String) -> Outcome {
    guard let answer, let json = InstanceJSON(answer),
      let value = json.value(at: field)?.text, value.hasPrefix(text)
    else {
      return .fail(
        RemedyText(
          en: "the answer does not say so", fr: "la réponse ne le dit pas",
          ja: "応答にその値がありません"))
    }
    return .pass(Condition.answerStarts(field: field, text: text).wording)
  }

  func answerHolds(_ text: String) -> Outcome {
    guard let answer, String(decoding: answer, as: UTF8.self).contains(text) else {
      return .fail(
        RemedyText(
          en: "the answer does not say “\(text)”", fr: "la réponse ne dit pas « \(text) »",
          ja: "応答に「\(text)」がありません"))
    }
    return .pass(Condition.answerHolds(text: text).wording)
  }

  /// Headers by which dispatchers, proxies and content networks give themselves away.
  func answersDirectly() throws -> Outcome {
    let response = try target.online().send("GET", BundleStates.path)
    let signs = ["via", "x-dispatcher", "x-cache", "x-served-by", "cf-ray", "x-vhost"]
    let server = response.header("server")?.lowercased() ?? ""
    let servers = [
      "apache", "nginx", "varnish", "cloudflare", "akamai", "iis", "haproxy", "envoy", "fastly",
    ]
    if let sign = signs.first(where: { response.header($0) != nil })
      ?? (servers.contains(where: server.contains) ? "server: \(server)" : nil)
    {
      return .fail(
        RemedyText(
          en: "something stands in front of the instance (\(sign))",
          fr: "quelque chose se trouve devant l’instance (\(sign))",
          ja: "インスタンスの手前に別のサーバーがあります（\(sign)）"))
    }
    guard response.status == 200 else {
      throw InstanceProblem.status(BundleStates.path, response.status, expected: 200)
    }
    guard let states = InstanceJSON(response.body).flatMap(BundleStates.init) else {
      throw InstanceProblem.notJSON(BundleStates.path)
    }
    guard states.isAEM else {
      return .fail(
        RemedyText(
          en: "what answers is no AEM: it has none of Adobe’s bundles",
          fr: "ce qui répond n’est pas AEM : aucun bundle d’Adobe",
          ja: "応答しているのは AEM ではありません（アドビのバンドルがない）"))
    }
    return .pass(Condition.answersDirectly.wording)
  }
}
