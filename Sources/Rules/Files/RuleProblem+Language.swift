import Model

/// What is wrong with conditions, and with links between rules.
extension RuleProblem {
  var languageReason: LocalizedText {
    switch kind {
    case .badRate(let text):
      LocalizedText(
        en: "“\(text)” is not a rate", fr: "«\u{A0}\(text)\u{A0}» n’est pas une fréquence",
        ja: "「\(text)」は頻度ではありません")
    case .badComparison(let text, let key):
      LocalizedText(
        en: "“\(text)” is nothing that “\(key)” can compare with",
        fr: "«\u{A0}\(key)\u{A0}» ne peut rien comparer à «\u{A0}\(text)\u{A0}»",
        ja: "「\(text)」は「\(key)」で比較できる値ではありません")
    case .conflictingFields(let names):
      LocalizedText(
        en: "only one of these can stand here: \(names.joined(separator: ", "))",
        fr: "un seul de ces champs peut figurer ici\u{A0}: \(names.joined(separator: ", "))",
        ja: "次のうち 1 つだけを指定できます：\(names.joined(separator: ", "))")
    case .needsAnchor:
      LocalizedText(
        en: "without “before”, “after” or “around” there is no step to measure from",
        fr: "sans «\u{A0}before\u{A0}», «\u{A0}after\u{A0}» ou «\u{A0}around\u{A0}»,"
          + " il n’y a pas d’étape de référence",
        ja: "「before」「after」「around」のいずれもないため、基準となるステップがありません")
    case .repeatedName(let key):
      LocalizedText(
        en: "“\(key)” names a signature twice",
        fr: "«\u{A0}\(key)\u{A0}» nomme deux fois une même signature",
        ja: "「\(key)」に同じシグネチャが 2 回指定されています")
    case .notMeasurable(let path, let type):
      LocalizedText(
        en: "“\(path)” is captured as \(type), which cannot be measured",
        fr: "«\u{A0}\(path)\u{A0}» est capturé comme \(type), qui ne se mesure pas",
        ja: "「\(path)」は \(type) 型としてキャプチャされ、数値として扱えません")
    case .unboundedState(let name):
      LocalizedText(
        en: "“\(name)” without a window would have to remember everything",
        fr: "«\u{A0}\(name)\u{A0}» sans fenêtre devrait tout garder en mémoire",
        ja: "期間の指定がない「\(name)」では、すべての記録を保持しなければなりません")
    case .unknownShared(let name, _):
      LocalizedText(
        en: "there is no shared signature “\(name)”",
        fr: "il n’existe pas de signature partagée «\u{A0}\(name)\u{A0}»",
        ja: "共有シグネチャ「\(name)」はありません")
    case .unknownList(let name, _):
      LocalizedText(
        en: "there is no list “\(name)”", fr: "il n’existe pas de liste «\u{A0}\(name)\u{A0}»",
        ja: "リスト「\(name)」はありません")
    case .unknownRule(let id, _):
      LocalizedText(
        en: "there is no rule “\(id)” to explain",
        fr: "il n’existe pas de règle «\u{A0}\(id)\u{A0}» à expliquer",
        ja: "説明対象のルール「\(id)」はありません")
    case .causalCycle(let ids):
      LocalizedText(
        en: "rules explain each other in a circle: \(ids.joined(separator: " → "))",
        fr: "des règles s’expliquent en cercle\u{A0}: \(ids.joined(separator: " → "))",
        ja: "ルールの因果関係が循環しています：\(ids.joined(separator: " → "))")
    case .parameterType(let parameter, let type, let capture, let captureType):
      LocalizedText(
        en:
          "the remedy’s parameter “\(parameter)” takes \(type), but “\(capture)” is \(captureType)",
        fr:
          "le paramètre «\u{A0}\(parameter)\u{A0}» du remède attend \(type), mais «\u{A0}\(capture)\u{A0}» est de type \(captureType)",
        ja: "対処プラグインのパラメーター「\(parameter)」は \(type) 型ですが、「\(capture)」は \(captureType) 型です")
    default:
      fatalError("every other kind has its wording beside the rest")
    }
  }

  var languageHint: LocalizedText? {
    switch kind {
    case .badRate:
      LocalizedText(
        en: "write a number and a time: 20/m, 100/10m, 5/h",
        fr: "écrivez un nombre et une durée\u{A0}: 20/m, 100/10m, 5/h",
        ja: "回数と時間で記述してください（例：20/m、100/10m、5/h）")
    case .badComparison(_, let key):
      LocalizedText(
        en: "write it such as “\(Self.example(of: key))”",
        fr: "écrivez par exemple «\u{A0}\(Self.example(of: key))\u{A0}»",
        ja: "「\(Self.example(of: key))」のように記述してください")
    case .needsAnchor:
      LocalizedText(
        en: "name the step: {signature: …, within: …, before: STEP}",
        fr: "nommez l’étape\u{A0}: {signature: …, within: …, before: ÉTAPE}",
        ja: "ステップを指定してください：{signature: …, within: …, before: STEP}")
    case .notMeasurable:
      LocalizedText(
        en: "capture it with a type: (?<name:int>…), (?<name:duration>…), (?<name:size>…)",
        fr:
          "capturez-le avec un type\u{A0}: (?<name:int>…), (?<name:duration>…), (?<name:size>…)",
        ja: "型を付けてキャプチャしてください：(?<name:int>…)、(?<name:duration>…)、(?<name:size>…)")
    case .unboundedState:
      LocalizedText(
        en: "add “within”, such as “within: 24h”",
        fr: "ajoutez «\u{A0}within\u{A0}», par exemple «\u{A0}within: 24h\u{A0}»",
        ja: "「within: 24h」のように「within」を追加してください")
    case .causalCycle:
      LocalizedText(
        en: "remove one of the links under “explains”; until then these rules do not run",
        fr:
          "supprimez l’un des liens sous «\u{A0}explains\u{A0}»\u{A0}; d’ici là, ces règles ne s’exécutent pas",
        ja: "「explains」の関連をどれか 1 つ削除してください。それまでこれらのルールは実行されません")
    default: nil
    }
  }

  private static func example(of key: String) -> String {
    switch key {
    case "duration": ">=10s <5m"
    case "size": "<4GB"
    case "date": ">=2026-03-01"
    case "cidr": "10.0.0.0/8"
    default: ">=10 <20"
    }
  }
}
