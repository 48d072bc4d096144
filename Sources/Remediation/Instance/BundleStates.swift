import RemedyProtocol

/// The bundles of a running instance, as `/system/console/bundles.json` lists them.
struct BundleStates: Hashable {
  static let path = "/system/console/bundles.json"

  /// One bundle of the list.
  struct Bundle: Hashable {
    var id: Int
    var symbolicName: String
    var state: Int
    var isFragment: Bool

    /// Whether it does its work: active, or a resolved fragment (OSGi `Bundle` constants).
    var isWell: Bool { state == (isFragment ? 4 : 32) }

    /// Whether it is just about to start or stop.
    var isMoving: Bool { state == 16 || state == 8 }
  }

  var bundles: [Bundle]

  init?(_ json: InstanceJSON) {
    guard let list = json["data"]?.elements, json["s"]?.elements?.count == 5 else { return nil }
    bundles = list.compactMap { entry in
      guard let id = entry["id"]?.integer, let state = entry["stateRaw"]?.integer else {
        return nil
      }
      return Bundle(
        id: id, symbolicName: entry["symbolicName"]?.text ?? "", state: state,
        isFragment: entry["fragment"]?.isTrue ?? false)
    }
  }

  /// Whether any of Adobe's bundles is there, which tells AEM from another Felix.
  var isAEM: Bool {
    bundles.contains {
      $0.symbolicName.hasPrefix("com.adobe.granite.") || $0.symbolicName.hasPrefix("com.day.cq.")
    }
  }

  /// The bundles that did their work in an earlier list and do not in this one.
  func worse(than earlier: BundleStates) -> [String] {
    let now = Dictionary(bundles.map { ($0.id, $0) }) { first, _ in first }
    return earlier.bundles.filter { before in
      guard before.isWell else { return false }
      guard let after = now[before.id], after.symbolicName == before.symbolicName else {
        return true
      }
      return !after.isWell
    }.map(\.symbolicName).sorted()
  }
}
