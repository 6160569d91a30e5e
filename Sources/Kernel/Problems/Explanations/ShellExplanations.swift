extension Explanation {
  static let shell: [Explanation] = []
}
