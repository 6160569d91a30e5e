import Kernel
import Pipeline

/// Which mask applies where in an event. A path names a field and everything below it; lists on the way are passed through, and a longer path
/// wins over a shorter one.
struct MaskPlan: Hashable, Sendable {
  /// The mask of this place and of everything below it that has no other.
  private(set) var action: Mask?
  /// By key.
  private(set) var fields: [[UInt8]: MaskPlan] = [:]

  init() {}

  var isEmpty: Bool { action == nil && fields.isEmpty }

  var actions: Set<Mask> { fields.values.reduce(Set(action.map { [$0] } ?? [])) { $0.union($1.actions) } }

  mutating func set(_ action: Mask, at path: some Collection<String>) {
    guard let first = path.first else {
      self.action = action
      return
    }
    fields[Array(first.utf8), default: MaskPlan()].set(action, at: path.dropFirst())
  }

  /// Reads `mask: { path: action }`; `email.*` is the same as `email`.
  /// - Parameter identity: keys by which events are told apart and ordered.
  static func read(_ fields: inout Fields, identity: [String]) -> MaskPlan {
    var plan = MaskPlan()
    for entry in fields.stringMap("mask") {
      var steps = entry.key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      if steps.count > 1, steps.last == "*" { steps.removeLast() }
      guard !steps.contains(where: { $0.isEmpty || $0.contains("*") }) else {
        fields.report(
          Diagnostic(
            6123, "the mask '\(entry.key)' names no field", at: entry.location, hint: "write a path such as `email.*` or `customer.phone`"))
        continue
      }
      guard !identity.contains(steps[0]) else {
        fields.report(
          Diagnostic(6123, "'\(entry.key)' cannot be masked: events are told apart and ordered by it", at: entry.location))
        continue
      }
      guard let action = Mask(rawValue: entry.value) else {
        let words = Mask.allCases.map(\.rawValue)
        let hint = Suggestion.nearest(to: entry.value, in: words).map { "did you mean '\($0)'?" }
        fields.report(
          Diagnostic(
            6123, "the mask of '\(entry.key)' must be one of \(words.joined(separator: ", ")), not '\(entry.value)'", at: entry.location,
            hint: hint))
        continue
      }
      plan.set(action, at: steps)
    }
    return plan
  }
}
