/// S3's storage classes, and what S3 allows between them.
///
/// Source: Amazon S3 User Guide, "Transitioning objects using Amazon S3 Lifecycle" and "General considerations for transitions".
public enum StorageClass: String, Sendable, Hashable, Codable, CaseIterable {
  case standard = "STANDARD"
  case standardIA = "STANDARD_IA"
  case intelligentTiering = "INTELLIGENT_TIERING"
  case oneZoneIA = "ONEZONE_IA"
  case glacierIR = "GLACIER_IR"
  case glacier = "GLACIER"
  case deepArchive = "DEEP_ARCHIVE"

  /// The classes an object may go to from this one: the waterfall, which never climbs.
  public var successors: Set<Self> {
    switch self {
    case .standard: [.standardIA, .intelligentTiering, .oneZoneIA, .glacierIR, .glacier, .deepArchive]
    case .standardIA: [.intelligentTiering, .oneZoneIA, .glacierIR, .glacier, .deepArchive]
    case .intelligentTiering: [.oneZoneIA, .glacierIR, .glacier, .deepArchive]
    case .oneZoneIA, .glacierIR: [.glacier, .deepArchive]
    case .glacier: [.deepArchive]
    case .deepArchive: []
    }
  }

  /// Infrequent access: S3 takes no transition to it before 30 days of age.
  public var isInfrequentAccess: Bool { self == .standardIA || self == .oneZoneIA }

  /// The archive tiers, which must come 30 days after infrequent access in one rule.
  public var isArchive: Bool { self == .glacierIR || self == .glacier || self == .deepArchive }

  /// Which of several due transitions is made: the cheaper class, and intelligent tiering before all but the two archives below it.
  public var precedence: Int {
    let order: [Self] = [.standard, .standardIA, .oneZoneIA, .glacierIR, .intelligentTiering, .glacier, .deepArchive]
    return order.firstIndex(of: self) ?? 0
  }

  /// What S3's server access log calls a transition to this class; our audit log uses the same words.
  public var operation: String {
    switch self {
    case .standardIA: "S3.TRANSITION_SIA.OBJECT"
    case .oneZoneIA: "S3.TRANSITION_ZIA.OBJECT"
    case .intelligentTiering: "S3.TRANSITION_INT.OBJECT"
    case .glacierIR: "S3.TRANSITION_GIR.OBJECT"
    // Nothing goes to STANDARD; the plain word is there for completeness.
    case .glacier, .standard: "S3.TRANSITION.OBJECT"
    case .deepArchive: "S3.TRANSITION_GDA.OBJECT"
    }
  }
}
