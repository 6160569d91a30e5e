/// How a score is written: rounded down to one decimal, so that 99.97 never reads 100; `n/m` when nothing was measured.
public enum ScoreText {
  public static func of(_ score: Double?) -> String {
    guard let score else { return "n/m" }
    let tenths = Self.tenths(score)
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// The greatest whole number of tenths that is not above the exact value of the double.
  static func tenths(_ score: Double) -> Int {
    let guess = (score * 10).rounded(.down)
    // The product is rounded and may have reached the next whole number; the fused remainder has the exact sign.
    return Int((-guess).addingProduct(score, 10) < 0 ? guess - 1 : guess)
  }

  /// A share as a percentage, rounded down to a whole one unless it is exact.
  public static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded(.down)))%" }
}
