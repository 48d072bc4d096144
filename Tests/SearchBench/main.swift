// Measures the ranking on judged queries: `searchbench KB QUERIES`, or with
// `--sweep [NAME…]` how each of its numbers would do with other values, or with
// `--with NAME=VALUE…` how it does with these;
// `searchbench --fuzz [COUNT [SEED]]` throws random queries at it.

import Foundation
import KnowledgeBase

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "--fuzz" {
  let numbers = arguments.dropFirst().compactMap { Int($0) }
  try Fuzz.run(numbers.first ?? 1_000_000, seed: UInt64(numbers.dropFirst().first ?? 1))
  exit(0)
}
guard arguments.count >= 2 else {
  print("usage: searchbench KB QUERIES.jsonl [--sweep [NAME…]|--with NAME=VALUE…]")
  print("       searchbench --fuzz [COUNT [SEED]]")
  exit(2)
}
let set = try QuerySet(path: arguments[1])
if arguments.count > 2, arguments[2] == "--sweep" {
  try Tuning(set: set, path: arguments[0]).sweep(Array(arguments.dropFirst(3)), folds: 5)
} else {
  let changes = arguments.count > 2 && arguments[2] == "--with" ? arguments.dropFirst(3) : []
  let store = try KnowledgeStore(
    path: arguments[0], parameters: Knob.parameters(Array(changes)))
  for (name, withTexts) in [("ranking", false), ("with titles and snippets", true)] {
    let evaluation = try Evaluation(set, store: store, withTexts: withTexts)
    if !withTexts { print(evaluation.table(set)) }
    print("\(name): \(evaluation.latency)")
  }
}
