import Model

extension Inspection {
  /// The texts of the input that stand among its numbers: requests and names of threads.
  var textsAmongNumbers: [String] {
    var texts: [String] = []
    var copy = self
    copy.mapNumbers(
      text: {
        texts.append($0)
        return $0
      }, place: { $0 })
    return texts
  }

  /// Changes the texts and the places that stand among its numbers.
  mutating func mapNumbers(text: (String) -> String, place: (Place) -> Place) {
    for index in coverage.sources.indices {
      coverage.sources[index].statistics?.map(text: text, place: place)
    }
    for index in threadSeries.indices { threadSeries[index].map(text: text, place: place) }
    for index in clockOffsets.indices {
      clockOffsets[index].earlier.changeSource(by: place)
      clockOffsets[index].later.changeSource(by: place)
    }
  }
}

extension SourceStatistics {
  fileprivate mutating func map(text: (String) -> String, place: (Place) -> Place) {
    traffic?.slowest.change { $0.map(text: text, place: place) }
    traffic?.unanswered.change { $0.map(text: text, place: place) }
    collections?.longest?.place.change(by: place)
    collections?.lastFull?.place.change(by: place)
    dumps.change { dump in
      dump.place.change(by: place)
      dump.deadlocks.change { $0.change { $0.change(by: text) } }
      dump.locks.change { lock in
        lock.className.change(by: text)
        lock.holder = lock.holder.map(text)
      }
      dump.stacks.change { $0.frames.change { $0.change(by: text) } }
    }
  }
}

extension TrafficAccount.Request {
  fileprivate mutating func map(text: (String) -> String, place: (Place) -> Place) {
    self.text = self.text.map(text)
    self.place.change(by: place)
  }
}

extension ThreadSeriesAccount {
  fileprivate mutating func map(text: (String) -> String, place: (Place) -> Place) {
    sources.change { $0.changeSource(by: place) }
    stays.change { stay in
      stay.thread.change(by: text)
      stay.frames.change { $0.change(by: text) }
      stay.place.change(by: place)
    }
  }
}

extension Array {
  fileprivate mutating func change(_ body: (inout Element) -> Void) {
    for index in indices { body(&self[index]) }
  }
}

extension Place {
  fileprivate mutating func change(by transform: (Place) -> Place) { self = transform(self) }
}

extension String {
  fileprivate mutating func change(by transform: (String) -> String) { self = transform(self) }

  fileprivate mutating func changeSource(by transform: (Place) -> Place) {
    self = transform(Place(source: self, line: 1, bytes: 0..<0)).source
  }
}
