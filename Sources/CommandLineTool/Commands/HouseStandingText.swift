import Diagnosis
import Model

extension HouseTester.Standing {
  /// What is to be said of it.
  var wording: LocalizedText {
    switch kind {
    case .agrees where isRule:
      LocalizedText(
        en:
          "\(path): the shipped rule \(shown) now gives what this one gives (the rule of the house"
          + " can go)",
        fr: "\(path)\u{A0}: la règle fournie \(shown) donne désormais la même chose que celle-ci"
          + " (la règle maison peut disparaître)",
        ja: "\(path)：標準のルール \(shown) が同じ結果を出すようになりました（ハウスのルールは削除できます）")
    case .agrees where version == nil:
      LocalizedText(
        en: "correction \(path): the rule \(rule) is no longer shipped (the correction can go)",
        fr: "correction \(path)\u{A0}: la règle \(rule) n’est plus fournie (la correction peut"
          + " disparaître)",
        ja: "訂正 \(path)：ルール \(rule) は標準から削除されました（訂正は削除できます）")
    case .agrees:
      LocalizedText(
        en: "correction \(path): the shipped rule \(shown) now agrees (the correction can go)",
        fr: "correction \(path)\u{A0}: la règle fournie \(shown) s’y conforme désormais (la"
          + " correction peut disparaître)",
        ja: "訂正 \(path)：標準のルール \(shown) が訂正と一致するようになりました（訂正は削除できます）")
    case .conflicts:
      LocalizedText(
        en: "correction \(path): conflicts with the shipped rules: \(given)",
        fr: "correction \(path)\u{A0}: en conflit avec les règles fournies\u{A0}: \(given)",
        ja: "訂正 \(path)：標準のルールと矛盾しています：\(given)")
    case .conflictsWithin:
      LocalizedText(
        en: "correction \(path): conflicts with the layer itself: the shipped rules alone agree,"
          + " with it they give \(given)",
        fr: "correction \(path)\u{A0}: en conflit avec la couche elle-même\u{A0}: les règles"
          + " fournies seules s’y conforment, avec elle elles donnent \(given)",
        ja: "訂正 \(path)：ハウスレイヤー自体と矛盾しています（標準のルールだけなら一致）：\(given)")
    }
  }

  private var shown: String { version.map { "\(rule) v\($0)" } ?? rule }

  private var given: String { differences.joined(separator: "; ") }
}
