/// How much a compressed file may grow before it is taken for a decompression bomb.
///
/// Deflate cannot exceed 1032:1; JSON events reach 10:1 to 30:1. The ratio is only looked at once `above` bytes have come out,
/// so that a small, very regular file passes.
public struct GzipLimit: Hashable, Sendable {
  /// Bytes out per byte in.
  public let ratio: Int
  /// Bytes out below which nothing is refused.
  public let above: Int

  public init(ratio: Int, above: Int) {
    self.ratio = ratio
    self.above = above
  }

  /// 200:1 above 64 MiB.
  public static let standard = GzipLimit(ratio: 200, above: 64 << 20)
  public static let none = GzipLimit(ratio: .max, above: .max)

  func refuses(produced: Int, consumed: Int) -> Bool {
    produced > above && produced / ratio > consumed
  }
}
