/// Every document there is, by name: one line each.
enum Documents {
  static let all: [any JSONDocument.Type] = [
    ActDocument.self,
    AuditDocument.self,
    AuditVerdict.self,
    CatalogDocument.self,
    CheckDocument.self,
    DoctorDocument.self,
    ExplainDocument.self,
    GraphDocument.self,
    InitDocument.self,
    KindsDocument.self,
    MarkDocument.self,
    PartitionsDocument.self,
    PlanDocument.self,
    RunDocument.self,
    StateBackupDocument.self,
    StateCheckDocument.self,
    StateClockDocument.self,
    StateFailpointsDocument.self,
    StateManifestsDocument.self,
    StatePruneDocument.self,
    StateRebuildDocument.self,
    StatusDocument.self,
    TransitionDocument.self,
    WhyDocument.self,
  ]
}
