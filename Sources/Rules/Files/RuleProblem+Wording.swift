public import Model

extension RuleProblem {
  /// What is wrong, in the three languages.
  public var reason: LocalizedText {
    switch kind {
    case .unreadable(let message):
      LocalizedText(
        en: "the file cannot be read: \(message)",
        fr: "impossible de lire le fichier\u{A0}: \(message)",
        ja: "ファイルを読み込めません：\(message)")
    case .notYAML(let wording): wording
    case .unknownKey(let key, _):
      LocalizedText(
        en: "unknown field “\(key)”", fr: "champ «\u{A0}\(key)\u{A0}» inconnu",
        ja: "不明なフィールド「\(key)」")
    case .missingKey(let key):
      LocalizedText(
        en: "the field “\(key)” is missing", fr: "le champ «\u{A0}\(key)\u{A0}» manque",
        ja: "フィールド「\(key)」がありません")
    case .wrongType(let key, let expected):
      LocalizedText(
        en: "“\(key)” must be \(expected.name.en)",
        fr: "«\u{A0}\(key)\u{A0}» doit être \(expected.name.fr)",
        ja: "「\(key)」は\(expected.name.ja)でなければなりません")
    case .unknownValue(let value, let key, _):
      LocalizedText(
        en: "“\(key)” does not take “\(value)”",
        fr: "«\u{A0}\(key)\u{A0}» n’accepte pas «\u{A0}\(value)\u{A0}»",
        ja: "「\(key)」に「\(value)」は指定できません")
    case .badExpression(let expression, let message):
      LocalizedText(
        en: "the regular expression “\(expression)” does not compile: \(message)",
        fr:
          "l’expression régulière «\u{A0}\(expression)\u{A0}» ne se compile pas\u{A0}: \(message)",
        ja: "正規表現「\(expression)」をコンパイルできません：\(message)")
    case .badWindow(let text):
      LocalizedText(
        en: "“\(text)” is not a length of time", fr: "«\u{A0}\(text)\u{A0}» n’est pas une durée",
        ja: "「\(text)」は時間の長さではありません")
    case .badNumber(let text, let key):
      LocalizedText(
        en: "“\(text)” is not a number that “\(key)” can take",
        fr: "«\u{A0}\(text)\u{A0}» n’est pas un nombre admis pour «\u{A0}\(key)\u{A0}»",
        ja: "「\(text)」は「\(key)」に使える数値ではありません")
    case .badVersionRange(let text):
      LocalizedText(
        en: "“\(text)” is not a range of versions",
        fr: "«\u{A0}\(text)\u{A0}» n’est pas une plage de versions", ja: "「\(text)」はバージョンの範囲ではありません"
      )
    case .badArticleNumber(let text):
      LocalizedText(
        en: "“\(text)” is not an article number",
        fr: "«\u{A0}\(text)\u{A0}» n’est pas un numéro d’article",
        ja: "「\(text)」は記事番号ではありません")
    case .unknownSignature(let name, _):
      LocalizedText(
        en: "there is no signature “\(name)” in this rule",
        fr: "cette règle n’a pas de signature «\u{A0}\(name)\u{A0}»",
        ja: "このルールにシグネチャ「\(name)」はありません")
    case .unknownPlaceholder(let name):
      LocalizedText(
        en: "nothing is captured under “${\(name)}”",
        fr: "rien n’est capturé sous «\u{A0}${\(name)}\u{A0}»",
        ja: "「${\(name)}」としてキャプチャされる値はありません")
    case .emptySignature(let name):
      LocalizedText(
        en: "the signature “\(name)” demands nothing",
        fr: "la signature «\u{A0}\(name)\u{A0}» n’exige rien",
        ja: "シグネチャ「\(name)」に条件がありません")
    case .noLiteral(let name):
      LocalizedText(
        en: "the signature “\(name)” names no literal of three bytes or more",
        fr: "la signature «\u{A0}\(name)\u{A0}» ne nomme aucun littéral d’au moins trois octets",
        ja: "シグネチャ「\(name)」に 3 バイト以上のリテラルがありません")
    case .folderName(let id, let folder):
      LocalizedText(
        en: "the rule “\(id)” lies in a folder named “\(folder)”",
        fr: "la règle «\u{A0}\(id)\u{A0}» se trouve dans un dossier nommé «\u{A0}\(folder)\u{A0}»",
        ja: "ルール「\(id)」が「\(folder)」という名前のフォルダーにあります")
    case .duplicateRule(let id, let other):
      LocalizedText(
        en: "the rule “\(id)” is also defined in \(other)",
        fr: "la règle «\u{A0}\(id)\u{A0}» est aussi définie dans \(other)",
        ja: "ルール「\(id)」は \(other) でも定義されています")
    case .unknownRequest(let name, _):
      LocalizedText(
        en: "there is no evidence request “\(name)”",
        fr: "il n’existe pas de demande de preuve «\u{A0}\(name)\u{A0}»", ja: "証拠の依頼「\(name)」はありません"
      )
    case .missingArticle(let number, let languages):
      missingArticle(number, languages)
    case .unknownRemedy(let plugin, let action):
      LocalizedText(
        en: "there is no remedy “\(plugin)” with the action “\(action)”",
        fr:
          "il n’existe pas de remède «\u{A0}\(plugin)\u{A0}» avec l’action «\u{A0}\(action)\u{A0}»",
        ja: "アクション「\(action)」を持つ対処プラグイン「\(plugin)」はありません")
    case .unknownParameter(let name, _):
      LocalizedText(
        en: "the remedy takes no parameter “\(name)”",
        fr: "le remède n’a pas de paramètre «\u{A0}\(name)\u{A0}»",
        ja: "対処プラグインにパラメーター「\(name)」はありません")
    case .missingCase(let firing):
      firing
        ? LocalizedText(
          en: "a stable rule needs a case that makes it fire",
          fr: "une règle stable doit avoir un cas qui la déclenche", ja: "stable のルールには発火するケースが必要です"
        )
        : LocalizedText(
          en: "a stable rule needs a near miss that must stay silent",
          fr: "une règle stable doit avoir un cas proche qui reste silencieux",
          ja: "stable のルールには発火しない類似ケースが必要です")
    case .undeclaredCase(let name):
      LocalizedText(
        en: "the case “\(name)” is not declared in expect.yaml",
        fr: "le cas «\u{A0}\(name)\u{A0}» n’est pas déclaré dans expect.yaml",
        ja: "ケース「\(name)」が expect.yaml に宣言されていません")
    case .missingCaseFile(let name):
      LocalizedText(
        en: "the case “\(name)” is declared but not there",
        fr: "le cas «\u{A0}\(name)\u{A0}» est déclaré mais absent", ja: "宣言されたケース「\(name)」が見つかりません")
    case .unsafeExpression(let expression, .nestedQuantifier):
      LocalizedText(
        en: "“\(expression)” repeats a group that itself repeats; it can take exponential time",
        fr:
          "«\u{A0}\(expression)\u{A0}» répète un groupe qui répète déjà\u{A0}; le temps peut être exponentiel",
        ja: "「\(expression)」は繰り返しを含むグループを繰り返しており、指数時間になるおそれがあります")
    case .unsafeExpression(let expression, .backReference):
      LocalizedText(
        en: "“\(expression)” refers back to a group; the time is not bounded",
        fr: "«\u{A0}\(expression)\u{A0}» renvoie à un groupe\u{A0}; le temps n’est pas borné",
        ja: "「\(expression)」は後方参照を含み、処理時間が制限されません")
    case .unknownRuleInCase(let id):
      LocalizedText(
        en: "expect.yaml expects a rule “\(id)” that does not exist",
        fr: "expect.yaml attend une règle «\u{A0}\(id)\u{A0}» qui n’existe pas",
        ja: "expect.yaml が存在しないルール「\(id)」を期待しています")
    default: languageReason
    }
  }

