import Drivers
import Kernel
import Lake
import Pipeline

/// What lies in a source's folder and is not read: links and pipes, files outside the declared layout, files of another kind.
enum Strays {
  /// Keys, in byte order. Folders that follow the layout are not entered below it unless they are in scope.
  static func find(_ scope: CrawlScope, lake: LakeLayout) throws(Failure) -> [String] {
    let root = lake.path(scope.source.path)
    let inScope = Set(scope.folders)
    var found: [String] = []
    try walk(root, folder: "", depth: 0, scope, inScope, &found)
    return found.map { scope.source.path + $0 }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func walk(
    _ root: String, folder: String, depth: Int, _ scope: CrawlScope, _ inScope: Set<String>, _ found: inout [String]
  ) throws(Failure) {
    let layout = scope.source.layout
    let isLeaf = depth == layout.count
    if isLeaf {
      guard HivePath.time(folder, layout: layout) != nil else {
        found.append(folder + "/")
        return
      }
      guard inScope.contains(folder) else { return }
    }
    for entry in try Files.children(folder.isEmpty ? root : "\(root)/\(folder)") {
      let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
      switch entry.kind {
      case .directory where !isLeaf && entry.name.hasPrefix(layout[depth] + "="):
        try walk(root, folder: path, depth: depth + 1, scope, inScope, &found)
      case .file where isLeaf && SourceListing.isObject(entry.name): continue
      default:
        if !entry.name.hasPrefix("_"), !entry.name.hasPrefix(".") { found.append(entry.kind == .directory ? path + "/" : path) }
      }
    }
  }
}
