/// The kinds there are, by name: an explicit list, made where the program is put together.
public struct KindRegistry: Sendable {
  public let kinds: [any Job.Type]

  public init(_ kinds: [any Job.Type]) { self.kinds = kinds.sorted { $0.kind < $1.kind } }

  public subscript(name: String) -> (any Job.Type)? { kinds.first { $0.kind == name } }
}