  /// What to do about it, in the three languages.
  public var hint: LocalizedText? {
    switch kind {
    case .unknownKey(let word, let known), .unknownValue(let word, _, let known),
      .unknownSignature(let word, let known), .unknownRequest(let word, let known),
      .unknownParameter(let word, let known), .unknownShared(let word, let known),
      .unknownList(let word, let known), .unknownRule(let word, let known):
      Suggestion.hint(for: word, among: known)
    case .badWindow:
      LocalizedText(
        en: "write a number and a unit: 500ms, 30s, 10m, 24h, 7d",
        fr: "écrivez un nombre et une unité\u{A0}: 500ms, 30s, 10m, 24h, 7d",
        ja: "数値と単位で記述してください（例：500ms、30s、10m、24h、7d）")
    case .badVersionRange:
      LocalizedText(
        en: "write comparisons between spaces, such as “>=6.4 <6.5.20”",
        fr: "écrivez des comparaisons séparées par des espaces, p. ex. «\u{A0}>=6.4 <6.5.20\u{A0}»",
        ja: "「>=6.4 <6.5.20」のように比較をスペースで区切って記述してください")
    case .noLiteral:
      LocalizedText(
        en: "add to “all” or “any” a text that every match contains",
        fr:
          "ajoutez à «\u{A0}all\u{A0}» ou «\u{A0}any\u{A0}» un texte que contient toute correspondance",
        ja: "一致するレコードに必ず含まれる文字列を「all」または「any」に追加してください")
    case .emptySignature:
      LocalizedText(
        en: "give it “all”, “any” or “regex”",
        fr: "donnez-lui «\u{A0}all\u{A0}», «\u{A0}any\u{A0}» ou «\u{A0}regex\u{A0}»",
        ja: "「all」「any」「regex」のいずれかを指定してください")
    case .folderName(let id, _):
      LocalizedText(
        en: "rename the folder to “\(id)”", fr: "renommez le dossier en «\u{A0}\(id)\u{A0}»",
        ja: "フォルダー名を「\(id)」に変更してください")
    case .undeclaredCase(let name):
      LocalizedText(
        en: "add “\(name): {findings: […]}” to expect.yaml",
        fr: "ajoutez «\u{A0}\(name): {findings: […]}\u{A0}» à expect.yaml",
        ja: "expect.yaml に「\(name): {findings: […]}」を追加してください")
    default: languageHint
    }
  }

