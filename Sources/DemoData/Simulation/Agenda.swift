import Kernel

/// What is to come, soonest first; what falls on the same microsecond comes in the order it was entered. A binary heap.
struct Agenda<Element> {
  private struct Entry {
    let time: Instant
    let order: Int
    let element: Element

    func precedes(_ other: Entry) -> Bool { (time.microseconds, order) < (other.time.microseconds, other.order) }
  }

  private var heap: [Entry] = []
  private var entered = 0

  var nextTime: Instant? { heap.first?.time }

  mutating func add(_ element: Element, at time: Instant) {
    heap.append(Entry(time: time, order: entered, element: element))
    entered += 1
    var child = heap.count - 1
    while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeNext() -> (time: Instant, element: Element)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    if !heap.isEmpty {
      heap[0] = last
      var parent = 0
      while true {
        var least = parent
        for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child].precedes(heap[least]) { least = child }
        if least == parent { break }
        heap.swapAt(parent, least)
        parent = least
      }
    }
    return (first.time, first.element)
  }
}
