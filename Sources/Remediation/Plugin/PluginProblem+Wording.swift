public import Model

extension PluginProblem {
  /// What is wrong, in three languages.
  public var reason: LocalizedText {
    let what = kind.wording
    return LocalizedText(
      en: "plugin “\(plugin)”: \(what[.en])", fr: "plugin « \(plugin) » : \(what[.fr])",
      ja: "プラグイン「\(plugin)」: \(what[.ja])")
  }

  /// What to do about it, or what the plugin said last.
  public var hint: LocalizedText? {
    switch kind {
    case .untrusted:
      return LocalizedText(
        en: "read its files, then: aemedic plugin trust \(plugin)",
        fr: "lisez ses fichiers, puis : aemedic plugin trust \(plugin)",
        ja: "ファイルの内容を確認してから実行してください: aemedic plugin trust \(plugin)")
    case .changed:
      return LocalizedText(
        en: "find out who changed it; if it is in order: aemedic plugin trust \(plugin)",
        fr: "cherchez qui l’a modifié ; si tout est en ordre : aemedic plugin trust \(plugin)",
        ja: "変更者を確認し、問題がなければ実行してください: aemedic plugin trust \(plugin)")
    case .outsideGrant:
      return LocalizedText(
        en: "what a plugin may ask for stands under “grant” in its remedy.json",
        fr: "ce qu’un plugin peut demander figure sous « grant » dans son remedy.json",
        ja: "プラグインに許される内容は remedy.json の「grant」にあります")
    default:
      guard !log.isEmpty else { return nil }
      let said = log.joined(separator: " ⏎ ")
      return LocalizedText(
        en: "its log ends with: \(said)", fr: "son journal se termine par : \(said)",
        ja: "ログの末尾: \(said)")
    }
  }
}

