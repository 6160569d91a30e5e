/// A mean with whole weights: summed in the order given, so that equal inputs give equal bits.
enum WeightedMean {
  /// Nil when the weights add up to nothing.
  static func of(_ terms: some Sequence<(Double, Int)>) -> Double? {
    var sum = 0.0, weight = 0
    for (value, share) in terms {
      sum += value * Double(share)
      weight += share
    }
    return weight > 0 ? sum / Double(weight) : nil
  }
}
