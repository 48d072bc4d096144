import RemedyProtocol

/// What a person types for an action; empty where there is nothing to type.
///
/// The password is asked for by the program that needs it, so that it stands in no command.
struct RunbookCommands {
  let lines: [String]

  init(_ action: StepAction) {
    lines = Self.lines(action)
  }

  private static func lines(_ action: StepAction) -> [String] {
    switch action {
    case .assert(let conditions): Self.looks(conditions)
    case .httpRequest(let method, let path, let form, _, _, let save, let address, _, _):
      [request(method, path, form ?? [], save: save, address: address)]
    case .slingPost(let path, let form): [request("POST", path, form, save: nil, address: nil)]
    case .packageBackup(let group, let name, let roots, let save):
      package(group, name, roots, save)
    case .packageInstall(let artifact):
      [
        "\(curl) -F force=true -F package=@\(artifact) '‹URL›/crx/packmgr/service/.json/?cmd=upload'",
        "# → install it in ‹URL›/crx/packmgr, then delete it there",
      ]
    case .packageDelete(let group, let name):
      [manager(group, name, "delete")]
    case .fileWrite(let path, let text, let like):
      ["printf '%s' \(quoted(text)) > \(target(path + ".new"))"] + place(path, like: like)
    case .fileCopy(let artifact, let path, let like):
      ["cp \(quoted(artifact)) \(target(path + ".new"))"] + place(path, like: like)
    case .fileKeep(let paths, let save):
      ["umask 077; mkdir -p \(quoted(save))"]
        + paths.map { "cp -a --parents \(target($0)) \(quoted(save))/" }
    case .fileChmod(let path, let mode): ["chmod \(mode) \(target(path))"]
    case .fileDelete(let path): ["rm \(target(path))"]
    case .bundleStop(let name):
      [request("POST", "/system/console/bundles/\(name)", [.stop], save: nil, address: nil)]
    case .bundleStart(let name):
      [request("POST", "/system/console/bundles/\(name)", [.start], save: nil, address: nil)]
    case .aemStop:
      ["'‹CRX-QUICKSTART›'/bin/stop", "'‹CRX-QUICKSTART›'/bin/status; echo $?   # 3 | 4"]
    case .aemStart: ["'‹CRX-QUICKSTART›'/bin/start"] + started
    case .aemWait: started
    case .patchWrite(let files, _):
      ["git apply <<'PATCH'"] + PatchText(files).lines + ["PATCH"]
    case .configPut(_, let factory?, _): ["‹URL›/system/console/configMgr/\(factory)   # +"]
    case .configPut(let pid, nil, _), .configDelete(let pid), .configRestore(let pid):
      ["‹URL›/system/console/configMgr/\(pid)"]
    case .confirm, .stepUndo, .fileRestore: []
    }
  }

  private static let curl = "curl -sS -f -u admin"

  private static let started = [
    "curl -sS '‹URL›/libs/granite/core/content/login.html' | grep QUICKSTART_HOMEPAGE",
    "\(curl) '‹URL›/system/console/bundles.json' | head -c 200",
  ]

  private static func looks(_ conditions: [Condition]) -> [String] {
    conditions.compactMap { condition in
      switch condition {
      case .bundleOnline(let name, _): "\(curl) '‹URL›/system/console/bundles/\(name).json'"
      case .nodeHas(let path, _), .nodeLacks(let path, _): "\(curl) '‹URL›\(path)'"
      case .fileHolds(let path, _): "od -c \(target(path))"
      case .fileAbsentOrEqual(let path, let artifact): "cmp \(quoted(artifact)) \(target(path))"
      case .configHolds(let pid, _, _), .configPresent(let pid, _):
        "\(curl) '‹URL›/system/console/configMgr/\(pid).json'"
      case .bundleActive(let name): "\(curl) '‹URL›/system/console/bundles/\(name).json'"
      case .answersDirectly: "curl -sS -I '‹URL›/system/console/bundles.json'"
      case .optionAbsent(let name, _):
        "grep -R \(quoted(name)) '‹CRX-QUICKSTART›'/bin '‹CRX-QUICKSTART›'/conf"
      default: nil
      }
    }
  }

  private static func request(
    _ method: String, _ path: String, _ form: [FormField], save: String?, address: String?
  ) -> String {
    var words = [address == nil ? curl : "curl -sS -f"]
    if method != "GET", form.isEmpty { words.append("-X \(method)") }
    for field in form {
      let value =
        field.value ?? (field.randomBytes == nil ? field.secret.map { "‹\($0)›" } ?? "" : "test")
      words.append("--data-urlencode \(quoted("\(field.name)=\(value)"))")
    }
    if let save { words.append("-o \(quoted(save))") }
    return words.joined(separator: " ") + " '\(address ?? "‹URL›")\(path)'"
  }

  private static func package(
    _ group: String, _ name: String, _ roots: [String], _ save: String
  ) -> [String] {
    let path = "/etc/packages/\(group)/\(name).zip"
    let rules = roots.map { "{\"root\":\"\($0)\",\"rules\":[]}" }.joined(separator: ",")
    return [
      manager(group, name, "create", "-d packageName=\(name) -d groupName=\(group)"),
      "\(curl) -F path=\(path) -F packageName=\(name) -F groupName=\(group) "
        + "-F 'filter=[\(rules)]' '‹URL›/crx/packmgr/update.jsp'",
      manager(group, name, "build"),
      "umask 077; \(curl) -o \(quoted(save)) '‹URL›\(path)'",
      manager(group, name, "delete"),
    ]
  }

  private static func manager(
    _ group: String, _ name: String, _ command: String, _ fields: String = "-d ''"
  ) -> String {
    "\(curl) \(fields) "
      + "'‹URL›/crx/packmgr/service/.json/etc/packages/\(group)/\(name).zip?cmd=\(command)'"
  }

  /// Owner and mode like another file’s, then into its place in one move.
  private static func place(_ path: String, like: String) -> [String] {
    [
      "chown --reference=\(target(like)) \(target(path + ".new"))",
      "chmod --reference=\(target(like)) \(target(path + ".new"))",
      "sync; mv \(target(path + ".new")) \(target(path))",
    ]
  }

  private static func target(_ path: String) -> String { quoted("‹CRX-QUICKSTART›/\(path)") }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}

extension FormField {
  fileprivate static let stop = FormField(name: "action", value: "stop")
  fileprivate static let start = FormField(name: "action", value: "start")
}