extension PluginProblem.Kind {
  fileprivate var wording: LocalizedText {
    switch self {
    case .untrusted(let digest):
      LocalizedText(
        en: "nobody has trusted it yet (\(digest))",
        fr: "personne ne l’a encore approuvé (\(digest))",
        ja: "まだ信頼されていません（\(digest)）")
    case .changed(let trusted, let found):
      LocalizedText(
        en: "its files have changed since it was trusted (\(trusted), now \(found))",
        fr: "ses fichiers ont changé depuis qu’il a été approuvé (\(trusted), à présent \(found))",
        ja: "信頼された後にファイルが変わりました（\(trusted) → \(found)）")
    case .notStarted(let message):
      LocalizedText(
        en: "it cannot be started: \(message)", fr: "il ne peut pas être lancé : \(message)",
        ja: "起動できません: \(message)")
    case .noise(let text):
      LocalizedText(
        en: "it wrote something that is no message of the protocol: “\(text)”",
        fr: "il a écrit ce qui n’est pas un message du protocole : « \(text) »",
        ja: "プロトコルのメッセージではないものを書きました:「\(text)」")
    case .longLine(let limit):
      LocalizedText(
        en: "it wrote a line of more than \(limit) bytes",
        fr: "il a écrit une ligne de plus de \(limit) octets",
        ja: "\(limit) バイトを超える行を書きました")
    case .flood(let limit):
      LocalizedText(
        en: "it sent more than \(limit) messages without answering",
        fr: "il a envoyé plus de \(limit) messages sans répondre",
        ja: "応答せずに \(limit) 件を超えるメッセージを送りました")
    case .unknownAnswer(let id):
      LocalizedText(
        en: "it answered a request that was not made (\(id.map(String.init) ?? "null"))",
        fr: "il a répondu à une requête qui n’a pas été faite (\(id.map(String.init) ?? "null"))",
        ja: "送っていない要求（\(id.map(String.init) ?? "null")）に応答しました")
    case .wrongVersion(let version):
      LocalizedText(
        en: "it speaks protocol \(version), this program speaks \(RemedyManifest.protocolVersion)",
        fr: "il parle le protocole \(version), ce programme parle le "
          + "\(RemedyManifest.protocolVersion)",
        ja: "プラグインのプロトコルは \(version)、このプログラムは "
          + "\(RemedyManifest.protocolVersion) です")
    case .otherIdentity(let claimed, let expected):
      LocalizedText(
        en: "it says that it is “\(claimed)” and is “\(expected)”",
        fr: "il dit être « \(claimed) » alors qu’il est « \(expected) »",
        ja: "「\(expected)」であるのに「\(claimed)」と名乗りました")
    case .silent(let method, let seconds):
      LocalizedText(
        en: "it did not answer “\(method)” within \(seconds) s and was ended",
        fr: "il n’a pas répondu à « \(method) » en \(seconds) s et a été arrêté",
        ja: "「\(method)」に \(seconds) 秒以内に応答しなかったため終了させました")
    case .ended(let method, let how):
      how.wording(during: method)
    case .wrongShape(let method, let path):
      LocalizedText(
        en: "its answer to “\(method)” has not the right shape at “\(path)”",
        fr: "sa réponse à « \(method) » n’a pas la bonne forme en « \(path) »",
        ja: "「\(method)」への応答の「\(path)」の形式が正しくありません")
    case .refused(let method, let code, let message):
      LocalizedText(
        en: "it refused “\(method)” (\(code)): \(message)",
        fr: "il a refusé « \(method) » (\(code)) : \(message)",
        ja: "「\(method)」を拒否しました（\(code)）: \(message)")
    case .outsideGrant(let step, let what):
      LocalizedText(
        en: "“\(step)” asks for what it was not granted: \(what)",
        fr: "« \(step) » demande ce qui ne lui est pas accordé : \(what)",
        ja: "「\(step)」は許可されていない内容を求めています: \(what)")
    case .unsoundProposal(let place, let why):
      LocalizedText(
        en: "what it proposes does not fit together at “\(place)”: \(why[.en])",
        fr: "ce qu’il propose est incohérent en « \(place) » : \(why[.fr])",
        ja: "提案の「\(place)」が整合していません: \(why[.ja])")
    case .tooManySteps(let limit):
      LocalizedText(
        en: "it proposes more than \(limit) steps", fr: "il propose plus de \(limit) étapes",
        ja: "\(limit) を超える手順を提案しました")
    case .cancelled:
      LocalizedText(
        en: "it was ended because the planning was interrupted; nothing was changed",
        fr: "il a été arrêté car la planification a été interrompue ; rien n’a été modifié",
        ja: "計画の作成が中断されたため終了させました。何も変更していません")
    case .tooManyReads(let limit):
      LocalizedText(
        en: "it asks for more than \(limit) reads, or again and again",
        fr: "il demande plus de \(limit) lectures, ou sans fin",
        ja: "\(limit) 件を超える読み取り、または際限のない読み取りを求めました")
    }
  }
}

extension PluginProblem.Ending {
  fileprivate func wording(during method: String) -> LocalizedText {
    switch self {
    case .status(let status):
      LocalizedText(
        en: "it ended with status \(status) instead of answering “\(method)”",
        fr: "il s’est terminé avec le code \(status) au lieu de répondre à « \(method) »",
        ja: "「\(method)」に応答せず、ステータス \(status) で終了しました")
    case .signal(let signal):
      LocalizedText(
        en: "it was ended by signal \(signal) before it answered “\(method)”",
        fr: "il a été arrêté par le signal \(signal) avant de répondre à « \(method) »",
        ja: "「\(method)」に応答する前にシグナル \(signal) で終了しました")
    case .closed:
      LocalizedText(
        en: "it closed the line instead of answering “\(method)”",
        fr: "il a fermé la liaison au lieu de répondre à « \(method) »",
        ja: "「\(method)」に応答せずに接続を閉じました")
    }
  }
}
