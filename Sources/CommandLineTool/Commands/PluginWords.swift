import Model
import Remediation

/// What the commands about plugins say.
enum PluginWords {
  static let grant = LocalizedText(
    en: "may ask for:", fr: "peut demander\u{A0}:", ja: "許可：")
  static let containment = LocalizedText(
    en: "contained on this machine by:", fr: "confiné sur cette machine par\u{A0}:",
    ja: "このマシンでの封じ込め：")
  static let good = LocalizedText(en: "ok", fr: "ok", ja: "合格")
  static let bad = LocalizedText(en: "not so", fr: "non rempli", ja: "不成立")
  static let forgotten = LocalizedText(
    en: "its code no longer runs", fr: "son code ne s’exécute plus", ja: "コードは実行されなくなりました")
  static let unknown = LocalizedText(
    en: "nobody had trusted it", fr: "personne ne l’avait approuvé", ja: "もともと信頼されていません")
  static let noCode = LocalizedText(
    en: "a recipe has no code; each plan of it is read before it is approved",
    fr: "une recette n’a pas de code\u{A0}; chacun de ses plans est lu avant d’être approuvé",
    ja: "レシピにはコードがありません。計画は承認前に毎回確認されます")
}

extension PluginStanding {
  /// Whether code of a plugin may run, in a sentence.
  var wording: LocalizedText {
    switch self {
    case .recipe: LocalizedText(en: "recipe, no code", fr: "recette, sans code", ja: "レシピ（コードなし）")
    case .shipped:
      LocalizedText(
        en: "executable, as it came with aemedic", fr: "exécutable, tel que fourni avec aemedic",
        ja: "実行形式（aemedic に同梱されたまま）")
    case .trusted:
      LocalizedText(
        en: "executable, trusted", fr: "exécutable, approuvé", ja: "実行形式（信頼済み）")
    case .untrusted:
      LocalizedText(
        en: "executable, not trusted: its code does not run",
        fr: "exécutable, non approuvé\u{A0}: son code ne s’exécute pas",
        ja: "実行形式（未信頼：コードは実行されません）")
    case .changed:
      LocalizedText(
        en: "executable, changed since it was trusted: its code does not run",
        fr: "exécutable, modifié depuis son approbation\u{A0}: son code ne s’exécute pas",
        ja: "実行形式（信頼後に変更：コードは実行されません）")
    }
  }
}

extension PluginGrant {
  /// What is granted, by the names of the manifest.
  var lists: [(String, [String])] {
    [
      ("actions", actions), ("reads", reads ?? []), ("files", files ?? []),
      ("paths", paths ?? []), ("servers", servers ?? []),
      ("configurations", configurations ?? []), ("bundles", bundles ?? []),
      ("secrets", secrets ?? []),
    ].filter { !$0.1.isEmpty }
  }
}

extension PluginContainment {
  /// What keeps a plugin inside, a line each.
  var wordings: [LocalizedText] {
    let landlock =
      landlock == 0
      ? LocalizedText(
        en: "no Landlock in this kernel: files are protected by permissions alone",
        fr: "pas de Landlock dans ce noyau\u{A0}: seules les permissions protègent les fichiers",
        ja: "このカーネルに Landlock はありません（ファイルは権限だけで保護されます）")
      : LocalizedText(
        en: "Landlock, version \(landlock)", fr: "Landlock, version \(landlock)",
        ja: "Landlock バージョン \(landlock)")
    let calls =
      refusesCalls
      ? LocalizedText(
        en: "refused system calls: network, other processes, new sessions",
        fr: "appels système refusés\u{A0}: réseau, autres processus, nouvelles sessions",
        ja: "システムコールの拒否：ネットワーク、他プロセス、新しいセッション")
      : LocalizedText(
        en: "no refused system calls on this machine",
        fr: "aucun appel système refusé sur cette machine",
        ja: "このマシンではシステムコールの拒否なし")
    let limits = LocalizedText(
      en: "a private folder, a clean environment, a session of its own, no new privileges",
      fr: "un dossier privé, un environnement propre, une session à lui, aucun nouveau privilège",
      ja: "専用フォルダー、まっさらな環境、独立したセッション、権限昇格の禁止")
    let kernel =
      limitsProcesses
      ? LocalizedText(
        en: "limits: processor time, memory, files, file size, processes",
        fr: "limites\u{A0}: temps processeur, mémoire, fichiers, taille des fichiers, processus",
        ja: "上限：CPU 時間、メモリー、ファイル数、ファイルサイズ、プロセス数")
      : LocalizedText(
        en: "limits: processor time, memory, files, file size; not processes, as this is root",
        fr: "limites\u{A0}: temps processeur, mémoire, fichiers, taille des fichiers\u{A0};"
          + " pas les processus, étant root",
        ja: "上限：CPU 時間、メモリー、ファイル数、ファイルサイズ（root のためプロセス数は除く）")
    return [limits, kernel, landlock, calls]
  }
}

extension PluginProblem: ToolProblem {
  /// A plugin that must not run is refused; one that does wrong is as invalid as a broken rule.
  var exitStatus: ExitStatus {
    switch kind {
    case .untrusted, .changed: .refused
    case .cancelled: .interrupted
    default: .invalidKnowledge
    }
  }
}
