import UnicodeKit

/// A command that can be pasted into a shell, whatever its words hold.
public struct ShellCommand: Sendable {
  /// The words, an option and its value as one group.
  private var groups: [[String]]

  /// Begins a command with words that stand one by one.
  public init(_ words: String...) {
    groups = words.map { [$0] }
  }

  /// Adds an option with its value; a line does not end between them if it can be helped.
  public mutating func append(option: String, _ value: String) {
    groups.append([option, value])
  }

  /// The command on one line.
  public var line: String { groups.joined().map(Self.quoted).joined(separator: " ") }

  /// The command on as many lines as it needs; each but the last ends with a backslash.
  ///
  /// Lines start at the margin, those after the first two columns further in,
  /// except inside a word that is longer than a line: there the shell would
  /// take the indent for part of the word.
  func lines(width: Int, margin: String) -> [String] {
    let indent = margin + "  "
    // Two columns stay free for a space and a backslash.
    let room = max(margin.count + 16, width) - 2
    var lines: [String] = []
    var line = ""
    func add(_ words: String) {
      if line.isEmpty {
        line = margin + words
      } else if (line + " " + words).displayWidth <= room {
        line += " " + words
      } else {
        lines.append(line + " \\")
        line = indent + words
      }
    }
    for group in groups {
      let quoted = group.map(Self.quoted)
      let whole = quoted.joined(separator: " ")
      if (indent + whole).displayWidth <= room {
        add(whole)
        continue
      }
      for (word, quoted) in zip(group, quoted) {
        if (indent + quoted).displayWidth <= room {
          add(quoted)
        } else {
          let pieces = Self.pieces(of: word, width: room)
          lines.append(line + " \\")
          lines += pieces.map { $0 + "\\" }
          line = lines.removeLast()
          line.removeLast()
        }
      }
    }
    return lines + [line]
  }

  /// A word in pieces, each quoted by itself, that a shell joins to the word again.
  private static func pieces(of word: String, width: Int) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for scalar in word.unicodeScalars {
      let longer = piece + String(scalar)
      if !piece.isEmpty, quoted(longer).displayWidth > width {
        pieces.append(quoted(piece))
        piece = String(scalar)
      } else {
        piece = longer
      }
    }
    return pieces + [quoted(piece)]
  }

  /// A word as the shell reads it back: bare if it is plain, else in single quotes.
  static func quoted(_ word: String) -> String {
    let isPlain = word.unicodeScalars.allSatisfy {
      $0.isASCII && $0.properties.isAlphabetic || "0123456789_@%+=:,./-".unicodeScalars.contains($0)
    }
    if isPlain, !word.isEmpty { return word }
    // Scalar by scalar: with a combining mark behind it a quote is another character to Swift,
    // but not to the shell.
    var quoted = "'"
    for scalar in word.unicodeScalars {
      if scalar == "'" { quoted += "'\\''" } else { quoted.unicodeScalars.append(scalar) }
    }
    return quoted + "'"
  }
}
