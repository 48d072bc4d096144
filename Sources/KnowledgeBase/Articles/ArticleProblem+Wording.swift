public import Model

extension ArticleProblem {
  /// What is wrong, in three languages.
  public var reason: LocalizedText {
    switch kind {
    case .fileName(let name):
      LocalizedText(
        en: "“\(name)” is not the name of an article",
        fr: "«\u{A0}\(name)\u{A0}» n’est pas un nom d’article",
        ja: "「\(name)」は記事のファイル名ではありません")
    case .unreadable(let obstacle):
      LocalizedText(
        en: "cannot be read: \(obstacle.wording.en)",
        fr: "lecture impossible\u{A0}: \(obstacle.wording.fr)",
        ja: "読み取れません（\(obstacle.wording.ja)）")
    case .tooLarge(let limit):
      LocalizedText(
        en: "has more than \(limit) bytes",
        fr: "dépasse \(limit) octets",
        ja: "\(limit) バイトを超えています")
    case .notUTF8:
      LocalizedText(
        en: "the text is not UTF-8, or holds control characters",
        fr: "le texte n’est pas en UTF-8 ou contient des caractères de contrôle",
        ja: "UTF-8 ではないか、制御文字が含まれています")
    case .noFrontMatter:
      LocalizedText(
        en: "the first line is not “---”",
        fr: "la première ligne n’est pas «\u{A0}---\u{A0}»",
        ja: "1 行目が「---」ではありません")
    case .unclosedFrontMatter:
      LocalizedText(
        en: "no line “---” ends the front matter",
        fr: "aucune ligne «\u{A0}---\u{A0}» ne ferme l’en-tête",
        ja: "フロントマターを閉じる「---」の行がありません")
    case .yaml(let wording): wording
    case .unknownKey(let key):
      LocalizedText(
        en: "unknown key “\(key)”",
        fr: "clé inconnue «\u{A0}\(key)\u{A0}»",
        ja: "不明なキー「\(key)」です")
    case .missingKey(let key):
      LocalizedText(
        en: "key “\(key)” is missing",
        fr: "la clé «\u{A0}\(key)\u{A0}» manque",
        ja: "キー「\(key)」がありません")
    case .value(let key, let found, let expected):
      LocalizedText(
        en: "“\(found)” is no value for “\(key)”: expected \(expected.wording.en)",
        fr:
          "«\u{A0}\(found)\u{A0}» ne convient pas à «\u{A0}\(key)\u{A0}»\u{A0}: il faut \(expected.wording.fr)",
        ja: "「\(key)」の値「\(found)」は正しくありません。\(expected.wording.ja)を指定します")
    case .numberMismatch(let found, let fileName):
      LocalizedText(
        en: "article number “\(found)” is not the “\(fileName)” of the file name",
        fr:
          "le numéro «\u{A0}\(found)\u{A0}» n’est pas le «\u{A0}\(fileName)\u{A0}» du nom de fichier",
        ja: "記事番号「\(found)」がファイル名の「\(fileName)」と一致しません")
    case .duplicateNumber(let number, let otherFile):
      LocalizedText(
        en: "article number “\(number)” already stands in “\(otherFile)”",
        fr: "le numéro «\u{A0}\(number)\u{A0}» figure déjà dans «\u{A0}\(otherFile)\u{A0}»",
        ja: "記事番号「\(number)」は「\(otherFile)」ですでに使われています")
    case .unknownLanguage(let name):
      LocalizedText(
        en: "the language of “\(name)” is not English, French or Japanese",
        fr: "la langue de «\u{A0}\(name)\u{A0}» n’est ni l’anglais, ni le français, ni le japonais",
        ja: "「\(name)」の言語は英語、フランス語、日本語のいずれでもありません")
    }
  }

  /// What to do about it.
  public var hint: LocalizedText? {
    switch kind {
    case .fileName:
      LocalizedText(
        en: "name it <number>.<en|fr|ja>.md, such as KA-23909.fr.md",
        fr: "nommez-le <numéro>.<en|fr|ja>.md, par exemple KA-23909.fr.md",
        ja: "<番号>.<en|fr|ja>.md の形（例：KA-23909.fr.md）にしてください")
    case .unknownKey(let key): Suggestion.hint(for: key, among: OwnArticleReader.keys)
    case .yaml:
      LocalizedText(
        en: "put a value that holds “: ” or begins with a sign in quotes",
        fr:
          "mettez entre guillemets une valeur qui contient «\u{A0}:\u{A0}» ou commence par un signe",
        ja: "「: 」を含む値や記号で始まる値は引用符で囲んでください")
    case .unknownLanguage:
      LocalizedText(
        en: "name the language of the folder when importing it",
        fr: "indiquez la langue du dossier lors de l’import",
        ja: "取り込むときにフォルダーの言語を指定してください")
    default: nil
    }
  }
}

extension ArticleProblem.Expectation {
  fileprivate var wording: LocalizedText {
    switch self {
    case .text: LocalizedText(en: "a text", fr: "un texte", ja: "テキスト")
    case .texts:
      LocalizedText(
        en: "texts with commas between them", fr: "des textes séparés par des virgules",
        ja: "カンマ区切りのテキスト")
    case .truth:
      LocalizedText(en: "true or false", fr: "true ou false", ja: "true または false ")
    case .number: LocalizedText(en: "a whole number", fr: "un nombre entier", ja: "整数")
    case .date:
      LocalizedText(
        en: "a date such as 2026-03-01", fr: "une date comme 2026-03-01",
        ja: "2026-03-01 のような日付")
    case .address:
      LocalizedText(
        en: "an address that begins with https://", fr: "une adresse qui commence par https://",
        ja: "https:// で始まるアドレス")
    case .oneOf(let words):
      LocalizedText(
        en: "one of " + words.joined(separator: ", "),
        fr: "l’un de " + words.joined(separator: ", "),
        ja: words.joined(separator: "、") + "のいずれか")
    }
  }
}
