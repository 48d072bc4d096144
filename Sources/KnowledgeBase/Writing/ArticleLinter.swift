public import Model

/// Checks a folder of our own articles beyond what compiling them needs.
public struct ArticleLinter {
  private struct Text {
    var path: String
    var article: Article
    var markdown: ArticleMarkdown
  }

  private let folder: ArticleFolder
  private let texts: [Text]

  /// Reads the folder.
  ///
  /// - Throws: Where the folder itself cannot be read.
  public init(folder path: String) throws(ArticleProblem) {
    folder = try ArticleFolder(path: path)
    var texts: [Text] = []
    for article in folder.articles {
      let file = "\(path)/\(article.number).\(article.language.rawValue).md"
      let source = try Files.article(at: file)
      // Two fences, and the first line is number one.
      let first = source.frontMatterLines.count + 3
      texts.append(
        Text(
          path: file, article: article,
          markdown: ArticleMarkdown(source.body, first: first)))
    }
    self.texts = texts
  }

  /// Everything that is wrong, by file and line.
  ///
  /// - Parameters:
  ///   - rules: The rules that there are; without them, names of rules are not looked at.
  ///   - imported: All articles that there are besides those of the folder, where Adobe's are
  ///     among them. Without them, numbers of Adobe's are not looked at.
  public func problems(
    rules: Set<String>? = nil, imported: [ArticleNumber] = []
  ) -> [any Problem] {
    var known = Set(texts.map(\.article.number.rawValue))
    known.formUnion(imported.map(\.rawValue))
    let series = Set(known.map(Self.series)).subtracting(imported.isEmpty ? ["KA"] : [])
    var found: [ArticleComplaint] = []
    for text in texts {
      found += sections(text)
      for line in text.markdown.lines {
        found += deadNumbers(line, text, known: known, series: series)
        if let rules { found += deadRules(line, text, rules) }
        found += personalData(line, text)
      }
      found += languages(text)
    }
    return folder.problems + found
  }

  private static func series(_ number: String) -> String {
    String(number.prefix { $0 != "-" })
  }

  /// Sections that are missing, and, where the article is finished, those without a text.
  private func sections(_ text: Text) -> [ArticleComplaint] {
    guard text.article.state != .archived else { return [] }
    let present = text.markdown.sections
    let missing = ArticleOutline.required.filter { outline in
      !present.contains { $0.anchor == outline.rawValue }
    }
    let empty = present.filter { !$0.isWritten && text.article.state != .workInProgress }
    return missing.map { ArticleComplaint(.missingSection($0.rawValue), text.path, 1) }
      + empty.map { ArticleComplaint(.emptySection($0.anchor), text.path, $0.line) }
  }

  /// What differs from the English text, or where there is none, from the first.
  private func languages(_ text: Text) -> [ArticleComplaint] {
    let all = texts.filter { $0.article.number == text.article.number }
    guard let leader = all.first(where: { $0.article.language == .en }) ?? all.first else {
      return []
    }
    guard leader.path != text.path else {
      let present = Set(all.map(\.article.language))
      // A draft is translated when it is finished.
      guard text.article.state != .workInProgress else { return [] }
      return Language.allCases.filter { !present.contains($0) }.map {
        ArticleComplaint(.missingLanguage($0), text.path, 1)
      }
    }
    var found: [ArticleComplaint] = []
    let (sections, others) = (text.markdown.sections, leader.markdown.sections)
    if sections.map(\.anchor) != others.map(\.anchor) {
      let different = zip(sections, others).first { $0.anchor != $1.anchor }?.0
      found.append(
        ArticleComplaint(
          .otherSections(file: leader.path), text.path, different?.line ?? sections.last?.line ?? 1)
      )
    }
    let (blocks, otherBlocks) = (text.markdown.blocks, leader.markdown.blocks)
    for (block, other) in zip(blocks, otherBlocks) where block.code != other.code {
      found.append(
        ArticleComplaint(.otherCode(file: leader.path, line: other.line), text.path, block.line))
    }
    if blocks.count != otherBlocks.count {
      found.append(
        ArticleComplaint(
          .otherBlockCount(blocks.count, file: leader.path, otherBlocks.count), text.path,
          blocks.last?.line ?? 1))
    }
    return found
  }

  private func deadNumbers(
    _ line: (number: Int, text: Substring), _ text: Text, known: Set<String>, series: Set<String>
  ) -> [ArticleComplaint] {
    let words = line.text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "-" }
    return words.map(String.init).filter { word in
      let digits = word.drop { $0 != "-" }.dropFirst()
      return series.contains(Self.series(word)) && digits.count >= 3
        && digits.allSatisfy(\.isNumber) && !known.contains(word)
    }.map { ArticleComplaint(.deadNumber($0), text.path, line.number, line.text) }
  }

  /// Rules that a command in the text names.
  private func deadRules(
    _ line: (number: Int, text: Substring), _ text: Text, _ rules: Set<String>
  ) -> [ArticleComplaint] {
    let words = line.text.split { $0.isWhitespace || $0 == "`" }
    var found: [ArticleComplaint] = []
    for index in words.indices.dropLast(3)
    where words[index] == "aemedic" && words[index + 1] == "rules"
      && ["show", "explain"].contains(words[index + 2])
    {
      // What stands in capitals stands for a rule; a sentence may go on behind one.
      let rule = String(
        words[index + 3].prefix { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") })
      guard !rule.isEmpty, !rule.hasPrefix("-"), !rules.contains(rule) else { continue }
      found.append(ArticleComplaint(.deadRule(rule), text.path, line.number, line.text))
    }
    return found
  }

  private func personalData(
    _ line: (number: Int, text: Substring), _ text: Text
  ) -> [ArticleComplaint] {
    let line = (number: line.number, text: String(line.text))
    let bytes = Array(line.text.utf8)
    return PersonalData.ranges(in: line.text).map {
      let data = String(decoding: bytes[$0], as: UTF8.self)
      return ArticleComplaint(.personalData(data), text.path, line.number, line.text[...])
    }
  }
}