  private func missingArticle(
    _ number: ArticleNumber, _ languages: [Language]
  ) -> LocalizedText {
    let list = languages.map(\.rawValue).joined(separator: ", ")
    return LocalizedText(
      en: "the article \(number) does not exist in: \(list)",
      fr: "l’article \(number) n’existe pas en\u{A0}: \(list)",
      ja: "記事 \(number) は次の言語で存在しません：\(list)")
  }
}

extension RuleProblem.Expected {
  fileprivate var name: LocalizedText {
    switch self {
    case .text: LocalizedText(en: "a text", fr: "un texte", ja: "文字列")
    case .number: LocalizedText(en: "a number", fr: "un nombre", ja: "数値")
    case .boolean:
      LocalizedText(en: "true or false", fr: "true ou false", ja: "true または false")
    case .list: LocalizedText(en: "a list", fr: "une liste", ja: "リスト")
    case .mapping: LocalizedText(en: "a mapping", fr: "un dictionnaire", ja: "マッピング")
    case .condition:
      LocalizedText(
        en: "a signature’s name or a mapping with one operator, such as all, any, not, count",
        fr:
          "le nom d’une signature ou un dictionnaire avec un opérateur, comme all, any, not, count",
        ja: "シグネチャ名、または演算子（all、any、not、count など）を 1 つ持つマッピング")
    case .valueCondition:
      LocalizedText(
        en: "a mapping of demands such as {equals: …}",
        fr: "un dictionnaire d’exigences comme {equals: …}", ja: "{equals: …} のような条件のマッピング")
    }
  }
}
