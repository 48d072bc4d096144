import Model
import YAMLKit

/// Reads an article of the Adobe KCS repositories, leniently: it is not ours to mend.
struct KCSArticleReader {
  let file: String
  let fileName: String
  let language: Language

  /// The commit of the clone, where the article does not name its own.
  var commit: String?

  func article(from source: ArticleFile) throws(ArticleProblem) -> Article {
    let fields = Self.fields(of: source, file: file)
    let number = try number(stated: fields["article-number"])
    guard let title = fields["title"] ?? Self.heading(of: source.body) else {
      throw ArticleProblem(.missingKey("title"), at: TextLocation(file: file, line: 1))
    }
    return Article(
      number: number, language: language, origin: .imported, title: title,
      description: fields["description"] ?? "",
      keywords: (fields["keywords"] ?? "").separatedByCommas,
      product: fields["product"] ?? fields["solution"] ?? "",
      state: Self.isArchived(source.body) ? .archived : .validated,
      date: Self.date(fields), url: Self.address(of: number, in: language),
      commit: fields["source-git-commit"] ?? commit, body: source.body)
  }

  private func number(stated: String?) throws(ArticleProblem) -> ArticleNumber {
    let name = String(fileName.dropLast(".md".count))
    guard let number = ArticleNumber(name) else {
      throw ArticleProblem(.fileName(fileName), at: TextLocation(file: file))
    }
    // The file name joins the languages: an article that calls itself
    // something else would be found under one number and lost under the other.
    if let stated, stated != name {
      throw ArticleProblem(
        .numberMismatch(found: stated, fileName: name), at: TextLocation(file: file))
    }
    return number
  }

  /// The texts by key; as YAML where it is YAML, else line by line.
  private static func fields(of source: ArticleFile, file: String) -> [String: String] {
    var fields: [String: String] = [:]
    if let root = try? YAML.parse(source.frontMatter, file: file),
      case .mapping(let entries) = root.content
    {
      for entry in entries { fields[entry.name] = entry.value.text?.trimmed }
    } else {
      let text = String(decoding: source.frontMatter, as: UTF8.self)
      for line in text.split(separator: "\n") where line.first?.isWhitespace == false {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let value = String(line[line.index(after: colon)...]).trimmed
        fields[String(line[..<colon])] = value.unquoted
      }
    }
    return fields.mapValues(\.withoutTranslatedQuotes)
      .filter { !$0.value.isEmpty && $0.value != "null" }
  }

  private static func heading(of body: String) -> String? {
    body.split(separator: "\n").first { $0.hasPrefix("# ") }.map { String($0.dropFirst(2)).trimmed }
  }

  /// The day it was published, else the day it was made.
  private static func date(_ fields: [String: String]) -> String {
    let dates = ["article-published-date", "last-substantial-update", "article-created-date"]
      .compactMap { fields[$0] }
    return dates.lazy.compactMap { ArticleDate.american($0) ?? ArticleDate.iso($0) }.first ?? ""
  }

  /// Archived articles keep their title and say so where the text was.
  private static func isArchived(_ body: String) -> Bool {
    let sentences = [
      "This article has been archived", "Cet article a été archivé", "この記事はアーカイブされました",
    ]
    return sentences.contains { body.contains($0) }
  }

  /// Where Adobe publishes the numbered articles; the videos (`KT-…`) lie elsewhere.
  private static func address(of number: ArticleNumber, in language: Language) -> String? {
    guard number.rawValue.hasPrefix("KA-") else { return nil }
    return "https://experienceleague.adobe.com/\(language.rawValue)/docs/experience-cloud-kcs/"
      + "kbarticles/\(number.rawValue.lowercased())"
  }
}

extension String {
  fileprivate var unquoted: String {
    guard utf8.count > 1, let quote = first, quote == last, quote == "\"" || quote == "'" else {
      return self
    }
    let inner = String(dropFirst().dropLast())
    if quote == "'" {
      return inner.split(separator: "''", omittingEmptySubsequences: false)
        .joined(separator: "'")
    }
    return inner.split(separator: "\\\"", omittingEmptySubsequences: false).joined(separator: "\"")
  }

  /// Machine translation took the quotes of YAML for those of the sentence: `「…」` around all.
  fileprivate var withoutTranslatedQuotes: String {
    let text = split(separator: "\\\"", omittingEmptySubsequences: false).joined(separator: "\"")
    guard text.first == "「", text.last == "」" else { return text }
    var depth = 0
    for character in text.dropLast() {
      if character == "「" { depth += 1 }
      if character == "」" { depth -= 1 }
      if depth == 0 { return text }
    }
    return String(text.dropFirst().dropLast())
  }
}
