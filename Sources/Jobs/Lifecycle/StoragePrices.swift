/// A dated list of storage prices, to say whether a transition pays. Modelled: list prices of the first tier, not anybody's bill.
///
/// Source: Amazon S3's price list for us-east-1 as of November 2025: USD a GiB and month, and USD for 1,000 transitions.
public struct StoragePrices: Sendable, Hashable {
  public let name: String
  let month: [StorageClass: Double]
  let transitions: [StorageClass: Double]

  public static let usEast1 = StoragePrices(
    name: "us-east-1 list prices of November 2025",
    month: [
      .standard: 0.023, .standardIA: 0.0125, .oneZoneIA: 0.01, .intelligentTiering: 0.023, .glacierIR: 0.004, .glacier: 0.0036,
      .deepArchive: 0.00099,
    ],
    transitions: [
      .standardIA: 0.01, .oneZoneIA: 0.01, .intelligentTiering: 0.01, .glacierIR: 0.02, .glacier: 0.03, .deepArchive: 0.05,
    ])

  /// USD a month that an object of this size costs: the classes' minimum size of 128 KiB and the archives' index entries (8 KiB of STANDARD
  /// and 32 KiB of the class itself for each object) included.
  func monthly(bytes: Int, _ storageClass: StorageClass) -> Double {
    let gibibyte = Double(1 << 30)
    let billed = storageClass.isInfrequentAccess || storageClass == .glacierIR ? max(bytes, TransitionPlan.smallest) : bytes
    var cost = Double(billed) / gibibyte * (month[storageClass] ?? 0)
    if storageClass == .glacier || storageClass == .deepArchive {
      cost += 8 * 1024 / gibibyte * (month[.standard] ?? 0) + 32 * 1024 / gibibyte * (month[storageClass] ?? 0)
    }
    if storageClass == .intelligentTiering, bytes >= TransitionPlan.smallest { cost += 0.0025 / 1000 }
    return cost
  }

  /// Months until the transition of one object has paid for itself; nil when it never does.
  func breakEven(bytes: Int, from: StorageClass, to: StorageClass) -> Double? {
    let saved = monthly(bytes: bytes, from) - monthly(bytes: bytes, to)
    return saved > 0 ? (transitions[to] ?? 0) / 1000 / saved : nil
  }
}
