/// The targets of `Package.swift` with what each declares, read from its text.
enum PackageManifest {
  static let dependencies: [String: Set<String>] = {
    var products: [String: String] = [:]
    var targets: [String: Set<String>] = [:]
    // A target that is too long for a line goes on in deeper ones.
    for line in Repository.package.text.replacing("\n      ", with: " ").split(separator: "\n") where !line.contains("func ") {
      let words = quoted(line)
      if line.hasPrefix("let "), line.contains(".product("), let product = words.first {
        products[String(line.dropFirst(4).prefix { $0 != ":" })] = product
      }
      guard [" floor(", " tests(", ".executableTarget("].contains(where: line.contains), let name = words.first else { continue }
      let list = line.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" }
      let bare = list.split(separator: ",").compactMap { products[String($0.drop { $0 == " " })] }
      targets[name] = Set(quoted(list) + bare + (line.contains(" tests(") ? ["TestSupport"] : []))
    }
    return targets
  }()

  private static func quoted(_ line: Substring) -> [String] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }
}
