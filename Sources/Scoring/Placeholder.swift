public struct QualityReport: Sendable {}
