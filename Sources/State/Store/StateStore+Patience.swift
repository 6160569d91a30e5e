public import Kernel

extension StateStore {
  /// The variable that says how long another program's lock on the state file is waited for.
  public static let patienceVariable = "NIGHTSHIFT_STATE_PATIENCE"

  /// How long another program's lock on the state file is waited for: half a minute, or what the variable says.
  /// - Throws: `NS5020` when the variable is no span of time.
  public static func patience(_ world: World) throws(Failure) -> Span {
    guard let text = world.environment[patienceVariable], !text.isEmpty else { return .seconds(30) }
    guard let patience = Span(text) else {
      throw Failure(5020, "\(patienceVariable) is '\(text)', which is no span of time", hint: "write it such as 30s or 5m, or leave it out")
    }
    return patience
  }
}
