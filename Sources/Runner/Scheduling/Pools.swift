/// What jobs share: how much of each pool is left while some of them run.
struct Pools {
  private(set) var free: [Int]

  init(_ capacities: [Int]) { free = capacities }

  /// The first pool that has too little left.
  func lacking(_ uses: [(pool: Int, amount: Int)]) -> Int? { uses.first { free[$0.pool] < $0.amount }?.pool }

  mutating func take(_ uses: [(pool: Int, amount: Int)]) { for use in uses { free[use.pool] -= use.amount } }

  mutating func give(_ uses: [(pool: Int, amount: Int)]) { for use in uses { free[use.pool] += use.amount } }
}
