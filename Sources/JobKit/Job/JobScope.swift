public import Kernel
public import Pipeline

/// What a job may look at while it reads its keys.
public struct JobScope: Sendable {
  public let name: JobName
  /// The file's other sections: connections, sources, variables.
  public let document: PipelineDocument
  public let world: World

  public init(name: JobName, document: PipelineDocument, world: World) {
    self.name = name
    self.document = document
    self.world = world
  }
}
