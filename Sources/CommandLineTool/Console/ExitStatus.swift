import Model

/// What the tool says to the shell; the numbers are a contract.
public enum ExitStatus: Int32, Sendable {
  /// Nothing at or above the threshold, and everything relevant was read.
  case success = 0

  /// Findings at or above the threshold, also when the analysis is partial.
  case findings = 1

  /// The command line is wrong.
  case usage = 2

  /// No such finding, and relevant evidence could not be read.
  case unread = 3

  /// Rules or knowledge base are invalid.
  case invalidKnowledge = 4

  /// A remedy failed, and what it had done was taken back.
  case rolledBack = 5

  /// A remedy failed, and a person has to look.
  case needsHands = 6

  /// A remedy is refused: a precondition, drift, or a missing approval.
  case refused = 7

  /// Another run is at work on the same target.
  case locked = 8

  /// Interrupted.
  case interrupted = 130
}

extension ExitStatus {
  /// What each status tells, in the order of the numbers.
  static let meanings: [(ExitStatus, LocalizedText)] = [
    (
      .success,
      LocalizedText(
        en: "no finding at or above --fail-on, and all relevant input was read",
        fr: "aucun constat au niveau de --fail-on ou au-dessus, et tout ce qui compte a été lu",
        ja: "--fail-on 以上の検出結果がなく、関連する入力をすべて読み取った")
    ),
    (
      .findings,
      LocalizedText(
        en: "a finding at or above it, also when part of the input could not be read",
        fr: "un constat à ce niveau ou au-dessus, même si une partie n’a pas pu être lue",
        ja: "それ以上の検出結果があった（入力の一部を読み取れなかった場合も含む）")
    ),
    (
      .usage,
      LocalizedText(
        en: "wrong use; the message says what to give instead",
        fr: "mauvais usage\u{A0}; le message dit que donner à la place",
        ja: "使い方の誤り（正しい指定はメッセージに表示）")
    ),
    (
      .unread,
      LocalizedText(
        en: "no such finding, but relevant evidence could not be read",
        fr: "pas de tel constat, mais des éléments utiles n’ont pas pu être lus",
        ja: "該当する検出結果はないが、関連する資料の一部を読み取れなかった")
    ),
    (
      .invalidKnowledge,
      LocalizedText(
        en: "rules or knowledge base are invalid or missing, or the installation is not sound",
        fr: "règles ou base de connaissances invalides ou absentes, ou installation défectueuse",
        ja: "ルールまたはナレッジベースが不正か存在しない、またはインストールに問題がある")
    ),
    (
      .rolledBack,
      LocalizedText(
        en: "a remedy failed and was taken back", fr: "un remède a échoué et a été annulé",
        ja: "対処が失敗し、元に戻された")
    ),
    (
      .needsHands,
      LocalizedText(
        en: "a remedy failed, and a person must look",
        fr: "un remède a échoué, et une personne doit intervenir",
        ja: "対処が失敗し、人による確認が必要")
    ),
    (
      .refused,
      LocalizedText(
        en: "a remedy refuses: a precondition, drift, or a missing approval",
        fr: "un remède refuse\u{A0}: condition non remplie, écart ou approbation manquante",
        ja: "対処が拒否された（前提条件、差異、承認の欠如）")
    ),
    (
      .locked,
      LocalizedText(
        en: "another run works on the same target or knowledge base",
        fr: "une autre exécution travaille sur la même cible ou base de connaissances",
        ja: "同じ対象またはナレッジベースを別の処理が使用している")
    ),
    (
      .interrupted,
      LocalizedText(en: "interrupted", fr: "interrompu", ja: "中断された")
    ),
  ]
}
