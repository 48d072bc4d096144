import RemedyProtocol

/// New files as one patch, in the form that `git apply` and `patch -p1` read.
struct PatchText {
  let lines: [String]

  var bytes: [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }

  init(_ files: [PatchFile]) {
    lines = files.flatMap { file -> [String] in
      var text = file.text.split(separator: "\n", omittingEmptySubsequences: false)
      if text.last == "" { text.removeLast() }
      return [
        "diff --git a/\(file.path) b/\(file.path)", "new file mode 100644", "--- /dev/null",
        "+++ b/\(file.path)", "@@ -0,0 +1,\(text.count) @@",
      ] + text.map { "+" + $0 }
    }
  }
}
