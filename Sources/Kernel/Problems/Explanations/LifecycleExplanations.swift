extension Explanation {
  static let lifecycle: [Explanation] = []
}
