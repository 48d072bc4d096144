import Model

extension PluginTrial {
  static let handshake = LocalizedText(
    en: "says who it is and which version it speaks",
    fr: "dit qui il est et quelle version il parle",
    ja: "名前とプロトコルのバージョンを答える")
  static let versions = LocalizedText(
    en: "refuses a host that speaks no version of its own",
    fr: "refuse un hôte dont il ne parle aucune version",
    ja: "話せないバージョンのホストを拒否する")
  static let unknown = LocalizedText(
    en: "answers −32601 to a method that it does not know",
    fr: "répond −32601 à une méthode inconnue", ja: "未知のメソッドに −32601 を返す")
  static let long = LocalizedText(
    en: "reads a line of almost a mebibyte", fr: "lit une ligne de près d’un mébioctet",
    ja: "約 1 MiB の行を読める")
  static let cancel = LocalizedText(
    en: "answers nothing to a cancellation", fr: "ne répond rien à une annulation",
    ja: "取り消しの通知には何も答えない")
  static let goodbye = LocalizedText(
    en: "ends with status 0 when it is told to",
    fr: "se termine avec le code 0 quand on le lui dit",
    ja: "終了を求められたらステータス 0 で終わる")
  static let someSample = LocalizedText(
    en: "has a sample to plan", fr: "possède un exemple à planifier", ja: "計画用のサンプルがある")
  static let noSample = LocalizedText(
    en: "there is no JSON file with “expect” in “tests” or “fixtures”",
    fr: "aucun fichier JSON avec « expect » dans « tests » ou « fixtures »",
    ja: "「tests」にも「fixtures」にも「expect」を含む JSON ファイルがありません")
  static let noAnswer = LocalizedText(
    en: "no answer came", fr: "aucune réponse n’est venue", ja: "応答がありません")
  static let wrongAnswer = LocalizedText(
    en: "it answered as if it could do that", fr: "il a répondu comme s’il savait le faire",
    ja: "対応できないはずの要求に応答しました")
  static let undetermined = LocalizedText(
    en: "two plans of the same target differ", fr: "deux plans de la même cible diffèrent",
    ja: "同じ対象の計画が 2 回で異なります")

  static func sample(_ name: String) -> LocalizedText {
    LocalizedText(
      en: "\(name): plans the same twice, as expected, within its grant, and verifies",
      fr: "\(name) : planifie deux fois de même, comme attendu, dans ses droits, et vérifie",
      ja: "\(name): 同じ計画を 2 回作り、期待どおりで、許可の範囲内にあり、検証できる")
  }

  static func other(_ found: String, than expected: String) -> LocalizedText {
    LocalizedText(
      en: "expected “\(expected)”, got “\(found)”",
      fr: "attendu « \(expected) », obtenu « \(found) »",
      ja: "期待は「\(expected)」、結果は「\(found)」です")
  }

  static func badEnd(_ ending: PluginProblem.Ending) -> LocalizedText {
    switch ending {
    case .status(let status):
      LocalizedText(
        en: "it ended with status \(status)", fr: "il s’est terminé avec le code \(status)",
        ja: "ステータス \(status) で終了しました")
    case .signal(let signal):
      LocalizedText(
        en: "it had to be ended by signal \(signal)",
        fr: "il a fallu l’arrêter par le signal \(signal)",
        ja: "シグナル \(signal) で終了させる必要がありました")
    case .closed: noAnswer
    }
  }
}
