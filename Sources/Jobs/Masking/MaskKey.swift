import Drivers
import Kernel
import Pipeline

/// The environment's secret that `hmac` masks make their tokens with.
enum MaskKey {
  static let variable = "NIGHTSHIFT_MASK_KEY"
  static let leastBytes = 16

  /// - Throws: `NS6121` when there is none worth the name.
  static func read(_ world: World) throws(Failure) -> MaskingKey {
    guard let key = find(world) else {
      throw Failure(
        6121,
        (world.environment[variable] ?? "").isEmpty
          ? "\(variable) is not set, and a mask of this job needs it" : "\(variable) is shorter than \(leastBytes) bytes",
        hint:
          "set it to a secret of \(leastBytes) bytes or more, for example from `openssl rand -hex 32`, the same on every night: another key makes other tokens"
      )
    }
    return key
  }

  /// The setting by which a job knows that its tokens were made with another key. Nothing where no key is needed, or where none is at hand:
  /// who asks without the secret is not told that it has changed.
  static func setting(_ world: World, for masks: some Sequence<Mask>) -> [String: String] {
    guard masks.contains(.hmac), let key = find(world) else { return [:] }
    return [Settings.maskKey: key.id]
  }

  private static func find(_ world: World) -> MaskingKey? {
    let secret = world.environment[variable] ?? ""
    return secret.utf8.count >= leastBytes ? MaskingKey(secret: Redacted(secret)) : nil
  }
}
